"""The terminal UI: show frozen values, ask, call one operation in a worker."""

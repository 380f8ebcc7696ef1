"""Turning what was posted into bytes: frozen facts in, a document out; no table, no clock, no store."""

"""Pure rules: numbers and dates in, numbers and dates out. No database, no clock, no language."""

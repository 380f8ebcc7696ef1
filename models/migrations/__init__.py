"""Numbered steps from one schema to the next; applied in order, recorded in the store."""

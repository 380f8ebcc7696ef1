"""Readings that gather what a person wants to see at once."""

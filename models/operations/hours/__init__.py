"""Executed care: importing, logging, signing."""

"""Municipalities, recipients, rates and band schemes."""

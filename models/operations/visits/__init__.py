"""Guests, their stays, orders and decisions."""

"""Formats: kronor, hours and days as text, the Swedish way in both languages, whatever the machine's locale."""

from __future__ import annotations

from datetime import date

from models.rules.money import Ore

HARD_SPACE = "\u00a0"
MINUS = "\u2212"


def kronor(ore: Ore) -> str:
    """Write an amount for a person: 123450 öre is `1 234,50 kr`, with hard spaces."""
    whole, rest = divmod(abs(ore), 100)
    grouped = f"{whole:,}".replace(",", HARD_SPACE)
    return f"{MINUS if ore < 0 else ''}{grouped},{rest:02}{HARD_SPACE}kr"


def plain_kronor(ore: Ore) -> str:
    """Write an amount for a file or a field: 123450 öre is `1234,50`."""
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole},{rest:02}"


def hours(minutes: int) -> str:
    """Write minutes as hours and minutes: 90 is `1:30`."""
    whole, rest = divmod(abs(minutes), 60)
    return f"{MINUS if minutes < 0 else ''}{whole}:{rest:02}"


def day_text(day: date) -> str:
    """Write a day as `2026-07-01` (ISO 8601)."""
    return day.isoformat()

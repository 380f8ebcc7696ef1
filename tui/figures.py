"""Amounts, quantities and prices as a person reads them in a column that says its unit once."""

from __future__ import annotations

from models.language.formats import HARD_SPACE, hours, kronor
from models.language.words import ntr, tr
from models.rules.money import Ore


def amount(ore: Ore) -> str:
    """Write an amount without its unit: 1 234,50."""
    return kronor(ore).removesuffix(f"{HARD_SPACE}kr")


def worth(ore: Ore, unpriced: bool) -> str:
    """Write what is held back: a question mark where no rate is known, a plus where some of it has none."""
    if not unpriced:
        return amount(ore)
    return f"{amount(ore)} + ?" if ore else "?"


def quantity(unit: str, number: int) -> str:
    """Write a line's quantity with its unit: 12:30 h, 4 visits."""
    if unit == "hour":
        return f"{hours(number)} h"
    if unit == "visit":
        return ntr("{n} call", "{n} calls", number)
    if unit == "day":
        return ntr("{n} care day", "{n} care days", number)
    if unit == "month":
        return ntr("{n} month", "{n} months", number)
    return ntr("{n} pc", "{n} pcs", number)


def minutes_or_blank(minutes: int) -> str:
    """Write minutes as hours; nothing where there are none."""
    return hours(minutes) if minutes else ""


def price(unit: str, ore: Ore) -> str:
    """Write a price with its unit: 414,80/h."""
    units = {
        "hour": tr("h"),
        "visit": tr("call"),
        "day": tr("care day"),
        "month": tr("month"),
        "piece": tr("pc"),
    }
    return f"{amount(ore)}/{units[unit]}"

"""A file of conditions: our own, and some home municipalities'; their figures are nobody's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from seed.sheets import BOM_COMMA, WINDOWS, Cell, TextSheet

OURS: tuple[tuple[Cell, ...], ...] = (
    ("framförhållning", "", "", 28, None, None, None),
    ("framförhållning vid förlängning", "", "", 14, None, None, None),
    ("uppgift som krävs", "", "vistelseadress", None, None, None, None),
    ("uppgift som krävs", "", "närstående", None, None, None, None),
    ("handling som krävs", "", "beslut", None, None, None, None),
    ("avbokning", "", "", 14, 14, None, None),
    ("lång vistelse", "", "", 30, None, None, None),
)
"""Kind, service, subject, days, paid days, minutes, percent."""

THEIRS: tuple[tuple[Cell, ...], ...] = (
    ("0184", "refused", "home-care", "", None, None, None, 50),
    ("0184", "refused", "service-care", "", None, None, None, 55),
    ("0184", "missed", "", "", None, None, 30, None),
)
"""The same, with the home municipality before it."""


def write_conditions(folder: Path, year: int) -> tuple[Path, ...]:
    """Write our own conditions in Swedish, and home municipalities' in English."""
    swedish, english = folder / "villkor.csv", folder / "conditions.csv"
    heading = ("villkor", "insats", "avser", "dagar", "ersatta dagar", "minuter", "procent", "gäller från", "källa")
    ours = TextSheet(swedish, WINDOWS, heading)
    for row in OURS:
        ours.write([*row, date(year, 1, 1), "riktlinje"])
    ours.close()
    names = ("municipality", "kind", "service", "subject", "days", "paid_days", "minutes", "percent", "valid_from")
    theirs = TextSheet(english, BOM_COMMA, names)
    for row in THEIRS:
        theirs.write([*row, date(year, 1, 1)])
    theirs.close()
    return swedish, english

"""A guest at the keyboard: the visit is registered, a week of hours typed, the month signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from models.rules.period import Month
from tests.tui.recorded.terminal import Terminal

CASE = "R2026-0001"


def order(month: Month) -> dict[str, str]:
    """Give what is written in the form: labels and texts, in the order of the lines."""
    first = month.first
    return {
        "Identity number": "193001016595",
        "Name": "Rut Recorded",
        "From municipality": "0184",
        "First day": str(first),
        "Last day": str(first + timedelta(days=20)),
        "Ordered on": str(first - timedelta(days=10)),
        "Their decision": "BIST 1-2026",
        "Invoice reference": "KST11111",
        "Case number": CASE,
        "Granted service": "home care",
        "Granted  ": "10:00",
        "Granted per": "week",
        "Provider": "own",
    }


def open_form(at: Terminal) -> None:
    """Open the form of a new visit."""
    at.see("1 Today", "ctrl+p all")
    at.press("2")
    at.see("n register new", "vistelse visit list")
    at.press("n")
    at.see("Register a visit", "vistelse visit register")
    at.go_to_line("Name")
    at.go_to_line("Identity number", "Up")


def open_again(at: Terminal) -> None:
    """Open the form of a new visit where one was left unsaved, and take up what was typed."""
    at.see("1 Today", "ctrl+p all")
    at.press("2")
    at.see("n register new", "vistelse visit list")
    at.press("n")
    at.see("y yes")
    at.press("y")


def write_fields(at: Terminal, fields: Mapping[str, str]) -> None:
    """Write each text on its line, and see it there before going on."""
    for label, text in fields.items():
        at.go_to_line(label)
        at.write(text)
        at.see(text)


def register(at: Terminal, month: Month) -> None:
    """Register a visit in the form."""
    open_form(at)
    write_fields(at, order(month))
    save(at)


def save(at: Terminal) -> None:
    """Save the form; the visit stands on the screen."""
    at.press("C-s")
    at.see(f"vistelse visit show {CASE}", "confirm")


WEEK = (
    ("90", "1:30"),
    ("1:30", "3:00"),
    ("1,5", "4:30"),
    ("45m", "5:15"),
    ("60", "6:15"),
    ("2h", "8:15"),
    ("30", "8:45"),
)
"""What is typed day by day, in every accepted form, and the month's sum that it makes."""


def open_month(at: Terminal, month: Month) -> None:
    """Open the visit's month."""
    at.press("3")
    at.see(CASE, "Hours", "signed")
    at.walk_to(CASE)
    at.press("Enter")
    at.see(f"vistelse hours show {CASE} {month}", "Home care", "executed")


def type_days(at: Terminal, month: Month, texts: Sequence[tuple[str, str]]) -> None:
    """Type the month's first days, each echoed as it is understood."""
    for place, (text, whole) in enumerate(texts):
        at.see(_day(month, place))
        at.write(text)
        at.see(f"{text} = ", "enter take it")
        at.press("Enter")
        at.see(_day(month, place + 1), f"{whole} executed", "s save")


def type_a_week(at: Terminal, month: Month) -> None:
    """Open the visit's month, type its first seven days, and save them."""
    open_month(at, month)
    type_days(at, month, WEEK)
    at.press("s")
    at.see("Saved 7 cells")


def sign(at: Terminal, month: Month) -> None:
    """Sign the month on the screen; a signed month says why it takes no more."""
    at.press("m")
    at.see(f"for {CASE}: 7 rows, 8:45?", "y yes")
    at.press("y")
    at.see("is signed.", "o open again")
    at.write("9")
    at.see("! ", "open it again")
    at.press("q")
    at.see("Hours · ", "f only some cases")


def _day(month: Month, place: int) -> str:
    return f" {1 + place}/{month.number} · Home care"

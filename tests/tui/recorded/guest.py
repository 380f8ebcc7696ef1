"""A guest at the keyboard: the visit is registered, a week of hours typed, the month signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from models.language.terms import term
from models.rules.period import Month
from tests.tui.recorded.terminal import Terminal
from tests.tui.recorded.words import key, said, said_of
from tui.dates import month_text
from tui.vocabulary import service_name

CASE = "R2026-0001"


def order(month: Month) -> dict[str, str]:
    """Give what is written in the form: labels and texts, in the order of the lines."""
    first = month.first
    return {
        said("Identity number"): "193001016595",
        said("Name"): "Rut Recorded",
        said("From municipality"): "0184",
        said("First day"): str(first),
        said("Last day"): str(first + timedelta(days=20)),
        said("Ordered on"): str(first - timedelta(days=10)),
        said("Their decision"): "BIST 1-2026",
        said("Invoice reference"): "KST11111",
        said("Case number"): CASE,
        said("Granted service"): service_name("home-care").lower(),
        f"{said('Granted')}  ": "10:00",
        said("Granted per"): "week",
        said("Provider"): "own",
    }


def open_form(at: Terminal) -> None:
    """Open the form of a new visit."""
    at.see(key("go.today"), key("go.palette"))
    at.press("2")
    at.see(key("visits.register"), "vistelse visit list")
    at.press("n")
    at.see(said("Register a visit"), "vistelse visit register")
    at.go_to_line(said("Name"))
    at.go_to_line(said("Identity number"), "Up")


def open_again(at: Terminal) -> None:
    """Open the form of a new visit where one was left unsaved, and take up what was typed."""
    at.see(key("go.today"), key("go.palette"))
    at.press("2")
    at.see(key("visits.register"), "vistelse visit list")
    at.press("n")
    at.see(key("unsaved.go-on"))
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
    at.see(f"vistelse visit show {CASE}", term("state", "confirmed"))


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
    at.see(CASE, said("Hours"), said("signed"))
    at.walk_to(CASE)
    at.press("Enter")
    at.see(f"vistelse hours show {CASE} {month}", service_name("home-care"), executed(""))


def type_days(at: Terminal, month: Month, texts: Sequence[tuple[str, str]]) -> None:
    """Type the month's first days, each echoed as it is understood."""
    for place, (text, whole) in enumerate(texts):
        at.see(_day(month, place))
        at.write(text)
        at.see(f"{text} = ", key("typing.done"))
        at.press("Enter")
        at.see(_day(month, place + 1), executed(whole), key("grid.save"))


def type_a_week(at: Terminal, month: Month) -> None:
    """Open the visit's month, type its first seven days, and save them."""
    open_month(at, month)
    type_days(at, month, WEEK)
    at.press("s")
    at.see(said_of(7, "Saved {n} cell.", "Saved {n} cells."))


def sign(at: Terminal, month: Month) -> None:
    """Sign the month on the screen; a signed month says why it takes no more."""
    at.press("m")
    at.see(CASE, said_of(7, "{n} row", "{n} rows"), "8:45?", key("question.yes"))
    at.press("y")
    at.see(said("{month} is signed.", month=month_text(month)), key("grid.reopen"))
    at.write("9")
    at.see("! ", said("the month is signed by {who}; open it again first", who="").split()[-1])
    at.press("q")
    at.see(f"{said('Hours')} · ", key("hours.filter"))


def _day(month: Month, place: int) -> str:
    return f" {1 + place}/{month.number} · {service_name('home-care')}"


def executed(whole: str) -> str:
    """Say how much was executed."""
    return said("{month}: {executed} executed", month="", executed=whole).removeprefix(": ").strip()

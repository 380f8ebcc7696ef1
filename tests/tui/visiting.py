"""Finding the way about the visits in a test: a visit of its own, opened by keys, its form filled in."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from models.operations.visits.change_visit import register_visit
from models.operations.visits.visit_sheet import VisitSheet, visit_sheet
from tests.tui.driving import press, screen_of, settle
from tests.tui.village import MAKER, TODAY

CASE = "T 17"
"""A visit of the tests' own, the first in the list."""


def make_visit(**cells: str) -> str:
    """Register a visit from Stockholm that begins in August."""
    given = {"case": CASE, "home_municipality": "0180", "from": "2026-08-01", "name": "Ada Alm"} | cells
    return register_visit(given, {}, TODAY, MAKER)


def sheet(case: str = CASE) -> VisitSheet:
    """Read the visit back."""
    return visit_sheet(case, "test", MAKER)


async def open_visit(pilot: Pilot[None], case: str = CASE) -> None:
    """Filter the list down to a visit and open it."""
    await press(pilot, "2", "f")
    await fill(pilot, case.split()[-1] if case == CASE else case)
    await press(pilot, "enter", "enter")


async def fill(pilot: Pilot[None], text: str) -> None:
    """Write a text in the line that has the focus, in the place of what stands there."""
    line = pilot.app.focused
    assert isinstance(line, Input)
    line.value = text
    await settle(pilot)


async def field(pilot: Pilot[None], name: str, text: str) -> None:
    """Write a text in a field of the form."""
    screen = screen_of(pilot)
    screen.set_focus(screen.query_one(f"#field-{name}", Input))
    await fill(pilot, text)

"""Sitting at the month of hours of one visit of the village."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from textual.pilot import Pilot

from models.database import connected
from models.event import Event
from models.operations.hours.month_grid import GridRow, month_grid
from models.operations.hours.save_hours import CellChange, Place, save_hours, seen_of
from models.operations.store.actor import Actor
from models.rules.period import Month
from models.rules.typed_hours import Measure
from tests.tui.driving import SMALL, screen_of, settle, sitting, strike
from tests.tui.village import MAKER, TODAY
from tui.screens.hour_grid import HourGridScreen
from tui.targets import HoursTarget

JUNE = Month(2026, 6)
CASE = "SN2026-00014"
"""Escort, two hours a week, from the 24th of June; June is not signed and holds two rows from a file."""

MEALS = "SN2026-00002"
"""Home care, and a meal a day, from the 12th of June."""


def june(day: int) -> date:
    """Give a day of June."""
    return date(2026, 6, day)


@asynccontextmanager
async def at_month(
    url: str,
    case: str = CASE,
    month: Month = JUNE,
    day: date | None = None,
    actor: Actor = MAKER,
    size: tuple[int, int] = SMALL,
) -> AsyncIterator[Pilot[None]]:
    """Sit at a visit's month until the block ends."""
    async with sitting(url, actor, size) as pilot:
        await go_to_month(pilot, case, month, day)
        yield pilot


async def go_to_month(pilot: Pilot[None], case: str = CASE, month: Month = JUNE, day: date | None = None) -> None:
    """Go to a visit's month."""
    screen = screen_of(pilot)
    screen.post_message(screen.GoTo(HoursTarget(case, month, day)))
    await settle(pilot)


def grid_of(pilot: Pilot[None]) -> HourGridScreen:
    """Give the grid that is in view."""
    screen = screen_of(pilot)
    assert isinstance(screen, HourGridScreen)
    return screen


async def keys(pilot: Pilot[None], text: str, *more: str) -> None:
    """Type a text letter by letter without waiting in between, then press keys, then wait."""
    strike(pilot, *text, *more)
    await settle(pilot)


def rows_of(day: date | None = None, case: str = CASE, month: Month = JUNE) -> list[GridRow]:
    """List a visit's rows in the store that were typed, on a day or all."""
    rows = month_grid(case, month, MAKER).rows
    return [row for row in rows if row.key.startswith("typed:") and day in (None, row.day)]


ESCORT_25 = Place("escort", 1, june(25))


def deeds() -> list[str]:
    """List the log's deeds in order."""
    with connected():
        return [event.deed for event in Event.select().order_by(Event.id)]


def type_beside(*entries: Measure, place: Place = ESCORT_25, case: str = CASE) -> None:
    """Type in a cell as somebody else does, without the screen."""
    rows = [row for row in month_grid(case, JUNE, MAKER).rows if (row.service, row.staff, row.day) == place]
    save_hours(case, JUNE, [CellChange(place, entries, seen_of(rows))], TODAY, MAKER)

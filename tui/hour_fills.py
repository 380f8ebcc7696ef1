"""Filling many cells of the month's grid at once: from yesterday, from last week, to the right, downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from models.operations.hours.save_hours import Place
from models.rules.services import SERVICE_OF, Unit
from models.rules.typed_hours import Measure, TypedRefused, clock_measure
from tui.hour_sheet import Entries, HourSheet, Line

Cells = dict[Place, Entries]


def copied_days(sheet: HourSheet, days: Iterable[date], back: int) -> Cells:
    """Copy every line from so many days before into cells that have nothing at all, so that no care is doubled."""
    cells: Cells = {}
    for day in days:
        for line in sheet.lines if sheet.lock(day) is None else ():
            place, source = Place(*line, day), Place(*line, day - timedelta(days=back))
            if not sheet.stays(place) and not sheet.entries(place):
                found = moved((*sheet.stays(source), *sheet.entries(source)), day)
                if found:
                    cells[place] = found
    return cells


def doubled(sheet: HourSheet, line: Line, days: Iterable[date]) -> Cells:
    """Let what is typed on a line stand once more: a second visit a day; clock times happen once and are left out."""
    cells: Cells = {}
    for day in days:
        place = Place(*line, day)
        again = tuple(each for each in sheet.entries(place) if not each.has_clock)
        if again and sheet.lock(day) is None and SERVICE_OF[line.service].unit != Unit.DAY:
            cells[place] = (*sheet.entries(place), *again)
    return cells


def filled_right(sheet: HourSheet, place: Place, days: Sequence[date]) -> Cells:
    """Put what is typed in a cell into the open cells to the right of it."""
    entries = sheet.entries(place)
    later = [day for day in days if day > place.day and sheet.lock(day) is None]
    return {place._replace(day=day): moved(entries, day) for day in later}


def filled_down(sheet: HourSheet, place: Place) -> Cells:
    """Put what is typed in a cell into the cells below it that are counted in the same unit."""
    lines = sheet.lines
    below = lines[lines.index(Line(place.service, place.staff)) + 1 :]
    unit, entries = SERVICE_OF[place.service].unit, sheet.entries(place)
    if sheet.lock(place.day) is not None:
        return {}
    return {Place(*line, place.day): entries for line in below if SERVICE_OF[line.service].unit == unit}


def moved(entries: Entries, day: date) -> Entries:
    """Give entries as they are on another day: a clock counts the minutes that elapse on that day."""
    found: list[Measure] = []
    for each in entries:
        try:
            found.append(clock_measure(day, each.start, each.end) if each.has_clock else each)
        except TypedRefused:
            continue  # the clock does not exist on the night when clocks go forward
    return tuple(found)

"""The cells of an hour row, and whether they go together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.interchange.faults import coded
from models.language.words import tr
from models.rules.identity import Identity
from models.rules.period import day_minutes, stockholm_minutes
from models.rules.row_checks import RowCheck
from models.rules.row_kinds import RowKind

MOST_PIECES = 1000
"""The most pieces that one row may hold."""


class HourCells(NamedTuple):
    """The cells of an hour row, each read by itself; a tuple, since a month has a hundred thousand of them."""

    key: str
    case: str
    identity: Identity | None
    day: date
    start: int | None
    end: int | None
    minutes: int | None
    pieces: int | None
    service: str
    staff: int
    band: str
    kind: RowKind = RowKind.EXECUTED


Contradiction = tuple[str, str]
"""A column's English name, and what is wrong and right in the user's language."""


def elapsed_minutes(cells: HourCells) -> int | None:
    """Count the minutes between start and end by a Swedish clock; None without a clock, or when none elapsed."""
    if cells.start is None or cells.end is None:
        return None
    try:
        return stockholm_minutes(cells.day, cells.start, cells.end)
    except ValueError:
        return None


def contradictions(cells: HourCells, elapsed: int | None, today: date) -> list[Contradiction]:
    """Name the columns whose cells do not go together; the elapsed minutes are those of the clock, if any."""
    found: list[Contradiction] = []
    if not cells.case and cells.identity is None:
        found.append(("case", tr("It is not said whose hours they are; write the case number.")))
    if cells.day > today:
        text = tr("The date lies ahead; hours are entered when they have been worked.")
        found.append(("date", coded(RowCheck.FUTURE, text)))
    if cells.start is not None or cells.end is not None:
        found.extend(_about_clock(cells, elapsed))
    else:
        found.extend(_about_amount(cells))
    return found


def _about_clock(cells: HourCells, elapsed: int | None) -> Iterator[Contradiction]:
    """Judge a row that has a start or an end."""
    if cells.start is None or cells.end is None:
        yield ("start" if cells.start is None else "end"), tr("A start and an end go together; write both times.")
    elif cells.start == cells.end:
        text = tr("The end is the same as the start; see which of the two times is right.")
        yield "end", coded(RowCheck.ZERO, text)
    elif elapsed is None:
        yield "start", tr("The time does not exist on the night when clocks go forward; see that it is right.")
    elif cells.minutes is not None and cells.minutes != elapsed:
        yield (
            "minutes",
            tr("The times make {minutes} minutes and the column says otherwise; leave one out.", minutes=elapsed),
        )
    if cells.pieces is not None:
        yield "pieces", _time_or_pieces()
    if cells.band:
        yield "band", tr("The times decide the band; leave it empty where there is a start and an end.")


def _about_amount(cells: HourCells) -> Iterator[Contradiction]:
    """Judge a row without a clock."""
    if cells.minutes is not None and cells.pieces is not None:
        yield "pieces", _time_or_pieces()
    elif cells.minutes is not None:
        if cells.minutes > (longest := day_minutes(cells.day)):
            text = tr("The day has {minutes} minutes; divide the time by days.", minutes=longest)
            yield "minutes", coded(RowCheck.MORE_THAN_A_DAY, text)
    elif cells.pieces is None:
        yield "minutes", tr("It is not said how much was done; write start and end, or minutes, or pieces.")
    elif cells.pieces > MOST_PIECES:
        yield "pieces", tr("One row holds at most {most} pieces; see that the number is right.", most=MOST_PIECES)


def _time_or_pieces() -> str:
    return tr("A row is measured in time or in pieces; leave one of them out.")

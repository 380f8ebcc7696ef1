"""Clock rows through the real import: no minute is lost and none comes twice, whatever the bands and the night."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from peewee import fn

from models.care_entry import CareEntry, CarePiece
from models.database import connected, rows_of
from tests.operations.builders import Row, band_row, hour_row, put_bands, put_hours, put_visits, visit_row
from tests.operations.price.oracle_calendar import DAY, SWEDEN, elapsed, minute_of, moment
from tests.operations.price.worlds import clock, scheme

pytestmark = pytest.mark.usefixtures("store")

NIGHTS = ("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2025-03-30", "2025-10-26")
HOLIDAYS = ("2025-12-31", "2026-04-03", "2026-06-19", "2025-12-24", "2026-02-28", "2026-07-31")
HOMES = tuple(f"01{number}" for number in (14, 15, 17, 20, 23, 25, 26, 27, 28, 36))


def random_rows(source: Random, number: int) -> list[Row]:
    """Give clock rows of ten visits, a third on nights of changed clocks and a third about holidays and month ends."""
    rows = []
    for index in range(number):
        anywhere = date(2025, 1, 1) + timedelta(days=source.randrange(700))
        day = source.choice((*NIGHTS, *HOLIDAYS, *[str(anywhere)] * 6))
        row = hour_row(f"K{index}", f"SN{source.choice(HOMES)}", day, staff=source.choice((1, 2)))
        rows.append(row | clock(source, row))
    return rows


def elapsed_minutes(row: Row) -> int:
    """Count a row's minutes by the world's clock, not by ours."""
    day, start, end = date.fromisoformat(row["date"]), minute_of(row["start"]), minute_of(row["end"])
    return int((moment(day if end > start else day + DAY, end) - moment(day, start)).total_seconds()) // 60


def enter(source: Random, rows: list[Row]) -> None:
    """Import the rows for visits from ten municipalities, each with bands of its own."""
    put_visits(*(visit_row(f"SN{home}", home=home, from_="2025-01-01", to="") for home in HOMES))
    put_bands(
        band_row("night", "all", "22:00", "06:00", "0114"), *(row for home in HOMES for row in scheme(source, home))
    )
    put_hours(*rows)


def stored() -> dict[str, tuple[Any, ...]]:
    """Give of every row its days and the minutes of its pieces."""
    columns = (
        CareEntry.day,
        CareEntry.minutes,
        fn.MIN(CarePiece.day),
        fn.MAX(CarePiece.day),
        fn.SUM(CarePiece.minutes),
    )
    query = CarePiece.select(CareEntry.key, *columns).join(CareEntry)
    with connected():
        rows = rows_of(query.group_by(CareEntry.key, CareEntry.day, CareEntry.minutes))
        return {key: tuple(str(value) for value in values) for key, *values in rows}


@pytest.mark.parametrize("seed", range(3))
def test_the_pieces_of_a_row_are_its_elapsed_minutes_times_its_staff(seed: int) -> None:
    """G25: on nights of changed clocks, holidays, month ends and any other day."""
    source = Random(f"minutes {seed}")
    rows = random_rows(source, 400)
    enter(source, rows)
    found = stored()
    assert len(found) == len(rows)
    for row in rows:
        minutes, day = elapsed_minutes(row), date.fromisoformat(row["date"])
        last = (moment(day, minute_of(row["start"])) + timedelta(minutes=minutes - 1)).astimezone(SWEDEN).date()
        days = (str(day), str(minutes), str(day), str(last))
        assert found[row["key"]] == (*days, str(minutes * int(row["staff"]))), row
        assert minutes == len(list(elapsed(day, row["start"], row["end"])))


def test_a_new_band_scheme_moves_minutes_and_loses_none() -> None:
    """G25: rows are split anew, again and again, and come to the same."""
    source = Random("schemes")
    rows = random_rows(source, 200)
    enter(source, rows)
    before, pieces = stored(), CarePiece.select().count()
    for band in range(3):
        put_bands(*(band_row(f"band {band}", "all", f"{(band * 5) % 24:02}:07", "13:13", home) for home in HOMES))
        assert stored() == before
    assert CarePiece.select().count() != pieces

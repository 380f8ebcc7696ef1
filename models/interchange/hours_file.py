"""The hours file: executed time or pieces, one row a visit by the staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.interchange.cells import (
    identity_reader,
    read_count,
    read_day,
    read_end,
    read_kind,
    read_minutes,
    read_service,
    read_staff,
    read_start,
    read_text,
)
from models.interchange.columns import Column
from models.interchange.faults import Fault, Notice, Reading, gather, until_hopeless
from models.interchange.hour_cells import HourCells, contradictions, elapsed_minutes
from models.interchange.hour_row import HourRow, content_of, hour_row
from models.interchange.repeats import Repeats
from models.interchange.row_reader import RowReader
from models.interchange.table_file import Table
from models.language.words import tr

__all__ = ["HourRow", "read_hours", "stream_hours"]


def read_hours(table: Table, today: date) -> Reading[HourRow]:
    """Read an hours file whole; no row may lie after today."""
    return gather(_stream(table, today))


def stream_hours(table: Table, today: date) -> Iterator[HourRow | Fault | Notice]:
    """Read an hours file one row at a time, holding no more of it than each row's key.

    Faults may come after good rows: whoever keeps rows as they come must let them go at the first fault.
    """
    return until_hopeless(_stream(table, today))


def _stream(table: Table, today: date) -> Iterator[HourRow | Fault | Notice]:
    reader = RowReader(table, _columns(today))
    if lacking := tuple(_lacking(reader)):
        yield from lacking
        return
    repeats = Repeats(reader)
    for row in reader.rows():
        if isinstance(row, Fault | Notice):
            yield row
            continue
        cells = HourCells(*row.values)
        elapsed = elapsed_minutes(cells)
        if found := contradictions(cells, elapsed, today):
            yield from (reader.fault(row.line, column, text) for column, text in found)
            continue
        minutes = elapsed if elapsed is not None else cells.minutes
        content = content_of(cells, minutes)
        yield from repeats.once(hour_row(row.line, cells, minutes, content), content)
    yield from repeats.notices()


def _columns(today: date) -> tuple[Column, ...]:
    """List the columns in the order of HourCells."""
    return (
        Column("key", "radnyckel", read_text, also=("nyckel", "id")),
        Column("case", "ärende", read_text, also=("ärendenummer", "case number")),
        Column("identity_number", "personnummer", identity_reader(today), also=("personnr",)),
        Column("date", "datum", read_day, filled=True),
        Column("start", "start", read_start, also=("starttid",)),
        Column("end", "slut", read_end, also=("sluttid",)),
        Column("minutes", "minuter", read_minutes),
        Column("pieces", "antal", read_count),
        Column("service", "insats", read_service, filled=True),
        Column("staff", "personal", read_staff),
        Column("band", "tidsband", read_text),
        Column("kind", "utfall", read_kind),
    )


def _lacking(reader: RowReader) -> Iterator[Fault]:
    """Say once what every row would lack, when the heading has no column for it."""
    if not reader.is_readable:
        return
    if not (reader.has("case") or reader.has("identity_number")):
        yield reader.fault(
            reader.heading_line, "case", tr("The file says not whose hours they are; add the column ärende.")
        )
    clock = reader.has("start") and reader.has("end")
    if not (clock or reader.has("minutes") or reader.has("pieces")):
        text = tr("The file says not how much was done; add the columns start and slut, or minuter, or antal.")
        yield reader.fault(reader.heading_line, "minutes", text)

"""Sum up the rows that a plan leaves unbilled, and what they would come to: rounded a line at a time, as a bill is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import Case, fn

from models.billed import LineDay
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.operations.billing.gather import REASONS, code_of
from models.operations.billing.plan import HeldRows
from models.operations.billing.scratch import PlannedPiece
from models.rules.money import Ore
from models.rules.reasons import Reason
from models.visit import Visit

HeldKey = tuple[int, str, int]
"""Visit, the rows' month, and the place of the reason."""


def held_rows(own_batch: int = 0) -> tuple[HeldRows, ...]:
    """Sum up what is not billed, by visit, month and reason; worth only where every piece has a rate (G26)."""
    table = PlannedPiece
    group = (table.visit, table.row_month, table.reason)
    counts = (
        fn.COUNT(table.entry.distinct()),
        fn.SUM(table.minutes),
        fn.SUM(Case(None, ((table.rate.is_null(), 1),), 0)),
    )
    query = (
        table.select(*group, Visit.case_number, Municipality.code, *counts)
        .join(Visit, on=Visit.id == table.visit)
        .join(Municipality)
        .where(table.reason > 0)
        .group_by(*group, Visit.case_number, Municipality.code)
        .order_by(table.reason, Visit.case_number, table.row_month)
    )
    worths: dict[HeldKey, Ore] = {}
    for visit, row_month, reason, worth in (*_worths_of_lines(), *_worths_of_days(own_batch)):
        key = (visit, row_month, reason)
        worths[key] = worths.get(key, 0) + int(worth)
    return tuple(
        HeldRows(
            case,
            home,
            month,
            REASONS[reason - 1],
            rows,
            int(minutes),
            None if unpriced else worths[visit, month, reason],
        )
        for visit, month, reason, case, home, rows, minutes, unpriced in rows_of(query)
    )


def _worths_of_lines() -> Iterator[tuple[Any, ...]]:
    """Price what one reason holds of each line, half up to the öre.

    Where a row over midnight lets a line hold rows of two months, both together come to what the line does.
    """
    table = PlannedPiece
    line = (table.visit, table.service, table.rate, table.month, table.kind, table.share)
    of_line = (*line, table.reason)
    sixtieths = fn.SUM(Case(table.unit, (("hour", table.minutes * table.price),), 0))
    counted = fn.SUM(
        Case(table.unit, (("piece", table.pieces * table.price), ("visit", table.visits * table.price)), 0)
    )
    until = fn.SUM(sixtieths).over(partition_by=of_line, order_by=[table.row_month])
    lines = (
        table.select(
            table.visit,
            table.row_month,
            table.reason,
            sixtieths.cast("bigint").alias("own"),
            until.cast("bigint").alias("until"),
            counted.cast("bigint").alias("counted"),
        )
        .where(table.reason > 0)
        .group_by(*of_line, table.row_month)
        .alias("held_line")
    )
    worth = (lines.c.until + 30) / 60 - (lines.c.until - lines.c.own + 30) / 60 + lines.c.counted
    group = (lines.c.visit, lines.c.row_month, lines.c.reason)
    yield from rows_of(PlannedPiece.select(*group, fn.SUM(worth)).from_(lines).group_by(*group))


def _worths_of_days(own_batch: int) -> Iterator[tuple[Any, ...]]:
    """Price the days that are held where care is paid by the day: each once, and none that is billed or will be."""
    table = PlannedPiece
    claimed = (
        LineDay.select(LineDay.id)
        .join(InvoiceLine)
        .join(Invoice)
        .where(
            LineDay.live
            & (LineDay.visit == table.visit)
            & (LineDay.service == table.service)
            & (LineDay.day == table.day)
            & (Invoice.batch != own_batch)
        )
    )
    last = Case(None, ((table.reason == code_of(Reason.EXCLUDED), 1),), 0)
    place = fn.ROW_NUMBER().over(
        partition_by=[table.visit, table.service, table.day],
        order_by=[last, table.reason, table.share.desc(), table.kind, table.piece],
    )
    days = (
        table.select(table.visit, table.row_month, table.reason, table.price, place.alias("place"))
        .where((table.unit == "day") & ~fn.EXISTS(claimed))
        .alias("held_day")
    )
    group = (days.c.visit, days.c.row_month, days.c.reason)
    query = PlannedPiece.select(*group, fn.SUM(days.c.price)).from_(days)
    yield from rows_of(query.where((days.c.place == 1) & (days.c.reason > 0)).group_by(*group))

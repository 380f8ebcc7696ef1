"""Care that is paid by the day: a day is paid once, however late its other rows come."""

from __future__ import annotations

from functools import reduce
from operator import and_

from peewee import fn

from models.billed import LineDay
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.gather import code_of
from models.operations.billing.scratch import PlannedPiece
from models.rules.reasons import Reason


def pay_days_once(own_batch: int) -> None:
    """Mark the days that a live line of another batch has billed; rows that bring no new day are shown as excluded."""
    table = PlannedPiece
    by_day = (table.unit == "day") & (table.reason == 0)
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
    table.update(new_day=False).where(by_day & fn.EXISTS(claimed)).execute()
    _pay_executed_days_first()
    _exclude_lines_without_a_new_day()


def _pay_executed_days_first() -> None:
    """Pay a day at its greatest share: a refused visit on a day with care adds nothing."""
    table, other = PlannedPiece, PlannedPiece.alias()
    before = (other.share > table.share) | ((other.share == table.share) & (other.kind < table.kind))
    same = (other.visit == table.visit) & (other.service == table.service) & (other.day == table.day)
    paid = other.select(other.piece).where(same & before & (other.unit == "day") & (other.reason == 0))
    by_day = (table.unit == "day") & (table.reason == 0)
    table.update(new_day=False).where(by_day & fn.EXISTS(paid)).execute()


def _exclude_lines_without_a_new_day() -> None:
    table = PlannedPiece
    by_day = (table.unit == "day") & (table.reason == 0)
    group = (table.visit, table.service, table.rate, table.month, table.kind, table.share)
    bare = table.select(*group).where(by_day).group_by(*group).having(fn.MAX(table.new_day.cast("integer")) == 0)
    for values in list(rows_of(bare)):
        line = reduce(and_, (column == value for column, value in zip(group, values, strict=True)))
        table.update(reason=code_of(Reason.EXCLUDED)).where(by_day & line).execute()

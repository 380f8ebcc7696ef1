"""The rows of a month that is paid by a charge of its own follow the charge, and add nothing to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from peewee import BigIntegerField, CharField, Expression, IntegerField, chunked, fn

from models.base import Table
from models.database import insert_rows, rows_of
from models.operations.billing.gather import code_of
from models.operations.billing.granted_time import ChargeKey, billed_as_granted, granted_months
from models.operations.billing.scratch import PlannedPiece
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.reasons import Reason
from models.rules.row_kinds import WITHIN_THE_GRANT, RowKind
from models.visit import Visit

UNPRICED = (Reason.NO_CONDITION, Reason.NO_RATE, Reason.UNCONFIRMED_RATE)
"""What a row may lack whose month's granted time is paid: it needs no price of its own."""


CHUNK = 500
"""Months written at a time."""


class Charge(NamedTuple):
    """What a month's charge comes to: its rate and price, or the reason (numbered from 1) why it is not billed."""

    rate: int | None
    price: Ore | None
    reason: int


class ChargedMonth(Table):
    """A month whose rows follow its charge: temporary, of one connection, never part of the store."""

    visit = IntegerField()
    service = IntegerField()
    month = CharField()
    rate = IntegerField(null=True)
    price = BigIntegerField(null=True)
    reason = IntegerField()

    class Meta:
        """Gone with the connection."""

        table_name = "charged_month"
        temporary = True
        indexes = ((("visit", "service", "month"), False),)


def tie_rows_by_month(charges: Mapping[ChargeKey, Charge]) -> None:
    """Let the rows of a service that is paid by the started month follow their month's charge."""
    table = PlannedPiece
    covered = (table.unit == "month") & (table.reason == 0) & (table.kind != str(RowKind.GRANTED))
    _tie(_months(covered), charges, covered, RowKind.EXECUTED)


def tie_rows_to_grants(charges: Mapping[ChargeKey, Charge]) -> None:
    """Let executed, refused and missed care of a month whose granted time is paid follow the month's charge."""
    table = PlannedPiece
    waits = (table.reason == 0) | table.reason.in_([code_of(reason) for reason in UNPRICED])
    covered = waits & table.kind.in_(sorted(WITHIN_THE_GRANT))
    latest = table.select(fn.MAX(table.row_month)).scalar()
    if latest is None:
        return
    visits = table.select(table.visit)
    granted = {*charges, *granted_months(Visit.id.in_(visits), Month.parse(latest)), *billed_as_granted(visits)}
    if granted:
        _tie(granted.intersection(_months(covered)), charges, covered, RowKind.GRANTED)


def _months(covered: Expression) -> Iterator[ChargeKey]:
    table = PlannedPiece
    group = (table.visit, table.service, table.row_month)
    return (
        (visit, service, month) for visit, service, month in rows_of(table.select(*group).where(covered).distinct())
    )


def _tie(months: Iterable[ChargeKey], charges: Mapping[ChargeKey, Charge], covered: Expression, kind: RowKind) -> None:
    """Give rows their charge's rate; those of a month without one, billed before, are shown as excluded."""
    none = Charge(None, None, code_of(Reason.EXCLUDED))
    rows = [(*key, *charges.get(key, none)) for key in months]
    if not rows:
        return
    table, charged = PlannedPiece, ChargedMonth
    charged.drop_table(safe=True)
    charged.create_table(safe=False)
    for chunk in chunked(rows, CHUNK):
        insert_rows(charged, ("visit", "service", "month", *Charge._fields), chunk)
    same = (charged.visit == table.visit) & (charged.service == table.service) & (charged.month == table.row_month)
    paid = {"rate": charged.rate, "price": charged.price, "reason": charged.reason, "month": charged.month}
    table.update(**paid, unit="month", kind=str(kind), share=100).from_(charged).where(covered & same).execute()

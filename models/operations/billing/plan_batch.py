"""Plan a month: what will be billed, and what will not and why. Writes nothing (G8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from peewee import Expression

from models.care_entry import CareEntry
from models.database import rows_of
from models.operations.billing.assemble import assemble_invoices, held_months
from models.operations.billing.days_once import pay_days_once
from models.operations.billing.gather import REASONS, billed_by, gather, unbilled_until
from models.operations.billing.held_rows import held_rows
from models.operations.billing.month_charges import (
    MonthCharge,
    charges_of_batch,
    tie_rows_to_charges,
    unbilled_charges,
)
from models.operations.billing.newest_batch import newest_batch
from models.operations.billing.plan import BatchPlan, UnbilledRow
from models.operations.billing.plan_differences import plan_differences
from models.operations.billing.rate_pieces import rate_pieces, settle_rows
from models.operations.billing.scratch import PlannedPiece, clear_scratch
from models.operations.store.actor import Actor, reading
from models.rules.period import Month
from models.visit import Visit


def plan_batch(month: Month, today: date, actor: Actor, *, with_rows: bool = False) -> BatchPlan:
    """Work out what a month's batch would bill, by the rates known today; `with_rows` names every unbilled row too."""
    with reading(actor):
        plan = make_plan(month, today)
        if not with_rows:
            return plan
        return replace(plan, rows=tuple(_unbilled_rows()))


def make_plan(month: Month, known_on: date, charges: tuple[MonthCharge, ...] | None = None) -> BatchPlan:
    """Plan inside a transaction that is open already; the scratch tables hold the plan's pieces afterwards.

    `charges` are the started months to that month that no live line bills, where they have been read already.
    """
    differences = plan_differences(known_on)
    waiting = unbilled_charges(month, known_on) if charges is None else charges
    return replace(_plan(month, known_on, unbilled_until(month), waiting), differences=differences)


def plan_again(batch_id: int, month: Month, known_on: date) -> BatchPlan:
    """Plan what a draft batch has claimed as if it were unbilled, to see whether anything has changed."""
    return _plan(month, known_on, billed_by(batch_id), charges_of_batch(batch_id, month, known_on), batch_id)


def plan_rows(month: Month, known_on: date, rows: Expression, charges: tuple[MonthCharge, ...]) -> BatchPlan:
    """Plan some of what waits, and nothing else, inside a transaction that is open already."""
    return _plan(month, known_on, unbilled_until(month) & rows, charges)


def _plan(
    month: Month, known_on: date, chosen: Expression, charges: tuple[MonthCharge, ...], own_batch: int = 0
) -> BatchPlan:
    clear_scratch()
    gather(chosen)
    rate_pieces(known_on)
    tie_rows_to_charges(charges)
    settle_rows()
    pay_days_once(own_batch)
    return BatchPlan(
        month=month,
        known_on=known_on,
        invoices=assemble_invoices(month, charges),
        held=held_rows(own_batch),
        held_months=held_months(charges),
        differences=(),
        after_batch=newest_batch(month),
    )


def _unbilled_rows() -> Iterator[UnbilledRow]:
    held = PlannedPiece.select(PlannedPiece.entry, PlannedPiece.reason).where(PlannedPiece.reason > 0).distinct()
    query = (
        CareEntry.select(Visit.case_number, CareEntry.key, held.c.reason)
        .join(Visit)
        .switch(CareEntry)
        .join(held, on=held.c.entry == CareEntry.id)
        .order_by(Visit.case_number, CareEntry.day, CareEntry.id)
    )
    for case, key, reason in rows_of(query):
        yield UnbilledRow(case, key, REASONS[reason - 1])

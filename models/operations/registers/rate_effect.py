"""What a change of rates does to care, shown before it is saved and refused if it no longer is what was shown (G26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from peewee import fn

from models.batch import Batch
from models.database import rows_of
from models.difference import Difference
from models.errors import PlanIsStale
from models.invoice import Invoice, InvoiceLine
from models.language.words import tr
from models.operations.billing.list_differences import ChangedLine, DifferenceRow, read_differences
from models.operations.billing.plan_batch import make_plan, plan_again
from models.operations.registers.import_rates import RatesReceipt
from models.operations.registers.rate_change import RateChange, Reach, do_change, reach_of
from models.operations.registers.rate_worth import (
    NOTHING,
    MonthKey,
    Worth,
    billed_worths,
    forget_prices,
    keep_prices,
    rows_changed,
    worths_of,
)
from models.operations.store.actor import Actor, deed
from models.operations.store.rehearse import rehearsal
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.roles import Role
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A visit's month that a change of rates touches; `rows` are the hour rows whose price or state it changes."""

    case: str
    municipality: str
    month: str
    rows: int
    before: Worth
    after: Worth

    @property
    def difference(self) -> Ore | None:
        """The öre that the change makes; none where a side has care without a usable rate."""
        if self.before.unpriced or self.after.unpriced:
            return None
        return self.after.total - self.before.total


@dataclass(frozen=True, slots=True)
class ProposedDifference:
    """A difference that a change proposes: one document, `total` öre, signed.

    `lines` name a new rate by a number that its rehearsal alone had: what is compared is what each line `comes_to`.
    """

    municipality: str
    recipient: str
    reference: str
    cause: date
    total: Ore
    comes_to: tuple[tuple[str, int, Ore], ...]
    lines: tuple[ChangedLine, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class RateEffect:
    """What a change does: `waiting` is not billed yet and will change, `billed` is billed and will not.

    `plan_before` and `plan_after` are öre: what the plan of `month`, with everything that is late, comes to.
    `differences` are those that the change proposes: what was billed, by invoice and line, beside what it comes to now.
    """

    month: Month
    plan_before: Ore
    plan_after: Ore
    waiting: tuple[EffectRow, ...]
    billed: tuple[EffectRow, ...]
    receipt: RatesReceipt
    differences: tuple[ProposedDifference, ...]


def rate_effect(change: RateChange, today: date, actor: Actor) -> RateEffect:
    """Rehearse a change: do it, plan, and take everything back; nothing is written (G26).

    Raises:
        NotFound: there is no such municipality or rate.
        ImportRefused: a row of the file is bad.
        WrongUse: the rate cannot be right.
    """
    with rehearsal(), deed(actor, Role.BILL, Role.ADMINISTER):
        effect = _done(change, today, actor)
    return effect


def save_rate_change(change: RateChange, shown: RateEffect, today: date, actor: Actor) -> RateEffect:
    """Do a change whose effect was shown, and only if that still is its effect (G26).

    Raises:
        PlanIsStale: hours, rates or batches have changed since; nothing was written.
        NotFound: there is no such municipality or rate.
        ImportRefused: a row of the file is bad.
        WrongUse: the rate cannot be right.
    """
    with deed(actor, Role.BILL, Role.ADMINISTER):
        effect = _done(change, today, actor)
        if effect != shown:
            raise PlanIsStale(what=tr("the effect of the rates is another"))
    return effect


def _done(change: RateChange, today: date, actor: Actor) -> RateEffect:
    """Do a change inside the deed's transaction, planning before and after it."""
    month, batches = Month.of(today), _batches_reached(reach_of(change))
    forget_prices()
    plan_before = make_plan(month, today)
    keep_prices()
    again_before = {batch: _planned_again(batch, its_month, today) for batch, its_month in batches.items()}
    newest = Difference.select(fn.COALESCE(fn.MAX(Difference.id), 0)).scalar()
    receipt = do_change(change, today, actor)
    differences = tuple(_proposed(row) for row in read_differences(Difference.id > newest))
    plan_after = make_plan(month, today)
    waiting = _rows_apart(worths_of(plan_before), worths_of(plan_after), rows_changed())
    billed: list[EffectRow] = []
    for batch, its_month in batches.items():
        again = worths_of(plan_again(batch, its_month, today))
        apart = _rows_apart(again_before[batch], again, rows_changed())
        was = billed_worths(batch)
        billed += [replace(row, before=was.get(_key(row), NOTHING)) for row in apart]
    return RateEffect(
        month, plan_before.total, plan_after.total, waiting, tuple(sorted(billed, key=_key)), receipt, differences
    )


def _proposed(row: DifferenceRow) -> ProposedDifference:
    comes_to = tuple((line.invoice, line.position, line.net + line.difference) for line in row.lines)
    return ProposedDifference(row.municipality, row.recipient, row.reference, row.cause, row.total, comes_to, row.lines)


def _planned_again(batch: int, month: Month, today: date) -> dict[MonthKey, Worth]:
    """Plan a batch's care as if nothing had billed it, and keep its prices."""
    again = worths_of(plan_again(batch, month, today))
    keep_prices()
    return again


def _rows_apart(
    before: Mapping[MonthKey, Worth], after: Mapping[MonthKey, Worth], changed: Mapping[MonthKey, int]
) -> tuple[EffectRow, ...]:
    keys = {key for key in {*before, *after} if before.get(key) != after.get(key)} | set(changed)
    return tuple(
        EffectRow(*key, changed.get(key, 0), before.get(key, NOTHING), after.get(key, NOTHING)) for key in sorted(keys)
    )


def _key(row: EffectRow) -> MonthKey:
    return (row.case, row.municipality, row.month)


def _batches_reached(reach: Reach) -> dict[int, Month]:
    """Find the standing batches that billed care which a change could have priced."""
    query = (
        Batch.select(Batch.id, Batch.month)
        .join(Invoice)
        .join(InvoiceLine)
        .join(Visit)
        .where(
            (Batch.state != "annulled") & Visit.municipality.in_(reach.homes) & (InvoiceLine.last_day >= reach.first)
        )
        .distinct()
        .order_by(Batch.id)
    )
    return {batch: Month.parse(month) for batch, month in rows_of(query)}

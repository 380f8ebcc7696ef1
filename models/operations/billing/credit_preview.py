"""What a credit note would take back, and what the next plan would bill instead. Writes nothing (G8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece, Reversal
from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.gather import REASONS
from models.operations.billing.month_charges import unbilled_charges
from models.operations.billing.plan import BatchPlan, PlannedLine
from models.operations.billing.plan_batch import plan_rows
from models.operations.billing.scratch import PlannedPiece
from models.operations.store.actor import Actor
from models.operations.store.rehearse import rehearsal
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.reasons import Reason
from models.service import Service
from models.visit import Visit

Shared = tuple[str, str, str]
"""Case, service and month: what a credited line and the lines that come instead have in common."""


@dataclass(frozen=True, slots=True)
class CreditedLine:
    """A line that would be taken back; `quantity` is minutes for hour rates, `price` and `net` are öre."""

    position: int
    case: str
    service: str
    unit: str
    price: Ore
    quantity: int
    net: Ore
    rate: int
    month: str
    first: date
    last: date
    kind: str
    share: int

    @property
    def shared(self) -> Shared:
        """What finds the lines that come instead."""
        return (self.case, self.service, self.month)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A credited line beside what would come instead, and what keeps some of its rows or all from being billed."""

    credited: CreditedLine | None
    instead: PlannedLine | None
    held: tuple[Reason, ...]

    @property
    def difference(self) -> Ore:
        """The öre that the home municipality would pay more, or less than zero."""
        return (self.instead.net if self.instead else 0) - (self.credited.net if self.credited else 0)


@dataclass(frozen=True, slots=True)
class CreditPreview:
    """A credit before it is made; `credited` and `instead` are öre.

    `plan` is what would be billed of the freed rows and what of them is held; it does not tell freed rows apart by
    their numbers in the store, which are not known before they are freed.
    """

    number: str
    exchanges: tuple[Exchange, ...]
    credited: Ore
    instead: Ore
    positions: tuple[int, ...]
    plan: BatchPlan

    @property
    def difference(self) -> Ore:
        """The öre that the home municipality would pay more, or less than zero."""
        return self.instead - self.credited


def preview_credit(number: str, positions: Iterable[int], today: date, actor: Actor) -> CreditPreview:
    """Credit and plan the freed rows again as things now stand, in a transaction that is taken back.

    Without positions every line that is left is credited. Rows that wait for other reasons are not counted in.

    Raises:
        NotFound: there is no posted invoice with the number.
        CreditOfCredit: the number is a credit note's.
        NoSuchLine: the invoice has no line at a position.
        AlreadyCredited: a line, or the whole invoice, is credited already.
        LineInDraft: a draft takes a line back.
    """
    with rehearsal():
        preview, _ = weigh_credit(credit_invoice(number, positions, "-", today, actor).number, number, today)
    return preview


def preview_annulment(number: str, today: date, actor: Actor) -> CreditPreview:
    """Annul and plan the freed rows again as things now stand, in a transaction that is taken back.

    Raises:
        NotFound: there is no posted invoice with the number.
        AlreadyExported: it may have been sent.
        AlreadyAnnulled: it is annulled.
        CreditOfCredit: no line of the document bills anything.
        NotAnnulled: some of it is credited already, or it changes what others billed.
    """
    with rehearsal():
        preview, _ = weigh_credit(annul_invoice(number, "-", today, actor).number, number, today)
    return preview


def weigh_credit(note: str, number: str, today: date) -> tuple[CreditPreview, BatchPlan]:
    """Weigh a posted credit note against what its freed rows would be billed for now; give that plan too.

    The scratch tables hold the plan's pieces afterwards; call it inside the transaction that posted the note.
    """
    month = Month.parse(Invoice.select(Invoice.month).where(Invoice.number == note).scalar())
    credited = tuple(_credited(note))
    plan = _plan_freed(note, month, today)
    shown = _without_row_numbers(plan)
    exchanges = tuple(_side_by_side(credited, shown.lines, _held(shown)))
    positions = tuple(line.position for line in credited)
    return CreditPreview(number, exchanges, sum(line.net for line in credited), plan.total, positions, shown), plan


def _without_row_numbers(plan: BatchPlan) -> BatchPlan:
    invoices = (
        replace(invoice, lines=tuple(replace(line, piece_sum=0) for line in invoice.lines)) for invoice in plan.invoices
    )
    return replace(plan, invoices=tuple(invoices))


def _credited(note: str) -> Iterator[CreditedLine]:
    origin = InvoiceLine.alias()
    query = (
        InvoiceLine.select(
            origin.position,
            Visit.case_number,
            Service.code,
            InvoiceLine.unit,
            InvoiceLine.price,
            InvoiceLine.quantity,
            InvoiceLine.net,
            InvoiceLine.rate,
            InvoiceLine.month,
            InvoiceLine.first_day,
            InvoiceLine.last_day,
            InvoiceLine.kind,
            InvoiceLine.share,
        )
        .join(Invoice)
        .switch(InvoiceLine)
        .join(Visit)
        .switch(InvoiceLine)
        .join(Service)
        .switch(InvoiceLine)
        .join(origin, on=InvoiceLine.credits == origin.id)
        .where(Invoice.number == note)
        .order_by(origin.position)
    )
    return (CreditedLine(*row) for row in rows_of(query))


def _plan_freed(note: str, month: Month, known_on: date) -> BatchPlan:
    """Plan the rows and started months that a credit note has freed, and the corrections that waited for it."""
    lines = InvoiceLine.select(InvoiceLine.id).join(Invoice).where(Invoice.number == note)
    pieces = LinePiece.select(LinePiece.piece).where(LinePiece.line.in_(lines))
    freed = CarePiece.select(CarePiece.entry).where(CarePiece.id.in_(pieces))
    corrections = Reversal.select(Reversal.replacement).where(
        Reversal.entry.in_(freed) & Reversal.replacement.is_null(False)
    )
    entries = CareEntry.select(CareEntry.id).where(CareEntry.id.in_(freed) | CareEntry.id.in_(corrections))
    billed = InvoiceLine.select(InvoiceLine.visit, InvoiceLine.service, InvoiceLine.month).where(
        InvoiceLine.id.in_(lines)
    )
    executed = CareEntry.select(CareEntry.visit, CareEntry.service, CareEntry.month).where(CareEntry.id.in_(entries))
    keys = {*rows_of(billed), *rows_of(executed)}
    waiting = unbilled_charges(month, known_on, of={key[0] for key in keys})
    charges = tuple(charge for charge in waiting if charge.key in keys)
    return plan_rows(month, known_on, CarePiece.entry.in_(entries), charges)


def _held(plan: BatchPlan) -> dict[Shared, list[Reason]]:
    """Say what keeps freed rows from being billed again."""
    table = PlannedPiece
    query = (
        table.select(Visit.case_number, Service.code, table.month, table.reason)
        .join(Visit, on=Visit.id == table.visit)
        .join(Service, on=Service.id == table.service)
        .where(table.reason > 0)
        .distinct()
    )
    found: dict[Shared, set[Reason]] = {}
    for case, service, month, reason in rows_of(query):
        found.setdefault((case, service, month), set()).add(REASONS[reason - 1])
    for held in plan.held_months:
        found.setdefault((held.case, held.service, held.month), set()).add(held.reason)
    return {shared: sorted(reasons, key=REASONS.index) for shared, reasons in found.items()}


def _side_by_side(
    credited: Iterable[CreditedLine], instead: Iterable[PlannedLine], held: dict[Shared, list[Reason]]
) -> Iterator[Exchange]:
    """Put the lines of the same case, service and month beside each other, those of the same rate first."""
    ours: dict[Shared, list[CreditedLine]] = {}
    theirs: dict[Shared, list[PlannedLine]] = {}
    for line in credited:
        ours.setdefault(line.shared, []).append(line)
    for planned in instead:
        theirs.setdefault((planned.case, planned.service, planned.month), []).append(planned)
    for shared in dict.fromkeys((*ours, *theirs, *held)):
        reasons = tuple(held.get(shared, ()))
        for left, right in _paired(ours.get(shared, []), theirs.get(shared, [])):
            yield Exchange(left, right, reasons)


def _paired(
    ours: list[CreditedLine], theirs: list[PlannedLine]
) -> Iterator[tuple[CreditedLine | None, PlannedLine | None]]:
    same = {_priced_by(line): line for line in theirs}
    pairs = [(line, same[_priced_by(line)]) for line in ours if _priced_by(line) in same]
    matched = {_priced_by(line) for line, _ in pairs}
    left = [line for line in ours if _priced_by(line) not in matched]
    right = [line for line in theirs if _priced_by(line) not in matched]
    yield from pairs
    yield from zip_longest(left, right)


def _priced_by(line: CreditedLine | PlannedLine) -> tuple[int, str, int]:
    return (line.rate, line.kind, line.share)

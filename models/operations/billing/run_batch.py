"""Run a month: exactly the plan that was shown, as draft invoices, each row tied to its line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL

from models.batch import Batch
from models.billed import LineDay, LineMonth, LinePiece
from models.care_entry import CarePiece
from models.errors import AlreadyRun, NothingToBill, PlanIsStale
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.compare_plans import first_difference
from models.operations.billing.draft_differences import draft_differences
from models.operations.billing.newest_batch import newest_batch
from models.operations.billing.plan import BatchPlan, PlannedInvoice, PlannedLine
from models.operations.billing.plan_batch import make_plan
from models.operations.billing.post_batch import post_invoices
from models.operations.billing.scratch import PlannedPiece
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import utc_now, write_event
from models.organisation import Organisation
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.roles import Role
from models.rules.row_kinds import RowKind
from models.service import Service


@dataclass(frozen=True, slots=True)
class BatchReceipt:
    """What a run or an attest left behind; `numbers` is empty while the documents are drafts.

    `total` is öre: invoices less what differences credit.
    """

    batch: str
    state: str
    invoices: int
    total: Ore
    numbers: tuple[str, ...]


def run_batch(plan: BatchPlan, today: date, actor: Actor) -> BatchReceipt:
    """Draft exactly the documents of a plan; post them at once where our organisation has no attest.

    Raises:
        NothingToBill: the plan has no invoice.
        AlreadyRun: somebody ran the month meanwhile, or before.
        PlanIsStale: something that the plan read has changed.
        DocumentFaulty: attest is off and an invoice could not be sent as it stands.
    """
    with deed(actor, Role.BILL):
        _refuse_what_was_run(plan)
        again = make_plan(plan.month, plan.known_on)
        if again != plan:
            raise PlanIsStale(what=first_difference(plan, again))
        batch = draft_batch(plan, actor)
        draft_differences(batch, plan.due_differences, plan.known_on)
        posted = () if batch.attest_required == "yes" else post_invoices(batch, today, actor, attested_by=None)
        seals = {document.number: document.seal for document in posted}
        write_event(actor, "run-batch", batch.name, invoices=plan.documents, total=plan.claimed, seals=seals)
    return BatchReceipt(batch.name, batch.state, plan.documents, plan.claimed, tuple(seals))


def _refuse_what_was_run(plan: BatchPlan) -> None:
    newest = newest_batch(plan.month)
    if newest > plan.after_batch or (newest and not plan.documents):
        batch = Batch.get_by_id(newest)
        raise AlreadyRun(batch=batch.name, login=batch.made_by, at=batch.made_at)
    if not plan.documents:
        raise NothingToBill(month=plan.month)


def draft_batch(plan: BatchPlan, actor: Actor) -> Batch:
    """Draft a plan whose pieces the scratch tables hold, inside a transaction that is open already."""
    required = Organisation.select(Organisation.attest).scalar()
    batch = Batch.create(
        name=_free_name(plan.month),
        month=str(plan.month),
        made_by=actor.login,
        made_at=utc_now(),
        attest_required="yes" if required else "no",
    )
    services = {service.code: service.id for service in Service.select()}
    for planned in plan.invoices:
        _draft_invoice(batch, planned, services)
    _tie_pieces(batch)
    _claim_days(batch)
    return batch


def _free_name(month: Month) -> str:
    used = Batch.select().where(Batch.month == str(month)).count()
    return f"B{month}" if not used else f"B{month}-{used + 1}"


def _draft_invoice(batch: Batch, planned: PlannedInvoice, services: dict[str, int]) -> None:
    invoice = Invoice.create(
        kind="invoice",
        batch=batch,
        recipient=planned.recipient,
        visit=planned.visit,
        month=batch.month,
        reference=planned.reference,
        total=planned.total,
        made_by=batch.made_by,
    )
    for position, line in enumerate(planned.lines, start=1):
        drafted = _draft_line(invoice, position, line, services[line.service])
        if line.unit == "month" or line.kind == RowKind.GRANTED:
            LineMonth.create(line=drafted, visit=line.visit, service=services[line.service], month=line.month)


def _draft_line(invoice: Invoice, position: int, line: PlannedLine, service: int) -> InvoiceLine:
    return InvoiceLine.create(
        invoice=invoice,
        position=position,
        visit=line.visit,
        service=service,
        rate=line.rate,
        kind=line.kind,
        share=line.share,
        unit=line.unit,
        price=line.price,
        quantity=line.quantity,
        net=line.net,
        month=line.month,
        first_day=line.first,
        last_day=line.last,
        late=line.late,
    )


def _planned_lines(batch: Batch, *columns: Any) -> Any:
    """Pair every piece that the plan bills with the line that was drafted for it."""
    return (
        PlannedPiece.select(InvoiceLine.id.alias("line"), *columns)
        .join(
            InvoiceLine,
            on=(InvoiceLine.visit == PlannedPiece.visit)
            & (InvoiceLine.service == PlannedPiece.service)
            & (InvoiceLine.rate == PlannedPiece.rate)
            & (InvoiceLine.month == PlannedPiece.month)
            & (InvoiceLine.kind == PlannedPiece.kind)
            & (InvoiceLine.share == PlannedPiece.share),
        )
        .join(Invoice, on=Invoice.id == InvoiceLine.invoice)
        .where((PlannedPiece.reason == 0) & (Invoice.batch == batch))
    )


def _claim_days(batch: Batch) -> None:
    """Claim the days of lines that are paid by the day."""
    fields = (LineDay.visit, LineDay.service, LineDay.rate, LineDay.day)
    columns = (PlannedPiece.visit, PlannedPiece.service, PlannedPiece.rate, PlannedPiece.day)
    days = _planned_lines(batch, *columns, SQL("TRUE")).where((PlannedPiece.unit == "day") & PlannedPiece.new_day)
    LineDay.insert_from(days.distinct(), [LineDay.line, *fields, LineDay.live]).execute()


def _tie_pieces(batch: Batch) -> None:
    """Claim every planned piece for its line, by row id: a row that came in later is not among them."""
    tied = _planned_lines(batch, PlannedPiece.piece.alias("piece"))
    LinePiece.insert_from(tied, [LinePiece.line, LinePiece.piece]).execute()
    own = (
        LinePiece.select(LinePiece.line.alias("line"), LinePiece.piece.alias("piece"))
        .join(InvoiceLine)
        .join(Invoice)
        .where(Invoice.batch == batch)
        .alias("own")
    )
    CarePiece.update(line=own.c.line).from_(own).where(CarePiece.id == own.c.piece).execute()

"""The work list: everything that waits for somebody, blockers first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from peewee import fn

from models.batch import Batch
from models.care_entry import CarePiece
from models.documents.peppol_release import Release, release_due
from models.operations.accounting.unbooked import UnbookedBatch, unbooked_batches
from models.operations.billing.credits_due import CreditDue, find_credits_due
from models.operations.billing.month_charges import unbilled_charges
from models.operations.billing.plan import BatchPlan
from models.operations.billing.plan_batch import make_plan
from models.operations.documents.list_deliveries import NO_DELIVERY_WORK, DeliveryWork, delivery_work
from models.operations.documents.unexported import UnexportedBatch, unexported_batches
from models.operations.reports.batches import BatchRow, batch_rows
from models.operations.reports.difference_sheet import NO_OPEN_DIFFERENCES, OpenDifferences, open_differences
from models.operations.reports.held_by_reason import HeldByReason, held_by_reason
from models.operations.reports.money_work import NO_MONEY_WORK, MoneyWork, money_work
from models.operations.reports.order_work import OrderWork, order_work
from models.operations.reports.proposals import PricedProposal, waiting_proposals
from models.operations.reports.queue_sum import NOTHING_WAITS, QueueSum, queue_sum
from models.operations.reports.rates_to_ask import NOTHING_TO_ASK, RatesToAsk, rates_to_ask
from models.operations.store.actor import Actor, reading
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class WorkList:
    """What waits: `held` stops billing, `ready_*` can be run, `drafts` want an attest, `orders` wait for something.

    `proposals` wait to be accepted or declined, the oldest first. Amounts are öre.
    """

    month: Month
    held: tuple[HeldByReason, ...]
    ready_invoices: int
    ready_documents: int
    """The invoices, and the accepted differences."""
    ready_total: Ore
    late_lines: int
    late_total: Ore
    oldest_late: str
    drafts: tuple[BatchRow, ...]
    orders: tuple[OrderWork, ...]
    credits_due: tuple[CreditDue, ...] = ()
    """Lines that bill hours which were reversed since, by invoice."""
    proposals: tuple[PricedProposal, ...] = ()
    queue: QueueSum = NOTHING_WAITS
    """Hour rows that name no visit."""
    rates: RatesToAsk = NOTHING_TO_ASK
    """Rates that are lacking, and that nobody has asked for or been answered about."""
    differences: OpenDifferences = NO_OPEN_DIFFERENCES
    """What posted invoices would come to at the rates that are known now, to be decided."""
    money: MoneyWork = NO_MONEY_WORK
    """What was billed and is not paid, or is disputed."""
    delivery: DeliveryWork = NO_DELIVERY_WORK
    """Documents that are posted and did not reach anybody."""
    unexported: tuple[UnexportedBatch, ...] = ()
    """Posted batches with documents that were neither exported nor sent, where there is no folder to send to."""
    unbooked: tuple[UnbookedBatch, ...] = ()
    """Posted batches that no accounting file has, where coding is entered."""
    release: Release | None = None
    """The next release of the Peppol rules, when its day is near or past."""

    @property
    def at_stake(self) -> Ore:
        """The öre that are held back, as far as rates are known."""
        return sum(held.worth for held in self.held)


def work_list(today: date, actor: Actor) -> WorkList:
    """List what waits, by the plan of the latest whole month that has something unbilled."""
    with reading(actor):
        plan = _plan_of_work(today)
        late = [line for line in plan.lines if line.late]
        return WorkList(
            month=plan.month,
            held=tuple(held for held in held_by_reason(plan) if held.reason != Reason.EXCLUDED),
            ready_invoices=len(plan.invoices),
            ready_documents=plan.documents,
            ready_total=plan.claimed,
            late_lines=len(late),
            late_total=sum(line.net for line in late),
            oldest_late=min((line.month for line in late), default=""),
            drafts=tuple(batch_rows(Batch.state == "drafted")),
            orders=order_work(today),
            credits_due=find_credits_due(),
            proposals=waiting_proposals(today, actor),
            queue=queue_sum(),
            rates=rates_to_ask(today, actor),
            differences=open_differences(),
            money=money_work(today),
            delivery=delivery_work(),
            unexported=unexported_batches(),
            unbooked=unbooked_batches(),
            release=release_due(today),
        )


def _plan_of_work(today: date) -> BatchPlan:
    """Plan the latest month to the last that passed with hours or a started month unbilled; else the last that did."""
    passed = Month.of(today.replace(day=1) - timedelta(days=1))
    charges = unbilled_charges(passed, today)
    waiting = CarePiece.line.is_null() & ~CarePiece.retired & (CarePiece.row_month <= str(passed))
    latest = CarePiece.select(fn.MAX(CarePiece.row_month)).where(waiting).scalar()
    found = max((latest or "", *(charge.month for charge in charges)))
    return make_plan(Month.parse(found) if found else passed, today, charges)

"""Credit and bill again as one: the credit note that was shown, and a draft of what comes instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.errors import PlanIsStale
from models.operations.billing.compare_plans import first_difference
from models.operations.billing.credit_invoice import CreditReceipt, credit_invoice
from models.operations.billing.credit_preview import CreditPreview, weigh_credit
from models.operations.billing.plan import BatchPlan
from models.operations.billing.post_batch import post_invoices
from models.operations.billing.run_batch import BatchReceipt, draft_batch
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.credit_reasons import CreditReason
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class RebillReceipt:
    """The credit note, and the batch that bills its rows again; none where nothing of them can be billed now."""

    credit: CreditReceipt
    batch: BatchReceipt | None


def rebill_invoice(
    preview: CreditPreview, reason: str, today: date, actor: Actor, *, code: CreditReason = CreditReason.OTHER
) -> RebillReceipt:
    """Post the credit note that was shown and draft what was shown beside it; posted at once where nobody attests.

    Rows that are held stay for a later batch. Both are done or neither.

    Raises:
        PlanIsStale: what would come instead is not what was shown.
        NotFound: there is no posted invoice with the number.
        CreditOfCredit: no line of the document bills anything.
        AlreadyCredited: a line is credited since.
        LineInDraft: a draft takes a line back since.
        ReasonMissing: the code is `other`, and no text says more.
        DocumentFaulty: a document could not be sent as it stands.
    """
    with deed(actor, Role.BILL):
        credit = credit_invoice(preview.number, preview.positions, reason, today, actor, code=code)
        again, plan = weigh_credit(credit.number, preview.number, today)
        if again != preview:
            raise PlanIsStale(what=_apart(preview, again))
        batch = _bill(plan, credit.number, today, actor) if plan.invoices else None
    return RebillReceipt(credit, batch)


def _apart(preview: CreditPreview, again: CreditPreview) -> str:
    if preview.plan != again.plan:
        return first_difference(preview.plan, again.plan)
    return preview.number


def _bill(plan: BatchPlan, note: str, today: date, actor: Actor) -> BatchReceipt:
    batch = draft_batch(plan, actor)
    posted = () if batch.attest_required == "yes" else post_invoices(batch, today, actor, attested_by=None)
    seals = {document.number: document.seal for document in posted}
    invoices = len(plan.invoices)
    write_event(actor, "run-batch", batch.name, invoices=invoices, total=plan.total, instead_of=note, seals=seals)
    return BatchReceipt(batch.name, batch.state, invoices, plan.total, tuple(seals))

"""Annul a batch that is not posted: its rows are free again, no number was used."""

from __future__ import annotations

from datetime import date

from models.batch import Batch
from models.billed import LineDay, LineMonth, LinePiece
from models.care_entry import CarePiece
from models.database import rows_of
from models.difference import Difference
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.attest_batch import drafted_batch, total_of_batch
from models.operations.billing.propose_differences import review_differences
from models.operations.hours.pieces import split_outdated
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import utc_now, write_event
from models.rules.roles import Role


def annul_batch(name: str, actor: Actor, today: date | None = None) -> int:
    """Take a draft batch back and say how many invoices it had; differences wait again, as known `today`.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is posted or annulled already.
    """
    with deed(actor, Role.BILL):
        batch = drafted_batch(name)
        total = total_of_batch(batch)
        invoices = Invoice.select(Invoice.id).where(Invoice.batch == batch)
        lines = InvoiceLine.select(InvoiceLine.id).where(InvoiceLine.invoice.in_(invoices))
        visits = {visit for (visit,) in rows_of(InvoiceLine.select(InvoiceLine.visit).where(InvoiceLine.id.in_(lines)))}
        CarePiece.update(line=None).where(CarePiece.line.in_(lines)).execute()
        for tie in (LinePiece, LineDay, LineMonth):
            tie.delete().where(tie.line.in_(lines)).execute()
        Difference.update(invoice=None).where(Difference.invoice.in_(invoices)).execute()
        InvoiceLine.delete().where(InvoiceLine.invoice.in_(invoices)).execute()
        count = int(Invoice.delete().where(Invoice.batch == batch).execute())
        split_outdated(visits)
        review_differences(visits, today or date.today(), actor)
        batch.state, batch.annulled_by, batch.annulled_at = "annulled", actor.login, utc_now()
        batch.save(only=[Batch.state, Batch.annulled_by, Batch.annulled_at])
        write_event(actor, "annul-batch", name, invoices=count, total=total)
    return count

"""Attest a batch: a second person's approval, which posts it in the same transaction."""

from __future__ import annotations

from datetime import date

from peewee import Case, fn

from models.batch import Batch
from models.database import locked
from models.errors import AttestLimit, NotFound, OwnAttest, PlanIsStale, WrongBatchState
from models.invoice import Invoice
from models.operations.billing.compare_plans import difference_from_draft, lapsed_difference
from models.operations.billing.gather import billed_whole_by
from models.operations.billing.plan_batch import plan_again
from models.operations.billing.post_batch import post_invoices
from models.operations.billing.run_batch import BatchReceipt
from models.operations.hours.pieces import outdated_rows
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.roles import Role
from models.user import User


def attest_batch(name: str, today: date, actor: Actor) -> BatchReceipt:
    """Post a drafted batch as somebody who did not make it.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is posted or annulled already; by whom and when.
        OwnAttest: the actor made it.
        AttestLimit: it comes to more than the actor may attest.
        PlanIsStale: something that it was made from has changed (G9, G28); annul it and run again.
        DocumentFaulty: an invoice could not be sent as it stands.
    """
    with deed(actor, Role.ATTEST):
        batch = drafted_batch(name)
        if batch.made_by == actor.login:
            raise OwnAttest(batch=name, login=actor.login)
        total = total_of_batch(batch)
        _keep_limit(batch, actor)
        changed = difference_from_draft(batch.id, plan_again(batch.id, Month.parse(batch.month), today))
        changed = changed or lapsed_difference(batch.id, today)
        changed = changed or next(iter(outdated_rows(billed_whole_by(batch.id)).values()), None)
        if changed is not None:
            raise PlanIsStale(what=changed)
        posted = post_invoices(batch, today, actor, attested_by=actor.login)
        seals = {document.number: document.seal for document in posted}
        write_event(actor, "attest-batch", name, invoices=len(seals), total=total, seals=seals)
    return BatchReceipt(name, "posted", len(seals), total, tuple(seals))


def drafted_batch(name: str) -> Batch:
    """Find and lock a batch that is still a draft.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is posted or annulled already.
    """
    batch = locked(Batch.select().where(Batch.name == name)).get_or_none()
    if batch is None:
        raise NotFound(what="batch", key=name)
    if batch.state != "drafted":
        login, at = batch.annulled_by or batch.attested_by or batch.made_by, batch.annulled_at or batch.posted_at
        raise WrongBatchState(batch=name, state=batch.state, login=login, at=at, needed="drafted")
    return batch


def total_of_batch(batch: Batch) -> Ore:
    """Sum what a draft batch claims, in öre: its invoices less what its differences credit."""
    signed = Case(Invoice.kind, (("credit", Invoice.total * -1),), Invoice.total)
    return int(Invoice.select(fn.COALESCE(fn.SUM(signed), 0)).where(Invoice.batch == batch).scalar())


def _keep_limit(batch: Batch, actor: Actor) -> None:
    """Hold the attester to the limit: what is credited does not make room for more."""
    limit = User.select(User.attest_limit).where(User.login == actor.login).scalar()
    handled = int(Invoice.select(fn.COALESCE(fn.SUM(Invoice.total), 0)).where(Invoice.batch == batch).scalar())
    if limit is not None and handled > limit:
        raise AttestLimit(batch=batch.name, total=handled, login=actor.login, limit=limit)

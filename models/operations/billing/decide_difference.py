"""Accept or decline a proposed difference: nothing is billed or credited before a person has accepted it."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.batch import Batch
from models.care_errors import DifferenceChanged, NoSuchDifference
from models.database import among, locked, rows_of
from models.difference import Difference
from models.errors import WrongUse
from models.invoice import Invoice, InvoiceLine
from models.language.words import tr
from models.money_errors import DecidedOtherwise, DifferenceDecided, DifferenceDrafted
from models.operations.billing.propose_differences import review_differences
from models.operations.billing.reprice_lines import reprice_lines
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import utc_now, write_event
from models.rules.difference import from_text, to_text
from models.rules.money import LARGEST_AMOUNT
from models.rules.roles import Role

PROPOSED = "open"
"""The state in which nobody has decided yet."""


def accept_difference(difference_id: int, actor: Actor, today: date | None = None, *, seen: str = PROPOSED) -> int:
    """Accept a difference, so that the next batch bills or credits it; give its total in öre, signed.

    It is looked at once more first, as known `today`: what it is about may have been corrected or credited since. One
    that was declined is accepted after all only by somebody who has `seen` that it was (G35).

    Raises:
        NoSuchDifference: there is none with the number.
        DifferenceDecided: it is accepted already.
        DifferenceDrafted: a document stands for it already.
        DecidedOtherwise: somebody has declined it, and that was not seen.
        DifferenceChanged: it is another now, and proposed anew.
        WrongUse: it is more than a document has room for.
    """
    known_on = today or date.today()
    with deed(actor, Role.BILL):
        review_differences(_visits(_undecided(difference_id, "accepted", seen)), known_on, actor)
    with deed(actor, Role.BILL):
        difference = _undecided(difference_id, "accepted", seen)
        _refuse_if_changed(difference, known_on)
        if abs(difference.total) > LARGEST_AMOUNT:
            raise WrongUse(what=tr("The total has more than ten digits of kronor."))
        _decide(difference, "accepted", "", actor)
    return difference.total


def decline_difference(difference_id: int, reason: str, actor: Actor, *, seen: str = PROPOSED) -> None:
    """Decline a difference; one that was accepted, and is not drafted yet, only by somebody who has `seen` it (G35).

    It is proposed again only when it has become another.

    Raises:
        NoSuchDifference: there is none with the number.
        DifferenceDecided: it is declined already.
        DifferenceDrafted: a document stands for it already.
        DecidedOtherwise: somebody has accepted it, and that was not seen.
        DifferenceChanged: it is another now, and proposed anew.
        ReasonMissing: no reason is given.
        ReasonNamesPerson: the reason names a guest.
    """
    with deed(actor, Role.BILL):
        difference = _undecided(difference_id, "declined", seen)
        _decide(difference, "declined", given_reason(reason, _visits(difference)), actor)


def _undecided(difference_id: int, wanted: str, seen: str) -> Difference:
    """Lock a difference that may be decided as wanted by somebody who has seen it in a state."""
    difference: Difference | None = locked(Difference.select().where(Difference.id == difference_id)).get_or_none()
    if difference is None:
        raise NoSuchDifference(number=difference_id)
    if difference.state == "lapsed":
        raise DifferenceChanged(number=difference_id)
    if difference.state == PROPOSED:
        return difference
    _refuse_if_drafted(difference)
    if difference.state == wanted:
        raise DifferenceDecided(**_decision(difference))
    if difference.state != seen:
        raise DecidedOtherwise(**_decision(difference))
    return difference


def _refuse_if_drafted(difference: Difference) -> None:
    if difference.invoice_id is not None:
        batch = Batch.select(Batch.name).join(Invoice).where(Invoice.id == difference.invoice_id).scalar()
        raise DifferenceDrafted(**_decision(difference) | {"batch": batch, "state": "accepted"})


def _decision(difference: Difference) -> dict[str, Any]:
    """Say who decided what, and when."""
    said = {"state": difference.state, "login": difference.decided_by, "at": difference.decided_at}
    return {"number": difference.id, **said}


def _refuse_if_changed(difference: Difference, today: date) -> None:
    lines = [line.line for line in from_text(difference.lines)]
    now = [each.now for each in reprice_lines(among(InvoiceLine.id, lines), today)]
    if to_text(each for each in now if each is not None) != difference.lines:
        raise DifferenceChanged(number=difference.id)


def _visits(difference: Difference) -> set[int]:
    lines = [line.line for line in from_text(difference.lines)]
    return {visit for (visit,) in rows_of(InvoiceLine.select(InvoiceLine.visit).where(among(InvoiceLine.id, lines)))}


def _decide(difference: Difference, state: str, reason: str, actor: Actor) -> None:
    overturned = {} if difference.state == PROPOSED else {"before": difference.state}
    difference.state, difference.decided_by, difference.decided_at = state, actor.login, utc_now()
    difference.reason = reason
    difference.save(only=[Difference.state, Difference.decided_by, Difference.decided_at, Difference.reason])
    deed_name = {"accepted": "accept-difference", "declined": "decline-difference"}[state]
    write_event(actor, deed_name, str(difference.id), total=difference.total, **overturned)

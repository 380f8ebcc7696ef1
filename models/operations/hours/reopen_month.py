"""Open a signed month again: with a reason, and by two where it is billed."""

from __future__ import annotations

from enum import StrEnum

from models.billed import LineMonth
from models.care_entry import CareEntry, CarePiece
from models.care_errors import MonthNotSigned, NotAsked, OwnReopening
from models.invoice import Invoice, InvoiceLine
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import utc_now, write_event
from models.operations.visits.by_case import refuse_closed, visit_of
from models.rules.period import Month
from models.rules.roles import Role
from models.signature import MonthSignature


class Reopening(StrEnum):
    """What came of it."""

    OPENED = "opened"
    ASKED = "asked"
    """Something of the month is billed: it stays signed until somebody else agrees."""


def reopen_month(month: Month, case: str, reason: str, actor: Actor) -> Reopening:
    """Open a signed month again; where it is billed the first asks, and another one agrees by the same deed.

    Whoever agrees may leave the reason to the one who asked.

    Raises:
        NotFound: there is no visit with the case number.
        MonthNotSigned: it is open already.
        WrongUse: the visit is closed or cancelled, so that nobody could sign the month again.
        OwnReopening: nobody agrees to what they asked for themselves.
        ReasonMissing: no reason is given.
        ReasonNamesPerson: the reason names the guest.
    """
    with deed(actor, Role.HOURS):
        signature = _signature(case, month)
        asked_by = signature.reopen_asked_by
        refuse_closed(signature.visit)
        why = given_reason(reason or signature.reopen_reason, [signature.visit_id])
        if not is_billed(signature.visit_id, month):
            _open(signature, why, actor)
        elif asked_by is None:
            _ask(signature, why, actor)
            return Reopening.ASKED
        elif asked_by == actor.login:
            raise OwnReopening(month=month, case=signature.visit.case_number, login=actor.login)
        else:
            _open(signature, why, actor)
    return Reopening.OPENED


def withdraw_reopening(month: Month, case: str, actor: Actor) -> None:
    """Take back that a month was asked to be opened; it stays signed.

    Raises:
        NotFound: there is no visit with the case number.
        MonthNotSigned: it is open already.
        NotAsked: nobody has asked.
    """
    with deed(actor, Role.HOURS):
        signature = _signature(case, month)
        if signature.reopen_asked_by is None:
            raise NotAsked(month=month, case=signature.visit.case_number)
        asked_by = signature.reopen_asked_by
        _write(signature, None, "")
        write_event(actor, "withdraw-reopening", signature.visit.case_number, month=str(month), asked_by=asked_by)


def is_billed(visit: int, month: Month) -> bool:
    """Say whether a row or a started month of a visit's month stands on a live line of a posted invoice."""
    posted = Invoice.number.is_null(False)
    rows = (
        CarePiece.select(CarePiece.id)
        .join(CareEntry)
        .switch(CarePiece)
        .join(InvoiceLine)
        .join(Invoice)
        .where((CareEntry.visit == visit) & (CareEntry.month == str(month)) & posted)
    )
    months = (
        LineMonth.select(LineMonth.id)
        .join(InvoiceLine)
        .join(Invoice)
        .where((LineMonth.visit == visit) & (LineMonth.month == str(month)) & LineMonth.live & posted)
    )
    return bool(rows.exists() or months.exists())


def _signature(case: str, month: Month) -> MonthSignature:
    visit = visit_of(case)
    signature = MonthSignature.get_or_none((MonthSignature.visit == visit) & (MonthSignature.month == str(month)))
    if signature is None:
        raise MonthNotSigned(month=month, case=case)
    return signature


def _ask(signature: MonthSignature, why: str, actor: Actor) -> None:
    _write(signature, actor.login, why)
    write_event(actor, "ask-reopening", signature.visit.case_number, month=signature.month, reason=why)


def _write(signature: MonthSignature, login: str | None, why: str) -> None:
    at = utc_now() if login else None
    query = MonthSignature.update(reopen_asked_by=login, reopen_asked_at=at, reopen_reason=why)
    query.where(MonthSignature.id == signature.id).execute()


def _open(signature: MonthSignature, why: str, actor: Actor) -> None:
    """Take the signature away; who asked for it, and what the asker said, goes into the log with it."""
    MonthSignature.delete().where(MonthSignature.id == signature.id).execute()
    asked = {"asked_by": signature.reopen_asked_by, "asked": signature.reopen_reason}
    facts = asked if signature.reopen_asked_by else {}
    write_event(actor, "reopen-month", signature.visit.case_number, month=signature.month, reason=why, **facts)

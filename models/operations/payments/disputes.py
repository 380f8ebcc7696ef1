"""Disputed lines: opened with a deadline, closed with an outcome, and seen until an upheld one is credited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peewee import Expression

from models.care_errors import DisputeIsOpen, DisputeNotOpen, LineTakesBack
from models.database import rows_of
from models.dispute import Dispute
from models.errors import NoSuchLine, NotFound, WrongUse
from models.invoice import Invoice, InvoiceLine
from models.language.words import tr
from models.operations.billing.credited_lines import already_credited, taken_back
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import utc_now, write_event
from models.recipient import Recipient
from models.rules.money import Ore
from models.rules.payments import Outcome
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class DisputeSheet:
    """A dispute of a line; `outcome` is None while it is open, `credited_by` the number of what took the line back."""

    number: str
    line: int
    recipient: str
    net: Ore
    opened_on: date
    deadline: date
    reason: str
    outcome: Outcome | None
    closed_reason: str
    credited_by: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it."""
        return self.outcome is None

    @property
    def awaits_credit(self) -> bool:
        """Whether it was upheld, whole or in part, and the line stands still."""
        return self.outcome in (Outcome.UPHELD, Outcome.PARTLY) and not self.credited_by


def open_dispute(number: str, position: int, deadline: date, reason: str, today: date, actor: Actor) -> DisputeSheet:
    """Open a dispute of a line, to be decided by a day.

    Raises:
        NotFound: there is no posted document with the number.
        NoSuchLine: it has no such line.
        LineTakesBack: the line takes an earlier one back.
        AlreadyCredited: the line is credited.
        DisputeIsOpen: it is disputed already.
        WrongUse: the deadline has passed.
        ReasonMissing: there is no reason.
        ReasonNamesPerson: the reason names the guest.
    """
    with deed(actor, Role.BILL):
        line = _line(number, position)
        _refuse(line, number)
        if deadline < today:
            raise WrongUse(what=tr("The deadline has passed; give a day that lies ahead."))
        why = given_reason(reason, [line.visit_id])
        made = {"opened_by": actor.login, "opened_at": utc_now()}
        kept = Dispute.create(line=line, opened_on=today, deadline=deadline, reason=why, **made)
        write_event(actor, "open-dispute", number, line=position, deadline=str(deadline), reason=why)
        return _sheets(Dispute.id == kept.id)[0]


def close_dispute(number: str, position: int, outcome: Outcome, reason: str, actor: Actor) -> DisputeSheet:
    """Close a dispute with its outcome; one that is upheld asks for a credit of the line, and makes none itself.

    Raises:
        NotFound: there is no posted document with the number.
        NoSuchLine: it has no such line.
        DisputeNotOpen: the line is not disputed.
        ReasonMissing: there is no reason.
        ReasonNamesPerson: the reason names the guest.
    """
    with deed(actor, Role.BILL):
        line = _line(number, position)
        found = Dispute.select(Dispute.id).where((Dispute.line == line) & Dispute.outcome.is_null()).scalar()
        if found is None:
            raise DisputeNotOpen(line=position, number=number)
        why = given_reason(reason, [line.visit_id])
        closed = {"outcome": str(outcome), "closed_reason": why, "closed_by": actor.login, "closed_at": utc_now()}
        Dispute.update(**closed).where(Dispute.id == found).execute()
        write_event(actor, "close-dispute", number, line=position, outcome=str(outcome), reason=why)
        return _sheets(Dispute.id == found)[0]


def list_disputes(actor: Actor, *, everything: bool = False) -> tuple[DisputeSheet, ...]:
    """List the disputes that ask for something, or all; those that are to be decided first come first."""
    with reading(actor):
        return everything_disputed() if everything else waiting_disputes()


def waiting_disputes() -> tuple[DisputeSheet, ...]:
    """List what is open, or upheld and not credited, inside a transaction that is open already."""
    found = everything_disputed(Dispute.outcome.is_null() | (Dispute.outcome != str(Outcome.REJECTED)))
    return tuple(each for each in found if each.is_open or each.awaits_credit)


def everything_disputed(chosen: Expression | None = None) -> tuple[DisputeSheet, ...]:
    """List disputes inside a transaction that is open already, by their deadlines."""
    return _sheets(chosen)


def _line(number: str, position: int) -> InvoiceLine:
    if not Invoice.select().where(Invoice.number == number).exists():
        raise NotFound(what="invoice", key=number)
    query = InvoiceLine.select().join(Invoice)
    line = query.where((Invoice.number == number) & (InvoiceLine.position == position)).get_or_none()
    if line is None:
        raise NoSuchLine(number=number, lines=position)
    return line


def _refuse(line: InvoiceLine, number: str) -> None:
    if line.credits_id is not None:
        raise LineTakesBack(line=line.position, number=number)
    state, by = taken_back(line.invoice).get(line.position, ("", ""))
    if state == "posted":
        raise already_credited(number, [line.position], [by])
    deadline = Dispute.select(Dispute.deadline).where((Dispute.line == line) & Dispute.outcome.is_null()).scalar()
    if deadline is not None:
        raise DisputeIsOpen(line=line.position, number=number, deadline=deadline)


def _sheets(chosen: Expression | None) -> tuple[DisputeSheet, ...]:
    columns = (Invoice.number, InvoiceLine.position, Recipient.name, InvoiceLine.net, Dispute.opened_on)
    rest = (Dispute.deadline, Dispute.reason, Dispute.outcome, Dispute.closed_reason, InvoiceLine.id)
    query = (
        Dispute.select(*columns, *rest)
        .join(InvoiceLine)
        .join(Invoice)
        .join(Recipient)
        .order_by(Dispute.deadline, Dispute.id)
    )
    found = list(rows_of(query if chosen is None else query.where(chosen)))
    by_line = _credited_by([row[-1] for row in found])
    return tuple(_sheet(by_line, *row) for row in found)


def _sheet(
    credited_by: Mapping[int, str], number: str, line: int, recipient: str, net: Ore, opened_on: date, deadline: date,
    reason: str, outcome: str | None, closed_reason: str, key: int,
) -> DisputeSheet:  # fmt: skip
    ended = Outcome(outcome) if outcome else None
    taken_back = credited_by.get(key, "")
    return DisputeSheet(number, line, recipient, net, opened_on, deadline, reason, ended, closed_reason, taken_back)


def _credited_by(lines: list[int]) -> dict[int, str]:
    query = InvoiceLine.select(InvoiceLine.credits, Invoice.number).join(Invoice)
    return dict(rows_of(query.where(InvoiceLine.credits.in_(lines) & Invoice.number.is_null(False))))

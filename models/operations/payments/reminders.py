"""Reminders: which invoices are late, the letter that says so, and the letters that were written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.care_errors import BadMailAddress, NotToRemind, RemindedTwice
from models.documents.letter_mail import is_address, mail_draft, mail_name
from models.documents.letters import LetterText
from models.documents.reminder_text import ReminderFacts, reminder_text
from models.errors import NotFound, WrongUse
from models.invoice import Invoice
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import tr
from models.operations.payments.show_interest import charges_interest, interest_sheet
from models.operations.payments.standing import Standing, standing_of, standings
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.write_event import utc_now, write_event
from models.operations.store.write_file import write_file
from models.organisation import Organisation
from models.reminder import Reminder
from models.rules.checksum import ocr_reference
from models.rules.money import Ore
from models.rules.payments import PaymentState
from models.rules.roles import Role

LAST_LEVEL = 2
HIGHEST_FEE: Ore = 60_00
"""60 kronor: what a reminder may cost (förordning 1981:1057), and only where that was agreed (lag 1981:739, 2 §)."""


@dataclass(frozen=True, slots=True)
class ReminderWish:
    """What the writer chooses: to whom, and a fee in öre; none without."""

    address: str = ""
    fee: Ore = 0


@dataclass(frozen=True, slots=True)
class ReminderSheet:
    """A reminder as it was written; amounts are öre."""

    number: str
    level: int
    day: date
    balance: Ore
    interest: Ore
    fee: Ore
    address: str
    subject: str
    body: str

    @property
    def text(self) -> str:
        """The reminder as it is read: its subject, an empty line, its body."""
        return f"{self.subject}\n\n{self.body}"

    @property
    def mail(self) -> bytes:
        """The reminder as a mail draft: the same bytes each time."""
        return mail_draft(LetterText(self.subject, self.body), self.address)

    @property
    def file_name(self) -> str:
        """What the mail draft is called."""
        return mail_name(self.number, "paminnelse", self.level)


def list_overdue(today: date, actor: Actor, *, days: int = 0) -> tuple[Standing, ...]:
    """List the invoices that are overdue by more than some days and not disputed, the longest overdue first."""
    with reading(actor):
        found = overdue_standings(today)
    return tuple(each for each in found if each.overdue(today) > days)


def overdue_standings(today: date) -> tuple[Standing, ...]:
    """Find what is overdue, inside a transaction that is open already."""
    late = (each for each in standings(Invoice.due_on < today) if each.state(today) is PaymentState.OVERDUE)
    return tuple(sorted(late, key=lambda each: (each.money.due_on, each.number)))


def write_reminder(number: str, wish: ReminderWish, today: date, actor: Actor) -> ReminderSheet:
    """Write the first reminder of an invoice, or the second, and keep it; no fee by itself, interest where it is on.

    Raises:
        NotFound: there is no posted invoice with the number.
        NotToRemind: it is not overdue, is disputed, or was reminded of today.
        RemindedTwice: both reminders are written.
        NoReferenceRate: interest is on, and a half-year's reference rate is not known.
        BadMailAddress: the address is no e-mail address.
        WrongUse: the fee is higher than the law lets it be.
    """
    with deed(actor, Role.BILL):
        standing = standing_of(number)
        _refuse(standing, wish, today)
        drawn = _drawn(standing, wish, today)
        values = {name: getattr(drawn, name) for name in ReminderSheet.__dataclass_fields__ if name != "number"}
        Reminder.create(invoice=standing.id, **values, made_by=actor.login, made_at=utc_now())
        amounts = {"balance": drawn.balance, "interest": drawn.interest, "fee": drawn.fee}
        write_event(actor, "write-reminder", number, level=drawn.level, **amounts)
    return drawn


def read_reminder(number: str, level: int, actor: Actor) -> ReminderSheet:
    """Show a reminder as it was written; level 0 is the last one.

    Raises:
        NotFound: there is none.
    """
    with reading(actor):
        query = Reminder.select().join(Invoice).where(Invoice.number == number).order_by(Reminder.level.desc())
        found = (query.where(Reminder.level == level) if level else query).first()
        if found is None:
            raise NotFound(what="reminder", key=number)
        names = [name for name in ReminderSheet.__dataclass_fields__ if name != "number"]
        return ReminderSheet(number, **{name: getattr(found, name) for name in names})


def save_reminder(sheet: ReminderSheet, folder: Path, *, as_mail: bool = True) -> Path:
    """Write a reminder to a folder, as a mail draft or as text; again writes the same bytes.

    Raises:
        ExportBlocked: the file could not be written.
    """
    name = sheet.file_name
    path = folder / (name if as_mail else name.removesuffix(".eml") + ".txt")
    write_file(path, sheet.mail if as_mail else sheet.text.encode())
    return path


def _refuse(standing: Standing, wish: ReminderWish, today: date) -> None:
    state = standing.state(today)
    if state is not PaymentState.OVERDUE:
        raise NotToRemind(number=standing.number, why=term("payment state", state))
    if standing.reminded >= LAST_LEVEL:
        raise RemindedTwice(number=standing.number)
    if standing.reminded_on is not None and standing.reminded_on >= today:
        raise NotToRemind(number=standing.number, why=tr("it was reminded of today"))
    if wish.address and not is_address(wish.address):
        raise BadMailAddress
    if not 0 <= wish.fee <= HIGHEST_FEE:
        raise WrongUse(what=tr("A reminder costs {most} at the most, and only where that is agreed.", most=_fee()))


def _fee() -> str:
    return kronor(HIGHEST_FEE)


def _drawn(standing: Standing, wish: ReminderWish, today: date) -> ReminderSheet:
    own, money = Organisation.get(), standing.money
    facts = ReminderFacts(
        number=standing.number,
        reference=standing.reference,
        issued_on=standing.issued_on,
        due_on=money.due_on,
        today=today,
        total=money.total,
        credited=money.credited,
        settled=money.settled,
        balance=money.balance,
        interest=interest_sheet(standing, today).total if charges_interest() else 0,
        fee=wish.fee,
        bankgiro=own.bankgiro,
        ocr=ocr_reference(standing.number),
        host=own.name,
        contact=own.mailbox,
    )
    text = reminder_text(replace(facts, earlier=standing.reminded_on))
    level, amounts = standing.reminded + 1, (facts.balance, facts.interest, facts.fee)
    return ReminderSheet(standing.number, level, today, *amounts, wish.address, text.subject, text.body)

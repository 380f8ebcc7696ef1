"""Money that comes with a guest's name in it, or twice: nothing leaks and nothing is lost (G30, G19)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.database import connected, rows_of
from models.documents.secrecy import has_name
from models.errors import FeeError, ReasonNamesPerson
from models.event import Event
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.payments.disputes import open_dispute
from models.operations.payments.match_payment import match_payment, set_aside, unmatch_payment
from models.operations.payments.record_payment import NewPayment, record_payment, refund_payment
from models.operations.payments.reminders import ReminderWish, write_reminder
from models.rules.identity import identity_numbers_in
from tests.operations.billing.month import BILLED_ON, GUESTS, ONE, THREE, change, invoice_of, nothing_wrong
from tests.operations.builders import OWNER
from tests.operations.payments.paying import DUE, LATER, balance, numbers, pay, refund, row, standing, take

pytestmark = pytest.mark.usefixtures("billed")

NAME, NUMBER = GUESTS[ONE]
OTHER, _ = GUESTS[THREE]


def logged() -> str:
    """Read the whole log as one text."""
    with connected():
        return "\n".join(f"{subject} {facts}" for subject, facts in rows_of(Event.select(Event.subject, Event.facts)))


@pytest.mark.parametrize("key", [f"Autogiro {NAME}", f"{NUMBER[:8]}-{NUMBER[8:]}"])
def test_a_banks_key_that_names_a_guest_is_never_in_the_log(key: str) -> None:
    """G30: the key is the bank's own text; what it came to is written down without it, whatever is done with it."""
    number, other = invoice_of(ONE).number, invoice_of(THREE).number
    pay(number, 500_00, key=key)
    unmatch_payment(key, "", "fel faktura", OWNER)
    match_payment(key, other, 200_00, OWNER)
    set_aside(key, "gäller inte oss", OWNER)
    take(row("77", "1,00", key=f"{key} 2", payer=NAME), file=f"{NAME}.csv")
    said = logged()
    assert not has_name(said, frozenset({NAME}))
    assert NUMBER[2:] not in said.replace("-", "")
    nothing_wrong()


def test_a_refunds_key_that_names_a_guest_is_never_in_the_log() -> None:
    """G30: as what came in."""
    number = invoice_of(ONE).number
    pay(number, balance(number) + 100_00)
    refund_payment(NewPayment(number, 100_00, date(2026, 10, 21), NAME, f"till {NAME}"), LATER, OWNER)
    assert not has_name(logged(), frozenset({NAME}))


@pytest.mark.parametrize("who", [NAME, OTHER])
def test_why_a_payment_is_taken_back_names_no_guest_of_any_invoice(who: str) -> None:
    """G30: money on the wrong invoice is most likely another guest's, and that is the name that is typed."""
    number = invoice_of(ONE).number
    key = pay(number, 500_00).key
    with pytest.raises(ReasonNamesPerson):
        unmatch_payment(key, "", f"gällde {who}", OWNER)
    assert balance(number) == standing(number).money.total - 500_00


def test_a_reminder_names_nobody_whatever_the_reference_is() -> None:
    """G30, G16: the reference as it was posted is left out where it could name somebody."""
    number = invoice_of(ONE).number
    change(f"UPDATE person SET name = 'Kst Borgholm' WHERE name = '{NAME}'")
    sheet = write_reminder(number, ReminderWish(), LATER, OWNER)
    assert identity_numbers_in(sheet.text.replace(sheet.text.split("OCR-nummer ")[1].split(".")[0], "")) == ()
    assert ONE not in sheet.text


def test_what_is_credited_disputed_or_paid_is_reminded_of_by_what_is_left() -> None:
    """G19, G20: total less credited less paid is what the reminder asks for, to the öre."""
    number = invoice_of(ONE).number
    whole = standing(number).money.total
    credited = credit_invoice(number, (1,), "fel underlag", BILLED_ON, OWNER).total
    pay(number, 1_23)
    sheet = write_reminder(number, ReminderWish(), DUE + timedelta(days=1), OWNER)
    assert sheet.balance == whole - credited - 1_23 == balance(number)
    open_dispute(number, 2, LATER + timedelta(days=9), "för många", LATER, OWNER)
    with pytest.raises(FeeError):
        write_reminder(number, ReminderWish(), LATER, OWNER)


def test_a_refund_then_the_same_payment_anew_leaves_the_invoice_even() -> None:
    """G19: whatever goes in and out, the balance is total less credited less settled."""
    number = numbers()[0]
    whole = balance(number)
    pay(number, whole + 10_00)
    refund(number, 10_00)
    assert balance(number) == 0
    with pytest.raises(FeeError):
        refund(number, 1)
    record_payment(NewPayment(number, 10_00, date(2026, 10, 22), "", "again"), LATER, OWNER)
    assert balance(number) == -10_00
    nothing_wrong()

"""What is late: states, reminders, interest and disputes, and what Today says of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.care_errors import (
    BadMailAddress,
    DisputeIsOpen,
    DisputeNotOpen,
    InterestOff,
    NoReferenceRate,
    NotToRemind,
    RemindedTwice,
)
from models.documents.secrecy import has_name
from models.errors import AlreadyCredited, NoSuchLine, NotFound, ReasonMissing, ReasonNamesPerson, WrongUse
from models.language.formats import kronor
from models.money_errors import PaysNoInvoice
from models.operations.billing.export_batch import export_batch
from models.operations.payments.disputes import close_dispute, list_disputes, open_dispute
from models.operations.payments.reference_rates import enter_reference_rate, list_reference_rates
from models.operations.payments.reminders import (
    ReminderSheet,
    ReminderWish,
    list_overdue,
    read_reminder,
    write_reminder,
)
from models.operations.payments.show_interest import InterestSheet, show_interest
from models.operations.reports.today import work_list
from models.operations.store.describe_store import set_store
from models.rules.identity import identity_numbers_in
from models.rules.payments import Outcome, PaymentState
from tests.operations.billing.month import GUESTS, ONE, OWNER, credit, invoice_of, nothing_wrong, refuses
from tests.operations.payments.paying import DUE, LATER, balance, numbers, pay, refund, row, standing, take

pytestmark = pytest.mark.usefixtures("billed")

NO_WISH = ReminderWish()
SOON = date(2026, 12, 20)


def remind(number: str, day: date = LATER, wish: ReminderWish = NO_WISH) -> ReminderSheet:
    """Write a reminder."""
    return write_reminder(number, wish, day, OWNER)


def dispute(number: str, line: int = 1, deadline: date = SOON, reason: str = "12 timmar, inte 14") -> None:
    """Open a dispute."""
    open_dispute(number, line, deadline, reason, LATER, OWNER)


def reckoned(number: str, until: date) -> InterestSheet:
    """Reckon interest, with it switched on and two half-years known."""
    set_store({"interest": True}, OWNER)
    enter_reference_rate(date(2026, 7, 1), 200, "the bank", OWNER)
    enter_reference_rate(date(2027, 1, 1), 250, "the bank", OWNER)
    return show_interest(number, until, OWNER)


def test_what_is_unpaid_after_its_due_day_is_overdue() -> None:
    """The longest first; paid and credited ones are not among them."""
    first, second, *rest = numbers()
    assert list_overdue(DUE, OWNER) == ()
    pay(first, balance(first))
    credit(second)
    assert [each.number for each in list_overdue(LATER, OWNER)] == rest
    assert list_overdue(LATER, OWNER, days=45) == ()
    assert {each.overdue(LATER) for each in list_overdue(LATER, OWNER, days=44)} == {45}


def test_a_reminder_says_what_is_left_to_pay_and_of_whom_nothing() -> None:
    """G30, OSL 26:1: no name, no number; no fee by itself, no interest unless it is switched on."""
    number = invoice_of(ONE).number
    pay(number, 100_00)
    sheet = remind(number, wish=ReminderWish("kim@solna.example"))
    assert (sheet.level, sheet.fee, sheet.interest, sheet.balance) == (1, 0, 0, balance(number))
    assert number in sheet.text
    assert "100,00" in sheet.text
    assert "ränta" not in sheet.text
    assert "avgift" not in sheet.text
    assert not has_name(sheet.text, frozenset(name for name, _ in GUESTS.values()))
    assert not [found for found in identity_numbers_in(sheet.text) if found[2:] in str(GUESTS)]
    assert b"X-Unsent: 1" in sheet.mail
    assert read_reminder(number, 1, OWNER) == sheet


def test_an_invoice_is_reminded_of_twice_and_not_twice_a_day() -> None:
    """The second names the day of the first; both are kept as they were written."""
    number = numbers()[0]
    first = remind(number)
    with pytest.raises(NotToRemind):
        remind(number)
    second = remind(number, date(2026, 12, 29), ReminderWish("", 60_00))
    assert second.subject.startswith("Andra påminnelsen")
    assert str(LATER) in second.body
    assert "60,00" in second.body
    with pytest.raises(RemindedTwice):
        remind(number, date(2027, 1, 29))
    assert (read_reminder(number, 1, OWNER), read_reminder(number, 0, OWNER)) == (first, second)
    assert next((each.number, each.reminded) for each in list_overdue(LATER, OWNER)) == (number, 2)
    refuses("UPDATE reminder SET body = 'x'")
    refuses("DELETE FROM reminder")
    nothing_wrong()


def test_a_credit_note_is_not_reminded_of() -> None:
    """It is there, and nothing is owed on it: that is said, not that it is missing."""
    note = credit(numbers()[0], 1)
    with pytest.raises(PaysNoInvoice, match=note.number):
        remind(note.number)
    with pytest.raises(PaysNoInvoice):
        show_interest(note.number, LATER, OWNER)
    with pytest.raises(NotFound):
        remind("K202699999")


def test_a_reminder_with_a_fee_says_what_there_is_to_pay_in_all() -> None:
    """One sum, kept with the letter."""
    number = numbers()[0]
    sheet = remind(number, wish=ReminderWish("", 60_00))
    assert f"Att betala: {kronor(sheet.balance + 60_00)}" in sheet.body
    assert read_reminder(number, 1, OWNER).body == sheet.body


def test_what_is_not_late_is_not_reminded_of() -> None:
    """In time, paid, disputed, or not there; nor with a fee beyond the law's, nor to no address."""
    first, second, *_ = numbers()
    with pytest.raises(NotToRemind):
        remind(first, DUE)
    pay(first, balance(first))
    with pytest.raises(NotToRemind):
        remind(first)
    dispute(second)
    with pytest.raises(NotToRemind):
        remind(second)
    with pytest.raises(NotFound):
        remind("209900001")
    third = numbers()[2]
    with pytest.raises(WrongUse):
        remind(third, wish=ReminderWish("", 60_01))
    with pytest.raises(BadMailAddress):
        remind(third, wish=ReminderWish("Solna"))


def test_interest_is_off_until_somebody_switches_it_on_and_never_guessed() -> None:
    """Räntelagen 3, 6, 9 §§: reference and eight, by the half-year's own rate."""
    number = numbers()[0]
    with pytest.raises(InterestOff):
        show_interest(number, LATER, OWNER)
    set_store({"interest": True}, OWNER)
    with pytest.raises(NoReferenceRate) as refused:
        show_interest(number, LATER, OWNER)
    assert "2026-07-01" in str(refused.value)
    with pytest.raises(NoReferenceRate):
        remind(number)
    owed = balance(number)
    sheet = reckoned(number, date(2027, 1, 31))
    assert [(span.days, span.rate) for span in sheet.spans] == [(61, 1000), (31, 1050)]
    assert sheet.total == (2 * owed * (61 * 1000 + 31 * 1050) + 3_650_000) // 7_300_000
    assert sheet.so_far[-1] == sheet.total
    with pytest.raises(NoReferenceRate):
        show_interest(number, date(2027, 7, 1), OWNER)
    assert f"{remind(number).interest // 100}," in read_reminder(number, 1, OWNER).body


def test_interest_is_on_what_was_unpaid_each_day() -> None:
    """A payment in between lessens it from the next day; what was credited was never owed; a refund changes nothing."""
    number = numbers()[0]
    owed = balance(number)
    pay(number, owed - 1000_00, date(2026, 11, 10))
    sheet = reckoned(number, LATER)
    assert [(span.balance, span.days) for span in sheet.spans] == [(owed, 10), (1000_00, 35)]
    pay(number, 1500_00, date(2026, 11, 20))
    refund(number, 500_00, date(2026, 11, 25))
    assert [span.days for span in reckoned(number, LATER).spans] == [10, 10]
    credit(number)
    assert reckoned(number, LATER).spans == ()


def test_a_reference_rate_is_put_right_by_entering_it_again() -> None:
    """It may be below nought; it begins with a half-year and says where it stands."""
    assert enter_reference_rate(date(2026, 7, 1), -50, "the bank", OWNER)
    assert not enter_reference_rate(date(2026, 7, 1), -50, "the bank", OWNER)
    assert enter_reference_rate(date(2026, 7, 1), 200, "the bank", OWNER)
    assert [(rate.first, rate.hundredths) for rate in list_reference_rates(OWNER)] == [(date(2026, 7, 1), 200)]
    for first, rate in ((date(2026, 7, 2), 200), (date(2026, 7, 1), -801), (date(2026, 7, 1), 5001)):
        with pytest.raises(WrongUse):
            enter_reference_rate(first, rate, "the bank", OWNER)
    with pytest.raises(ReasonMissing):
        enter_reference_rate(date(2026, 7, 1), 250, " ", OWNER)


def test_a_dispute_is_of_one_line_and_leads_to_its_credit() -> None:
    """Open until its outcome; upheld until the line is credited; then it asks for nothing."""
    number = invoice_of(ONE).number
    dispute(number, 2)
    with pytest.raises(DisputeIsOpen):
        dispute(number, 2)
    assert standing(number).state(LATER) is PaymentState.DISPUTED
    closed = close_dispute(number, 2, Outcome.UPHELD, "vi räknade fel", OWNER)
    assert closed.awaits_credit
    assert standing(number).state(LATER) is PaymentState.OVERDUE
    note = credit(number, 2)
    assert list_disputes(OWNER) == ()
    assert [each.credited_by for each in list_disputes(OWNER, everything=True)] == [note.number]
    with pytest.raises(AlreadyCredited):
        dispute(number, 2)
    with pytest.raises(DisputeNotOpen):
        close_dispute(number, 2, Outcome.REJECTED, "igen", OWNER)
    refuses("UPDATE dispute SET outcome = 'rejected'")
    refuses("DELETE FROM dispute")
    nothing_wrong()


def test_a_dispute_that_was_rejected_may_be_opened_again() -> None:
    """With another reason; the first stays as it was."""
    number = numbers()[0]
    dispute(number)
    refuses("UPDATE dispute SET deadline = '2030-01-01'")
    assert not close_dispute(number, 1, Outcome.REJECTED, "timmarna stämmer", OWNER).awaits_credit
    dispute(number, reason="fel taxa")
    assert [each.outcome for each in list_disputes(OWNER, everything=True)] == [Outcome.REJECTED, None]


def test_what_cannot_be_disputed_is_refused() -> None:
    """No such line or invoice, a deadline that has passed, no reason, or one that names the guest (G30)."""
    number = invoice_of(ONE).number
    with pytest.raises(NoSuchLine):
        dispute(number, 99)
    with pytest.raises(NotFound):
        dispute("209900001")
    with pytest.raises(WrongUse):
        dispute(number, deadline=date(2026, 12, 14))
    with pytest.raises(ReasonMissing):
        dispute(number, reason="  ")
    with pytest.raises(ReasonNamesPerson):
        dispute(number, reason=f"{GUESTS[ONE][0]} var borta")


def test_today_says_what_waits_after_the_bill() -> None:
    """Overdue, unmatched, to decide and to credit; none of it before there is any."""
    before = work_list(date(2026, 10, 2), OWNER).money
    assert (before.overdue, before.unmatched.payments, before.to_decide, before.to_credit) == ((), 0, (), ())
    first, second, third, *_ = numbers()
    dispute(first)
    dispute(second, deadline=date(2027, 3, 1))
    take(row("", "12,50", "k"), row(third, "1"))
    money = work_list(LATER, OWNER).money
    assert set(money.overdue) == set(numbers()) - {first, second}
    assert money.overdue_total == sum(balance(number) for number in money.overdue)
    assert (money.unmatched.payments, money.unmatched.amount) == (1, 12_50)
    assert [each.number for each in money.to_decide] == [first]
    close_dispute(first, 1, Outcome.PARTLY, "en timme för mycket", OWNER)
    assert [each.number for each in work_list(LATER, OWNER).money.to_credit] == [first]


def test_an_invoice_that_was_exported_is_said_to_be_sent(tmp_path: Path) -> None:
    """Until it is paid or due; the document's own state is as before (G20)."""
    number = numbers()[0]
    assert standing(number).state(DUE) is PaymentState.POSTED
    export_batch("B2026-07", tmp_path / "out", OWNER)
    assert standing(number).state(DUE) is PaymentState.EXPORTED
    nothing_wrong()

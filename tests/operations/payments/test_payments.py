"""Payments: what each settles, what is left of it, and what the engine itself refuses."""

from __future__ import annotations

from datetime import date

import pytest

from models.database import is_sqlite
from models.errors import ImportRefused, NotFound, ReasonNamesPerson, WrongUse
from models.money_errors import (
    ClaimTakenBack,
    NothingLeftOfPayment,
    NothingLeftToPay,
    NothingMatched,
    PaymentKnown,
    PaysNoInvoice,
    RefundTooLarge,
    SettlesTooMuch,
)
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.payments.match_payment import match_payment, set_aside, unmatch_payment
from models.rules.payments import PaymentState, WhyUnmatched
from tests.operations.billing.month import (
    GUESTS,
    ONE,
    OWNER,
    change,
    changes_nothing,
    credit,
    invoice_of,
    nothing_wrong,
    posted,
    refuses,
    rows,
    value,
)
from tests.operations.payments.paying import (
    DUE,
    LATER,
    PAID_ON,
    balance,
    kronor_text,
    numbers,
    pay,
    refund,
    row,
    sheets,
    standing,
    take,
)

pytestmark = pytest.mark.usefixtures("billed")


def test_a_payment_of_just_the_amount_pays_the_invoice() -> None:
    """And nothing else changes of it (G15)."""
    number, before = numbers()[0], posted()
    assert standing(number).state(DUE) is PaymentState.POSTED
    pay(number, balance(number))
    assert standing(number).state(LATER) is PaymentState.PAID
    assert posted() == before
    nothing_wrong()


def test_an_invoice_is_paid_in_parts_and_then_too_much() -> None:
    """Partly, whole, over, and what is over is paid back; never more."""
    number = numbers()[0]
    owed = balance(number)
    pay(number, owed - 100)
    assert standing(number).state(PAID_ON) is PaymentState.PARTLY_PAID
    assert standing(number).state(LATER) is PaymentState.OVERDUE
    with pytest.raises(RefundTooLarge):
        refund(number, 1)
    pay(number, 350)
    assert (balance(number), standing(number).state(LATER)) == (-250, PaymentState.OVERPAID)
    with pytest.raises(RefundTooLarge):
        refund(number, 251)
    refund(number, 250)
    assert standing(number).state(LATER) is PaymentState.PAID
    nothing_wrong()


def test_a_file_settles_what_its_references_name_and_tells_why_the_rest_does_not() -> None:
    """By OCR alone: an amount that fits by chance names no invoice."""
    first, second, *_ = numbers()
    owed = balance(second)
    done = take(
        row(first, "100"),
        row(first, "1 050,50", payer="Solna stad 2"),
        row("", kronor_text(owed), "k1"),
        row("12345", "7", "k2").replace(";123", ";923"),
        row("299900001", "8", "k3"),
    )
    assert (done.added, done.matched, done.settled) == (5, 2, 115050)
    assert dict(done.unmatched) == {
        WhyUnmatched.NO_REFERENCE: 1,
        WhyUnmatched.WRONG_REFERENCE: 1,
        WhyUnmatched.UNKNOWN_REFERENCE: 1,
    }
    left = sheets(unmatched=True)
    assert left["k1"].could_be == (second,)
    assert {key: sheet.why for key, sheet in left.items()} == {
        "k1": WhyUnmatched.NO_REFERENCE,
        "k2": WhyUnmatched.WRONG_REFERENCE,
        "k3": WhyUnmatched.UNKNOWN_REFERENCE,
    }
    match_payment("k1", second, None, OWNER)
    assert balance(second) == 0
    nothing_wrong()


def test_a_file_read_twice_is_read_once() -> None:
    """G40: with and without keys, in another order, under another name."""
    first, second, *_ = numbers()
    lines = (row(first, "100"), row(second, "200,5", "b-7"), row("", "3"))
    take(*lines)
    again: list[int] = []

    def once_more() -> None:
        receipt = take(*reversed(lines), file="again.csv")
        again.append(receipt.unchanged)
        assert (receipt.added, receipt.settled) == (0, 0)

    before = rows("SELECT * FROM settlement ORDER BY id"), rows("SELECT * FROM payment ORDER BY id")
    once_more()
    assert again == [3]
    assert before == (rows("SELECT * FROM settlement ORDER BY id"), rows("SELECT * FROM payment ORDER BY id"))
    nothing_wrong()


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["2026-10-20;abc;;;"], (2, "belopp")),
        (["2026-10-20;-5;;;", "2026-10-20;5;;;"], (2, "belopp")),
        (["2026-10-20;0;;;"], (2, "belopp")),
        (["2027-10-20;5;;;"], (2, "datum")),
        (["2026-10-20;5;;;", "2026-10-20;5;;;"], (3, "nyckel")),
        (["2026-10-20;5;;;a", "2026-10-20;6;;;a"], (3, "nyckel")),
        ([";5;;;"], (2, "datum")),
    ],
)
def test_one_bad_row_refuses_the_file_by_its_place(lines: list[str], place: tuple[int, str]) -> None:
    """All of it or nothing."""

    def read() -> None:
        with pytest.raises(ImportRefused) as refused:
            take(*lines)
        assert [(fault.line, fault.column) for fault in refused.value.faults] == [place]

    changes_nothing(read)


def test_a_key_of_the_store_with_another_amount_is_refused() -> None:
    """A bank's id is of one payment."""
    take(row("", "5", "k"))
    with pytest.raises(ImportRefused):
        take(row("", "6", "k"))
    assert take(row("", "5", "k")).unchanged == 1


def test_the_same_money_is_not_taken_twice_by_two_ways() -> None:
    """Typed and then in the bank's file: it waits with why, and is set aside or matched by somebody."""
    number = numbers()[0]
    pay(number, 100_00)
    with pytest.raises(PaymentKnown):
        pay(number, 100_00)
    assert dict(take(row(number, "100", "b")).unmatched) == {WhyUnmatched.RECORDED: 1}
    assert sheets(unmatched=True)["b"].why is WhyUnmatched.RECORDED
    set_aside("b", "typed already", OWNER)
    assert sheets(unmatched=True) == {}
    pay(number, 100_00, key="another")
    assert standing(number).money.settled == 200_00
    nothing_wrong()


def test_money_for_what_is_credited_or_unknown_waits() -> None:
    """A credited invoice claims nothing; a credit note is no invoice."""
    number = numbers()[0]
    note = credit(number)
    receipt = pay(number, 5_00)
    assert receipt.why is WhyUnmatched.CREDITED
    with pytest.raises(ClaimTakenBack):
        match_payment(receipt.key, number, None, OWNER)
    with pytest.raises(PaysNoInvoice):
        pay(note.number, 5_00)
    with pytest.raises(NotFound):
        pay("209900001", 5_00)
    assert standing(number).state(LATER) is PaymentState.CREDITED
    nothing_wrong()


def test_money_for_what_is_annulled_waits() -> None:
    """Neither the invoice nor its credit note was sent; what comes all the same is matched by somebody."""
    number = numbers()[0]
    annul_invoice(number, "wrong recipient", PAID_ON, OWNER)
    assert standing(number).state(LATER) is PaymentState.ANNULLED
    assert dict(take(row(number, "5", "k")).unmatched) == {WhyUnmatched.ANNULLED: 1}
    assert sheets()["k"].why is WhyUnmatched.ANNULLED
    with pytest.raises(ClaimTakenBack):
        match_payment("k", number, None, OWNER)
    nothing_wrong()


def test_a_credit_after_the_payment_leaves_too_much_paid_on_that_invoice_alone() -> None:
    """LKBR 4:4 p. 6: nothing is moved to another invoice by itself."""
    first, second, *_ = numbers()
    paid = balance(first)
    pay(first, paid)
    credit(first)
    before = balance(second)
    assert standing(first).state(LATER) is PaymentState.OVERPAID
    refund(first, paid)
    assert standing(first).state(LATER) is PaymentState.CREDITED
    assert balance(second) == before
    nothing_wrong()


def test_one_payment_is_put_on_several_invoices_and_taken_back() -> None:
    """What is taken back stays visible, and nothing is deleted."""
    first, second, *_ = numbers()
    owed = balance(first)
    take(row("", kronor_text(owed + 50), "big"))
    assert match_payment("big", first, None, OWNER).left == 50
    with pytest.raises(NothingLeftToPay):
        match_payment("big", first, None, OWNER)
    with pytest.raises(SettlesTooMuch):
        match_payment("big", second, 51, OWNER)
    match_payment("big", second, 50, OWNER)
    with pytest.raises(NothingLeftOfPayment):
        match_payment("big", second, None, OWNER)
    with pytest.raises(ReasonNamesPerson):
        unmatch_payment("big", invoice_of(ONE).number, f"fel {GUESTS[ONE][0]}", OWNER)
    assert unmatch_payment("big", second, "another one", OWNER).left == 50
    with pytest.raises(NothingMatched):
        unmatch_payment("big", second, "again", OWNER)
    assert sheets()["big"].settled == ((first, owed),)
    assert unmatch_payment("big", "", "all of it", OWNER).left == owed + 50
    assert sheets()["big"].why is WhyUnmatched.TAKEN_BACK
    assert value("SELECT COUNT(*) FROM settlement") == 4
    nothing_wrong()


def test_what_cannot_be_is_refused() -> None:
    """Nought, the future, and a text that no cell may hold."""
    number = numbers()[0]
    for amount, day, key in ((0, PAID_ON, ""), (-5, PAID_ON, ""), (5, date(2027, 1, 1), ""), (5, PAID_ON, "a\nb")):
        with pytest.raises(WrongUse):
            pay(number, amount, day, key)


def test_the_engine_keeps_payments_and_what_they_settle() -> None:
    """G15: beside the program too; a payment never settles more than it is."""
    first, second, *_ = numbers()
    pay(first, 100)
    same = "SELECT payment_id, invoice_id, {}, {}, '', 'x', '2026-01-01' FROM settlement"
    into = "INSERT INTO settlement (payment_id, invoice_id, amount, reverses_id, reason, made_by, made_at) "
    refuses("UPDATE payment SET amount = 1")
    refuses("DELETE FROM payment")
    refuses("UPDATE settlement SET amount = 1")
    refuses("DELETE FROM settlement")
    refuses(into + same.format("1", "NULL"))
    refuses(into + same.format("-100", "NULL"))
    refuses(into + same.format("-99", "id"))
    refuses(f"{into} SELECT payment_id, id + 1, -100, settlement.id, '', 'x', '2026-01-01' FROM settlement")
    assert balance(second) > 0
    nothing_wrong()


def test_the_doctor_finds_a_payment_that_went_away() -> None:
    """The log says how much came; whoever takes the guards away does not change it unseen."""
    pay(numbers()[0], 100)
    end = "" if is_sqlite() else " ON {}"
    for table in ("settlement", "payment"):
        change(f"DROP TRIGGER {table}_stays_delete{end.format(table)}", f"DELETE FROM {table}")
    with pytest.raises(AssertionError):
        nothing_wrong()

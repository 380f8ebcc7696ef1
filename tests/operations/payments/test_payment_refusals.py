"""What a refusal says of money: whoever reads it must not believe that it is booked when it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from models.errors import WrongUse
from models.language.refusals import refusal_text
from models.language.terms import term
from models.money_errors import PaymentKeyTaken, PaymentKnown, SettlesTooMuch
from models.operations.payments.match_payment import match_payment, unmatch_payment
from models.operations.payments.record_payment import NewPayment, record_payment, refund_payment
from models.rules.money import LARGEST_AMOUNT
from models.rules.payments import WhyUnmatched
from tests.operations.billing.month import changes_nothing
from tests.operations.builders import OWNER
from tests.operations.payments.paying import LATER, PAID_ON, balance, numbers, pay, refund, row, sheets, take

pytestmark = pytest.mark.usefixtures("billed")

OTHER_DAY = date(2026, 11, 2)


def refusal_of(act: Callable[[], object], kind: type[PaymentKnown | PaymentKeyTaken]) -> str:
    """See that an act is refused and changes nothing; give what is said."""
    said: list[str] = []

    def tried() -> None:
        with pytest.raises(kind) as caught:
            act()
        assert caught.value.exit_code == 5
        said.append(refusal_text(caught.value))

    changes_nothing(tried)
    return said[0]


def test_a_key_that_another_payment_has_is_said_with_that_payment() -> None:
    """G40: of another invoice, day or amount; what was typed is not said to be in the store."""
    first, second, *_ = numbers()
    pay(first, 1_000_00, key="BG1")
    for act in (
        lambda: pay(second, 5_00, OTHER_DAY, "BG1"),
        lambda: pay(first, 5_00, key="BG1"),
        lambda: pay(first, 1_000_00, OTHER_DAY, "BG1"),
        lambda: pay(second, 1_000_00, key="BG1"),
    ):
        said = refusal_of(act, PaymentKeyTaken)
        assert "BG1 is the key of another payment, 1 000,00 kr on 2026-10-20" in said.replace("\u00a0", " ")
        assert "5,00 kr on" not in said
        assert "nothing was recorded" in said


def test_the_same_payment_is_said_to_be_known_also_with_its_key() -> None:
    """Typed again with or without the payer, and after it was put on the invoice by hand: it is that money."""
    first, second, *_ = numbers()
    pay(first, 1_000_00, key="BG1")
    take(row("", "77,00", "BG2"))
    match_payment("BG2", second, None, OWNER)
    for act in (
        lambda: pay(first, 1_000_00, key="BG1"),
        lambda: record_payment(NewPayment(first, 1_000_00, PAID_ON, "Solna stad", "BG1"), LATER, OWNER),
        lambda: pay(second, 77_00, key="BG2"),
        lambda: pay(first, 1_000_00),
    ):
        assert "is in the store already, as BG" in refusal_of(act, PaymentKnown)
    unmatch_payment("BG1", first, "fel faktura", OWNER)
    assert "as BG1" in refusal_of(lambda: pay(first, 1_000_00, key="BG1"), PaymentKnown)


def test_a_refund_s_key_is_not_another_payment_s() -> None:
    """Also what we paid back has a key of its own."""
    first = numbers()[0]
    pay(first, balance(first) + 50_00, key="BG1")
    taken = NewPayment(first, 50_00, PAID_ON, "", "BG1")
    assert "is the key of another payment" in refusal_of(lambda: refund_payment(taken, LATER, OWNER), PaymentKeyTaken)
    refund(first, 50_00)
    assert balance(first) == 0


def test_what_is_left_of_a_payment_is_not_called_surplus_while_the_invoice_owes() -> None:
    """The rest waits to be placed, whatever is left to pay."""
    first = numbers()[0]
    take(row("", "500", "BG4"))
    owed = balance(first)
    match_payment("BG4", first, 100_00, OWNER)
    sheet = sheets(unmatched=True)["BG4"]
    assert (sheet.left, balance(first)) == (400_00, owed - 100_00)
    assert sheet.why == WhyUnmatched.LEFT_OVER
    assert term("unmatched payment", sheet.why) == "the rest is not placed"


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_not_put_on_an_invoice(amount: int) -> None:
    """It is wrong use, and not said to be more than is left."""
    first = numbers()[0]
    take(row("", "400", "BG5"))
    with pytest.raises(WrongUse, match="above nought") as caught:
        match_payment("BG5", first, amount, OWNER)
    assert not isinstance(caught.value, SettlesTooMuch)
    with pytest.raises(SettlesTooMuch):
        match_payment("BG5", first, 400_01, OWNER)


def test_an_amount_is_said_to_be_too_large_when_it_is() -> None:
    """And the largest that a file may bring is taken."""
    first = numbers()[0]
    with pytest.raises(WrongUse, match="more than ten digits"):
        pay(first, LARGEST_AMOUNT + 1)
    with pytest.raises(WrongUse, match="above nought"):
        pay(first, 0)
    pay(first, LARGEST_AMOUNT)

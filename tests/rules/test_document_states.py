"""One word for how a document stands: what asks most of somebody comes first (G20)."""

from __future__ import annotations

import itertools

import pytest

from models.language.terms import TERMS
from models.rules.delivery import DeliveryState
from models.rules.document_states import DocumentState, document_state
from models.rules.payments import PaymentState

POSSIBLE = list(itertools.product(DeliveryState, [*PaymentState, None]))


@pytest.mark.parametrize(("delivery", "payment"), POSSIBLE)
def test_every_standing_has_one_word_and_it_is_one_of_the_two(
    delivery: DeliveryState, payment: PaymentState | None
) -> None:
    """Nothing is made up: the word is the delivery's or the money's own, and a person has a word for it."""
    found = document_state(delivery, payment)
    assert found.value in {delivery.value, payment.value if payment else ""}
    assert found.value in TERMS["document state"]


def test_every_word_is_listed_once() -> None:
    """The list of words and the states are the same."""
    assert list(TERMS["document state"]) == [str(state) for state in DocumentState]


@pytest.mark.parametrize("delivery", [state for state in DeliveryState if state is not DeliveryState.ANNULLED])
@pytest.mark.parametrize("payment", [PaymentState.PAID, PaymentState.OVERPAID, PaymentState.CREDITED])
def test_what_is_settled_is_so_however_it_came_there(delivery: DeliveryState, payment: PaymentState) -> None:
    """A paid invoice asks for no delivery."""
    assert document_state(delivery, payment).value == payment.value


@pytest.mark.parametrize("payment", [PaymentState.OVERDUE, PaymentState.DISPUTED, PaymentState.PARTLY_PAID])
def test_what_was_rejected_comes_before_what_is_late(payment: PaymentState) -> None:
    """It never reached whoever is to pay."""
    assert document_state(DeliveryState.REJECTED, payment) is DocumentState.REJECTED
    assert document_state(DeliveryState.DELIVERED, payment).value == payment.value


def test_a_credit_note_stands_as_its_delivery_does() -> None:
    """Nobody pays it."""
    assert document_state(DeliveryState.SENT, None) is DocumentState.SENT


def test_an_annulled_invoice_is_annulled_whatever_was_paid() -> None:
    """Its money comes back in another list."""
    assert document_state(DeliveryState.ANNULLED, PaymentState.OVERPAID) is DocumentState.ANNULLED

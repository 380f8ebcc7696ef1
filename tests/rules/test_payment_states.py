"""How an invoice stands: one state of those that are true, and the reference that names it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.checksum import ocr_reference
from models.rules.payments import (
    InvoiceMoney,
    PaymentState,
    WhyUnmatched,
    days_overdue,
    invoice_of_reference,
    payment_state,
)

DUE = date(2026, 10, 31)
LATE = DUE + timedelta(days=1)


@pytest.mark.parametrize(
    ("money", "today", "state"),
    [
        (InvoiceMoney(100, 0, 0, DUE), DUE, PaymentState.POSTED),
        (InvoiceMoney(100, 0, 0, DUE, is_exported=True), DUE, PaymentState.EXPORTED),
        (InvoiceMoney(100, 0, 1, DUE, is_exported=True), DUE, PaymentState.PARTLY_PAID),
        (InvoiceMoney(100, 0, 99, DUE), LATE, PaymentState.OVERDUE),
        (InvoiceMoney(100, 0, 0, DUE, is_disputed=True), LATE, PaymentState.DISPUTED),
        (InvoiceMoney(100, 0, 100, DUE, is_disputed=True), LATE, PaymentState.PAID),
        (InvoiceMoney(100, 40, 60, DUE), LATE, PaymentState.PAID),
        (InvoiceMoney(100, 100, 0, DUE), LATE, PaymentState.CREDITED),
        (InvoiceMoney(100, 100, 0, DUE, is_annulled=True), LATE, PaymentState.ANNULLED),
        (InvoiceMoney(100, 100, 5, DUE), LATE, PaymentState.OVERPAID),
        (InvoiceMoney(100, 0, 101, DUE), DUE, PaymentState.OVERPAID),
        (InvoiceMoney(0, 0, 0, DUE), LATE, PaymentState.PAID),
    ],
)
def test_an_invoice_is_in_one_state(money: InvoiceMoney, today: date, state: PaymentState) -> None:
    """G20: what was posted does not change; how it stands is reckoned."""
    assert payment_state(money, today) == state


def test_only_what_is_unpaid_is_late() -> None:
    """The due day is in time."""
    assert days_overdue(InvoiceMoney(100, 0, 0, DUE), DUE) == 0
    assert days_overdue(InvoiceMoney(100, 0, 99, DUE), DUE + timedelta(days=9)) == 9
    assert days_overdue(InvoiceMoney(100, 0, 100, DUE), DUE + timedelta(days=9)) == 0


@given(st.integers(1, 10**20))
def test_a_reference_leads_back_to_its_invoice(number: int) -> None:
    """And with one digit wrong it leads nowhere, not to another invoice."""
    reference = ocr_reference(str(number))
    assert invoice_of_reference(reference) == str(number)
    for place, digit in enumerate(reference):
        wrong = reference[:place] + str((int(digit) + 1) % 10) + reference[place + 1 :]
        assert invoice_of_reference(wrong) == WhyUnmatched.WRONG_REFERENCE


def test_no_reference_is_no_wrong_one() -> None:
    """The two ask for different work."""
    assert invoice_of_reference("") == WhyUnmatched.NO_REFERENCE
    assert invoice_of_reference("faktura 1") == WhyUnmatched.WRONG_REFERENCE

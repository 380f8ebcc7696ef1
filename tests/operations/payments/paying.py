"""Short words for money that comes."""

from __future__ import annotations

from datetime import date

from models.operations.payments.import_payments import PaymentsReceipt, import_payments
from models.operations.payments.list_payments import PaymentSheet, list_payments
from models.operations.payments.record_payment import NewPayment, PaymentReceipt, record_payment, refund_payment
from models.operations.payments.standing import Standing, show_standing
from models.rules.checksum import ocr_reference
from tests.operations.billing.month import OWNER, posted

PAID_ON = date(2026, 10, 20)
DUE = date(2026, 10, 31)
LATER = date(2026, 12, 15)


def numbers() -> list[str]:
    """Give the numbers of the invoices that were posted."""
    return [row.number for row in posted() if row.kind == "invoice"]


def standing(number: str) -> Standing:
    """Say how an invoice stands."""
    return show_standing(number, OWNER)


def balance(number: str) -> int:
    """Say what is left to pay, in öre."""
    return standing(number).money.balance


def pay(number: str, amount: int, day: date = PAID_ON, key: str = "") -> PaymentReceipt:
    """Record a payment by hand."""
    return record_payment(NewPayment(number, amount, day, "", key), LATER, OWNER)


def refund(number: str, amount: int, day: date = PAID_ON) -> PaymentReceipt:
    """Record what was paid back by hand."""
    return refund_payment(NewPayment(number, amount, day), LATER, OWNER)


def row(number: str, amount: str, key: str = "", day: str = "2026-10-20", payer: str = "Solna stad") -> str:
    """Write a row of a payments file, for an invoice or with another reference as it stands."""
    ocr = ocr_reference(number) if number.isdigit() else number
    return f"{day};{amount};{ocr};{payer};{key}"


def take(*rows: str, file: str = "bank.csv") -> PaymentsReceipt:
    """Import a payments file."""
    text = "\n".join(("datum;belopp;ocr;betalare;nyckel", *rows, ""))
    return import_payments(file, text.encode(), LATER, OWNER)


def sheets(*, unmatched: bool = False) -> dict[str, PaymentSheet]:
    """List payments by their keys."""
    return {sheet.key: sheet for sheet in list_payments(OWNER, unmatched=unmatched)}


def kronor_text(ore: int) -> str:
    """Write an amount as files have it."""
    return f"{ore // 100},{ore % 100:02}"

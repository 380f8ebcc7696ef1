"""The payments file: money that came in, one row a payment, as a bank's or a ledger's list gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from models.interchange.cells import Bad, read_amount, read_day, read_text
from models.interchange.columns import Column
from models.interchange.faults import Fault, Notice, Reading, gather
from models.interchange.row_reader import RowReader
from models.interchange.table_file import Table
from models.language.words import ntr, tr
from models.rules.money import Ore
from models.rules.payments import bare_reference

_SEPARATOR = "\x1f"
_DIGEST_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment in öre; `ocr` is the reference without blanks, '' where there was none."""

    line: int
    key: str
    key_given: bool
    day: date
    amount: Ore
    ocr: str
    payer: str

    @property
    def content(self) -> tuple[date, Ore, str, str]:
        """What the row says, whatever its key."""
        return (self.day, self.amount, self.ocr, self.payer)


def payment_key(day: date, amount: Ore, ocr: str, payer: str) -> str:
    """Derive a key from what a payment says."""
    content = _SEPARATOR.join((str(day), str(amount), ocr, payer.casefold()))
    return f"p:{sha256(content.encode()).hexdigest()[:_DIGEST_CHARACTERS]}"


def read_paid(text: str) -> Ore | Bad | None:
    """Read an amount that came in; what was paid out is no payment."""
    if text.strip()[:1] in ("-", "\u2212"):
        return Bad(
            tr("The amount was paid out; take the row out, and record what we paid back with: vistelse payment refund")
        )
    return read_amount(text)


_COLUMNS = (
    Column("date", "datum", read_day, filled=True, also=("day", "bokföringsdag", "betaldatum")),
    Column("amount", "belopp", read_paid, filled=True),
    Column("ocr", "ocr", read_text, also=("reference", "referens")),
    Column("payer", "betalare", read_text),
    Column("key", "nyckel", read_text),
)


def read_payments(table: Table, today: date) -> Reading[PaymentRow]:
    """Read a payments file; no payment comes after today."""
    return gather(_stream(table, today))


def _stream(table: Table, today: date) -> Iterator[PaymentRow | Fault | Notice]:
    reader = RowReader(table, _COLUMNS)
    seen: dict[str, PaymentRow] = {}
    repeated: list[int] = []
    for row in reader.rows():
        if isinstance(row, Fault | Notice):
            yield row
            continue
        payment = _payment_of(row.line, *row.values)
        if payment.day > today:
            yield reader.fault(row.line, "date", tr("The day lies ahead; no money has come yet."))
            continue
        first = seen.setdefault(payment.key, payment)
        if first is payment:
            yield payment
        elif not payment.key_given:
            yield reader.fault(row.line, "key", _twice(first.line))
        elif first.content != payment.content:
            yield reader.fault(row.line, "key", _other_content(first.line))
        else:
            repeated.append(row.line)
    if repeated:
        yield Notice(_said_twice(repeated))


def _payment_of(line: int, day: date, amount: Ore, ocr: str, payer: str, key: str) -> PaymentRow:
    reference = bare_reference(ocr or "")
    return PaymentRow(
        line=line,
        key=key or payment_key(day, amount, reference, payer or ""),
        key_given=bool(key),
        day=day,
        amount=amount,
        ocr=reference,
        payer=payer or "",
    )


def _twice(first: int) -> str:
    return tr("The row is the same as line {first}; give each a key.", first=first)


def _other_content(first: int) -> str:
    return tr("The key stands on line {first} too, with another content; give every row a key of its own.", first=first)


def _said_twice(lines: list[int]) -> str:
    return ntr(
        "{n} row stands twice with the same key and was read once, at line {line}.",
        "{n} rows stand twice with the same key and were read once, the first at line {line}.",
        len(lines),
        line=lines[0],
    )

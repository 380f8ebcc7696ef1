"""Read a file of payments: all of it or nothing, in any order, and again without effect (G40)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.errors import ImportRefused
from models.interchange.faults import Fault
from models.interchange.payments_file import PaymentRow, read_payments
from models.interchange.table_file import read_table
from models.language.words import tr
from models.operations.payments.take_payments import take_payments
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import write_event
from models.rules.money import Ore
from models.rules.payments import WhyUnmatched
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class PaymentsReceipt:
    """What an import of payments did; `total` and `settled` are öre of the new ones, `unmatched` counts by why."""

    file: str
    added: int
    unchanged: int
    matched: int
    total: Ore
    settled: Ore
    unmatched: tuple[tuple[WhyUnmatched, int], ...]
    notices: tuple[str, ...]


def import_payments(file: str, content: bytes, today: date, actor: Actor) -> PaymentsReceipt:
    """Import a file of payments; each settles the invoice that its OCR reference names, whatever its amount.

    Raises:
        ImportRefused: a row is bad, or its key has another content in the store; nothing was changed.
    """
    reading = read_payments(read_table(file, content), today)
    with deed(actor, Role.BILL):
        taken = take_payments(reading.rows, unnamed(file), actor)
        faults = (*reading.faults, *_contradictions(file, taken.other))
        if faults:
            raise ImportRefused(file, faults)
        counts = {"added": taken.added, "unchanged": taken.unchanged, "matched": taken.matched}
        write_event(actor, "import-payments", unnamed(file), **counts, total=taken.total, settled=taken.settled)
    unmatched = tuple(sorted(Counter(taken.unmatched).items()))
    notices = (*reading.notices, *taken.notices)
    return PaymentsReceipt(
        file, **counts, total=taken.total, settled=taken.settled, unmatched=unmatched, notices=notices
    )


def _contradictions(file: str, rows: tuple[PaymentRow, ...]) -> Iterator[Fault]:
    for row in rows:
        text = tr("The store has a payment with this key, of another day, amount or reference; see which is right.")
        yield Fault(file, row.line, "key", text)

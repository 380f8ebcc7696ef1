"""Write one hour row that no source reported: an accepted proposal's, an extra cost."""

from __future__ import annotations

from models.care_entry import CareEntry, CarePiece
from models.operations.hours.pieces import Measured, piece_rows
from models.operations.registers.schemes import NO_BANDS
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.rate import Rate
from models.rules.paid_time import AS_EXECUTED
from models.rules.period import month_text
from models.signature import MonthSignature
from models.visit import Visit


def write_row(
    visit: Visit, service: int, key: str, row: Measured, actor: Actor, *, agreed: Rate | None = None, late: bool = True
) -> CareEntry:
    """Write a row and its piece inside a deed; in a signed month it is signed, and marked late unless it is not."""
    month = month_text(row.day)
    signature = (MonthSignature.visit == visit) & (MonthSignature.month == month)
    signed = MonthSignature.select().where(signature).exists()
    entry: CareEntry = CareEntry.create(
        visit=visit,
        service=service,
        key=key,
        month=month,
        entered_by=actor.login,
        entered_at=utc_now(),
        signed=signed,
        after_signing=signed and late,
        agreed=agreed,
        **row._asdict(),
    )
    CarePiece.insert_many(list(piece_rows(entry.id, row, NO_BANDS, AS_EXECUTED))).execute()
    return entry

"""Say of an hour row what became of the care: executed, refused at the door, or missed."""

from __future__ import annotations

from models.care_entry import CareEntry
from models.care_errors import RowIsSigned
from models.errors import NotFound
from models.operations.hours.pieces import split_rows
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import write_event
from models.rules.roles import Role
from models.rules.row_kinds import RowKind

MARKS = (RowKind.EXECUTED, RowKind.REFUSED, RowKind.MISSED)


def mark_row(key: str, kind: RowKind, actor: Actor) -> RowKind:
    """Mark a row that is not signed, price it anew, and say what it was.

    Raises:
        NotFound: no executed, refused or missed row has the key.
        RowIsSigned: the row was signed; it is corrected instead.
    """
    with deed(actor, Role.HOURS):
        entry = CareEntry.get_or_none((CareEntry.key == key) & CareEntry.kind.in_([str(mark) for mark in MARKS]))
        if entry is None or kind not in MARKS:
            raise NotFound(what="hour row", key=key)
        if entry.signed:
            raise RowIsSigned(key=key)
        old = RowKind(entry.kind)
        if old != kind:
            CareEntry.update(kind=str(kind)).where(CareEntry.id == entry.id).execute()
            split_rows(CareEntry.id == entry.id)
            write_event(actor, "mark-row", unnamed(key), before=str(old), after=str(kind))
    return old

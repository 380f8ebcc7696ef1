"""Correct an hour row that was signed: a reversal and a new row, both visible; nothing is overwritten (G4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from models.care_entry import CareEntry, Reversal
from models.care_errors import RowNotSigned, RowReversed
from models.errors import ImportRefused, NotFound, WrongUse
from models.interchange.hours_file import HourRow, read_hours
from models.interchange.table_file import Table
from models.language.words import tr
from models.operations.billing.credits_due import CreditDue, find_credits_due
from models.operations.billing.propose_differences import review_differences
from models.operations.hours.row_remarks import NO_REMARKS, Remarks, remarks_on_rows
from models.operations.hours.store_rows import HourWriter
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason, unnamed
from models.operations.store.write_event import utc_now, write_event
from models.rules.roles import Role
from models.rules.row_kinds import RowKind

SOURCE = "hours correct"
"""What a correction is called where a file's name would stand."""

CORRECTED = "corr:"
"""What the key of a row begins with that came instead of another."""

DERIVED = "h:"
"""What a key begins with that was made of the row's content."""

AMOUNTS = frozenset({"start", "end", "minutes", "pieces", "band"})
"""The cells that say how much; with any of them given, none is kept of the row that was."""

WHOSE = frozenset({"key", "case", "identity_number"})
"""The cells that no correction changes: what came instead of a row is of the same visit."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The reversed row's key, the key of the row that came instead (empty where none did), and what bills the old."""

    key: str
    instead: str
    credits_due: tuple[CreditDue, ...]
    remarks: Remarks = NO_REMARKS
    """What is to be looked at in the row that came instead."""


def correct_row(key: str, reason: str, instead: Mapping[str, str] | None, today: date, actor: Actor) -> Correction:
    """Reverse a signed row, and write what is right instead, in one deed; without `instead` it is only taken back.

    `instead` holds cells of an hours file by their English column names; what it does not name is kept. The reversed
    row stays, and what it was billed by stands until that line is credited.

    Raises:
        NotFound: no row has the key.
        RowNotSigned: its month was never signed.
        RowReversed: it is reversed already.
        ReasonMissing: no reason is given.
        ReasonNamesPerson: the reason names the guest.
        ImportRefused: what is to come instead cannot be an hour row.
        WrongUse: what is to come instead says the same as the row.
    """
    with deed(actor, Role.HOURS):
        entry = _correctable(key)
        why = given_reason(reason, [entry.visit_id])
        row = None if instead is None else _row(entry, instead, today)
        replacement = None if row is None else _write(entry, row, actor)
        reverse_entries({entry.id: replacement.id if replacement else None}, why, actor)
        new_key = replacement.key if replacement else ""
        facts = {"before": said_of(entry), "after": said_of(replacement) if replacement else ""}
        told = {name: unnamed(text) for name, text in facts.items()}
        write_event(
            actor,
            "correct-row",
            unnamed(key),
            case=entry.visit.case_number,
            instead=new_key,
            reason=why,
            **told,
        )
        review_differences({entry.visit_id}, today, actor)
        due = find_credits_due(Reversal.entry == entry.id)
        remarks = remarks_on_rows(CareEntry.key == new_key, {}) if new_key else NO_REMARKS
    return Correction(key, new_key, due, remarks)


def reverse_entries(replacements: Mapping[int, int | None], why: str, actor: Actor) -> None:
    """Take rows back inside a deed that is open already: by their ids, each with the id of what came instead.

    What came instead is kept from now on as a signed row is, also in a month that is open: the reversal names it.
    """
    at = utc_now()
    for entry, replacement in replacements.items():
        Reversal.create(entry=entry, replacement=replacement, reason=why, made_by=actor.login, made_at=at)
    came = [entry for entry in replacements.values() if entry is not None]
    CareEntry.update(signed=True).where(CareEntry.id.in_(came)).execute()
    waiting = CareEntry.id.in_(list(replacements)) & CareEntry.excluded_by.is_null()
    CareEntry.update(excluded_by=actor.login, excluded_reason=why).where(waiting).execute()


def said_of(entry: CareEntry) -> str:
    """Say what a row measured, in figures only."""
    amount = f"{entry.minutes} min" if entry.minutes else f"{entry.pieces} st"
    clock = (
        ""
        if entry.start is None or entry.end is None
        else "{:02}:{:02}-{:02}:{:02}".format(*divmod(entry.start, 60), *divmod(entry.end, 60))
    )
    return " ".join(filter(None, [str(entry.day), entry.service.code, amount, clock, entry.band, f"x{entry.staff}"]))


def _correctable(key: str) -> CareEntry:
    entry = CareEntry.get_or_none(CareEntry.key == key)
    if entry is None:
        raise NotFound(what="hour row", key=key)
    if not entry.signed:
        raise RowNotSigned(key=key)
    if Reversal.select().where(Reversal.entry == entry).exists():
        raise RowReversed(key=key)
    return entry


def _row(entry: CareEntry, given: Mapping[str, str], today: date) -> HourRow:
    """Read the new row; the kind is the old one's, whatever it is."""
    if WHOSE & given.keys():
        raise WrongUse(what=tr("What was given is none of the words that can stand there."))
    cells = {"case": entry.visit.case_number, "date": str(entry.day), "service": entry.service.code}
    cells["staff"] = str(entry.staff)
    if not AMOUNTS & given.keys():
        cells |= _amounts(entry)
    cells |= given
    reading = read_hours(Table(SOURCE, 0, tuple(cells), lambda: iter([(1, list(cells.values()))])), today)
    if reading.faults:
        raise ImportRefused(SOURCE, reading.faults)
    row = reading.rows[0] if "kind" in given else replace(reading.rows[0], kind=RowKind(entry.kind))
    if _content(row) == _content_of(entry):
        raise WrongUse(what=tr("The row says that already; say what is to come instead, or that nothing is."))
    if entry.agreed_id is not None:
        raise WrongUse(what=tr("The row has a price of its own; take it back, and enter the extra cost anew."))
    return row


def _amounts(entry: CareEntry) -> dict[str, str]:
    if entry.start is not None and entry.end is not None:
        clock = ("start", entry.start), ("end", entry.end)
        return {name: f"{minute // 60:02}:{minute % 60:02}" for name, minute in clock}
    amount = {"minutes": str(entry.minutes)} if entry.minutes else {"pieces": str(entry.pieces)}
    return {**amount, "band": entry.band}


def _content(row: HourRow) -> tuple[object, ...]:
    amount = (row.start, row.end, row.minutes or 0, row.pieces or 0, row.staff, row.band.casefold())
    return (row.day, row.service, str(row.kind), *amount)


def _content_of(entry: CareEntry) -> tuple[object, ...]:
    amount = (entry.start, entry.end, entry.minutes, entry.pieces, entry.staff, entry.band)
    return (entry.day, entry.service.code, entry.kind, *amount)


def _write(entry: CareEntry, row: HourRow, actor: Actor) -> CareEntry:
    """Write the new row; one whose key was made of its content gets such a key again, so that files agree with it."""
    own = replace(row, key=f"{CORRECTED}{uuid4().hex[:20]}", key_given=True)
    tries = [replace(row, key="", key_given=False), own] if entry.key.startswith(DERIVED) else [own]
    for each in tries:
        writer = HourWriter(SOURCE, actor, keep_late=True, source=entry.source)
        stored = writer.write([each])
        if stored.faults:
            raise ImportRefused(SOURCE, stored.faults)
        if stored.added:
            break
    return CareEntry.select().order_by(CareEntry.id.desc()).get()

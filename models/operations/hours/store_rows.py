"""Write hour rows: each once, tied to its visit, split into pieces; all of a file or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from peewee import chunked, fn

from models.care_entry import CareEntry, CarePiece, Reversal
from models.database import among, insert_rows, rows_of, take_ids
from models.interchange.faults import Fault
from models.interchange.hours_file import HourRow
from models.language.words import tr
from models.operations.hours.find_visit import Refused, VisitFacts, VisitFinder
from models.operations.hours.pieces import CHUNK, Measured, Worths, piece_rows
from models.operations.hours.row_remarks import NO_REMARKS, Remarks, remarks_on_rows
from models.operations.registers.names import service_ids
from models.operations.registers.schemes import NO_BANDS, load_schemes
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.rules.period import month_text
from models.rules.row_kinds import RowKind
from models.rules.secrecy import harmless_reference


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows were new and how many the store had already, and what was wrong with the rest."""

    added: int
    unchanged: int
    faults: tuple[Fault, ...]
    late: int = 0
    """How many of the new rows came after their month was signed."""
    remarks: Remarks = NO_REMARKS
    """What is to be looked at in the new rows, each with its line."""


class Entry(NamedTuple):
    """A row that may be inserted: its line in the file, its visit, and its columns."""

    line: int
    visit: VisitFacts
    values: dict[str, Any]


class HourWriter:
    """Writes hour rows inside a deed's transaction, looking up visits, services and schemes once."""

    def __init__(self, file: str, actor: Actor, *, keep_late: bool = False, source: str = "") -> None:
        """Write for an actor; `keep_late` takes rows of signed months too, marked (G6), where they else are faults."""
        self._file = file
        self._login = actor.login
        self._at = utc_now()
        self._visits = VisitFinder()
        self._services = service_ids()
        self._schemes = load_schemes()
        self._worths = Worths()
        self._keep_late = keep_late
        self._source = source
        self._fresh: dict[str, int] = {}

    def write(self, rows: Iterable[HourRow]) -> Stored:
        """Write the rows that are new; a row with a fault is not written, and the caller refuses the whole."""
        added = unchanged = late = 0
        newest = CareEntry.select(fn.COALESCE(fn.MAX(CareEntry.id), 0)).scalar()
        faults: list[Fault] = []
        for chunk in chunked(rows, CHUNK):
            self._visits.look_up(chunk)
            found = [(row, self._visits.find(row)) for row in chunk]
            judged = [
                Fault(self._file, row.line, *visit) if isinstance(visit, Refused) else self._entry(row, visit)
                for row, visit in found
            ]
            known = _known({entry.values["key"] for entry in judged if isinstance(entry, Entry)})
            outcomes = [self._judge(entry, known) if isinstance(entry, Entry) else entry for entry in judged]
            faults.extend(outcome for outcome in outcomes if isinstance(outcome, Fault))
            fresh = [outcome for outcome in outcomes if isinstance(outcome, Entry)]
            added, unchanged = added + len(fresh), unchanged + outcomes.count(None)
            late += sum(entry.values["after_signing"] for entry in fresh)
            if not faults:
                self._insert(fresh)
        if not added or faults:
            return Stored(added, unchanged, tuple(faults), late)
        remarks = remarks_on_rows(CareEntry.id > newest, self._fresh)
        return Stored(added, unchanged, (), late, remarks)

    def case_of(self, row: HourRow) -> str:
        """Give the case number of a row's visit, '' where it has none."""
        visit = self._visits.find(row)
        return "" if isinstance(visit, Refused) else visit.case

    def _judge(self, entry: Entry, known: dict[str, tuple[Any, ...]]) -> Entry | Fault | None:
        """Give the entry to insert; none where the store has it; a fault where it cannot be."""
        key, line, visit = entry.values["key"], entry.line, entry.visit
        if key in self._fresh:
            text = tr("The row is the same as line {first}; give each a key or a clock time.", first=self._fresh[key])
            return Fault(self._file, line, "key", text)
        if (stored := known.get(key)) is not None:
            content = _content(entry.values)
            if content == stored or content == corrected_content(key):
                return None
            shown = harmless_reference(key)
            text = tr("The store has other hours under the key {key}; give this row a key of its own.", key=shown)
            return Fault(self._file, line, "key", text)
        if visit.state in ("cancelled", "closed"):
            text = tr("{case} is closed or cancelled and takes no new hours; see to the visit first.", case=visit.case)
            return Fault(self._file, line, "case", text)
        if entry.values["after_signing"] and not self._keep_late:
            text = tr(
                "{month} is signed for {case} and takes no new hours; open it again first, with a reason.",
                month=entry.values["month"],
                case=visit.case,
            )
            return Fault(self._file, line, "date", text)
        self._fresh[key] = line
        return entry

    def _entry(self, row: HourRow, visit: VisitFacts) -> Entry:
        month = month_text(row.day)
        signed = (visit.id, month) in self._visits.signed
        values = {
            "visit": visit.id,
            "service": self._services[row.service],
            "day": row.day,
            "month": month,
            "start": row.start,
            "end": row.end,
            "minutes": row.minutes or 0,
            "pieces": row.pieces or 0,
            "staff": row.staff,
            "band": row.band.casefold(),
            "entered_by": self._login,
            "entered_at": self._at,
            "kind": str(row.kind),
            "signed": signed,
            "after_signing": signed,
            "source": self._source,
        }
        values["key"] = row.key if row.key_given else derived_key(visit.case, values)
        return Entry(row.line, visit, values)

    def _insert(self, entries: list[Entry]) -> None:
        if not entries:
            return
        names = tuple(entries[0].values)
        ids = take_ids(CareEntry, len(entries))
        insert_rows(
            CareEntry, ("id", *names), [(key, *entry.values.values()) for key, entry in zip(ids, entries, strict=True)]
        )
        pieces = [piece for key, entry in zip(ids, entries, strict=True) for piece in self._pieces(key, entry)]
        insert_rows(CarePiece, tuple(pieces[0]), [tuple(piece.values()) for piece in pieces])

    def _pieces(self, entry_id: int, entry: Entry) -> Iterator[dict[str, Any]]:
        bands = self._schemes.get(entry.visit.home, NO_BANDS)
        row = Measured(*(entry.values[name] for name in Measured._fields))
        paid = self._worths.of(entry.visit.home, entry.values["service"], row.kind, row.day)
        return piece_rows(entry_id, row, bands, paid)


SEPARATOR = "\x1f"
CONTENT = ("visit", "service", "day", "start", "end", "minutes", "pieces", "staff", "band", "kind")
"""What must agree for two rows of one key to be the same row."""


def derived_key(case: str, values: dict[str, Any]) -> str:
    """Make the key of a row that has none, from all that it says; the same however its file named the visit."""
    kind = () if values["kind"] == RowKind.EXECUTED else (str(values["kind"]),)
    said = (case.casefold(), *(str(values[name]) for name in CONTENT[1:-1]), *kind)
    return f"h:{sha256(SEPARATOR.join(said).encode()).hexdigest()[:32]}"


def _content(entry: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(entry[name] for name in CONTENT)


def _known(keys: set[str]) -> dict[str, tuple[Any, ...]]:
    columns = [getattr(CareEntry, name) for name in CONTENT]
    query = CareEntry.select(CareEntry.key, *columns).where(among(CareEntry.key, keys))
    return {key: tuple(content) for key, *content in rows_of(query)}


def corrected_content(key: str) -> tuple[Any, ...] | None:
    """Give what stands instead of a reversed row, where something does: a file put right says it under the old key."""
    entry = CareEntry.select(CareEntry.id).where(CareEntry.key == key).scalar()
    while (instead := Reversal.select(Reversal.replacement).where(Reversal.entry == entry).scalar()) is not None:
        entry, key = instead, CareEntry.select(CareEntry.key).where(CareEntry.id == instead).scalar()
    return _known({key}).get(key)

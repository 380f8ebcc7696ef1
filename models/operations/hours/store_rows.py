"""Write hour rows: each once, tied to its visit, split into pieces; all of a file or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from peewee import chunked

from models.care_entry import CareEntry, CarePiece
from models.database import rows_of
from models.interchange.faults import Fault
from models.interchange.hours_file import HourRow
from models.language.words import tr
from models.operations.hours.find_visit import Refused, VisitFacts, VisitFinder
from models.operations.hours.pieces import CHUNK, Measured, piece_rows
from models.operations.registers.names import service_ids
from models.operations.registers.schemes import NO_SCHEME, load_schemes
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.rules.period import Month
from models.rules.secrecy import harmless_reference


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows were new and how many the store had already, and what was wrong with the rest."""

    added: int
    unchanged: int
    faults: tuple[Fault, ...]


class Entry(NamedTuple):
    """A row that may be inserted: its line in the file, its visit, and its columns."""

    line: int
    visit: VisitFacts
    values: dict[str, Any]


class HourWriter:
    """Writes hour rows inside a deed's transaction, looking up visits, services and schemes once."""

    def __init__(self, file: str, actor: Actor) -> None:
        self._file = file
        self._login = actor.login
        self._at = utc_now()
        self._visits = VisitFinder()
        self._services = service_ids()
        self._schemes = load_schemes()
        self._fresh: dict[str, int] = {}

    def write(self, rows: Iterable[HourRow]) -> Stored:
        """Write the rows that are new; a row with a fault is not written, and the caller refuses the whole."""
        added = unchanged = 0
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
            if not faults:
                self._insert(fresh)
        return Stored(added, unchanged, tuple(faults))

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
            if stored == _content(entry.values):
                return None
            shown = harmless_reference(key)
            text = tr("The store has other hours under the key {key}; give this row a key of its own.", key=shown)
            return Fault(self._file, line, "key", text)
        if visit.state in ("cancelled", "closed"):
            text = tr("{case} is closed or cancelled and takes no new hours; see to the visit first.", case=visit.case)
            return Fault(self._file, line, "case", text)
        if (visit.id, entry.values["month"]) in self._visits.signed:
            text = tr(
                "{month} is signed for {case} and takes no new hours; open it again first, with a reason.",
                month=entry.values["month"],
                case=visit.case,
            )
            return Fault(self._file, line, "date", text)
        self._fresh[key] = line
        return entry

    def _entry(self, row: HourRow, visit: VisitFacts) -> Entry:
        values = {
            "visit": visit.id,
            "service": self._services[row.service],
            "day": row.day,
            "month": str(Month.of(row.day)),
            "start": row.start,
            "end": row.end,
            "minutes": row.minutes or 0,
            "pieces": row.pieces or 0,
            "staff": row.staff,
            "band": row.band.casefold(),
            "entered_by": self._login,
            "entered_at": self._at,
        }
        values["key"] = row.key if row.key_given else derived_key(visit.case, values)
        return Entry(row.line, visit, values)

    def _insert(self, entries: list[Entry]) -> None:
        if not entries:
            return
        CareEntry.insert_many([entry.values for entry in entries]).execute()
        keys = [entry.values["key"] for entry in entries]
        ids = dict(rows_of(CareEntry.select(CareEntry.key, CareEntry.id).where(CareEntry.key.in_(keys))))
        pieces = [piece for entry in entries for piece in self._pieces(ids[entry.values["key"]], entry)]
        CarePiece.insert_many(pieces).execute()

    def _pieces(self, entry_id: int, entry: Entry) -> Iterator[dict[str, Any]]:
        scheme = self._schemes.get(entry.visit.home, NO_SCHEME)
        return piece_rows(entry_id, Measured(*(entry.values[name] for name in Measured._fields)), scheme)


SEPARATOR = "\x1f"
CONTENT = ("visit", "service", "day", "start", "end", "minutes", "pieces", "staff", "band")
"""What must agree for two rows of one key to be the same row."""


def derived_key(case: str, values: dict[str, Any]) -> str:
    """Make the key of a row that has none, from all that it says; the same however its file named the visit."""
    said = (case.casefold(), *(str(values[name]) for name in CONTENT if name != "visit"))
    return f"h:{sha256(SEPARATOR.join(said).encode()).hexdigest()[:32]}"


def _content(entry: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(entry[name] for name in CONTENT)


def _known(keys: set[str]) -> dict[str, tuple[Any, ...]]:
    columns = [getattr(CareEntry, name) for name in CONTENT]
    query = CareEntry.select(CareEntry.key, *columns).where(CareEntry.key.in_(keys))
    return {key: tuple(content) for key, *content in rows_of(query)}

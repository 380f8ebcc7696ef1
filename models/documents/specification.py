"""The specification (fakturaunderlag): what a posted document bills, per person and day, apart from the document.

Frozen when it is first made, so that a later change of a name never shows on it (G16); kept as one text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import MISSING, asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from models.documents.facts import InvoiceFacts, LineFacts, from_json
from models.documents.fee_basis import FeeMonth, FeeService
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class SpecificationRow:
    """A part of an hour row that lies on one day and in one time band.

    `start` and `end` are the whole row's clock in minutes of the day, none where it has none; `is_part` says that the
    rest of the row is another part. `minutes` are executed, two staff counted twice. `quantity` is what the part adds
    to its line in the line's unit: paid minutes where that is an hour, else a count. `why` says in Swedish what was
    decided of it.
    """

    day: date
    start: int | None
    end: int | None
    is_part: bool
    band: str
    staff: int
    minutes: int
    quantity: int
    why: str


@dataclass(frozen=True, slots=True)
class SpecificationLine:
    """What stands behind a line: how the guest is called ('' is by the case number alone), and the parts of rows.

    A line of a difference that takes an earlier one back has no rows: those stand with the line that comes instead.
    """

    position: int
    label: str
    rows: tuple[SpecificationRow, ...]


@dataclass(frozen=True, slots=True)
class SpecificationFacts:
    """Everything that a specification and a fee basis may show of one posted document.

    `privacy` is the recipient's level. A line of the document that has no specification line is withheld.
    """

    document: InvoiceFacts
    privacy: str
    lines: tuple[SpecificationLine, ...]
    basis: tuple[FeeMonth, ...] = ()

    def shown(self) -> Iterator[tuple[LineFacts, SpecificationLine]]:
        """Give each line that may be shown beside what stands behind it, in the document's order."""
        behind = {line.position: line for line in self.lines}
        return ((line, behind[line.position]) for line in self.document.lines if line.position in behind)

    @property
    def withheld(self) -> Ore:
        """What the lines that may not be shown add to the document, in öre."""
        known = {line.position for line in self.lines}
        return sum(line.signed_net for line in self.document.lines if line.position not in known)

    @property
    def is_withheld(self) -> bool:
        """Whether any line may not be shown."""
        return len(self.lines) < len(self.document.lines)

    def shielded(self, hidden: Collection[int], bare: Collection[int]) -> SpecificationFacts:
        """Leave out lines by their positions, and show others by the case number alone.

        A guest who was given a protected identity after the facts were frozen stands in no file all the same (G30).
        """
        lines = tuple(
            replace(line, label="" if line.position in bare else line.label)
            for line in self.lines
            if line.position not in hidden
        )
        basis = tuple(
            replace(month, label="" if month.position in bare else month.label)
            for month in self.basis
            if month.position not in hidden
        )
        return replace(self, lines=lines, basis=basis)


def specification_to_json(facts: SpecificationFacts) -> str:
    """Write the facts as one canonical line: keys sorted, no spaces, dates as 2026-07-01, money in öre."""
    return json.dumps(asdict(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def specification_from_json(text: str) -> SpecificationFacts:
    """Read what `specification_to_json` wrote.

    Raises:
        ValueError: the text is no specification, whole and of the right types.
    """
    facts: SpecificationFacts = _read(SpecificationFacts, json.loads(text))
    return facts


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"no fact is of the type {type(value).__name__}")


def _read(kind: type[Any], values: object) -> Any:
    types = {field.name: str(field.type) for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    if not isinstance(values, dict) or not needed <= set(values) <= set(types):
        raise ValueError(f"not the fields of {kind.__name__}")
    return kind(**{name: _READERS[types[name]](value) for name, value in values.items()})


def _only(wanted: type[Any]) -> Callable[[object], Any]:
    def read(value: object) -> Any:
        if type(value) is not wanted:
            raise ValueError(f"not a {wanted.__name__}")
        return value

    return read


def _many(kind: type[Any]) -> Callable[[object], Any]:
    return lambda value: tuple(_read(kind, each) for each in _only(list)(value))


def _perhaps(read: Callable[[object], Any]) -> Callable[[object], Any]:
    return lambda value: None if value is None else read(value)


def _day(value: object) -> date:
    return date.fromisoformat(_only(str)(value))


_READERS: dict[str, Callable[[object], Any]] = {
    "str": _only(str),
    "int": _only(int),
    "bool": _only(bool),
    "date": _day,
    "int | None": _perhaps(_only(int)),
    "date | None": _perhaps(_day),
    "InvoiceFacts": lambda value: from_json(json.dumps(value)),
    "tuple[SpecificationLine, ...]": _many(SpecificationLine),
    "tuple[SpecificationRow, ...]": _many(SpecificationRow),
    "tuple[FeeMonth, ...]": _many(FeeMonth),
    "tuple[FeeService, ...]": _many(FeeService),
}
"""How a fact comes back from JSON, by the type that it is declared with."""

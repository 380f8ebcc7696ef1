"""What a row in the queue says, kept as JSON until somebody places it or drops it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from models.interchange.hour_row import HourRow
from models.interchange.wild_row import WildRow
from models.interchange.wild_words import Kind
from models.rules.identity import Identity, IdentityKind
from models.rules.row_kinds import RowKind

MEASURED = ("day", "start", "end", "minutes", "pieces", "service", "staff", "band", "kind")
"""What must agree for two rows of one key to be the same row, whoever they name."""


def content_text(asked: WildRow) -> str:
    """Write a row with whom it names."""
    said = asdict(asked.row) | {"name": asked.name, "birth_date": asked.birth_date, "sheet": asked.sheet}
    said["identity"] = list((asked.row.identity and (asked.row.identity.kind, asked.row.identity.number)) or ())
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)


def row_of_content(text: str) -> WildRow:
    """Read a row that was written by content_text."""
    said: dict[str, Any] = json.loads(text)
    name, born, sheet = said.pop("name"), said.pop("birth_date"), said.pop("sheet")
    kind, *number = said.pop("identity") or ("",)
    identity = Identity(IdentityKind(kind), number[0]) if number else None
    day, kind_of_row = date.fromisoformat(said.pop("day")), RowKind(said.pop("kind"))
    row = HourRow(**said, day=day, identity=identity, kind=kind_of_row)
    birth = date.fromisoformat(born) if born else None
    return WildRow(row, name, birth, Kind(kind_of_row.value), sheet, "")


def measured(asked: WildRow) -> tuple[Any, ...]:
    """Give what a row measures, without whom it names."""
    return tuple(getattr(asked.row, name) for name in MEASURED)


def who(asked: WildRow) -> tuple[Any, ...]:
    """Give whom a row names, as far as it says."""
    number = asked.row.identity.number if asked.row.identity else ""
    return (asked.row.case.casefold(), number, asked.name.casefold(), asked.birth_date)

"""The rates file: what home municipalities pay a unit of a service, and from when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.interchange.cells import (
    read_amount,
    read_day,
    read_municipality,
    read_provider,
    read_service,
    read_text,
    read_unit,
)
from models.interchange.columns import Column
from models.interchange.faults import Fault, Notice, Reading, gather
from models.interchange.row_reader import RowReader
from models.interchange.table_file import Table
from models.language.words import tr
from models.rules.money import Ore
from models.rules.services import Unit


@dataclass(frozen=True, slots=True)
class RateRow:
    """One rate; '' for provider, area or band means any."""

    line: int
    municipality: str
    """A code or a name, as the file has it."""
    service: str
    """A service code."""
    provider: str
    """'own', 'private' or ''."""
    area: str
    band: str
    unit: Unit
    price: Ore
    """Öre a unit, above nought."""
    valid_from: date
    valid_to: date | None
    decided_on: date | None
    source: str


_COLUMNS = (
    Column("municipality", "kommun", read_municipality, filled=True, also=("bosättningskommun", "home_municipality")),
    Column("service", "insats", read_service, filled=True),
    Column("provider", "utförare", read_provider),
    Column("area", "område", read_text),
    Column("band", "tidsband", read_text),
    Column("unit", "enhet", read_unit, filled=True),
    Column("amount", "belopp", read_amount, filled=True),
    Column("valid_from", "gäller från", read_day, filled=True),
    Column("valid_to", "gäller till", read_day),
    Column("decided_on", "beslutad", read_day),
    Column("source", "källa", read_text),
)


def read_rates(table: Table) -> Reading[RateRow]:
    """Read a rates file."""
    return gather(_stream(table))


def _stream(table: Table) -> Iterator[RateRow | Fault | Notice]:
    reader = RowReader(table, _COLUMNS)
    for row in reader.rows():
        if isinstance(row, Fault | Notice):
            yield row
            continue
        rate = _rate_of(row.line, *row.values)
        if rate.valid_to is not None and rate.valid_to < rate.valid_from:
            text = tr("The rate ends before it begins; see which of the two dates is right.")
            yield reader.fault(rate.line, "valid_to", text)
        else:
            yield rate


def _rate_of(
    line: int, municipality: str, service: str, provider: str, area: str, band: str, unit: str, price: Ore,
    valid_from: date, valid_to: date | None, decided_on: date | None, source: str,
) -> RateRow:  # fmt: skip
    return RateRow(
        line, municipality, service, provider, area, band, Unit(unit), price, valid_from, valid_to, decided_on, source
    )

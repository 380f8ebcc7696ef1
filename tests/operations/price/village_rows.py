"""The village's files, read for the slow price by plain means: text by its delimiter, Excel by its cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineWorkbook

from models.rules.services import SERVICES
from seed.reference import municipalities
from seed.village import VillageFiles
from tests.operations.price.oracle import World
from tests.operations.price.oracle_calendar import Row

ENGLISH = {
    "radnyckel": "key",
    "ärende": "case",
    "bosättningskommun": "home_municipality",
    "personnummer": "identity_number",
    "namn": "name",
    "skyddad": "protected",
    "från": "from",
    "till": "to",
    "beställd": "ordered_on",
    "beslutsreferens": "order_reference",
    "er referens": "invoice_reference",
    "insats": "service",
    "utförare": "provider",
    "område": "area",
    "kommun": "municipality",
    "tidsband": "band",
    "enhet": "unit",
    "belopp": "amount",
    "gäller från": "valid_from",
    "gäller till": "valid_to",
    "beslutad": "decided_on",
    "dagar": "days",
    "datum": "date",
    "slut": "end",
    "minuter": "minutes",
    "antal": "pieces",
    "personal": "staff",
}
"""The Swedish name of each column."""

WORDS = {
    **{"egen": "own", "privat": "private"},
    **{"timme": "hour", "besök": "visit", "dygn": "day", "månad": "month", "styck": "piece"},
}

CELLS = {
    "service": {service.swedish: service.code for service in SERVICES},
    "home_municipality": {row.name: row.code for row in municipalities()},
    "municipality": {row.name: row.code for row in municipalities()},
    "provider": WORDS,
    "unit": WORDS,
}
"""The word that stands for a cell's Swedish one, by column."""


def world_of(files: VillageFiles, months: Iterable[str]) -> World:
    """Read a village's files, its rates confirmed as they are meant to be, everything signed in some months."""
    visits = rows_of(files.visits)
    signed = frozenset((row["case"], month) for row in visits for month in months)
    rates, unconfirmed = rows_of(files.rates), rows_of(files.unconfirmed_rates)
    return World(visits, rates, unconfirmed, rows_of(files.bands), rows_of(files.hours), signed)


def rows_of(paths: Iterable[Path]) -> list[Row]:
    """Read the rows of several files, by the English names of their columns."""
    found = []
    for path in paths:
        heading, *rows = excel(path) if path.suffix == ".xlsx" else text(path)
        names = [ENGLISH.get(name.lower(), name.lower()) for name in heading]
        found += [plain(dict(zip(names, row, strict=True))) for row in rows]
    return found


def plain(row: Row) -> Row:
    """Put codes for the words, and the columns that a file leaves out."""
    missing = {name: "" for name in ("key", "case", "identity_number") if "date" in row and name not in row}
    known = {name: CELLS.get(name, {}).get(value, value) for name, value in row.items()}
    if known.get("minutes"):
        known["minutes"] = known["minutes"].removesuffix(",0")
    return missing | known


def text(path: Path) -> list[list[str]]:
    """Read a text file, in UTF-8 if it is that and else as Windows writes."""
    content = path.read_bytes()
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        decoded = content.decode("cp1252")
    delimiter = max(";,\t", key=decoded.split("\n", 1)[0].count)
    return list(csv.reader(io.StringIO(decoded), delimiter=delimiter))


def excel(path: Path) -> list[list[str]]:
    """Read the first sheet of an Excel file."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return [[cell(value) for value in row] for row in sheet.to_python()]


def cell(value: object) -> str:
    """Write an Excel cell as text."""
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case time():
            return f"{value.hour:02}:{value.minute:02}"
        case float():
            return str(int(value))
        case _:
            return str(value)

"""Rows that a test writes by hand, as the files that come in, and the imports that read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from models.errors import ImportRefused
from models.operations.hours.import_hours import HoursReceipt, import_hours
from models.operations.registers.import_bands import BandsReceipt, import_bands
from models.operations.registers.import_rates import RatesReceipt, import_rates
from models.operations.store.actor import Actor
from models.operations.visits.import_visits import VisitsReceipt, import_visits
from tests.interchange.making import quoted

TODAY = date(2026, 11, 22)
ME = Actor("owner")

ADA, BO, CAI, DAG = "189002119817", "189004089810", "189004209814", "189005309811"
"""Identity numbers that nobody has: from the tax agency's list for tests."""

Row = dict[str, str]


def visit(case: str = "V-1", **cells: str) -> Row:
    """Make a row of a visits file: a guest from Solna in July with an order and home care, unless told otherwise."""
    usual = {
        "home_municipality": "0184",
        "identity_number": ADA,
        "name": "Ada Testsson",
        "protected": "",
        "from": "2026-07-01",
        "to": "2026-07-31",
        "ordered_on": "2026-06-20",
        "order_reference": "B 12",
        "invoice_reference": "ZZ 7",
        "service": "home-care",
        "provider": "",
        "area": "",
        "granted": "",
        "granted_per": "",
    }
    return {"case": case, **usual, **_named(cells)}


def bare_visit(case: str, **cells: str) -> Row:
    """Make a row of a visits file that knows nothing but its case, home and first day, and what it is told."""
    return {"case": case, "home_municipality": "0184", "from": "2026-07-01", **_named(cells)}


def hour(key: str = "K1", case: str = "V-1", **cells: str) -> Row:
    """Make a row of an hours file: an hour of home care on a July morning, unless told otherwise."""
    usual = {"date": "2026-07-03", "start": "08:00", "end": "09:00", "service": "home-care"}
    return {"key": key, "case": case, **usual, **_named(cells)}


def counted(key: str = "K1", case: str = "V-1", **cells: str) -> Row:
    """Make a row of an hours file that has no clock: minutes or pieces are given by the test."""
    return {"key": key, "case": case, "date": "2026-07-03", "service": "home-care", **_named(cells)}


def rate(**cells: str) -> Row:
    """Make a row of a rates file: an hour of home care in Solna for 400 kronor, unless told otherwise."""
    usual = {"municipality": "0184", "service": "home-care", "unit": "hour", "amount": "400,00"}
    return {**usual, "valid_from": "2026-01-01", "decided_on": "2025-11-20", **_named(cells)}


def band(name: str, days: str, start: str, end: str, municipality: str = "0184", **cells: str) -> Row:
    """Make a row of a bands file."""
    return {"municipality": municipality, "band": name, "days": days, "start": start, "end": end, **cells}


def _named(cells: Row) -> Row:
    """Let a column that is a word of Python's own be written with an underscore after it."""
    return {name.removesuffix("_"): text for name, text in cells.items()}


def as_file(rows: tuple[Row, ...]) -> bytes:
    """Write rows as a text file with every column that any of them has."""
    heading = list(dict.fromkeys(name for row in rows for name in row))
    lines = [heading, *([row.get(name, "") for name in heading] for row in rows)]
    return "".join(";".join(quoted(cell, ";") for cell in line) + "\n" for line in lines).encode()


def take_visits(*rows: Row, file: str = "visits.csv", actor: Actor = ME) -> VisitsReceipt:
    """Import visits."""
    return import_visits(file, as_file(rows), TODAY, actor)


def take_hours(*rows: Row, file: str = "hours.csv", actor: Actor = ME) -> HoursReceipt:
    """Import hours."""
    return import_hours(file, as_file(rows), TODAY, actor)


def take_rates(*rows: Row, file: str = "rates.csv", actor: Actor = ME, confirm: bool = True) -> RatesReceipt:
    """Import rates, confirmed."""
    return import_rates(file, as_file(rows), TODAY, actor, confirm=confirm)


def take_bands(*rows: Row, file: str = "bands.csv", actor: Actor = ME) -> BandsReceipt:
    """Import band schemes."""
    return import_bands(file, as_file(rows), actor)


def faults_of(call: Callable[[], object]) -> list[tuple[int | None, str | None, str]]:
    """Expect an import to be refused, and give the line, column and text of each fault."""
    with pytest.raises(ImportRefused) as caught:
        call()
    assert caught.value.values["count"] == len(caught.value.faults)
    return [(fault.line, fault.column, fault.text) for fault in caught.value.faults]


def places_of(call: Callable[[], object]) -> list[tuple[int | None, str | None]]:
    """Expect an import to be refused, and give the line and column of each fault."""
    return [(line, column) for line, column, _ in faults_of(call)]

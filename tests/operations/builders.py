"""The files of a month, written from Python rows and brought in through the real imports."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from models.care_errors import NothingToSign
from models.operations.billing.plan import BatchPlan
from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.import_hours import HoursReceipt, import_hours
from models.operations.hours.sign_month import SigningPlan, plan_signing, sign_months
from models.operations.registers.import_bands import BandsReceipt, import_bands
from models.operations.registers.import_rates import RatesReceipt, import_rates
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
from models.operations.visits.import_visits import VisitsReceipt, import_visits
from models.rules.period import Month
from tests.engines import Engine, Templates
from tests.training import close_store, make_training_store

Cell = str | int | date | None
"""What a cell is made of; None is an empty one."""

Row = dict[str, str]
"""A file's row as its text, by the English names of its columns."""

OWNER = Actor("owner")
"""The one who made the training store and may do everything in it."""

TODAY = date(2027, 2, 1)
"""When files are read and plans made, unless a test says otherwise."""


def row_of(**cells: Cell) -> Row:
    """Make a row; `from_` stands for the column `from`, which is a word of Python's own."""
    return {name.rstrip("_"): "" if cell is None else str(cell) for name, cell in cells.items()}


def visit_row(case: str, service: str = "home-care", home: str = "0180", **cells: Cell) -> Row:
    """Make a row of a visits file that nothing stands in the way of, all the year 2026."""
    usual: dict[str, Cell] = {
        "case": case,
        "home_municipality": home,
        "from": "2026-01-01",
        "to": "2026-12-31",
        "ordered_on": "2025-12-15",
        "order_reference": "BIST 1",
        "invoice_reference": "KST 100",
        "service": service,
        "provider": "own",
    }
    return row_of(**(usual | {name.rstrip("_"): cell for name, cell in cells.items()}))


def rate_row(amount: str, service: str = "home-care", unit: str = "hour", home: str = "0180", **cells: Cell) -> Row:
    """Make a row of a rates file that fits any care of the service from 2026 on; the amount in kronor."""
    usual: dict[str, Cell] = {
        "municipality": home,
        "service": service,
        "unit": unit,
        "amount": amount,
        "valid_from": "2026-01-01",
        "decided_on": "2025-11-01",
    }
    return row_of(**(usual | cells))


def hour_row(key: str, case: str, day: date | str, clock: str = "", service: str = "home-care", **cells: Cell) -> Row:
    """Make a row of an hours file; a clock is written `07:30-08:15`, or left out where other cells measure."""
    start, _, end = clock.partition("-")
    return row_of(key=key, case=case, date=day, start=start, end=end, service=service, **cells)


def band_row(band: str, days: str, start: str, end: str, home: str = "0180", **cells: str) -> Row:
    """Make a row of a bands file."""
    return row_of(municipality=home, band=band, days=days, start=start, end=end, **cells)


def csv_bytes(rows: Iterable[Mapping[str, str]], delimiter: str = ";") -> bytes:
    """Write rows as a text file whose heading names every column that any of them has."""
    listed = list(rows)
    heading = list(dict.fromkeys(name for row in listed for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, heading, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue().encode()


def put_visits(*rows: Row, today: date = TODAY) -> VisitsReceipt:
    """Import a visits file of these rows."""
    return import_visits("visits.csv", csv_bytes(rows), today, OWNER)


def put_rates(*rows: Row, today: date = TODAY, confirm: bool = True) -> RatesReceipt:
    """Import a rates file of these rows, confirmed unless told otherwise."""
    return import_rates("rates.csv", csv_bytes(rows), today, OWNER, confirm=confirm)


def put_bands(*rows: Row) -> BandsReceipt:
    """Import a bands file of these rows."""
    return import_bands("bands.csv", csv_bytes(rows), OWNER)


def put_hours(*rows: Row, today: date = TODAY) -> HoursReceipt:
    """Import an hours file of these rows."""
    return import_hours("hours.csv", csv_bytes(rows), today, OWNER)


def sign(month: str, cases: Collection[str] | None = None) -> None:
    """Sign a month for some cases, or for every visit that has anything in it."""
    try:
        plan = plan_signing(Month.parse(month), None, OWNER)
    except NothingToSign:
        return
    chosen = tuple(unsigned for unsigned in plan.months if cases is None or unsigned.case in cases)
    sign_months(SigningPlan(plan.month, chosen), OWNER)


def plan_of(month: str, today: date = TODAY) -> BatchPlan:
    """Plan a month with every unbilled row named."""
    return plan_batch(Month.parse(month), today, OWNER, with_rows=True)


@contextmanager
def fresh_store(engine: Engine, templates: Templates, folder: Path) -> Iterator[str]:
    """Open an empty training store, for tests that need more than one; give its address."""
    url = templates.copy(engine, "training", make_training_store, folder)
    open_for_work(url)
    try:
        yield url
    finally:
        close_store()
        engine.drop(url)
        Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)

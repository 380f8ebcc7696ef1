"""A small month with something of everything, ready to be planned, and short words for what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from peewee import IntegrityError

from models.database import connected, database, transaction
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import CreditReceipt, credit_invoice
from models.operations.billing.invoices import InvoiceRow, list_invoices
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import BatchReceipt, run_batch
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.operations.store.schema import open_for_work
from models.rules.period import Month
from tests.operations.builders import (
    OWNER,
    Row,
    band_row,
    hour_row,
    put_bands,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    sign,
    visit_row,
)
from tests.training import close_store, make_training_store

ATTESTER = Actor("attester")
ADMINISTRATOR = Actor("administrator")
READER = Actor("reader")

BILLED_ON = date(2026, 10, 1)
"""The day on which batches are planned, run and attested."""

JULY, AUGUST = Month(2026, 7), Month(2026, 8)

GUESTS: dict[str, tuple[str, str]] = {
    "V2026-0001": ("Tuva-Lisa Åkerlund", "189304059802"),
    "V2026-0002": ("Hjördis Sköldvik", "189304109813"),
    "V2026-0003": ("Egil Wärnström", "189305129810"),
    "V2026-0004": ("Ottilia Brännmark", "189308239806"),
    "V2026-0005": ("Sigvard Låftman", "189309019819"),
}
"""Invented guests by case, with identity numbers that were issued for testing."""

ONE, TWO, THREE, UNORDERED, SHIELDED = GUESTS


def guest_row(case: str, service: str = "home-care", home: str = "0180", **cells: Any) -> Row:
    """Make a row of a visits file for one of the guests, who stays in July and August."""
    name, number = GUESTS[case]
    usual = {"from_": "2026-07-01", "to": "2026-08-31", "name": name, "identity_number": number}
    return visit_row(case, service, home, **(usual | cells))


def guests() -> list[Row]:
    """Give the visits: three that can be billed, one without an order, one with a protected identity."""
    first = {"area": "tätort", "order_reference": "BIST-1", "invoice_reference": "KST 100"}
    many = ("home-care", "safety-alarm", "meal-delivery", "care-home-day", "home-visit-night", "escort")
    return [
        *(guest_row(ONE, service, **first) for service in many),
        guest_row(TWO, "home-care", invoice_reference="KST 200"),
        guest_row(TWO, "safety-alarm", invoice_reference="KST 200"),
        guest_row(THREE, "home-care", "0380", invoice_reference="UA-7"),
        guest_row(UNORDERED, ordered_on=None),
        guest_row(SHIELDED, protected="yes"),
    ]


def prices() -> list[Row]:
    """Give the rates: by the hour with a night band, by month, visit, day and piece, and by area."""
    return [
        rate_row("412,35"),
        rate_row("517,77", band="natt"),
        rate_row("301,00", "safety-alarm", "month"),
        rate_row("151,55", "home-visit-night", "visit"),
        rate_row("1850,00", "care-home-day", "day"),
        rate_row("58,25", "meal-delivery", "piece"),
        rate_row("400,00", "escort", area="tätort"),
        rate_row("455,00", "escort", area="landsbygd"),
        rate_row("399,99", home="0380"),
    ]


def care() -> list[Row]:
    """Give July's rows; one goes on into August, two are the work of two."""
    return [
        hour_row("k1", ONE, "2026-07-02", "07:30-08:15"),
        hour_row("k2", ONE, "2026-07-03", "21:30-22:40", staff=2),
        hour_row("k3", ONE, "2026-07-31", "23:30-00:30"),
        hour_row("k4", ONE, "2026-07-05", service="meal-delivery", pieces=2),
        hour_row("k5", ONE, "2026-07-10", service="care-home-day", minutes=60),
        hour_row("k6", ONE, "2026-07-11", service="care-home-day", minutes=60),
        hour_row("k7", ONE, "2026-07-12", "23:50-00:10", service="home-visit-night"),
        hour_row("k8", ONE, "2026-07-13", service="escort", minutes=50),
        hour_row("k9", TWO, "2026-07-02", "10:00-11:01"),
        hour_row("k10", TWO, "2026-07-20", "05:30-06:30", staff=2),
        hour_row("k11", THREE, "2026-07-04", minutes=37),
        hour_row("k12", UNORDERED, "2026-07-04", minutes=30),
        hour_row("k13", SHIELDED, "2026-07-04", minutes=30),
    ]


def fill_july() -> None:
    """Bring the month into the open store, and sign it."""
    put_bands(band_row("natt", "all", "22:00", "06:00"))
    put_rates(*prices())
    put_visits(*guests())
    put_hours(*care())
    sign("2026-07")


def make_july(url: str) -> None:
    """Make a store in which July waits to be planned, and let go of it."""
    make_training_store(url)
    open_for_work(url)
    fill_july()
    close_store()


def make_billed_july(url: str) -> None:
    """Make a store in which July is posted, and let go of it."""
    make_july(url)
    open_for_work(url)
    bill()
    close_store()


def run(month: Month = JULY, actor: Actor = OWNER, today: date = BILLED_ON) -> BatchReceipt:
    """Plan a month and run the plan at once."""
    return run_batch(plan_batch(month, today, actor), today, actor)


def attest(name: str = "B2026-07", actor: Actor = ATTESTER, today: date = BILLED_ON) -> BatchReceipt:
    """Attest a batch as the one who may."""
    return attest_batch(name, today, actor)


def bill(month: Month = JULY) -> BatchReceipt:
    """Run a month and have it attested."""
    return attest(run(month).batch)


def credit(number: str, *positions: int) -> CreditReceipt:
    """Credit lines of an invoice, or all that is left of it."""
    return credit_invoice(number, positions, "fel underlag", BILLED_ON, OWNER)


def posted() -> tuple[InvoiceRow, ...]:
    """List every document."""
    return list_invoices(OWNER)


def invoice_of(case: str) -> InvoiceRow:
    """Find the last invoice that has a line of the case."""
    return [row for row in posted() if row.kind == "invoice" and row.lines[0].case == case][-1]


def rows(statement: str) -> list[tuple[Any, ...]]:
    """Ask the open store in SQL of one's own."""
    with connected():
        return list(database.execute_sql(statement).fetchall())


def value(statement: str) -> Any:
    """Ask for one value in SQL."""
    return rows(statement)[0][0]


def change(*statements: str) -> None:
    """Change the open store behind the program's back."""
    with transaction():
        for statement in statements:
            database.execute_sql(statement)


def visit_id(case: str) -> str:
    """Give an SQL expression for a visit's id."""
    return f"(SELECT id FROM visit WHERE case_number = '{case}')"


def refuses(*statements: str) -> None:
    """See that the engine itself refuses a change."""
    with pytest.raises(IntegrityError):
        change(*statements)


def content() -> dict[str, list[tuple[Any, ...]]]:
    """Read every row of every table, as SQL gives them."""
    with connected():
        tables = sorted(database.get_tables())
    return {table: sorted(rows(f'SELECT * FROM "{table}"'), key=repr) for table in tables}


def changes_nothing(act: Callable[[], object]) -> None:
    """See that an act leaves every row of every table as it was."""
    before = content()
    act()
    assert content() == before


def nothing_wrong() -> None:
    """See that the doctor is content."""
    assert check_store(OWNER) == ()

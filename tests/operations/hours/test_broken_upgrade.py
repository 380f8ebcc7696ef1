"""A store that the first release made and billed in, brought up to date: sums, numbers and hashes stay (G39)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from peewee import PostgresqlDatabase, SqliteDatabase
from playhouse.migrations import run as run_migrations

from models.care_entry import CareEntry
from models.database import rows_of
from models.errors import FeeError, StoreIsOlder
from models.operations.billing.export_batch import export_batch
from models.operations.billing.invoices import InvoiceRow
from models.operations.hours.correct_row import correct_row
from models.operations.hours.mark_row import mark_row
from models.operations.hours.reopen_month import Reopening, reopen_month
from models.operations.store.schema import MIGRATIONS, open_for_work
from models.operations.store.upgrade_store import Safeguard, UpgradeReceipt, upgrade_store
from models.rules.row_kinds import RowKind
from tests.engines import Engine
from tests.operations.billing.month import BILLED_ON, JULY, ONE, THREE, bill, credit, fill_july, nothing_wrong, posted
from tests.operations.broken_desk import bill_again, billed_ore, correct, credit_due
from tests.operations.builders import OWNER, hour_row, put_hours
from tests.operations.intake_store import beside
from tests.training import close_store

pytestmark = pytest.mark.usefixtures("postgres_programs")

FIRST, SECOND = "0001_start", "0002_posted_is_final"
APPLIED = ("0003_arrivals", "0004_differences", "0005_payments", "0006_documents", "0007_band_dates")
LEFT_OUT = ("schema_migration", "sqlite_sequence", "planned_piece")


def apply(url: str, folder: Path, *names: str) -> None:
    """Apply some of the migrations, as a version did that had no more of them."""
    made: Any = SqliteDatabase(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else PostgresqlDatabase(url)
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copyfile(MIGRATIONS / f"{name}.py", folder / f"{name}.py")
    run_migrations(made, directory=str(folder))
    made.close()


def tables_of(cursor: Any, *, is_file: bool) -> dict[str, list[str]]:
    """List the tables and their columns."""
    query = (
        "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
        if is_file
        else "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    )
    cursor.execute(query)
    found: dict[str, list[str]] = {}
    for table, column in cursor.fetchall():
        if table not in LEFT_OUT:
            found.setdefault(table, []).append(column)
    return found


def pour(source: str, target: str) -> None:
    """Copy every row of a store into one of an older shape, leaving out what that does not know."""
    is_file = source.startswith("sqlite:")
    mark = "?" if is_file else "%s"
    with beside(source) as one, beside(target) as other:
        read, write = one.cursor(), other.cursor()
        if not is_file:
            write.execute("SET session_replication_role = replica")
        for table, columns in tables_of(write, is_file=is_file).items():
            named = ", ".join(f'"{column}"' for column in columns)
            known = " WHERE code <> 'extra-cost'" if table == "service" else ""
            read.execute(f'SELECT {named} FROM "{table}"{known}')
            marks = ", ".join(mark for _ in columns)
            write.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', read.fetchall())
            if not is_file and "id" in columns:
                write.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE(MAX(id), 0) + 1, false)"
                              f' FROM "{table}"')  # fmt: skip
        other.commit()


@pytest.fixture
def old(store: str, engine: Engine, tmp_path: Path) -> Iterator[str]:
    """Have a billed July in a store of the first release; the open store holds the same."""
    fill_july()
    put_hours(hour_row("may", THREE, "2026-07-05", minutes=20))
    bill()
    credit(next(row.number or "" for row in posted() if row.lines[0].case == THREE))
    url = engine.empty(tmp_path)
    apply(url, tmp_path / "first", FIRST)
    pour(store, url)
    apply(url, tmp_path / "first", SECOND)
    yield url
    close_store()
    engine.drop(url)


def row_flags() -> list[tuple[str, bool, str]]:
    """Give each row's key, whether it was ever signed, and its kind."""
    return sorted(rows_of(CareEntry.select(CareEntry.key, CareEntry.signed, CareEntry.kind)))


def use(url: str) -> None:
    """Let go of the open store and open another."""
    close_store()
    open_for_work(url)


def exported(folder: Path) -> dict[str, bytes]:
    """Export July, and read what was written."""
    export_batch("B2026-07", folder, OWNER)
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def documents() -> list[InvoiceRow]:
    """List the documents; the first release kept no code of why something was credited."""
    return [replace(row, reason_code="") for row in posted()]


def test_an_older_store_keeps_its_sums_numbers_bytes_and_seals(old: str, tmp_path: Path) -> None:
    """G39, G17: every document is as it was, to the byte; rows of signed months are signed from then on."""
    before = (documents(), billed_ore(), exported(tmp_path / "before"))
    flags = row_flags()
    close_store()
    with pytest.raises(StoreIsOlder):
        open_for_work(old)
    assert upgrade_store(old, OWNER, Safeguard(tmp_path)).applied == APPLIED
    use(old)
    nothing_wrong()
    assert (documents(), billed_ore(), exported(tmp_path / "after")) == before
    assert row_flags() == flags
    assert {signed for _, signed, _ in flags} == {True}
    assert upgrade_store(old, OWNER, Safeguard(tmp_path)) == UpgradeReceipt(())


def test_an_upgraded_store_is_corrected_credited_and_billed_as_a_new_one(old: str) -> None:
    """G39, G4: a row of the first release is reversed, its line credited, and the month billed to the end."""
    upgrade_store(old, OWNER, None)
    use(old)
    correct("k8", minutes="55")
    assert credit_due() == 1
    bill_again()
    assert reopen_month(JULY, ONE, "glömt", OWNER) is Reopening.ASKED
    nothing_wrong()


def test_what_was_billed_in_a_month_that_stood_open_again_is_signed_too(old: str) -> None:
    """G4, G39: the first release opened a billed month without asking; its billed rows are reversed, never changed."""
    with beside(old) as link:
        link.cursor().execute(
            f"DELETE FROM month_signature WHERE visit_id = (SELECT id FROM visit WHERE case_number = '{ONE}')"
        )
        link.commit()
    upgrade_store(old, OWNER, None)
    use(old)
    nothing_wrong()
    with pytest.raises(FeeError):
        mark_row("k8", RowKind.MISSED, OWNER)
    instead = correct_row("k8", "fel tid", {"minutes": "55"}, BILLED_ON, OWNER).instead
    assert CareEntry.get(CareEntry.key == instead).day == date(2026, 7, 13)
    assert credit_due() == 1
    nothing_wrong()

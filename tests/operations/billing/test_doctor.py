"""The doctor finds whatever was damaged behind the program's back, once the engine's guards are out of the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.database import connected, database, is_sqlite
from models.operations.billing.export_batch import export_batch
from models.operations.store.check_store import Finding, check_store
from tests.operations.billing.month import (
    GUESTS,
    JULY,
    ONE,
    TWO,
    attest,
    bill,
    credit,
    invoice_of,
    nothing_wrong,
    rows,
    run,
    value,
    visit_id,
)
from tests.operations.builders import OWNER

Damage = tuple[str, ...]
"""The statements that do it."""


@contextmanager
def unguarded() -> Iterator[None]:
    """Take the triggers and foreign keys away inside a transaction that leaves nothing behind."""
    with connected():
        if is_sqlite():
            database.execute_sql("PRAGMA foreign_keys = 0")
        with database.atomic() as transaction:
            if is_sqlite():
                for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                    database.execute_sql(f"DROP TRIGGER {name}")
            else:
                database.execute_sql("SET LOCAL session_replication_role = replica")
            yield
            transaction.rollback()


def found_after(statements: Iterable[str]) -> tuple[Finding, ...]:
    """Do some damage, see what the doctor says, and take the damage back."""
    with unguarded():
        for statement in statements:
            database.execute_sql(statement)
        return check_store(OWNER)


def line_of(case: str, unit: str) -> str:
    """Give an SQL expression for a case's first line of a unit."""
    return f"(SELECT MIN(id) FROM invoice_line WHERE visit_id = {visit_id(case)} AND unit = '{unit}')"


THE_LAST = "(SELECT id FROM invoice WHERE number = '202600003')"
LINES_OF_THE_LAST = f"(SELECT id FROM invoice_line WHERE invoice_id = {THE_LAST})"

DAMAGES: dict[str, Damage] = {
    "a line's amount": (f"UPDATE invoice_line SET net = net + 1 WHERE id = {line_of(ONE, 'hour')}",),
    "a line's quantity": (f"UPDATE invoice_line SET quantity = quantity + 60 WHERE id = {line_of(ONE, 'hour')}",),
    "a line's quantity and price, to the same amount": (
        f"UPDATE invoice_line SET quantity = 5, price = net / 5 WHERE id = {line_of(ONE, 'visit')}",
    ),
    "a line's first day": (f"UPDATE invoice_line SET first_day = '2026-07-01' WHERE id = {line_of(ONE, 'hour')}",),
    "a line's rate": (f"UPDATE invoice_line SET rate_id = rate_id + 1 WHERE id = {line_of(ONE, 'hour')}",),
    "a document's total": ("UPDATE invoice SET total = total + 1 WHERE number = '202600003'",),
    "a document's number": ("UPDATE invoice SET number = '202600009' WHERE number = '202600003'",),
    "a document's facts for another's": (
        "UPDATE invoice SET facts = (SELECT facts FROM invoice WHERE number = '202600003') WHERE number = '202600001'",
    ),
    "a document taken away": (
        f"DELETE FROM line_piece WHERE line_id IN {LINES_OF_THE_LAST}",
        f"UPDATE care_piece SET line_id = NULL WHERE line_id IN {LINES_OF_THE_LAST}",
        f"DELETE FROM invoice_line WHERE invoice_id = {THE_LAST}",
        "DELETE FROM invoice WHERE number = '202600003'",
    ),
    "a document's lines taken away": (f"DELETE FROM invoice_line WHERE invoice_id = {THE_LAST}",),
    "a number taken for nothing": ("UPDATE number_series SET last = last + 1 WHERE name = 'invoice-2026'",),
    "a number forgotten": ("UPDATE number_series SET last = last - 1 WHERE name = 'invoice-2026'",),
    "a series forgotten": ("DELETE FROM number_series WHERE name = 'invoice-2026'",),
    "a billed piece's minutes": (
        f"UPDATE care_piece SET minutes = minutes + 1 WHERE line_id = {line_of(ONE, 'hour')}",
    ),
    "a billed piece freed": ("UPDATE care_piece SET line_id = NULL WHERE line_id IS NOT NULL",),
    "one billed piece freed": (f"UPDATE care_piece SET line_id = NULL WHERE line_id = {line_of(ONE, 'day')}",),
    "a billed piece on another line": (
        f"UPDATE care_piece SET line_id = {line_of(ONE, 'day')} WHERE line_id = {line_of(ONE, 'piece')}",
    ),
    "a freed piece billed again": (
        f"UPDATE care_piece SET line_id = {line_of(TWO, 'hour')} WHERE id IN"
        f" (SELECT piece_id FROM line_piece WHERE line_id = {line_of(TWO, 'hour')})",
    ),
    "a piece taken away": ("DELETE FROM care_piece WHERE id = (SELECT MAX(id) FROM care_piece)",),
    "a billed piece taken away": (f"DELETE FROM care_piece WHERE line_id = {line_of(ONE, 'visit')}",),
    "a piece twice": (
        "INSERT INTO care_piece (entry_id, day, month, row_month, band, minutes, pieces, retired)"
        " SELECT entry_id, day, month, row_month, band, minutes, pieces, retired FROM care_piece WHERE line_id IS NULL",
    ),
    "a tie taken away": (f"DELETE FROM line_piece WHERE line_id = {line_of(ONE, 'hour')}",),
    "a tie to a second line": (
        f"INSERT INTO line_piece (line_id, piece_id) SELECT {line_of(ONE, 'day')}, piece_id FROM line_piece"
        f" WHERE line_id = {line_of(ONE, 'visit')}",
    ),
    "a row's minutes": ("UPDATE care_entry SET minutes = minutes + 1 WHERE key = 'k1'",),
    "a row's staff": ("UPDATE care_entry SET staff = 2 WHERE key = 'k1'",),
    "a row taken away": ("DELETE FROM care_entry WHERE key = 'k1'",),
    "a row given to another visit": (f"UPDATE care_entry SET visit_id = {visit_id(TWO)} WHERE key = 'k1'",),
    "a started month freed": (f"UPDATE line_month SET live = FALSE WHERE visit_id = {visit_id(ONE)}",),
    "a started month forgotten": (f"DELETE FROM line_month WHERE visit_id = {visit_id(ONE)}",),
    "a billed day freed": ("UPDATE line_day SET live = FALSE",),
    "a billed day forgotten": ("DELETE FROM line_day",),
    "one billed day forgotten": ("DELETE FROM line_day WHERE id = (SELECT MIN(id) FROM line_day)",),
    "a billed day for another": ("UPDATE line_day SET day = '2026-07-30' WHERE id = (SELECT MIN(id) FROM line_day)",),
    "a credited month alive": ("UPDATE line_month SET live = TRUE",),
    "a credit for another line": (
        f"UPDATE invoice_line SET credits_id = {line_of(ONE, 'month')} WHERE credits_id = {line_of(TWO, 'month')}",
    ),
    "a batch attested by its maker": ("UPDATE batch SET made_by = 'x'", "UPDATE batch SET attested_by = 'owner'"),
    "an event's words": ("UPDATE event SET facts = '{\"a\": 1}' WHERE deed = 'attest-batch'",),
    "an event's words, no JSON": ("UPDATE event SET facts = 'x' WHERE deed = 'attest-batch'",),
    "an event's login": ("UPDATE event SET login = 'x' WHERE deed = 'run-batch'",),
    "an event's time": ("UPDATE event SET at = '2026-01-01 00:00:00' WHERE deed = 'run-batch'",),
    "an event's door": ("UPDATE event SET door = 'tui' WHERE deed = 'import-hours'",),
    "an export's batch": ("UPDATE event SET subject = 'B2026-06' WHERE deed = 'export-batch'",),
    "an export's words, no JSON": ("UPDATE event SET facts = 'x' WHERE deed = 'export-batch'",),
    "the first event taken away": ("DELETE FROM event WHERE id = (SELECT MIN(id) FROM event)",),
    "an event taken away": ("DELETE FROM event WHERE deed = 'run-batch'",),
    "the last event taken away": ("DELETE FROM event WHERE id = (SELECT MAX(id) FROM event)",),
    "all events taken away": ("DELETE FROM event",),
    "two events in each other's place": (
        "UPDATE event SET id = 100001 WHERE deed = 'run-batch'",
        "UPDATE event SET id = 100002 WHERE deed = 'attest-batch'",
    ),
}  # fmt: skip


@pytest.fixture
def examined(billed: str, tmp_path: Path) -> str:
    """Open a store with a posted, exported batch, a credit note on it, and nothing wrong."""
    credit(invoice_of(TWO).number)
    export_batch("B2026-07", tmp_path / "out", OWNER)
    nothing_wrong()
    return billed


def judged(damages: Mapping[str, Damage]) -> dict[str, str]:
    """Do each damage in turn; give those that the doctor did not see. A breakdown over one ends the test."""
    return {what: "not seen" for what, statements in damages.items() if not found_after(statements)}


@pytest.mark.usefixtures("examined")
def test_the_doctor_finds_every_damage() -> None:
    """G4, G14, G15, G19, G34: with the guards gone: it says what is wrong, and never breaks down over it."""
    assert judged(DAMAGES) == {}
    nothing_wrong()


def changed(text: str, place: int) -> str:
    """Change one character of a text."""
    return text[:place] + ("7" if text[place] != "7" else "8") + text[place + 1 :]


TEXTS: dict[str, str] = {
    "invoice": "SELECT id, facts FROM invoice WHERE number IS NOT NULL ORDER BY id",
    "event": "SELECT id, facts FROM event WHERE deed IN ('attest-batch', 'credit-invoice', 'export-batch')",
}


@pytest.mark.usefixtures("examined")
@pytest.mark.parametrize("table", TEXTS)
def test_the_doctor_finds_one_changed_byte(table: str) -> None:
    """G15, G34: wherever it stands in a document's facts or an event's words, also where they are JSON no longer."""
    damages: dict[str, Damage] = {}
    for key, text in rows(TEXTS[table]):
        for place in range(0, len(text), max(1, len(text) // 5)):
            new = changed(text, place).replace("'", "''")
            damages[f"{table} {key} at {place}"] = (f"UPDATE {table} SET facts = '{new}' WHERE id = {key}",)
    assert judged(damages) == {}


@pytest.mark.usefixtures("examined")
def test_what_the_doctor_says_names_nobody() -> None:
    """G30: a finding is an output too."""
    damages = (DAMAGES[what] for what in ("a document taken away", "a row's minutes", "all events taken away"))
    said = " ".join(f"{found.subject} {found.text}" for damage in damages for found in found_after(damage))
    assert said
    for name, number in GUESTS.values():
        assert name not in said
        assert number not in said


@pytest.mark.usefixtures("billed")
def test_an_exported_file_that_was_damaged_or_lost_is_found_and_written_anew(tmp_path: Path) -> None:
    """G12: each file of the folder, by one byte, cut, emptied, or gone; the export gives the same bytes again."""
    folder = tmp_path / "out"
    receipt = export_batch("B2026-07", folder, OWNER)
    whole = {name: (folder / name).read_bytes() for name in receipt.files}
    for name, content in whole.items():
        for damaged in (content[:-1], content.replace(b"0", b"1", 1), None):
            (folder / name).unlink() if damaged is None else (folder / name).write_bytes(damaged)
            assert [(found.code, found.subject) for found in check_store(OWNER)] == [("checksums", name)]
            export_batch("B2026-07", folder, OWNER)
            assert {file.name: file.read_bytes() for file in folder.iterdir()} == whole
    nothing_wrong()


@pytest.mark.usefixtures("july")
def test_the_doctor_is_content_at_every_step_of_a_month(tmp_path: Path) -> None:
    """G4, G11: from the imports to the second batch of credited rows."""
    nothing_wrong()
    run(JULY)
    nothing_wrong()
    attest()
    nothing_wrong()
    for position in (1, 2):
        credit(invoice_of(TWO).number, position)
        nothing_wrong()
    export_batch("B2026-07", tmp_path, OWNER)
    nothing_wrong()
    bill()
    nothing_wrong()
    assert value("SELECT COUNT(*) FROM invoice") == 6

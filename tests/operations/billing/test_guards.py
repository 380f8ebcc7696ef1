"""What the engine itself refuses: posted documents, the log, a row on two lines, a maker who attests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from peewee import IntegrityError, Model

from models.batch import Batch
from models.billed import LineMonth, LinePiece
from models.database import database, transaction
from models.event import Access, Event
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.person import Person
from models.recipient import Recipient
from models.service import Service
from models.visit import Visit
from tests.engines import Engine
from tests.operations.billing.month import (
    THREE,
    TWO,
    attest,
    change,
    content,
    credit,
    invoice_of,
    nothing_wrong,
    refuses,
    rows,
    run,
    value,
    visit_id,
)
from tests.operations.builders import hour_row, plan_of, put_hours, sign

POSTED_LINE = (
    "(SELECT l.id FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id"
    f" WHERE l.visit_id = {visit_id(THREE)} AND i.number IS NOT NULL)"
)
POSTED_PIECE = f"(SELECT piece_id FROM line_piece WHERE line_id = {POSTED_LINE})"
AN_ACCESS = (
    "INSERT INTO access (at, login, door, deed, subject, reason) VALUES ('2026-07-01', 'a', 'cli', 'find', 'b', '')"
)
LINE_COLUMNS = "visit_id, service_id, rate_id, unit, price, quantity, net, month, first_day, last_day, late"
CREDITED = "(SELECT credits_id FROM invoice_line WHERE credits_id IS NOT NULL ORDER BY id LIMIT 1)"

FINAL_COLUMNS = {
    "invoice": (
        "total = total + 1", "number = '202699999'", "number = NULL, facts = NULL, posted_at = NULL, issued_on = NULL",
        "facts = '{}'", "reference = 'x'", "recipient_id = 1", "issued_on = '2026-01-01'", "due_on = NULL",
        "posted_by = 'x'", "reason = 'x'", "month = '2026-01'", "kind = 'credit', credits_id = id", "total = total",
    ),
    "invoice_line": (
        "net = net + 1", "quantity = quantity + 1", "price = 1", "unit = 'piece'", "rate_id = 1", "month = '2026-01'",
        "first_day = '2026-01-01'", "position = position + 100", "service_id = 1", "late = TRUE", "net = net",
    ),
    "line_piece": ("piece_id = piece_id + 100", "line_id = line_id"),
    "line_day": ("live = FALSE", "day = '2026-01-01'", "line_id = 1"),
    "line_month": ("live = FALSE", "month = '2026-01'", "visit_id = 3"),
    "batch": ("state = 'drafted', posted_at = NULL", "state = 'annulled', posted_at = NULL", "made_by = 'x'",
              "attested_by = 'reader'", "name = 'B'", "month = '2026-01'"),
    "event": ("facts = '{}'", "login = 'x'", "seal = previous", "at = at"),
}  # fmt: skip


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize("table", FINAL_COLUMNS)
def test_nothing_posted_is_changed_in_sql(table: str) -> None:
    """G15: not one column, not to the same value, not all at once, not taken away."""
    credit(invoice_of(TWO).number)
    for what in FINAL_COLUMNS[table]:
        refuses(f"UPDATE {table} SET {what}")
    refuses(f"DELETE FROM {table}")
    if table.startswith("line_"):
        refuses(f"DELETE FROM {table} WHERE line_id = (SELECT MAX(line_id) FROM {table})")
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_the_access_log_is_final() -> None:
    """G15, G31: who looked at whom is never rewritten."""
    change(AN_ACCESS)
    refuses("UPDATE access SET login = 'x'")
    refuses("DELETE FROM access")


REPLACED = {
    "event": "facts",
    "access": "login",
    "batch": "made_by",
    "line_piece": "line_id",
    "line_day": "day",
    "line_month": "month",
    "invoice_line": "unit",
    "invoice": "reference",
}
"""A column of each table that is final, to write something else in."""


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize("table", REPLACED)
def test_nothing_posted_is_emptied_or_replaced(table: str, engine: Engine) -> None:
    """G15: not by the engine's own shortcuts, which pass by what guards each row's change."""
    credit(invoice_of(TWO).number)
    change(AN_ACCESS)
    if engine.name == "postgres":
        refuses(f"TRUNCATE {table} CASCADE")
        return
    new = f"{REPLACED[table]} || ''" if table == "line_piece" else "'x'"
    copied = ", ".join(new if column == f'"{REPLACED[table]}"' else column for column in _columns(table))
    for row in range(min(2, int(value(f"SELECT COUNT(*) FROM {table}")))):
        refuses(f"INSERT OR REPLACE INTO {table} SELECT {copied} FROM {table} ORDER BY 1 DESC LIMIT 1 OFFSET {row}")


SAME_KEY = {
    "event": (
        "at, login, door, deed, subject, facts, previous, seal",
        "at, 'x', door, deed, subject, facts, previous, seal",
    ),
    "line_month": ("line_id, visit_id, service_id, month, live", "{draft}, visit_id, service_id, month, live"),
    "line_day": (
        "line_id, visit_id, service_id, rate_id, day, live",
        "{draft}, visit_id, service_id, rate_id, day, live",
    ),
}
"""The columns of tables with a key besides the id, and a second row of the same key."""


@pytest.mark.usefixtures("billed")
def test_nothing_posted_is_replaced_by_its_other_key(engine: Engine) -> None:
    """G3, G15: SQLite lets a new row take an old one's place by any unique key, and asks no trigger for it."""
    change("DELETE FROM month_signature")
    put_hours(hour_row("late", THREE, "2026-07-09", "08:00-09:00"))
    sign("2026-07")
    run()
    draft = "(SELECT MAX(id) FROM invoice_line)"
    for table, (columns, values) in SAME_KEY.items():
        insert = "INSERT OR REPLACE" if engine.name == "sqlite" else "INSERT"
        refuses(f"{insert} INTO {table} ({columns}) SELECT {values.format(draft=draft)} FROM {table}")
    nothing_wrong()


def _columns(table: str) -> list[str]:
    return [f'"{name}"' for _, name, *_ in rows(f"PRAGMA table_info({table})")]


Deed = Callable[[], object]

MODELS: dict[str, Deed] = {
    "update an invoice": lambda: Invoice.update(total=1).execute(),
    "save an invoice": lambda: _saved(Invoice.get(Invoice.number == "202600001"), "reference", "x"),
    "delete an invoice": lambda: Invoice.delete().where(Invoice.number == "202600001").execute(),
    "delete an invoice with its lines": lambda: Invoice.get(Invoice.number == "202600001").delete_instance(
        recursive=True
    ),
    "update a line": lambda: InvoiceLine.update(net=1).execute(),
    "delete a line": lambda: InvoiceLine.delete().execute(),
    "add a line": lambda: _copied(InvoiceLine.select().first(), position=99),
    "untie a piece": lambda: LinePiece.delete().execute(),
    "tie a piece": lambda: LinePiece.create(line=LinePiece.select().first().line_id, piece=12),
    "free a month": lambda: LineMonth.update(live=False).execute(),
    "take a month away": lambda: LineMonth.delete().execute(),
    "save a batch": lambda: _saved(Batch.get(), "state", "drafted"),
    "delete a batch": lambda: Batch.get().delete_instance(recursive=True),
    "rewrite the log": lambda: Event.update(login="x").execute(),
    "clear the log": lambda: (Event.delete().execute(), Access.delete().execute()),
    "delete a municipality": lambda: Municipality.get(Municipality.code == "0180").delete_instance(),
    "delete a municipality with all it has": lambda: Municipality.get(Municipality.code == "0180").delete_instance(
        recursive=True, delete_nullable=True
    ),
    "delete a person": lambda: Person.get_by_id(1).delete_instance(),
    "delete a person with all there is": lambda: Person.get_by_id(1).delete_instance(recursive=True),
    "delete a visit": lambda: Visit.get_by_id(1).delete_instance(),
    "delete a recipient": lambda: Recipient.get(Recipient.code == "0180").delete_instance(),
    "delete a service": lambda: Service.get(Service.code == "home-care").delete_instance(),
}


def _saved(row: Any, name: str, new: object) -> object:
    setattr(row, name, new)
    return row.save()


def _copied(row: Model, **other: object) -> object:
    values = {name: value for name, value in row.__data__.items() if name != "id"}
    return type(row).create(**(values | other))


@pytest.mark.usefixtures("billed")
def test_nothing_posted_is_changed_by_the_programs_own_tables() -> None:
    """G15: by no way that Peewee has; and what has invoices is not deleted."""
    before = content()
    for what, act in MODELS.items():
        with pytest.raises(IntegrityError), transaction():  # noqa: PT012
            act()
            pytest.fail(what)
    assert content() == before


@pytest.mark.usefixtures("billed")
def test_what_has_invoices_is_not_deleted_in_sql() -> None:
    """G15: municipality, person, visit, recipient, rate, service, user of the log."""
    for table in (
        "municipality",
        "person",
        "visit",
        "recipient",
        "rate",
        "service",
        "care_entry",
        "care_piece",
        "decision",
    ):
        if table != "decision":
            refuses(f"DELETE FROM {table}")
    refuses("DELETE FROM municipality WHERE code = '0180'")
    refuses(f"DELETE FROM person WHERE id = (SELECT person_id FROM visit WHERE id = {visit_id(THREE)})")


@pytest.mark.usefixtures("billed")
def test_a_billed_piece_is_freed_by_a_credit_note_only() -> None:
    """G3: not by SQL; nor moved to another line, or made another piece than was billed."""
    other = f"(SELECT MIN(id) FROM invoice_line WHERE id <> {POSTED_LINE})"
    for what in (
        "line_id = NULL",
        f"line_id = {other}",
        "minutes = minutes + 1",
        "pieces = 7",
        "day = '2026-07-30'",
        "band = 'x'",
        "entry_id = 1",
    ):
        refuses(f"UPDATE care_piece SET {what} WHERE id = {POSTED_PIECE}")
    refuses(f"DELETE FROM care_piece WHERE id = {POSTED_PIECE}")
    credit(invoice_of(THREE).number)
    for what in ("minutes = minutes + 1", "day = '2026-07-30'", "band = 'x'"):
        refuses(
            f"UPDATE care_piece SET {what} WHERE id IN (SELECT piece_id FROM line_piece WHERE line_id = {CREDITED})"
        )
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_no_row_is_slipped_onto_a_posted_line() -> None:
    """G3, G6: neither tied to it nor marked as billed by it; nor is a line added to a posted invoice."""
    change("DELETE FROM month_signature")
    put_hours(hour_row("late", THREE, "2026-07-09", "08:00-09:00"))
    late = "(SELECT p.id FROM care_piece p JOIN care_entry e ON e.id = p.entry_id WHERE e.key = 'late')"
    refuses(f"INSERT INTO line_piece (line_id, piece_id) VALUES ({POSTED_LINE}, {late})")
    refuses(
        "INSERT INTO line_month (line_id, visit_id, service_id, month, live)"
        f" SELECT {POSTED_LINE}, 1, 1, '2026-09', TRUE"
    )
    refuses(
        f"INSERT INTO invoice_line (invoice_id, position, {LINE_COLUMNS})"
        f" SELECT invoice_id, 99, {LINE_COLUMNS} FROM invoice_line WHERE id = {POSTED_LINE}"
    )
    refuses(f"UPDATE care_piece SET line_id = {POSTED_LINE} WHERE id = {late}")


@pytest.mark.usefixtures("billed")
def test_a_billed_row_is_not_put_on_a_second_live_line() -> None:
    """G3: not on a draft of the next batch, which would bill it twice."""
    change("DELETE FROM month_signature")
    put_hours(hour_row("late", THREE, "2026-07-09", "08:00-09:00"))
    sign("2026-07")
    run()
    draft = "(SELECT l.id FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id WHERE i.number IS NULL)"
    refuses(f"INSERT INTO line_piece (line_id, piece_id) VALUES ({draft}, {POSTED_PIECE})")
    refuses(f"UPDATE line_piece SET piece_id = {POSTED_PIECE} WHERE line_id = {draft}")
    refuses(f"UPDATE care_piece SET line_id = {draft} WHERE id = {POSTED_PIECE}")
    assert attest("B2026-07-2").invoices == 1
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_started_month_is_on_one_live_line() -> None:
    """G3: a second line for it is refused by the engine, as is bringing a credited one to life."""
    credit(invoice_of(TWO).number)
    refuses("UPDATE line_month SET live = TRUE WHERE NOT live")
    run()
    refuses("UPDATE line_month SET live = TRUE")
    other = "(SELECT MAX(id) FROM invoice_line)"
    refuses(
        "INSERT INTO line_month (line_id, visit_id, service_id, month, live)"
        f" SELECT {other}, visit_id, service_id, month, TRUE FROM line_month WHERE live"
    )


@pytest.mark.usefixtures("billed")
def test_a_line_is_taken_back_once() -> None:
    """G3: by the engine too: two credit lines for one line are refused."""
    credit(invoice_of(TWO).number, 1)
    head = "kind, batch_id, recipient_id, month, reference, total, credits_id, reason, made_by"
    change(f"INSERT INTO invoice ({head}) SELECT {head} FROM invoice WHERE kind = 'credit'")
    refuses(
        f"INSERT INTO invoice_line (invoice_id, position, credits_id, {LINE_COLUMNS})"
        f" SELECT (SELECT MAX(id) FROM invoice), 1, credits_id, {LINE_COLUMNS}"
        " FROM invoice_line WHERE credits_id IS NOT NULL"
    )


BY_THE_MAKER = (
    "attested_by = made_by",
    "attested_by = 'owner', state = 'posted', posted_at = '2026-10-01'",
    "state = 'posted', posted_at = '2026-10-01'",
    "state = 'posted'",
    "made_by = 'somebody'",
    "made_by = 'somebody', attested_by = 'owner', state = 'posted', posted_at = '2026-10-01'",
    "state = 'sent'",
    "name = 'B2026-06'",
)
BY_ANOTHER_RULE = ("attest_required = 'no', state = 'posted', posted_at = '2026-10-01'", "attest_required = 'no'")


@pytest.mark.usefixtures("july")
@pytest.mark.parametrize("ways", [BY_THE_MAKER, BY_ANOTHER_RULE], ids=["maker", "rule"])
def test_the_maker_does_not_attest_in_sql(ways: tuple[str, ...]) -> None:
    """G27, G29: nor by giving the batch another maker or another rule on the way."""
    run()
    for way in ways:
        refuses(f"UPDATE batch SET {way}")


@pytest.mark.usefixtures("july")
def test_a_number_comes_with_all_that_a_posted_document_has() -> None:
    """G14, G15: no draft gets a number alone, none twice, none without its facts."""
    run()
    for what in ("number = '202600001'", "facts = '{}'", "posted_at = '2026-10-01'", "issued_on = '2026-10-01'",
                 "number = 'x', facts = '{}', posted_at = '2026-10-01', issued_on = '2026-10-01'"):  # fmt: skip
        refuses(f"UPDATE invoice SET {what}")


@pytest.mark.usefixtures("billed")
def test_a_rate_that_was_known_is_never_rewritten() -> None:
    """G24: price, dates and kind stay; nor is one that billed taken away."""
    for what in ("price = price + 1", "valid_from = '2026-02-01'", "known_since = '2026-02-01'", "unit = 'piece'",
                 "band = 'x'", "area = 'x'", "provider = 'own'", "service_id = 1", "municipality_id = 1"):  # fmt: skip
        refuses(f"UPDATE rate SET {what}")
    refuses("DELETE FROM rate")


@pytest.mark.usefixtures("billed")
def test_the_guards_let_the_program_do_its_work(engine: Engine) -> None:
    """G15: every refusal above left the store whole: credit, run and attest go on."""
    refuses("UPDATE invoice SET total = 0")
    assert credit(invoice_of(TWO).number).number == "K202600001"
    assert attest(run().batch).invoices == 1
    assert plan_of("2026-07").lines == ()
    assert value("SELECT COUNT(*) FROM invoice") == 5
    assert database.obj is not None
    assert engine.name in ("sqlite", "postgres")
    nothing_wrong()

"""The migrations make the very tables that the models describe, on both engines."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from peewee import PostgresqlDatabase, SqliteDatabase

from models.operations.store.schema import MIGRATIONS, applied_migrations
from tests.engines import Engine, Postgres, Sqlite
from tests.operations.intake_store import all_tables, beside

SQLITE = (
    """SELECT t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
       FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name <> 'schema_migration'""",
    """SELECT t.name, k."from", k."table", k."to", k.on_delete
       FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) k WHERE t.type = 'table'""",
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name <> 'schema_migration'",
)
SQLITE_TEXTS = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'schema_migration'"
POSTGRES = (
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_migration'""",
    """SELECT tablename, indexname, indexdef FROM pg_indexes
       WHERE schemaname = 'public' AND tablename <> 'schema_migration'""",
    """SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'schema_migration'""",
)


def described(url: str) -> list[tuple[Any, ...]]:
    """List every column, index and constraint of a database, in the engine's own words."""
    with beside(url) as link:
        cursor = link.cursor()
        found = []
        if url.startswith("sqlite:"):
            found += [
                (name, check)
                for name, text in cursor.execute(SQLITE_TEXTS).fetchall()
                for check in re.findall(r'CONSTRAINT "?\w+"? CHECK \(.*?\)(?=, CONSTRAINT|, FOREIGN|\)$)', text)
            ]
        for query in SQLITE if url.startswith("sqlite:") else POSTGRES:
            cursor.execute(query)
            found += cursor.fetchall()
        return sorted(map(_plain, found))


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple("" if value is None else str(value) for value in row)


def test_the_migrations_make_the_tables_that_the_models_describe(engine: Engine, store: str, store_url: str) -> None:
    """G39: columns, lengths, nullability, defaults, indexes, keys and checks, none more and none less."""
    made: Any = (
        PostgresqlDatabase(store_url)
        if engine.name == "postgres"
        else SqliteDatabase(store_url.removeprefix("sqlite:///"))
    )
    with made.bind_ctx(all_tables()):
        made.create_tables(all_tables())
    made.close()
    expected = described(store_url)
    assert len(expected) > 50
    assert described(store) == expected


def test_every_migration_is_applied_to_a_new_store(store: str) -> None:
    """The numbers follow each other without gaps, so that nobody's is left out."""
    names = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    assert applied_migrations() == set(names)
    assert [int(name.split("_")[0]) for name in names] == list(range(1, len(names) + 1))


def _triggers(url: str, engine: Engine) -> set[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if engine.name == "postgres":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with beside(url) as link:
        cursor = link.cursor()
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def test_both_engines_have_the_same_guards(engine: Engine, store: str) -> None:
    """G15: by name and number as the migration lists them."""
    from importlib import import_module

    names = ("0002_posted_is_final", "0003_arrivals", "0005_payments", "0006_documents")
    modules = [import_module(f"models.migrations.{name}") for name in names]
    guards = {guard.name for module in modules for guard in module.GUARDS}
    assert len(guards) > 10
    assert guards <= _triggers(store, engine)


@pytest.mark.parametrize("table", ["event", "access"])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET login = 'nobody'", "DELETE FROM {table}"])
def test_the_logs_are_never_rewritten_by_sql(store: str, table: str, statement: str) -> None:
    """G34: not beside the program either."""
    with beside(store) as link:
        cursor = link.cursor()
        cursor.execute(
            "INSERT INTO access (at, login, door, deed, subject, reason)"
            " VALUES ('2026-07-01 10:00:00', 'owner', 'cli', 'find', 'V-1', '')"
        )
        with pytest.raises((sqlite3.IntegrityError, psycopg2.IntegrityError)):
            cursor.execute(statement.format(table=table))


def test_the_engines_make_stores_of_their_own(tmp_path: Path, postgres_server: str) -> None:
    """Both are tried, or the whole room shows half of what it says."""
    assert Sqlite().empty(tmp_path).startswith("sqlite:")
    url = Postgres(postgres_server).empty(tmp_path)
    assert url.startswith("postgres")
    Postgres(postgres_server).drop(url)

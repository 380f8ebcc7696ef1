"""Every test that wants a store gets one of its own, on both engines."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg2
import pytest

from tests.engines import Engine, Templates


def _run(url: str, statement: str) -> list[tuple[object, ...]]:
    """Run one statement without any of the program's own code between."""
    if url.startswith("sqlite:"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            return connection.execute(statement).fetchall()
    server = psycopg2.connect(url)
    try:
        with server, server.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        server.close()


@pytest.mark.parametrize("time", [1, 2])
def test_a_store_starts_empty_whatever_another_test_left(store_url: str, time: int) -> None:
    """A table made in one test is unknown to the next."""
    _run(store_url, "CREATE TABLE guest (name text)")
    assert _run(store_url, "SELECT * FROM guest") == []


def test_a_copy_of_a_template_has_its_rows_and_never_gives_any_back(
    engine: Engine, templates: Templates, tmp_path: Path
) -> None:
    """What a test writes into its copy is not in the next copy."""

    def make(url: str) -> None:
        _run(url, "CREATE TABLE guest AS SELECT 'Ada' AS name")

    first = templates.copy(engine, "guests", make, tmp_path)
    _run(first, "INSERT INTO guest VALUES ('Bo')")
    second = templates.copy(engine, "guests", make, tmp_path)
    assert _run(first, "SELECT name FROM guest ORDER BY name") == [("Ada",), ("Bo",)]
    assert _run(second, "SELECT name FROM guest ORDER BY name") == [("Ada",)]
    engine.drop(first)
    engine.drop(second)

"""What a store holds, told so that two stores can be compared."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg2
from peewee import AutoField, DateTimeField, ForeignKeyField

import models
from models.base import Table
from models.care_entry import CareEntry
from models.database import connected, rows_of
from models.event import Access, Event, LogHead
from models.municipality import Municipality
from models.person import Person
from models.recipient import Recipient
from models.service import Service
from models.visit import Visit

Content = dict[str, list[tuple[object, ...]]]

NATURAL: dict[Any, tuple[str, ...]] = {
    Municipality: ("code",),
    Service: ("code",),
    Recipient: ("code",),
    Person: ("identity_number", "name"),
    Visit: ("case_number",),
    CareEntry: ("key",),
}
"""By what people know a row, where another row names it."""


def all_tables() -> list[Any]:
    """List every table that the program keeps; not the scratch tables of a single deed."""
    for path in Path(models.__file__).parent.glob("[a-z]*.py"):
        importlib.import_module(f"models.{path.stem}")
    kept = [table for table in Table.__subclasses__() if table.__module__.count(".") == 1]
    return sorted(kept, key=lambda table: str(table._meta.table_name))


def content() -> Content:
    """Tell what the tables hold, without ids, moments and log: two stores that know the same tell the same."""
    with connected():
        names = {table: _names(table, columns) for table, columns in NATURAL.items()}
        return {
            table._meta.table_name: _rows(table, names)
            for table in all_tables()
            if table not in (Event, Access, LogHead)
        }


def _names(table: Any, columns: tuple[str, ...]) -> dict[int, object]:
    fields = [getattr(table, column) for column in columns]
    return {key: tuple(name) for key, *name in table.select(table._meta.primary_key, *fields).tuples()}


def _rows(table: Any, names: dict[Any, dict[int, object]]) -> list[tuple[object, ...]]:
    fields = [field for field in table._meta.sorted_fields if not isinstance(field, AutoField | DateTimeField)]
    rows = []
    for values in table.select(*fields).tuples():
        told = zip(fields, values, strict=True)
        rows.append(tuple(_told(field, value, names) for field, value in told))
    return sorted(rows, key=repr)


def _told(field: Any, value: object, names: dict[Any, dict[int, object]]) -> object:
    if isinstance(field, ForeignKeyField) and isinstance(value, int) and field.rel_model in names:
        return names[field.rel_model][value]
    return value


def everything() -> str:
    """Hash all that the tables hold, ids, moments and log included: the same means that nothing was written."""
    with connected():
        rows = [
            (table._meta.table_name, sorted(map(repr, table.select(*table._meta.sorted_fields).tuples())))
            for table in all_tables()
        ]
    return sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()


def counts(*tables: Any) -> tuple[int, ...]:
    """Count the rows of tables."""
    with connected():
        return tuple(table.select().count() for table in tables)


def deeds() -> list[tuple[str, str]]:
    """List the log's deeds and what each was done to, in order."""
    with connected():
        return [
            (deed, subject) for deed, subject in rows_of(Event.select(Event.deed, Event.subject).order_by(Event.id))
        ]


@contextmanager
def beside(url: str) -> Iterator[Any]:
    """Connect to a store without any of the program's own code between; what is not committed is rolled back."""
    is_file = url.startswith("sqlite:")
    link: Any = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=1) if is_file else psycopg2.connect(url)
    try:
        yield link
    finally:
        link.close()


def run_beside(url: str, *statements: str) -> None:
    """Run statements beside the program and commit them."""
    with beside(url) as link:
        for statement in statements:
            link.cursor().execute(statement)
        link.commit()

"""Opening the store: SQLite by default, PostgreSQL where several machines share it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from peewee import (
    SQL,
    Database,
    DatabaseError,
    DatabaseProxy,
    DataError,
    Field,
    InterfaceError,
    InternalError,
    Model,
    ModelSelect,
    OperationalError,
    PostgresqlDatabase,
    SqliteDatabase,
    Value,
    fn,
)

from models.errors import BadStoreAddress, StoreBusy, StoreMissing, StoreUnreachable, TextTooLong
from models.language.refusals import address_text
from models.language.system_words import system_words

Row = TypeVar("Row", bound=Model)

database = DatabaseProxy()
"""Every table is bound to this; open_store() decides what is behind it."""

SQLITE = "sqlite:///"
SQLITE_PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000, "synchronous": "normal"}
POSTGRES_LOCK_WAIT = "-c lock_timeout=10000 -c timezone=UTC"
"""Milliseconds that a deed waits for another's lock, as with SQLite's busy_timeout."""


def open_store(url: str, *, must_exist: bool = True) -> None:
    """Point the tables at the store behind an address; the connection itself opens with the first deed.

    Raises:
        BadStoreAddress: the address is of no known kind.
        StoreMissing: the SQLite file is not there, and must be.
        StoreUnreachable: the place cannot even be looked at.
    """
    path = sqlite_path(url)
    if path is not None:
        database.initialize(_sqlite(url, path, must_exist))
    elif _is_postgres(url):
        database.initialize(PostgresqlDatabase(url, options=POSTGRES_LOCK_WAIT, connect_timeout=10))
    else:
        raise BadStoreAddress(url=address_text(url))


def sqlite_path(url: str) -> Path | None:
    """Give the file of an SQLite address: all that stands after `sqlite:///`; none for any other address."""
    path = unquote(url.removeprefix(SQLITE))
    if not url.startswith(SQLITE) or not path.strip("/") or "\0" in path:
        return None
    return Path(path)


def _is_postgres(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("postgresql", "postgres") and bool(parts.path.strip("/")) and "\0" not in url


def _sqlite(url: str, path: Path, must_exist: bool) -> Database:
    try:
        is_there = path.is_file()
    except OSError as error:
        raise StoreUnreachable(why=system_words(error)) from error
    if must_exist and not is_there:
        raise StoreMissing(url=address_text(url))
    return SqliteDatabase(str(path), pragmas=SQLITE_PRAGMAS, lock_type="immediate", timeout=10)


def is_sqlite() -> bool:
    """Tell which engine is behind the tables."""
    return isinstance(database.obj, SqliteDatabase)


def server_address() -> dict[str, str]:
    """Give the parts of the address of the server's database behind the tables, as libpq names them."""
    from psycopg2.extensions import parse_dsn  # who works in a file has no driver loaded

    parts: dict[str, str] = parse_dsn(database.obj.database)
    return parts


@contextmanager
def transaction() -> Iterator[None]:
    """Write, all or nothing. SQLite takes its one write lock at once.

    Raises:
        StoreBusy: another deed held the lock for too long.
        StoreUnreachable: the disk or the server failed; nothing was written.
    """
    with connected(), driver_errors_in_words(), database.atomic():
        yield


@contextmanager
def snapshot() -> Iterator[None]:
    """Read several things as of one moment, without waiting for writers.

    Raises:
        StoreUnreachable: the disk or the server failed.
    """
    with connected(), driver_errors_in_words(), database.atomic("deferred" if is_sqlite() else "repeatable read"):
        yield


@contextmanager
def connected() -> Iterator[None]:
    """Use this thread's connection, closing it if this call opened it.

    Raises:
        StoreUnreachable: the store does not answer.
    """
    with driver_errors_in_words():
        opened_here = database.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if opened_here:
            database.close()


@contextmanager
def driver_errors_in_words() -> Iterator[None]:
    """Turn what the drivers say of locks, disks and connections into a refusal.

    Raises:
        StoreBusy: the lock was not had in time, or two deeds stood in each other's way.
        StoreUnreachable: anything else that the store's surroundings did.
        TextTooLong: PostgreSQL's column is too narrow.
    """
    try:
        yield
    except (OperationalError, InterfaceError, InternalError) as error:
        raise _refusal(error) from error
    except DataError as error:
        raise TextTooLong from error
    except DatabaseError as error:
        if type(error) is DatabaseError:  # SQLite's word for a damaged or foreign file
            raise _refusal(error) from error
        raise


def _refusal(error: Exception) -> StoreBusy | StoreUnreachable:
    said = " ".join(str(_first(error)).split())
    busy = ("locked", "lock timeout", "deadlock", "could not serialize")
    if any(word in said for word in busy):
        return StoreBusy()
    return StoreUnreachable(why=said)


def _first(error: Exception) -> BaseException:
    """Find what went wrong first: a rollback that fails too hides why it was needed."""
    first, link = error, error.__context__
    while link is not None:
        first, link = (link if isinstance(link, DatabaseError) else first), link.__context__
    return first


def locked(query: ModelSelect[Row]) -> ModelSelect[Row]:
    """Lock the selected rows until commit; SQLite has locked the whole file already."""
    return query if is_sqlite() else query.for_update()


def rows_of(query: Any) -> Iterable[tuple[Any, ...]]:
    """Run a query of chosen columns as plain tuples, one at a time, which Peewee's stubs cannot type."""
    rows: Iterable[tuple[Any, ...]] = iter(query.tuples().iterator())
    return rows


def insert_rows(table: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of some fields' names, in one statement without Peewee's own tree of it.

    A statement of Peewee's costs thirty times the insert itself, and a month has a hundred thousand rows.
    """
    if not rows:
        return
    fields: dict[str, Field] = table._meta.fields
    mark = "?" if is_sqlite() else "%s"
    columns = ", ".join(f'"{fields[name].column_name}"' for name in names)
    one = f"({', '.join([mark] * len(names))})"
    name = table._meta.table_name
    database.execute_sql(
        f'INSERT INTO "{name}" ({columns}) VALUES {", ".join([one] * len(rows))}', list(chain.from_iterable(rows))
    )


def take_ids(table: type[Model], count: int) -> Sequence[int]:
    """Take the next ids of a table, inside a deed: one writer at a time."""
    name = table._meta.table_name
    if is_sqlite():
        (last,) = database.execute_sql(f'SELECT COALESCE(MAX(id), 0) FROM "{name}"').fetchone()
        return range(last + 1, last + count + 1)
    taken = database.execute_sql(
        "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", (name, count)
    )
    return [number for (number,) in taken.fetchall()]


def among(field: Any, values: Iterable[str] | Iterable[int]) -> Any:
    """Ask whether a field is among many texts or numbers, as one parameter."""
    if is_sqlite():
        return field.in_(SQL("(SELECT value FROM json_each(?))", (json.dumps(list(values)),)))
    return field == fn.ANY(Value(list(values), converter=False, unpack=False))

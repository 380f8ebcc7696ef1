"""Copy the open store whole, as of one moment, while others work."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing

from models.database import database, is_sqlite, snapshot
from models.operations.store.dump_server import dump_server
from models.operations.store.new_file import NewFile

PAGES = 4096
"""Copied at a time; between times a stop is heard."""
SETTINGS = ("PRAGMA journal_mode = off", "PRAGMA synchronous = off")
"""Of the copy while it is made: what is cut off is thrown away, and the whole is flushed once."""
SYSTEM_ERRORS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}
FIRST_BYTE = 0xFF
"""SQLite's error codes say what kind they are in their lowest byte."""


def copy_store(new: NewFile) -> None:
    """Fill a new file with everything that the open store holds; writers neither wait nor are half seen.

    On SQLite the copy is a store in one file; on PostgreSQL it is an archive for `pg_restore`.

    Raises:
        BackupNotMade: the disk or the server would not.
        DumpProgramMissing: there is no pg_dump.
        DumpProgramOlder: it cannot read this server.
    """
    if is_sqlite():
        _copy_file(new)
    else:
        dump_server(new)


def _copy_file(new: NewFile) -> None:
    """Copy page by page inside one reading: another's deed is in the copy whole or not at all."""
    with snapshot():
        database.execute_sql("SELECT COUNT(*) FROM sqlite_master").fetchone()
        try:
            with closing(sqlite3.connect(new.part, isolation_level=None)) as copy:
                for setting in SETTINGS:
                    copy.execute(setting).fetchall()
                database.connection().backup(copy, pages=PAGES, progress=_hear)
                copy.execute("PRAGMA journal_mode = delete").fetchall()  # one file, also on a disk that is only read
        except sqlite3.Error as error:
            known = SYSTEM_ERRORS.get(getattr(error, "sqlite_errorcode", 0) & FIRST_BYTE)
            raise new.failure(OSError(known, str(error)) if known else str(error)) from error


def _hear(status: int, remaining: int, total: int) -> None:
    """Let Python hear a stop between two turns of copying."""

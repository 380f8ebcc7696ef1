"""Copy a PostgreSQL store by the server's own program; nobody who lists the processes sees the password."""

from __future__ import annotations

import os
import re
import subprocess
from shutil import which

from models.database import connected, database, server_address
from models.language.words import tr
from models.operations.store.new_file import NewFile
from models.store_errors import DumpProgramMissing, DumpProgramOlder

LOCK_WAIT = 10_000
"""Milliseconds that the program waits for a table, as any other deed does."""
SECRETS = ("password", "sslpassword")
OWN_NAME = re.compile(r"^\S*pg_dump\S*: (?:\w+: )?")
"""What stands before the program's words: its name and `error`, in the computer's language."""


def dump_server(new: NewFile) -> None:
    """Fill a new file with an archive of the open store's database, for `pg_restore`.

    Raises:
        BackupNotMade: the program failed; what it said is told.
        DumpProgramMissing: there is none on the PATH.
        DumpProgramOlder: it is older than the server.
    """
    program = _program()
    address, environment = _address()
    switches = ("--format=custom", "--no-password", f"--lock-wait-timeout={LOCK_WAIT}", f"--dbname={address}")
    try:
        with new.part.open("wb") as file:
            done = subprocess.run(
                [program, *switches],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.PIPE,
                env=environment,
                check=False,
            )
    except OSError as error:
        raise new.failure(error) from error
    if done.returncode:
        raise new.failure(_said(done.stderr) or tr("pg_dump was cut off"))


def _program() -> str:
    """Find the program, and see that it can read this server.

    Raises:
        DumpProgramMissing: there is none on the PATH.
        DumpProgramOlder: it is older than the server.
    """
    with connected():
        needed = int(database.connection().server_version) // 10_000
    program = which("pg_dump")
    if program is None:
        raise DumpProgramMissing(needed=needed)
    found = _version(program)
    if found is not None and found < needed:
        raise DumpProgramOlder(found=found, needed=needed)
    return program


def _version(program: str) -> int | None:
    """Ask a program which version it is; none where it does not say, and then it may try."""
    try:
        done = subprocess.run([program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return None
    found = re.search(rb"\) (\d+)", done.stdout)
    return int(found[1]) if found else None


def _address() -> tuple[str, dict[str, str]]:
    """Give the database's address without its secrets, and surroundings in which the program finds the password."""
    from psycopg2.extensions import make_dsn

    parts = server_address()
    password = parts.get("password")
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    return make_dsn(**{name: value for name, value in parts.items() if name not in SECRETS}), environment


def _said(stderr: bytes) -> str:
    """Give the first line of what the program said, without its own name."""
    lines = stderr.decode(errors="replace").strip().splitlines()
    return OWN_NAME.sub("", lines[0]).strip().rstrip(".") if lines else ""

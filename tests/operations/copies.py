"""Copies of a store, put back as the handbook says, and programs that work in a store meanwhile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from models.operations.store.schema import open_for_work
from tests.engines import Engine
from tests.house.reading import ROOT
from tests.operations.intake_store import beside
from tests.training import close_store

ROWS = 20
"""Hour rows in each file that the busy program reads in: one deed."""

WRITER = f"""
import sys, time
from models.operations.store.schema import open_for_work
from tests.operations.intake_files import hour, take_hours
open_for_work(sys.argv[1])
for n in range(10_000):
    take_hours(*[hour(f"W{{n}}-{{i}}", date=f"2026-07-{{i + 1:02}}", start="", end="", minutes=str(n % 50 + 1))
                 for i in range({ROWS})])
    print(n, flush=True)
    time.sleep(0.02)
"""

Rows = dict[str, list[tuple[object, ...]]]


@contextmanager
def beside_us(code: str, *arguments: str) -> Iterator[IO[str]]:
    """Run a program beside the test until it is left, with whatever it started; give what it says."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *arguments]
    program = subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert program.stdout is not None
    try:
        yield program.stdout
    finally:
        os.killpg(program.pid, 9)
        program.wait()
        program.stdout.close()


def put_back(copy: Path, engine: Engine, folder: Path) -> str:
    """Make a store of a copy, elsewhere than the first; give its address."""
    url = engine.empty(folder)
    if engine.name == "sqlite":
        shutil.copyfile(copy, url.removeprefix("sqlite:///"))
    else:
        restore = ["pg_restore", "--exit-on-error", "--no-owner", f"--dbname={url}", str(copy)]
        subprocess.run(restore, check=True)
    return url


def use(url: str) -> None:
    """Let go of the open store and open another."""
    close_store()
    open_for_work(url)


def all_rows(url: str) -> Rows:
    """Read every row of every table, whatever the schema, in the engine's own values."""
    is_file = url.startswith("sqlite:")
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
        if is_file
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    with beside(url) as link:
        cursor = link.cursor()
        cursor.execute(names)
        found: Rows = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = sorted(cursor.fetchall(), key=repr)
        return found

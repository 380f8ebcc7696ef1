"""How long 100 000 hour rows take, beside a bare executemany of the same rows; and that memory does not follow them."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
from models.operations.visits.import_visits import import_visits
from tests.training import close_store, make_training_store

ROWS, FEWER = 100_000, 25_000
VISITS, DAYS = 300, 90
ROUNDS = 3
MOST = 5
"""Times a bare executemany."""
BYTES_A_ROW = 500
"""What may be kept of a row while its file is read: its text in the file, and its key, so that it is known again."""


def test_a_hundred_thousand_rows_take_less_than_five_bare_inserts(tmp_path: Path) -> None:
    """Whole imports (read, judge, tie to visits, split, write, seal) in processes of their own; medians."""
    imported = [_import(tmp_path / f"store{turn}.db", tmp_path, ROWS) for turn in range(ROUNDS)]
    bare = [_bare(tmp_path / f"store{turn}.db", tmp_path / f"bare{turn}.db") for turn in range(ROUNDS)]
    took, least = median(each["seconds"] for each in imported), median(bare)
    print(f"\n{ROWS} rows: import {took:.2f} s, bare executemany {least:.2f} s, ratio {took / least:.2f}")
    assert took < MOST * least


def test_memory_does_not_follow_the_rows(tmp_path: Path) -> None:
    """Four times as many rows: no more than the file itself and the keys of its rows."""
    few, many = (_import(tmp_path / f"store{rows}.db", tmp_path, rows)["kilobytes"] for rows in (FEWER, ROWS))
    print(f"\npeak of memory: {FEWER} rows {few / 1024:.0f} MB, {ROWS} rows {many / 1024:.0f} MB")
    assert (many - few) * 1024 < BYTES_A_ROW * (ROWS - FEWER)


def _import(store: Path, folder: Path, rows: int) -> dict[str, Any]:
    url = f"sqlite:///{store}"
    make_training_store(url)
    open_for_work(url)
    import_visits("visits.csv", _visits(), date(2026, 10, 1), Actor("owner"))
    close_store()
    file = folder / "hours.csv"
    file.write_bytes(_hours(rows))
    script = Path(__file__).parent / "import_of_hours.py"
    done = subprocess.run([sys.executable, str(script), url, str(file)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["added"] == rows
    return found


def _visits() -> bytes:
    heading = "case;home_municipality;from;service;ordered_on"
    return "\n".join([heading, *(f"V{n:04};0180;2026-06-01;home-care;2026-05-01" for n in range(VISITS))]).encode()


def _hours(rows: int) -> bytes:
    """Write a summer: each guest is visited three or four times a day, by the clock, never twice at once."""
    lines = ["key;case;date;start;end;service"]
    for n in range(rows):
        visit, rest = n % VISITS, n // VISITS
        day, turn = date(2026, 6, 1) + timedelta(days=rest % DAYS), rest // DAYS
        clock = f"{7 + 3 * turn:02}:{n * 7 % 60:02};{8 + 3 * turn:02}:{n * 3 % 60:02}"
        lines.append(f"k{n};V{visit:04};{day};{clock};home-care")
    return "\n".join(lines).encode()


def _bare(store: Path, other: Path) -> float:
    """Insert the same rows into the same two tables, with their indexes and nothing else; give the seconds."""
    with sqlite3.connect(store) as filled, sqlite3.connect(other) as empty:
        made = "SELECT sql FROM sqlite_master WHERE tbl_name IN ('care_entry', 'care_piece') AND sql IS NOT NULL"
        for (text,) in filled.execute(f"{made} AND type IN ('table', 'index') ORDER BY type DESC").fetchall():
            empty.execute(text)
        rows = {table: filled.execute(f"SELECT * FROM {table}").fetchall() for table in ("care_entry", "care_piece")}
        started = time.perf_counter()
        for table, values in rows.items():
            empty.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
        empty.commit()
        return time.perf_counter() - started

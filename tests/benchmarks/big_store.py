"""A store of 100 000 visits and 1 000 000 hour rows: a few real ones, multiplied in SQL; made once and kept."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from datetime import date
from pathlib import Path

from tests.tui.recorded.desk import ROOT, Desk, furnish, last_month

TIMES = 20_000
VISITS = 5
ROWS = 10
"""Visits that are multiplied, and the hour rows of each: 20 000 × 5 visits, 20 000 × 5 × 10 rows."""
PERIODS = 39
"""The copies lie in so many periods of four weeks, about three years; only the latest is still open."""
STEP = 1_000_000
"""From a row's number to that of its first copy; a copy's number is that many times its order, plus the row's own."""
CASES = "SN2026-"
"""How the case numbers of copies begin; seven figures follow, so that the newest copy is first in the list."""

COPIES = f"WITH RECURSIVE copy(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM copy WHERE i < {TIMES})"
OLD = f"i % {PERIODS} > 0"
SHIFT = f"'-' || (28 * (i % {PERIODS})) || ' days'"

CHOSEN_VISITS = f"SELECT visit_id FROM care_entry GROUP BY visit_id HAVING count(*) >= {ROWS} ORDER BY 1 LIMIT {VISITS}"
NUMBERED = "SELECT id, visit_id, row_number() OVER (PARTITION BY visit_id ORDER BY id) AS place FROM care_entry"
CHOSEN_ROWS = f"SELECT id FROM ({NUMBERED}) WHERE place <= {ROWS} AND visit_id IN ({CHOSEN_VISITS})"


def _moved(column: str) -> str:
    return f"date({column}, {SHIFT})"


def _numbered(column: str) -> str:
    return f"i * {STEP} + {column}"


CHANGED: dict[str, tuple[str, dict[str, str]]] = {
    "person": (
        f"id IN (SELECT person_id FROM visit WHERE id IN ({CHOSEN_VISITS}))",
        {"id": _numbered("id"), "identity_number": "NULL"},
    ),
    "visit": (
        f"id IN ({CHOSEN_VISITS})",
        {
            "id": _numbered("id"),
            "person_id": _numbered("person_id"),
            "case_number": f"'{CASES}' || (1000000 + i * 100 + id)",
            "case_key": f"'{CASES.lower()}' || (1000000 + i * 100 + id)",
            "first_day": _moved("first_day"),
            "last_day": _moved("last_day"),
            "state": f"CASE WHEN {OLD} THEN 'closed' ELSE state END",
            "is_open": f"NOT ({OLD})",
        },
    ),
    "decision": (f"visit_id IN ({CHOSEN_VISITS})", {"id": _numbered("id"), "visit_id": _numbered("visit_id")}),
    "care_entry": (
        f"id IN ({CHOSEN_ROWS})",
        {
            "id": _numbered("id"),
            "visit_id": _numbered("visit_id"),
            "key": "key || '+' || i",
            "day": _moved("day"),
            "month": f"substr({_moved('day')}, 1, 7)",
        },
    ),
    "care_piece": (
        f"entry_id IN ({CHOSEN_ROWS})",
        {
            "id": _numbered("id"),
            "entry_id": _numbered("entry_id"),
            "day": _moved("day"),
            "month": f"substr({_moved('day')}, 1, 7)",
            "row_month": f"substr({_moved('day')}, 1, 7)",
            "retired": OLD,
        },
    ),
}
"""For each table which rows are multiplied, and what differs in a copy. Pieces of old periods wait for no batch."""


def big_store() -> Desk:
    """Give the big store, making it where this month and this schema have none yet."""
    kept = Path(tempfile.gettempdir()) / f"vistelse-benchmark-{_fingerprint()}"
    if not (kept / "made").exists():
        shutil.rmtree(kept, ignore_errors=True)
        furnish(kept, visits=12)
        _multiply(kept / "store.db")
        (kept / "made").touch()
    return Desk(kept, last_month(date.today()))


def _fingerprint() -> str:
    sources = [Path(__file__), *sorted((ROOT / "models" / "migrations").glob("*.py"))]
    content = b"".join(path.read_bytes() for path in sources) + str(last_month(date.today())).encode()
    return hashlib.sha256(content).hexdigest()[:12]


def _multiply(path: Path) -> None:
    store = sqlite3.connect(path)
    try:
        store.execute("PRAGMA synchronous = off")
        for table, (chosen, changed) in CHANGED.items():
            columns = [str(row[1]) for row in store.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
            names = ", ".join(f'"{column}"' for column in columns)
            store.execute(f"INSERT INTO {table} ({names}) {COPIES} SELECT {values} FROM {table}, copy WHERE {chosen}")
        store.commit()
        store.execute("ANALYZE")
        (visits,) = store.execute("SELECT count(*) FROM visit").fetchone()
        (rows,) = store.execute("SELECT count(*) FROM care_entry").fetchone()
        assert (visits >= TIMES * VISITS, rows >= TIMES * VISITS * ROWS) == (True, True)
        store.commit()
    finally:
        store.close()

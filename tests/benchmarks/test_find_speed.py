"""How long a look-up takes: `vistelse find` among 10 000 visits, beside one query by sqlite-utils on the same store."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

from models.database import database
from models.operations.store.actor import Actor
from models.operations.store.create_store import NewStore, create_store
from models.operations.visits.import_visits import import_visits
from seed.village import Village, write_village
from tests.training import known_municipalities

VISITS = 10_000
ROUNDS = 25
QUERY = "select case_number, name from visit join person on person.id = visit.person_id where case_number = :case"


def test_a_look_up_takes_less_time_than_one_query_by_sqlite_utils(tmp_path: Path) -> None:
    """Measured in turns, whole processes from start to end; the medians are printed."""
    store = tmp_path / "store.db"
    case = _fill(store, tmp_path / "files")
    scripts = Path(sys.executable).parent
    ours = [str(scripts / "vistelse"), "--store", f"sqlite:///{store}", "find", case]
    theirs = [str(scripts / "sqlite-utils"), "query", str(store), QUERY, "-p", "case", case]
    assert case in _output(ours)
    assert case in _output(theirs)
    took = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS)]
    find, query = (median(side) for side in zip(*took, strict=True))
    print(f"\nvistelse find {find * 1000:.0f} ms, sqlite-utils query {query * 1000:.0f} ms, ratio {find / query:.2f}")
    assert find < query


def _fill(store: Path, folder: Path) -> str:
    owner = Actor(_login())
    create_store(f"sqlite:///{store}", NewStore("0885", training=True), known_municipalities(), owner)
    files = write_village(folder, Village(visits=VISITS, year=2025, months=(1,)))
    for file in files.visits:
        import_visits(file.name, file.read_bytes(), date(2026, 1, 1), owner)
    with database:
        (case,) = database.execute_sql("SELECT case_number FROM visit ORDER BY id LIMIT 1 OFFSET 5000").fetchone()
        assert database.execute_sql("SELECT count(*) FROM visit").fetchone() == (VISITS,)
    return str(case)


def _login() -> str:
    from commands.session import own_login

    return own_login()


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - started

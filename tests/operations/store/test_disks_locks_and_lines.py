"""What goes wrong around a store is one clear line, and nothing is half written (G13, G36)."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models import database as door
from models.database import SQLITE_PRAGMAS, database
from models.errors import FeeError, StoreBusy, StoreMissing, StoreUnreachable
from models.event import Event
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.operations.store.schema import open_for_work
from models.operations.store.users import list_users
from tests.engines import Engine, Postgres, Sqlite, Templates
from tests.operations.intake_files import ME, hour, take_hours, take_visits, visit
from tests.operations.intake_store import beside, everything, run_beside
from tests.training import close_store, make_training_store

HOURS = [hour(f"K{n}", date=f"2026-07-{n % 28 + 1:02}") for n in range(1500)]


@pytest.fixture
def file_store(templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a training store on SQLite."""
    url = templates.copy(Sqlite(), "training", make_training_store, tmp_path)
    open_for_work(url)
    yield url
    close_store()


@pytest.fixture
def server_store(templates: Templates, tmp_path: Path, postgres_server: str) -> Iterator[str]:
    """Open a training store on PostgreSQL."""
    engine = Postgres(postgres_server)
    url = templates.copy(engine, "training", make_training_store, tmp_path)
    open_for_work(url)
    yield url
    close_store()
    engine.drop(url)


def one_line(refusal: FeeError) -> str:
    """Give what a refusal says, which is one line, and makes a command fail."""
    text = str(refusal)
    assert text
    assert "\n" not in text
    assert refusal.exit_code != 0
    return text


def test_a_full_disk_keeps_nothing_of_the_file_and_all_of_what_was_there(file_store: str) -> None:
    """G13: the disk fills up in the middle of fifteen hundred rows."""
    take_visits(visit())
    before = everything()
    database.connect()
    (pages,) = database.execute_sql("PRAGMA page_count").fetchone()
    for room in (1, 20, 60):
        database.execute_sql(f"PRAGMA max_page_count = {pages + room}")
        with pytest.raises(StoreUnreachable) as caught:
            take_hours(*HOURS)
        assert "full" in one_line(caught.value)
        assert everything() == before
    database.execute_sql("PRAGMA max_page_count = 1000000")
    assert take_hours(*HOURS).added == len(HOURS)
    close_store()
    assert check_store(ME) == ()


def test_a_store_that_may_only_be_read_is_told_in_one_line(file_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """G13: reading goes on."""
    monkeypatch.setitem(SQLITE_PRAGMAS, "query_only", 1)
    open_for_work(file_store)
    before = everything()
    with pytest.raises(StoreUnreachable) as caught:
        take_visits(visit())
    assert "readonly" in one_line(caught.value)
    assert len(list_users(ME)) == 5
    assert everything() == before


def test_a_server_that_may_only_be_read_is_told_in_one_line(server_store: str) -> None:
    """G13, G38: so a standby answers before it is promoted."""
    before = everything()
    name = server_store.rpartition("/")[2]
    run_beside(server_store, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    with pytest.raises(StoreUnreachable) as caught:
        take_visits(visit())
    assert "read-only" in one_line(caught.value)
    assert len(list_users(ME)) == 5
    run_beside(
        server_store,
        "SET TRANSACTION READ WRITE",
        f'ALTER DATABASE "{name}" RESET default_transaction_read_only',
    )
    assert everything() == before
    assert take_visits(visit()).added == 1


def test_a_locked_file_is_told_after_the_limit_and_the_deed_can_be_repeated(
    file_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G13, G36: somebody else writes; one line, soon, and nothing was changed."""
    monkeypatch.setitem(SQLITE_PRAGMAS, "busy_timeout", 200)
    open_for_work(file_store)
    before = everything()
    with beside(file_store) as link:
        link.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        for deed in (lambda: take_visits(visit()), lambda: take_hours(hour())):
            with pytest.raises(StoreBusy) as caught:
                deed()
            one_line(caught.value)
        assert 0.3 < time.monotonic() - begun < 5
        assert len(list_users(ME)) == 5
    assert everything() == before
    assert take_visits(visit()).added == 1


def test_a_locked_server_is_told_after_the_limit_and_the_deed_can_be_repeated(
    server_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G13, G36: another deed holds the store's lock; readers do not wait for it."""
    monkeypatch.setattr(door, "POSTGRES_LOCK_WAIT", "-c lock_timeout=200 -c timezone=UTC")
    open_for_work(server_store)
    before = everything()
    with beside(server_store) as link:
        link.cursor().execute("SELECT id FROM organisation FOR UPDATE")
        begun = time.monotonic()
        with pytest.raises(StoreBusy) as caught:
            take_visits(visit())
        one_line(caught.value)
        assert 0.1 < time.monotonic() - begun < 5
        assert len(list_users(ME)) == 5
        link.rollback()
    assert everything() == before
    assert take_visits(visit()).added == 1


def test_a_deed_that_waits_a_little_gets_its_turn(engine: Engine, store: str) -> None:
    """G36: a short wait is no refusal."""
    with beside(store) as link:
        lock = "SELECT id FROM organisation FOR UPDATE" if engine.name == "postgres" else "BEGIN IMMEDIATE"
        link.cursor().execute(lock)
        ready = threading.Thread(target=lambda: time.sleep(0.3))
        result: list[Any] = []
        work = threading.Thread(target=lambda: result.append(take_visits(visit())))
        ready.start()
        work.start()
        ready.join()
        assert result == []
        link.rollback()
        work.join(timeout=8)
    assert [receipt.added for receipt in result] == [1]


def test_a_line_cut_in_the_middle_of_a_deed_leaves_nothing_and_the_next_deed_works(
    server_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G13, G38: the server ends the connection after the last row and before the commit."""
    before = everything()
    real = Event.create

    def cut(**values: Any) -> Any:
        made = real(**values)
        (pid,) = database.execute_sql("SELECT pg_backend_pid()").fetchone()
        run_beside(server_store, f"SELECT pg_terminate_backend({pid})")
        return made

    with monkeypatch.context() as patched:
        patched.setattr(Event, "create", cut)
        with pytest.raises(StoreUnreachable) as caught:
            take_visits(visit())
    one_line(caught.value)
    assert everything() == before
    assert take_visits(visit()).added == 1


def test_a_kept_connection_that_the_server_ended_is_told_and_made_anew(server_store: str) -> None:
    """G13, G38: a screen that is open over night."""
    database.connect()
    (pid,) = database.execute_sql("SELECT pg_backend_pid()").fetchone()
    run_beside(server_store, f"SELECT pg_terminate_backend({pid})")
    with pytest.raises(StoreUnreachable) as caught:
        take_visits(visit())
    one_line(caught.value)
    close_store()
    assert take_visits(visit()).added == 1


def test_a_store_damaged_on_disk_is_told_in_one_line(file_store: str) -> None:
    """G13: pages of nothing where the tables were."""
    path = Path(file_store.removeprefix("sqlite:///"))
    close_store()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    for suffix in ("-wal", "-shm"):
        Path(str(path) + suffix).unlink(missing_ok=True)
    for call in (lambda: take_visits(visit()), lambda: list_users(ME), lambda: open_for_work(file_store)):
        with pytest.raises(FeeError) as caught:
            call()
        one_line(caught.value)


def test_a_store_that_vanished_is_told_and_not_made_anew(file_store: str, tmp_path: Path) -> None:
    """G13: its disk is gone when the next command comes."""
    path = Path(file_store.removeprefix("sqlite:///"))
    shutil.move(path, tmp_path / "elsewhere.db")
    with pytest.raises(StoreMissing) as caught:
        open_for_work(file_store)
    one_line(caught.value)
    assert not path.exists()


def test_a_refusal_inside_a_deed_takes_back_what_the_deed_had_written(store: str) -> None:
    """G13: whatever the reason; the roles are judged inside the same transaction."""
    before = everything()
    with pytest.raises(FeeError):
        take_visits(visit(), visit("V-2", home_municipality="Atlantis"))
    with pytest.raises(FeeError):
        take_visits(visit(), actor=Actor("attester"))
    assert everything() == before

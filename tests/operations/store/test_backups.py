"""A backup is the whole store as of one moment, made while others work, and a store again when put back (G39)."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from pathlib import Path

import pytest
from peewee import fn

from models.care_entry import CareEntry
from models.database import connected, rows_of
from models.errors import NotAllowed, UnknownUser
from models.event import Event
from models.operations.store import copy_store
from models.operations.store.actor import Actor
from models.operations.store.backup_store import backup_store
from models.operations.store.check_store import check_store
from models.operations.store.log_text import facts_of
from models.operations.store.new_file import NewFile
from models.operations.store.users import list_users
from models.store_errors import BackupExists, BackupNotMade
from tests.engines import Engine
from tests.operations.copies import ROWS, WRITER, all_rows, beside_us, put_back, use
from tests.operations.intake_files import ME, hour, take_hours, take_visits, visit
from tests.operations.intake_store import beside, deeds, everything

pytestmark = pytest.mark.usefixtures("postgres_programs")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Name the copy, in a folder where nothing else lies."""
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "july.backup"


def left_in(folder: Path) -> list[str]:
    """List what lies in a folder."""
    return sorted(os.listdir(folder))


def test_a_copy_put_back_is_the_store_and_can_be_worked_in(
    engine: Engine, store: str, file: Path, tmp_path: Path
) -> None:
    """G39: every row, id, moment and seal; the log goes on, and so do the numbers of new rows."""
    with beside(store) as reader:
        reader.cursor().execute("SELECT 1 FROM event")  # keeps SQLite from moving its journal into the file
        take_visits(visit())
        take_hours(hour())
        before = everything()
        assert backup_store(file, ME) == file
    again = put_back(file, engine, tmp_path)
    use(again)
    assert everything() == before
    assert check_store(ME) == ()
    assert take_hours(hour("K2", date="2026-07-04")).added == 1
    backup_store(file.with_name("again.backup"), ME)
    assert check_store(ME) == ()
    use(store)
    assert [key for (key,) in rows_of(CareEntry.select(CareEntry.key))] == ["K1"]
    assert check_store(ME) == ()
    engine.drop(again)


def test_the_copy_is_its_owners_alone_and_one_file(store: str, file: Path) -> None:
    """It holds everybody's names; an SQLite copy needs no second file, so it can lie where nothing is written."""
    take_visits(visit())
    old = os.umask(0)
    try:
        backup_store(file, ME)
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert left_in(file.parent) == [file.name]
    if store.startswith("sqlite:"):
        with sqlite3.connect(f"file:{file}?immutable=1", uri=True) as link:
            assert link.execute("PRAGMA journal_mode").fetchone() == ("delete",)
            assert link.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_is_one_event_that_says_where_it_lies(store: str, file: Path) -> None:
    """G34: the copy itself was made before that."""
    backup_store(file, ME)
    assert deeds()[-1] == ("backup-store", "store")
    (text,) = next(iter(rows_of(Event.select(Event.facts).order_by(Event.id.desc()).limit(1))))
    assert facts_of(text) == {"file": str(file)}
    assert check_store(ME) == ()


def test_the_log_does_not_say_whom_a_copy_is_called_after(store: str, file: Path) -> None:
    """G30: nor keep a number that stands in the name."""
    take_visits(visit())
    for name in ("Ada Testsson.backup", "900211+9817.backup"):
        backup_store(file.with_name(name), ME)
    log = repr(list(Event.select(Event.facts).tuples()))
    assert "Testsson" not in log
    assert "900211+9817" not in log
    assert deeds()[-2:] == [("backup-store", "store")] * 2


@pytest.mark.parametrize("login", ["reader", "attester", "registrar", "stranger"])
def test_only_an_administrator_copies_the_store(store: str, file: Path, login: str) -> None:
    """The copy is everybody's names without a record of whom it is about; G34: nothing is left of the attempt."""
    before = everything()
    with pytest.raises((NotAllowed, UnknownUser)):
        backup_store(file, Actor(login))
    assert left_in(file.parent) == []
    assert everything() == before


def imports_done() -> int:
    """Count the files of hours that the open store says were read in."""
    with connected():
        return int(Event.select().where(Event.deed == "import-hours").count())


def test_another_program_writes_all_the_while_and_the_copy_holds_whole_deeds(
    engine: Engine, store: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G39, G36: nobody waits for the copy, and it is the store of one moment: sums, seals and all that doctor sees."""
    take_visits(visit())
    monkeypatch.setattr(copy_store, "PAGES", 8)
    monkeypatch.setattr(copy_store, "_hear", lambda *_: time.sleep(0.004))
    bounds: list[tuple[int, int]] = []
    copies = []
    with beside_us(WRITER, store) as said:
        said.readline()
        for number in range(4):
            before = imports_done()
            copies.append(backup_store(file.with_name(f"{number}.backup"), ME))
            bounds.append((before, imports_done()))
    assert any(before < after for before, after in bounds)
    found = []
    for copy in copies:
        url = put_back(copy, engine, tmp_path)
        use(url)
        assert check_store(ME) == ()
        imports = imports_done()
        whole = [ROWS * (n % 50 + 1) for n in range(imports)]
        sums = CareEntry.select(fn.COUNT(CareEntry.id), fn.SUM(CareEntry.minutes)).tuples().get()
        assert tuple(map(int, sums)) == (ROWS * imports, sum(whole))
        found.append(imports)
        use(store)
        engine.drop(url)
    assert all(before <= copied <= after for (before, after), copied in zip(bounds, found, strict=True))
    assert check_store(ME) == ()


def test_a_copy_waits_for_nobody_who_is_writing(
    engine: Engine, store: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G39: a deed that is not finished is not in it; only the log of the copy waits for its turn."""
    before = all_rows(store)
    real = copy_store.copy_store

    def copied_meanwhile(new: NewFile) -> None:
        with beside(store) as link:
            link.cursor().execute("UPDATE organisation SET city = 'half a deed'")
            real(new)

    monkeypatch.setattr("models.operations.store.backup_store.copy_store", copied_meanwhile)
    backup_store(file, ME)
    url = put_back(file, engine, tmp_path)
    assert all_rows(url) == before
    engine.drop(url)


@pytest.mark.parametrize("kind", ["file", "folder", "link", "store"])
def test_what_has_the_name_already_is_never_overwritten(store: str, file: Path, kind: str) -> None:
    """Not by a second backup, nor where a link leads nowhere, nor the store itself."""
    if kind == "folder":
        file.mkdir()
    elif kind == "link":
        file.symlink_to("nowhere")
    elif kind == "file":
        file.write_bytes(b"June")
    else:
        backup_store(file, ME)
    before, left = everything(), file.lstat()
    with pytest.raises(BackupExists, match="another name") as caught:
        backup_store(file, ME)
    assert str(file) in str(caught.value)
    assert caught.value.exit_code == 5
    assert file.lstat() == left
    assert left_in(file.parent) == [file.name]
    assert everything() == before


def test_what_gets_the_name_while_the_store_is_copied_is_left_alone(
    store: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who choose the same name at once: one of them is refused, whatever the disk knows of second names."""
    before = everything()
    real = copy_store.copy_store

    def slow(new: NewFile) -> None:
        real(new)
        new.path.write_bytes(b"another's")

    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("models.operations.store.backup_store.copy_store", slow)
    for _ in range(2):
        with pytest.raises(BackupExists):
            backup_store(file, ME)
        assert file.read_bytes() == b"another's"
        assert left_in(file.parent) == [file.name]
        assert everything() == before
        file.unlink()
        monkeypatch.setattr(os, "link", no_links)


def test_a_disk_without_second_names_takes_copies_too(
    engine: Engine, store: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick or a share of another system."""

    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    backup_store(file, ME)
    assert left_in(file.parent) == [file.name]
    url = put_back(file, engine, tmp_path)
    use(url)
    assert len(list_users(ME)) == 5
    use(store)
    engine.drop(url)


@pytest.mark.parametrize(
    "place", ["/proc/a.backup", "/dev/null/a.backup", "/no-such-folder/a.backup", "/dev/" + "x" * 300, "a\0b"]
)
def test_a_place_that_takes_no_file_is_refused_in_one_line(store: str, place: str) -> None:
    """G13: no folder, a file in its place, a disk that is only read, and names that no disk has."""
    before = everything()
    with pytest.raises(BackupNotMade) as caught:
        backup_store(Path(place), ME)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 6
    assert everything() == before


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_copy_without_its_event_does_not_stay(
    store: str, file: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """G34, G11: the log fails before the copy gets its name, or the transaction after."""

    class PowerCut(Exception):
        pass

    real = NewFile.put_in_place

    def cut(new: NewFile) -> None:
        if moment == "after":
            real(new)
            assert new.path.exists()
        raise PowerCut

    before = everything()
    with monkeypatch.context() as patched:
        patched.setattr(NewFile, "put_in_place", cut)
        with pytest.raises(PowerCut):
            backup_store(file, ME)
    assert left_in(file.parent) == []
    assert everything() == before
    backup_store(file, ME)
    assert left_in(file.parent) == [file.name]

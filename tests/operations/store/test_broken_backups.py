"""A backup that is cut off, or has no room, no program or no right, leaves nothing under its name (G13, G39)."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.operations.store import copy_store
from models.operations.store.backup_store import backup_store
from models.operations.store.check_store import check_store
from models.operations.store.schema import open_for_work
from models.store_errors import BackupNotMade, DumpProgramMissing, DumpProgramOlder
from tests.engines import Engine, Postgres, Sqlite, Templates
from tests.house.reading import ROOT
from tests.operations.copies import beside_us, put_back, use
from tests.operations.intake_files import ME, take_visits, visit
from tests.operations.intake_store import everything
from tests.training import close_store, make_training_store

pytestmark = pytest.mark.usefixtures("postgres_programs")

SLOWLY = """
import sys, time
from pathlib import Path
from models.operations.store import copy_store
from models.operations.store.backup_store import backup_store
from models.operations.store.schema import open_for_work
from tests.operations.intake_files import ME
copy_store.PAGES = 1
copy_store._hear = lambda *_: time.sleep(0.05)
open_for_work(sys.argv[1])
backup_store(Path(sys.argv[2]), ME)
"""

WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from models.errors import FeeError
from models.operations.store.backup_store import backup_store
from models.operations.store.schema import open_for_work
from tests.operations.intake_files import ME
open_for_work(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    backup_store(Path(sys.argv[2]), ME)
except FeeError as refusal:
    print(type(refusal).__name__, refusal)
"""

HALF = '#!/bin/sh\n[ "$1" = --version ] && exec {real} --version\nprintf PGDMP\nsleep 60\n'
TELLTALE = (
    '#!/bin/sh\n[ "$1" = --version ] && exec {real} --version\n'
    'echo "$@" > {heard}; echo "$PGPASSWORD" >> {heard}\n'
    "echo 'pg_dump: error: the server is tired.' >&2; echo 'pg_dump: detail: more' >&2; exit 1\n"
)
OLD = '#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.24"\n'
SILENT = '#!/bin/sh\n[ "$1" = --version ] && exec {real} --version\nprintf PGDMP\nexit 3\n'
SHY = '#!/bin/sh\n[ "$1" = --version ] && exit 1\nexec {real} "$@"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Name the copy, in a folder where nothing else lies."""
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "july.backup"


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


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder that comes first on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def install(folder: Path, script: str) -> None:
    """Put another pg_dump in the folder, which knows the real one."""
    (folder / "pg_dump").write_text(script.format(real=shutil.which("pg_dump"), heard=folder / "heard"))
    (folder / "pg_dump").chmod(0o755)


def wait_for(folder: Path, *, something: bool) -> None:
    """Wait until a copy has been begun under its temporary name, with something in it if wanted."""
    deadline = time.monotonic() + 30
    while not any(path.stat().st_size or not something for path in folder.glob("*.part")):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_copy_that_is_killed_leaves_no_half_file_under_its_name(
    engine: Engine, store: str, file: Path, tmp_path: Path, bin_folder: Path
) -> None:
    """G13: the same name can be used the next time, and the store has not noticed."""
    take_visits(visit())
    before = everything()
    if engine.name == "postgres":
        install(bin_folder, HALF)
    with beside_us(SLOWLY, store, str(file)):
        wait_for(file.parent, something=engine.name == "postgres")
        time.sleep(0.3)
        assert not file.exists()
    assert not file.exists()
    assert all(path.name.startswith(".backup-") for path in file.parent.iterdir())
    assert everything() == before
    (bin_folder / "pg_dump").unlink(missing_ok=True)
    backup_store(file, ME)
    url = put_back(file, engine, tmp_path)
    use(url)
    assert everything() == before
    use(store)
    engine.drop(url)


def test_a_copy_that_is_stopped_from_the_keyboard_leaves_nothing(
    file_store: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is heard between two turns, however large the store."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = everything()
    monkeypatch.setattr(copy_store, "PAGES", 1)
    monkeypatch.setattr(copy_store, "_hear", stop)
    with pytest.raises(KeyboardInterrupt):
        backup_store(file, ME)
    assert os.listdir(file.parent) == []
    assert everything() == before


def test_a_copy_that_finds_no_room_is_refused_and_leaves_nothing(store: str, file: Path) -> None:
    """G13: the disk takes 60 000 bytes of it."""
    before = everything()
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, store, str(file)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("BackupNotMade ")
    assert len(done.stdout.splitlines()) == 1
    assert os.listdir(file.parent) == []
    assert everything() == before
    assert check_store(ME) == ()


def test_a_full_disk_is_told_in_our_words(file_store: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """G13: SQLite says `database or disk is full`, which is neither Swedish nor about the store."""
    before = everything()
    monkeypatch.setattr(copy_store, "SETTINGS", (*copy_store.SETTINGS, "PRAGMA max_page_count = 9"))
    with pytest.raises(BackupNotMade, match="the disk is full"):
        backup_store(file, ME)
    assert os.listdir(file.parent) == []
    assert everything() == before


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_disk_that_fails_at_the_very_end_leaves_nothing(
    store: str, file: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """G13: when all is written, and is to be kept and named."""

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    before = everything()
    monkeypatch.setattr(os, call, fail)
    if call == "link":
        monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(BackupNotMade, match="the disk or the network failed"):
        backup_store(file, ME)
    assert os.listdir(file.parent) == []
    assert everything() == before


def test_the_password_is_never_among_the_programs_arguments(server_store: str, file: Path, bin_folder: Path) -> None:
    """Whoever lists the processes reads arguments; and what the program says comes back as one line."""
    install(bin_folder, TELLTALE)
    use(server_store.replace("://postgres@", "://postgres:hem%20ligt@"))
    with pytest.raises(BackupNotMade) as caught:
        backup_store(file, ME)
    arguments, password = (bin_folder / "heard").read_text().splitlines()
    assert password == "hem ligt"
    assert "ligt" not in arguments
    assert f"dbname={server_store.rpartition('/')[2]}" in arguments
    assert str(caught.value).endswith(
        "nothing was changed: the server is tired. Put that right, or name another place."
    )
    assert os.listdir(file.parent) == []


@pytest.mark.parametrize(("script", "says"), [(SILENT, "cut off"), ("no program", "not run|Exec format|cannot be")])
def test_a_program_that_fails_without_a_word_is_told_of(
    server_store: str, file: Path, bin_folder: Path, script: str, says: str
) -> None:
    """G13: half an archive is no archive."""
    before = everything()
    install(bin_folder, script)
    with pytest.raises(BackupNotMade, match=says):
        backup_store(file, ME)
    assert os.listdir(file.parent) == []
    assert everything() == before


def test_without_a_program_or_with_an_older_one_the_refusal_says_which_is_needed(
    server_store: str, file: Path, bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pg_dump older than the server refuses it; the administrator reads what to install."""
    install(bin_folder, OLD)
    with pytest.raises(DumpProgramOlder, match=r"is 9 and the server \d+; put pg_dump \d+"):
        backup_store(file, ME)
    monkeypatch.setenv("PATH", str(file.parent))
    with pytest.raises(DumpProgramMissing, match=r"install PostgreSQL \d+'s"):
        backup_store(file, ME)
    assert os.listdir(file.parent) == []


def test_a_program_that_does_not_say_its_version_may_try(server_store: str, file: Path, bin_folder: Path) -> None:
    """It knows better than we do whether it can."""
    install(bin_folder, SHY)
    backup_store(file, ME)
    assert file.read_bytes().startswith(b"PGDMP")

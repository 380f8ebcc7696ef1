"""The store is copied and brought up to date by commands that say where the copy lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.operations.store.schema import MIGRATIONS
from tests.commands.desk import Desk
from tests.engines import Engine
from tests.operations.copies import put_back
from tests.operations.hours.test_broken_upgrade import apply, pour
from tests.training import close_store

pytestmark = pytest.mark.usefixtures("postgres_programs")

NAMES = tuple(sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py")))


@pytest.fixture
def old(desk: Desk, engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    """Give a desk whose store the first release made."""
    url = engine.empty(tmp_path)
    apply(url, tmp_path / "first", NAMES[0])
    pour(desk.url, url)
    yield Desk(url)
    close_store()
    engine.drop(url)


def test_a_backup_is_made_put_back_and_examined(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    """G39: as the handbook says, and the log of the first says that it was made."""
    file = tmp_path / "july.backup"
    said = desk.give(f"store backup '{file}'")
    assert (said.exit_code, said.out) == (0, f"Copied the store to {file}.\n")
    assert said.told == ["It tells who everybody is; keep it where nobody else reads it."]
    close_store()
    again = Desk(put_back(file, engine, tmp_path))
    assert again.give("doctor").exit_code == 0
    assert again.read("store show")["municipality"] == "0885"
    close_store()
    engine.drop(again.url)
    assert "backed the store up" in desk.ok("log")


@pytest.mark.parametrize("login", ["reader", "attester"])
def test_a_backup_is_an_administrators(desk: Desk, tmp_path: Path, login: str) -> None:
    """Exit code 3, and no file."""
    said = desk.give(f"--as {login} store backup '{tmp_path / 'july.backup'}'")
    assert said.exit_code == 3
    assert not (tmp_path / "july.backup").exists()


def test_a_backup_is_refused_in_one_line_in_swedish_too(desk: Desk, tmp_path: Path) -> None:
    """A file that is there, and a folder that is not."""
    (tmp_path / "june.backup").write_text("June")
    taken = desk.give(f"--language sv store backup '{tmp_path / 'june.backup'}'")
    nowhere = desk.give(f"--language sv store backup '{tmp_path / 'no' / 'july.backup'}'")
    assert (taken.exit_code, nowhere.exit_code) == (5, 6)
    assert "skriver aldrig över något" in " ".join(taken.told)
    assert "filen eller mappen finns inte" in " ".join(nowhere.told)
    assert (len(taken.told), len(nowhere.told)) == (1, 1)
    assert (tmp_path / "june.backup").read_text() == "June"


def test_an_upgrade_says_where_the_store_lies_as_it_was(old: Desk, engine: Engine, tmp_path: Path) -> None:
    """G39: beside an SQLite store, a server's in the user's own data folder; the second time nothing is done."""
    name = old.url.rpartition("/")[2]
    folder = tmp_path if engine.name == "sqlite" else tmp_path / "home" / "data" / "vistelse"
    copy = folder / f"{name}.{NAMES[0]}.backup"
    assert old.give("store show").exit_code == 6
    lines = old.ok("store upgrade").splitlines()
    assert lines == [f"As it was before, the store lies in {copy}.", f"Brought up to date: {', '.join(NAMES[1:])}."]
    assert copy.is_file()
    assert old.ok("store upgrade") == "The store is up to date.\n"
    assert [path.name for path in folder.glob("*.backup")] == [copy.name]
    old.ok("doctor")


def test_an_upgrade_copies_to_a_named_file_or_not_at_all(old: Desk, tmp_path: Path) -> None:
    """Both at once make no sense, and change nothing."""
    file = tmp_path / "named"
    file.write_text("June")
    assert old.give(f"store upgrade --no-backup --backup '{file}'").exit_code == 2
    assert old.give(f"store upgrade --backup '{file}'").exit_code == 5
    assert old.give("store show").exit_code == 6
    file.unlink()
    assert f"lies in {file}." in old.ok(f"store upgrade --backup '{file}'")
    assert file.is_file()


def test_an_upgrade_without_a_copy_leaves_none(old: Desk, tmp_path: Path) -> None:
    """For who has one made by other means."""
    assert old.ok("store upgrade --no-backup").startswith("Brought up to date: ")
    assert not [*tmp_path.rglob("*.backup")]

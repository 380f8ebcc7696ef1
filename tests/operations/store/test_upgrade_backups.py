"""Before a store is brought up to date it is copied, so that the version that made it can go on (G39)."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from models.database import sqlite_path
from models.errors import NotAllowed, StoreBusy, StoreIsOlder
from models.event import Event
from models.operations.store import upgrade_store as room
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.operations.store.log_text import facts_of
from models.operations.store.schema import MIGRATIONS, open_for_work
from models.operations.store.upgrade_store import Safeguard, UpgradeReceipt, upgrade_store
from models.store_errors import BackupExists, BackupNotMade, UpgradeBroken
from tests.engines import Engine
from tests.operations.copies import all_rows, put_back, use
from tests.operations.hours.test_broken_upgrade import apply, pour
from tests.operations.intake_files import ME, hour, take_hours, take_visits, visit
from tests.operations.intake_store import beside, deeds, run_beside
from tests.operations.store.test_schema import described
from tests.training import close_store

pytestmark = pytest.mark.usefixtures("postgres_programs")

NAMES = tuple(sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py")))


def aged(store: str, engine: Engine, folder: Path, last: str) -> str:
    """Make a store as the version left it whose last migration that was, with what the open store holds."""
    url = engine.empty(folder)
    apply(url, folder / "older", *(name for name in NAMES if name <= last))
    pour(store, url)
    close_store()
    return url


def shape(url: str) -> list[tuple[str, ...]]:
    """Describe columns, indexes, constraints and guards; PostgreSQL writes a check that it reads back with other casts.

    What it says is the same: `ARRAY['a'::character varying]::text[]` is `ARRAY[('a'::character varying)::text]`.
    """
    triggers = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if url.startswith("sqlite:")
        else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    )
    with beside(url) as link:
        cursor = link.cursor()
        cursor.execute(triggers)
        found = [*described(url), *cursor.fetchall()]
    return sorted(tuple(re.sub(r"::text(\[\])?|[()]", "", str(text)) for text in row) for row in found)


@pytest.fixture
def filled(store: str) -> str:
    """Have hours in the open store."""
    take_visits(visit())
    take_hours(hour(), hour("K2", date="2026-07-04"))
    return store


@pytest.fixture
def old(filled: str, engine: Engine, tmp_path: Path) -> Iterator[str]:
    """Give a store of the first release."""
    url = aged(filled, engine, tmp_path, NAMES[0])
    yield url
    close_store()
    engine.drop(url)


@pytest.fixture
def guard(tmp_path: Path) -> Safeguard:
    """Say that a server's copies go into the user's own folder, which is not there yet."""
    return Safeguard(tmp_path / "home" / "data")


def stem(url: str, guard: Safeguard) -> Path:
    """Give the place of a store's copies, without what tells them apart."""
    return sqlite_path(url) or guard.folder / urlsplit(url).path.lstrip("/")


def copies(url: str, guard: Safeguard) -> list[str]:
    """List what lies where a store's copies do, and how each name ends."""
    place = stem(url, guard)
    found = [path.name.removeprefix(place.name) for path in place.parent.glob("*")] if place.parent.exists() else []
    return sorted(name for name in found if name.endswith(("backup", "part")))


@pytest.mark.parametrize("last", NAMES[:-1])
def test_every_older_store_leaves_a_copy_that_its_own_version_could_go_on_with(
    filled: str, engine: Engine, tmp_path: Path, guard: Safeguard, last: str
) -> None:
    """G39: every row, column, index and guard as it was; brought up to date later, the copy comes to the same."""
    url = aged(filled, engine, tmp_path, last)
    before = all_rows(url), shape(url)
    receipt = upgrade_store(url, ME, guard)
    assert receipt.applied == tuple(name for name in NAMES if name > last)
    assert receipt.backup == stem(url, guard).with_name(f"{stem(url, guard).name}.{last}.backup")
    assert copies(url, guard) == [f".{last}.backup"]
    assert stat.S_IMODE(receipt.backup.stat().st_mode) == 0o600
    again = put_back(receipt.backup, engine, tmp_path)
    assert (all_rows(again), shape(again)) == before
    with pytest.raises(StoreIsOlder):
        open_for_work(again)
    assert upgrade_store(again, ME, None).applied == receipt.applied
    for each in (url, again):
        use(each)
        assert check_store(ME) == ()
    changed = {"schema_migration", "event", "log_head"}
    then = [{name: rows for name, rows in all_rows(each).items() if name not in changed} for each in (url, again)]
    assert then[0] == then[1]
    close_store()
    for each in (url, again):
        engine.drop(each)


def test_the_log_says_where_the_copy_lies(old: str, guard: Safeguard) -> None:
    """G34: in the event of the upgrade, for the older schema is not written in."""
    receipt = upgrade_store(old, ME, guard)
    use(old)
    assert deeds()[-1] == ("upgrade-store", "store")
    newest = Event.select().order_by(Event.id.desc()).get()
    assert facts_of(newest.facts) == {"migrations": list(NAMES[1:]), "backup": str(receipt.backup)}


def test_what_is_up_to_date_is_not_copied(store: str, guard: Safeguard) -> None:
    """Not even where a file is named."""
    wish = Safeguard(guard.folder, guard.folder.parent / "named")
    assert upgrade_store(store, ME, guard) == UpgradeReceipt(())
    assert upgrade_store(store, ME, wish) == UpgradeReceipt(())
    assert copies(store, guard) == []
    assert not guard.folder.parent.exists()


def test_whoever_has_a_copy_by_other_means_makes_none(old: str, guard: Safeguard) -> None:
    """It is what they say, and the log says that there was none."""
    assert upgrade_store(old, ME, None) == UpgradeReceipt(NAMES[1:])
    assert copies(old, guard) == []
    use(old)
    assert facts_of(Event.select().order_by(Event.id.desc()).get().facts) == {"migrations": list(NAMES[1:])}


def test_a_copy_that_lies_there_already_is_left_and_the_next_is_numbered(old: str, guard: Safeguard) -> None:
    """As when the older version went on with the first, and the store is brought up to date again."""
    place = stem(old, guard)
    place.parent.mkdir(parents=True, exist_ok=True)
    for ending in ("", ".2"):
        place.with_name(f"{place.name}.{NAMES[0]}{ending}.backup").write_bytes(b"earlier")
    receipt = upgrade_store(old, ME, guard)
    assert receipt.backup == place.with_name(f"{place.name}.{NAMES[0]}.3.backup")
    kept = [place.with_name(f"{place.name}.{NAMES[0]}{ending}.backup").read_bytes() for ending in ("", ".2")]
    assert kept == [b"earlier", b"earlier"]


def test_a_copy_goes_where_it_is_told_to(old: str, engine: Engine, tmp_path: Path, guard: Safeguard) -> None:
    """On either engine, and nowhere else."""
    before = all_rows(old)
    file = tmp_path / "before upgrade.backup"
    assert upgrade_store(old, ME, Safeguard(guard.folder, file)).backup == file
    assert not [name for name in copies(old, guard) if NAMES[0] in name]
    again = put_back(file, engine, tmp_path)
    assert all_rows(again) == before
    engine.drop(again)


@pytest.mark.parametrize("place", ["/proc/a.backup", "/no-such-folder/a.backup", "taken"])
def test_without_its_copy_nothing_is_changed(old: str, tmp_path: Path, guard: Safeguard, place: str) -> None:
    """G39: a folder that takes nothing, none, or a name that something has."""
    (tmp_path / "taken").write_bytes(b"June")
    before = all_rows(old)
    wish = Safeguard(guard.folder, tmp_path / place)
    with pytest.raises((BackupNotMade, BackupExists)):
        upgrade_store(old, ME, wish)
    assert all_rows(old) == before
    assert (tmp_path / "taken").read_bytes() == b"June"
    with pytest.raises(StoreIsOlder):
        open_for_work(old)


def test_where_the_own_folder_cannot_be_made_nothing_is_changed(old: str) -> None:
    """An SQLite store lies beside its copy and needs no such folder."""
    before = all_rows(old)
    wish = Safeguard(Path("/dev/null/vistelse"))
    if old.startswith("sqlite:"):
        assert upgrade_store(old, ME, wish).applied
        return
    with pytest.raises(BackupNotMade, match="a file where a folder should be"):
        upgrade_store(old, ME, wish)
    assert all_rows(old) == before


def test_nobody_but_an_administrator_has_it_copied(old: str, guard: Safeguard) -> None:
    """A copy is everybody's names."""
    before = all_rows(old)
    for login in ("reader", "attester", "registrar"):
        with pytest.raises(NotAllowed):
            upgrade_store(old, Actor(login), guard)
    assert copies(old, guard) == []
    assert all_rows(old) == before


def test_an_upgrade_that_fails_says_where_the_store_lies_as_it_was(
    old: str, guard: Safeguard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G39: as when somebody holds a table for too long; the next try goes on, and copies what there is then."""

    def busy() -> tuple[str, ...]:
        raise StoreBusy

    with monkeypatch.context() as patched:
        patched.setattr(room, "apply_migrations", busy)
        with pytest.raises(UpgradeBroken, match="Somebody else is writing") as caught:
            upgrade_store(old, ME, guard)
        assert f"{NAMES[0]}.backup" in str(caught.value)
        with pytest.raises(StoreBusy):
            upgrade_store(old, ME, None)
    run_beside(old, "CREATE TABLE proposal (mine TEXT)")
    with pytest.raises(UpgradeBroken, match=r"all the way: .*column.*\. As it was"):
        upgrade_store(old, ME, guard)
    run_beside(old, "DROP TABLE proposal")
    assert upgrade_store(old, ME, guard).applied == NAMES[2:]
    assert copies(old, guard) == [f".{NAMES[0]}.2.backup", f".{NAMES[0]}.backup", f".{NAMES[1]}.backup"]

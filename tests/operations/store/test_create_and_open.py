"""A store is made once, in a place that can hold it, and opened only by a program that understands it."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

import pytest

from models.database import SQLITE_PRAGMAS, database, is_sqlite
from models.errors import (
    BadStoreAddress,
    FeeError,
    NotFound,
    StoreExists,
    StoreIsNewer,
    StoreIsOlder,
    StoreMissing,
    StoreUnreachable,
)
from models.event import Event
from models.municipality import Municipality
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.operations.store.create_store import MunicipalityFacts, NewStore, create_store
from models.operations.store.schema import open_for_work
from models.operations.store.users import list_users
from models.organisation import Organisation
from models.recipient import Recipient
from models.rules.roles import ALL_ROLES
from models.service import Service
from seed.reference import municipalities
from tests.operations.intake_files import ME, take_visits, visit
from tests.operations.intake_store import counts, everything, run_beside
from tests.training import close_store

KNOWN = tuple(
    MunicipalityFacts(row.code, row.name, row.long_name, row.county, row.organisation_number)
    for row in municipalities()
)


def make(url: str, code: str = "0885", *, training: bool = False, login: str = "owner") -> None:
    """Make a store of Borgholm."""
    create_store(url, NewStore(code, training=training), KNOWN, Actor(login))


def one_line(refusal: FeeError) -> str:
    """Give what a refusal says, which is one line."""
    text = str(refusal)
    assert text
    assert "\n" not in text
    assert "Traceback" not in text
    return text


def test_a_new_store_holds_its_registers_and_one_administrator(store_url: str) -> None:
    """The 290 municipalities with a recipient each, the services, and the first user with every role."""
    make(store_url)
    open_for_work(store_url)
    assert counts(Municipality, Recipient, Organisation) == (290, 290, 1)
    assert counts(Service)[0] > 10
    assert [(user.login, set(user.roles)) for user in list_users(ME)] == [("owner", set(ALL_ROLES))]
    assert [event.deed for event in Event.select()] == ["create-store"]
    assert check_store(ME) == ()


def test_a_training_store_has_its_invented_users_also_when_one_of_them_makes_it(store_url: str) -> None:
    """No login stands twice."""
    make(store_url, training=True, login="reader")
    open_for_work(store_url)
    logins = [user.login for user in list_users(Actor("reader"))]
    assert logins == ["administrator", "attester", "reader", "registrar"]


def test_a_store_is_not_made_over_another(store: str) -> None:
    """Nothing in the first is touched."""
    take_visits(visit())
    before = everything()
    with pytest.raises(StoreExists) as caught:
        make(store, "0180")
    one_line(caught.value)
    assert everything() == before


@pytest.mark.parametrize("code", ["9999", "", "885", "Borgholm", "08850"])
def test_an_unknown_municipality_makes_nothing_at_all(tmp_path: Path, code: str) -> None:
    """G13: not even the folder; and the right code then does."""
    url = f"sqlite:///{tmp_path / 'new' / 'store.db'}"
    with pytest.raises(NotFound):
        make(url, code)
    assert not (tmp_path / "new").exists()
    make(url)
    open_for_work(url)


def test_a_store_that_could_not_be_filled_is_no_store(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """G13: when making it fails half-way, there is nothing to open, and making it again succeeds."""

    class PowerCut(Exception):
        pass

    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr("models.operations.store.create_store.write_event", cut)
        with pytest.raises(PowerCut):
            make(store_url)
    close_store()
    with pytest.raises(StoreMissing):
        open_for_work(store_url)
    make(store_url)
    open_for_work(store_url)
    assert counts(Municipality) == (290,)


def test_a_disk_that_is_full_leaves_no_half_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """G13: one line, and the same place can be used when there is room."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    for pages in (2, 40, 80, 100):
        with monkeypatch.context() as patched:
            patched.setitem(SQLITE_PRAGMAS, "max_page_count", pages)
            with pytest.raises(StoreUnreachable) as caught:
                make(url)
        assert "full" in one_line(caught.value)
    make(url)
    open_for_work(url)
    assert check_store(ME) == ()


ODD = [
    "", " ", "sqlite", "sqlite:", "sqlite:/", "sqlite://", "sqlite:///", "sqlite:////", "sqlite:///.", "sqlite:///..",
    "mysql://u@h/d", "file:///tmp/x.db", "x.db", "postgresql:", "postgresql://", "postgresql://host", "postgresql://host/",
    "postgresql://localhost:port/x", "postgresql://localhost:99999/x", "postgresql://[::1/x", "http://[", "sqlite:///a\0b",
    "sqlite://host/store.db", "sqlite:///" + "x" * 5000, "sqlite:///" + "y" * 300 + "/b", ":memory:", "sqlite:///:memory:",
    "\udce4", "postgresql://localhost:1/x\0y",
]  # fmt: skip


@pytest.mark.parametrize("url", ODD, ids=range(len(ODD)))
def test_an_odd_address_is_refused_in_one_line_and_leaves_no_file(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G13: whether a store is to be opened there or made."""
    monkeypatch.chdir(tmp_path)
    for call in (open_for_work, make):
        with pytest.raises(FeeError) as caught:
            call(url)
        one_line(caught.value)
        assert caught.value.exit_code != 0
    assert os.listdir(tmp_path) == []


def test_an_address_with_signs_that_urls_know_names_the_file_that_it_says(tmp_path: Path) -> None:
    """Spaces, å and percent signs are part of many folders' names."""
    url = f"sqlite:///{tmp_path}/min%20mapp/förråd å.db"
    make(url)
    open_for_work(url)
    assert (tmp_path / "min mapp" / "förråd å.db").is_file()


@pytest.mark.parametrize("sign", ["#", "?"])
def test_an_address_is_never_cut_in_silence(tmp_path: Path, sign: str) -> None:
    """A store made at `a#1.db` is not `a`: the whole name, or a refusal."""
    with suppress(BadStoreAddress):
        make(f"sqlite:///{tmp_path}/a{sign}1.db")
    assert {name.partition("-")[0] for name in os.listdir(tmp_path)} <= {f"a{sign}1.db"}


@pytest.mark.parametrize("where", ["nowhere.db", "no/such/folder/store.db"])
def test_opening_never_makes_a_store(tmp_path: Path, where: str) -> None:
    """The refusal says how one is made."""
    with pytest.raises(StoreMissing, match="store create"):
        open_for_work(f"sqlite:///{tmp_path / where}")
    assert os.listdir(tmp_path) == []


def test_an_empty_place_is_no_store(store_url: str) -> None:
    """An empty database, or an empty file: it can be made into one."""
    if store_url.startswith("sqlite:"):
        Path(store_url.removeprefix("sqlite:///")).touch()
    with pytest.raises(StoreMissing):
        open_for_work(store_url)
    make(store_url)
    open_for_work(store_url)


@pytest.mark.parametrize("bytes_", [b"Hej!", b"\0" * 5000, b"PK\x03\x04" * 2000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, bytes_: bytes) -> None:
    """G13: neither opened nor made over."""
    path = tmp_path / "letter.txt"
    path.write_bytes(bytes_)
    for call in (open_for_work, make):
        with pytest.raises(FeeError) as caught:
            call(f"sqlite:///{path}")
        one_line(caught.value)
    assert path.read_bytes() == bytes_


def test_a_folder_in_the_stores_place_is_refused(tmp_path: Path) -> None:
    """G13: in one line."""
    for call in (open_for_work, make):
        with pytest.raises(FeeError) as caught:
            call(f"sqlite:///{tmp_path}")
        one_line(caught.value)


@pytest.mark.parametrize("folder", ["/proc/vistelse", "/dev/null", "/dev/null/below"])
def test_a_place_that_cannot_be_written_is_refused_in_one_line(folder: str) -> None:
    """G13: a file where a folder should be, and a disk that takes no folders."""
    with pytest.raises(StoreUnreachable) as caught:
        make(f"sqlite:///{folder}/store.db")
    one_line(caught.value)


def test_another_programs_database_is_not_moved_into(tmp_path: Path) -> None:
    """G13: nothing half written into what is somebody else's, even when a table is called as one of ours."""
    path = tmp_path / "calendar.db"
    with sqlite3.connect(path) as link:
        link.execute("CREATE TABLE event (what TEXT)")
        link.execute("INSERT INTO event VALUES ('Midsommar')")
    for call in (open_for_work, make):
        with pytest.raises(FeeError) as caught:
            call(f"sqlite:///{path}")
        one_line(caught.value)
        close_store()
    with sqlite3.connect(path) as link:
        assert link.execute("SELECT name FROM sqlite_master").fetchall() == [("event",)]


def test_a_newer_store_is_refused_in_one_line_that_names_what_is_newer(store: str) -> None:
    """G39: nothing is read of it."""
    run_beside(store, "INSERT INTO schema_migration (name, applied) VALUES ('0999_later', '2030-01-01')")
    with pytest.raises(StoreIsNewer, match="0999_later") as caught:
        open_for_work(store)
    one_line(caught.value)


def test_an_older_store_is_told_to_be_upgraded(store: str) -> None:
    """G39: the line says how."""
    run_beside(store, "DELETE FROM schema_migration WHERE name = '0002_posted_is_final'")
    with pytest.raises(StoreIsOlder, match="store upgrade") as caught:
        open_for_work(store)
    one_line(caught.value)


def test_a_server_that_does_not_answer_is_told_in_one_line_and_soon() -> None:
    """G13: a closed port, opened or made."""
    begun = time.monotonic()
    for call in (open_for_work, make):
        with pytest.raises(StoreUnreachable) as caught:
            call("postgresql://clerk@127.0.0.1:9/vistelse")
        one_line(caught.value)
    assert time.monotonic() - begun < 5


def test_a_database_that_the_server_does_not_have_is_told_in_one_line(postgres_server: str) -> None:
    """G13: the server's own words, on one line."""
    with pytest.raises(FeeError) as caught:
        open_for_work(postgres_server.rpartition("/")[0] + "/no_such_store")
    assert "no_such_store" in one_line(caught.value)


@pytest.mark.parametrize(
    "url", ["postgresql://clerk:hemligt@127.0.0.1:9/x", "mysql://clerk:hemligt@h/x", "postgresql://clerk:hemligt@h:x/x"]
)
def test_a_password_in_the_address_is_never_repeated(url: str) -> None:
    """Refusals are printed, logged and sent to support."""
    for call in (open_for_work, make):
        with pytest.raises(FeeError) as caught:
            call(url)
        assert "hemligt" not in one_line(caught.value)


def test_a_password_is_not_repeated_where_the_server_has_no_store(postgres_server: str, store_url: str) -> None:
    """Also when the server answered; it is the address that is told."""
    if store_url.startswith("sqlite:"):
        return
    scheme, _, rest = store_url.partition("://")
    user, _, place = rest.rpartition("@")
    url = f"{scheme}://{user.partition(':')[0] or 'postgres'}:hemligt@{place}"
    with pytest.raises(FeeError) as caught:
        open_for_work(url)
    assert "hemligt" not in one_line(caught.value)
    assert not is_sqlite()
    assert database.is_closed()

"""Fixtures: a store of its own for every test, on both engines, and a surrounding that holds no surprises."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from models.language.words import use_language
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
from tests.engines import Engine, Postgres, Sqlite, Templates
from tests.postgres import programs, server_url
from tests.training import close_store, make_training_store

POSTGRES_VARIABLE = "VISTELSE_TEST_POSTGRES"
OTHER_SERVER = os.environ.get(POSTGRES_VARIABLE)
"""A server that is there already, which the run uses instead of starting its own."""

MEMORY = Path("/dev/shm")
ROOM_NEEDED = 2 * 1024**3
"""Bytes; where memory has them, the test server lives there and makes a database in a hundredth of a second."""

FOLDER = pytest.StashKey[Path]()

settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "house")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in which the first worker that needs PostgreSQL starts it."""
    given: dict[str, str] | None = getattr(config, "workerinput", None)
    if given is not None:
        config.stash[FOLDER] = Path(given["postgres_folder"])
        return
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_NEEDED
    config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="vistelse-tests-", dir=MEMORY if roomy else None))
    (config.stash[FOLDER] / "owner").write_text(str(os.getpid()))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where that folder is."""
    node.workerinput["postgres_folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let the server's keeper know that the run is over."""
    if hasattr(config, "workerinput"):
        return
    folder = config.stash[FOLDER]
    (folder / "owner").unlink()
    if not (folder / "url").exists():
        shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _calm_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Speak English, and keep the user's own settings, folders and store out of the test."""
    for name in [name for name in os.environ if name.startswith("VISTELSE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("VISTELSE_LANGUAGE", "en")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    use_language(None)
    yield
    use_language(None)


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> str:
    """Give the address of a PostgreSQL server: the one named in the environment, else one that the run starts."""
    return OTHER_SERVER or server_url(request.config.stash[FOLDER])


@pytest.fixture
def postgres_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the programs that come with the run's server first on the PATH; those of another server are there already."""
    if not OTHER_SERVER:
        monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    """Hold the stores that are made once and copied for each test."""
    made = Templates(tmp_path_factory.mktemp("templates"))
    yield made
    made.drop()


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Run the test on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return Sqlite()
    return Postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture
def store_url(engine: Engine, tmp_path: Path) -> Iterator[str]:
    """Give a place for a store, without tables."""
    url = engine.empty(tmp_path)
    yield url
    engine.drop(url)


@pytest.fixture
def me() -> Actor:
    """Act as the one who made the store and has every role in it."""
    return Actor("owner")


@pytest.fixture
def store(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a training store of Borgholm with nothing in it yet; give its address."""
    url = templates.copy(engine, "training", make_training_store, tmp_path)
    open_for_work(url)
    yield url
    close_store()
    engine.drop(url)

"""The two engines that a store lives on, and how a test gets one of its own on each."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg2


class Engine(Protocol):
    """An engine that makes and removes stores."""

    @property
    def name(self) -> str:
        """The engine's name."""

    def empty(self, folder: Path) -> str:
        """Make a place without tables; give its address."""

    def copy(self, template: str, folder: Path) -> str:
        """Make a store with everything that a template store holds; give its address."""

    def drop(self, url: str) -> None:
        """Remove a store, whoever still holds a connection to it."""


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A file a store; never `:memory:`, since every thread opens a connection of its own."""

    name: str = "sqlite"

    def empty(self, folder: Path) -> str:
        """Name a file that is not there yet."""
        return f"sqlite:///{folder / f'store-{uuid.uuid4().hex[:8]}.db'}"

    def copy(self, template: str, folder: Path) -> str:
        """Copy the template's file, with its journal if it has one."""
        url = self.empty(folder)
        source, target = template.removeprefix("sqlite:///"), url.removeprefix("sqlite:///")
        for suffix in ("", "-wal"):
            if Path(source + suffix).exists():
                shutil.copyfile(source + suffix, target + suffix)
        return url

    def drop(self, url: str) -> None:
        """Leave the file to the test's folder, which goes with the test."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A database a store, on the run's server."""

    server: str
    name: str = "postgres"

    def empty(self, folder: Path) -> str:
        """Make an empty database."""
        return self._create("template0")

    def copy(self, template: str, folder: Path) -> str:
        """Copy a database on the server; nobody may be connected to the template."""
        return self._create(urlsplit(template).path.lstrip("/"))

    def drop(self, url: str) -> None:
        """Drop the database and end its connections."""
        self._run(f'DROP DATABASE IF EXISTS "{urlsplit(url).path.lstrip("/")}" WITH (FORCE)')

    def _create(self, template: str) -> str:
        name = f"vistelse_test_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{name}"))

    def _run(self, statement: str) -> None:
        connection: Any = psycopg2.connect(self.server)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()


@dataclass(slots=True)
class Templates:
    """Stores that are made once a worker and copied for every test that wants one like them."""

    folder: Path
    made: dict[tuple[str, str], tuple[Engine, str]] = field(default_factory=dict)

    def copy(self, engine: Engine, kind: str, make: Callable[[str], None], folder: Path) -> str:
        """Give a copy of the template of this kind, making it at first by `make(url)`."""
        if (engine.name, kind) not in self.made:
            url = engine.empty(self.folder)
            make(url)
            self.made[engine.name, kind] = engine, url
        return engine.copy(self.made[engine.name, kind][1], folder)

    def drop(self) -> None:
        """Remove the templates."""
        for engine, url in self.made.values():
            engine.drop(url)

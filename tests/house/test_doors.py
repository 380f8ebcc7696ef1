"""Doors open downwards only, also the ones that are opened late: what is loaded is looked at, not what is written."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house.reading import ROOMS, ROOT, module_of, sources

TERMINAL = ("textual", "typer", "click", "rich", "tabulate", "tui", "commands")
DATABASE = ("peewee", "playhouse", "psycopg2")
HEAVY = ("textual", "tui", "rich", "lxml", "xlsxwriter", "openpyxl", "holidays", "typst", "models.documents.peppol")

PURE = ("models/rules", "models/language", "models/documents", "models/interchange")

TABLES = sorted(
    f"models.{path.stem}"
    for path in (ROOT / "models").glob("*.py")
    if path.stem
    not in (
        *("__init__", "base", "database", "listed_by", "told_key"),
        *("errors", "care_errors", "money_errors", "store_errors"),
    )
)


def _loaded(modules: list[str], unwanted: tuple[str, ...], first: str = "pass") -> str:
    """Import modules in a fresh interpreter and list what they should not have brought with them."""
    lines = [first, *(f"import {module}" for module in modules), "import sys"]
    lines.append(f"print(*[name for name in {unwanted!r} if sys.modules.get(name)])")
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_domain_never_meets_a_terminal() -> None:
    """Every module of models and seed, loaded together, leaves the screen and the commands unloaded."""
    assert _loaded([module_of(path) for path in sources("models", "seed")], TERMINAL) == ""


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_never_meets_the_database(room: str) -> None:
    """Rules, words, documents and files run where no database driver is installed."""
    assert _loaded([module_of(path) for path in sources(room)], DATABASE) == ""


def test_a_command_never_pays_for_the_screen_or_the_documents() -> None:
    """A look-up over SSH loads neither Textual nor anything that reads or writes files."""
    assert _loaded(["commands.main"], HEAVY) == ""


def test_the_other_commands_leave_the_screen_to_the_front_door() -> None:
    """Only commands.main opens the TUI, and only when it is asked for."""
    assert _loaded([module_of(path) for path in sources("commands")], ("textual", "tui")) == ""


def test_the_first_screen_is_painted_before_the_other_rooms_are_loaded() -> None:
    """What opens the program loads Today alone: no other room, no plan, no document, no driver, no table writer."""
    rooms = {path.stem for path in sources("tui") if path.parent.name == "screens"} - {"__init__", "base", "today"}
    unwanted = (*(f"tui.screens.{room}" for room in sorted(rooms)), "models.operations.billing", "models.documents")
    elsewhere = ("lxml", "openpyxl", "xlsxwriter", "holidays", "tabulate", "psycopg2")
    opened = ["commands.main", "tui.app", "tui.screens.today", "models.operations.store.schema"]
    sqlite_only = "from commands.session import spare_the_driver; spare_the_driver('sqlite:')"
    assert _loaded(opened, (*unwanted, *elsewhere), first=sqlite_only) == ""


@pytest.mark.parametrize("face", [path for path in sources() if path.name == "__init__.py"], ids=module_of)
def test_a_package_face_is_a_docstring(face: Path) -> None:
    """A face that imports would make every door in the room cost what the dearest costs."""
    body = ast.parse(face.read_text(encoding="utf-8")).body
    assert len(body) == 1
    assert ast.get_docstring(ast.Module(body, []))


def test_every_folder_of_a_room_has_a_face() -> None:
    """A folder without one would not be installed as a package, nor seen by the type checkers."""
    folders = {path.parent for path in sources() if "data" not in path.parts}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_ships_our_names(room: str) -> None:
    """The rooms are installed flat; nobody else may own one of their names."""
    assert set(packages_distributions().get(room, [])) <= {"vistelse"}


def test_every_table_stands_behind_the_wall() -> None:
    """The import contracts name every table: the layers, and what the front doors may not import."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["name"]: contract for contract in config["tool"]["importlinter"]["contracts"]}
    layers = contracts["Doors open downwards only"]["layers"]
    tables = next(layer.split(" : ") for layer in layers if "models.visit" in layer)
    forbidden = contracts["Only the operations and tables speak SQL"]["forbidden_modules"]
    assert sorted(tables) == TABLES
    assert sorted(name for name in forbidden if name.startswith("models.")) == sorted([*TABLES, "models.base"])

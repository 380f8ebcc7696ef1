"""Reading the house's own source, for the rules that a linter cannot see."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("tui", "models", "commands", "seed")


def sources(*rooms: str) -> list[Path]:
    """List the Python files of rooms, given as folders from the root; migrations stand apart."""
    found = [path for room in rooms or ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def module_of(path: Path) -> str:
    """Name the module that a file holds."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place(path: Path, node: ast.expr | ast.stmt | ast.excepthandler) -> str:
    """Say where a node stands."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a file once."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def nodes(*rooms: str) -> Iterator[tuple[Path, ast.AST]]:
    """Walk every node of every file of rooms."""
    for path in sources(*rooms):
        for node in ast.walk(tree_of(path)):
            yield path, node


def called(node: ast.AST) -> str:
    """Name the function that a node calls, without its module; nothing when it is no call."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""

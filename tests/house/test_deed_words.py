"""Whatever the log can hold has words in both languages: the names are taken from the code that writes them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from models.language.deed_terms import DEED_TERMS
from models.language.terms import TERMS, term
from models.language.words import use_language
from tests.house.reading import called, place, sources, tree_of

WRITERS = {"write_event": 1, "write_access": 1}
"""The functions that keep a deed's name, and which of their values it is."""


class Named(NamedTuple):
    """A call that writes a deed, and the names that it can write it under."""

    where: str
    names: frozenset[str]


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _value(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """Give what a call passes at a position or by a name."""
    by_name = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return by_name[0] if by_name else (call.args[position] if len(call.args) > position else None)


def _texts(node: ast.expr) -> set[str]:
    """Give the names that stand in an expression itself."""
    kept = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str))
    return {text for text in kept if text}


def _assigned(name: str, tree: ast.AST) -> set[str]:
    """Give the texts that are assigned to a name: what a mapping gives, not what it is asked with."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets):
            given = [each for part in ast.walk(node.value) if isinstance(part, ast.Dict) for each in part.values]
            found |= set().union(*map(_texts, given or [node.value]))
    return found


def _passed(function: ast.FunctionDef, name: str) -> set[str]:
    """Give the texts that callers anywhere pass for a parameter of a function."""
    position = [each.arg for each in function.args.args].index(name)
    return {
        text
        for path in sources("models")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and called(node) == function.name
        for text in _texts(_value(node, position, name) or ast.Constant(""))
    }


def _named(path: Path) -> Iterator[Named]:
    """Find the deeds that a file writes; no name at all where none can be found."""
    for function in _functions(tree_of(path)):
        for call in ast.walk(function):
            if not (isinstance(call, ast.Call) and called(call) in WRITERS):
                continue
            said = _value(call, WRITERS[called(call)], "deed")
            if isinstance(said, ast.Name) and said.id in {each.arg for each in function.args.args}:
                names = _passed(function, said.id)
            elif isinstance(said, ast.Name):
                trees = [function] if not said.id.isupper() else [tree_of(each) for each in sources("models")]
                names = set().union(*(_assigned(said.id, tree) for tree in trees))
            elif isinstance(said, ast.IfExp):
                names = _texts(said.body) | _texts(said.orelse)
            else:
                names = _texts(said) if said is not None else set()
            yield Named(place(path, call), frozenset(names))


@pytest.fixture(scope="module")
def written() -> list[Named]:
    """Every call that writes a deed."""
    return [named for path in sources("models") for named in _named(path)]


def test_every_deed_that_is_written_has_a_name_that_can_be_read(written: list[Named]) -> None:
    """A name that the code makes up as it goes could not have words."""
    assert [named.where for named in written if not named.names] == []
    assert len(written) > 80


def test_every_deed_of_the_log_has_words(written: list[Named]) -> None:
    """No bare code stands in the log, and none is translated that is never written."""
    names = frozenset[str]().union(*(named.names for named in written))
    assert sorted(names - set(DEED_TERMS)) == []
    assert sorted(set(DEED_TERMS) - names) == []


@pytest.mark.parametrize("language", ["en", "sv"])
def test_no_deed_is_said_as_its_code(language: str) -> None:
    """In either language; and no two are said alike, but for the two places where a month's hours are seen."""
    use_language("sv" if language == "sv" else "en")
    said = [term("deed", name) for name in TERMS["deed"]]
    assert [words for name, words in zip(TERMS["deed"], said, strict=True) if words == name] == []
    assert {words for words in said if said.count(words) > 1} == {term("deed", "show-hours")}

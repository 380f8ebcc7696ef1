"""Whoever is told that something was not found is told by which command to look for it."""

from __future__ import annotations

import ast

import pytest
import typer

from commands.main import app
from models.errors import NotFound
from models.language.terms import TERMS
from models.listed_by import LISTED_BY
from tests.house.reading import called, nodes

SEARCHED = {"visit", "invoice"}
"""What `vistelse find` finds, beside persons."""


def kinds() -> set[str]:
    """Give every kind of thing that the code can fail to find."""
    said = [
        keyword.value
        for _, node in nodes()
        if isinstance(node, ast.Call) and called(node) == "NotFound"
        for keyword in node.keywords
        if keyword.arg == "what"
    ]
    return {str(ast.literal_eval(each)) for each in said}


def is_command(words: str) -> bool:
    """Tell whether the program has a command of this name."""
    found: object = typer.main.get_command(app)
    for word in words.split():
        found = getattr(found, "commands", {}).get(word)
    return found is not None


def test_every_kind_that_can_be_missing_is_listed_by_a_command_or_searched() -> None:
    """And each is called by a word of its own."""
    assert kinds() == set(LISTED_BY) | SEARCHED
    assert sorted(kinds() - set(TERMS["thing"])) == []


@pytest.mark.parametrize("command", [*sorted(set(LISTED_BY.values())), "find"])
def test_the_command_is_there(command: str) -> None:
    """A hint that leads nowhere is worse than none."""
    assert is_command(command)
    assert not is_command(f"{command} nowhere")


def test_only_cases_and_invoices_are_to_be_searched_for() -> None:
    """A search finds no rates and no payments."""
    assert "vistelse rate list." in str(NotFound(what="rate", key=44))
    assert "vistelse payment list." in str(NotFound(what="payment", key="BG9"))
    assert "vistelse find 202600099." in str(NotFound(what="invoice", key="202600099"))

"""The house's own papers: sizes, what is left undone, what is caught, and what money may be made of."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.reading import ROOMS, ROOT, called, module_of, nodes, place, sources

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

MONEY = ("models", "seed")
EXACT = ("models/rules", "models/language", "models/documents", "models/interchange")
"""Where a true division would make a float; elsewhere a slash may join a path or speak SQL."""

UNDONE = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)))
AVOIDED = {"skip" + "if", "x" + "fail"}


@pytest.mark.parametrize("path", sources(), ids=module_of)
def test_a_file_fits_in_the_head(path: Path) -> None:
    """Nobody has to scroll for long to read a module."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_a_function_fits_on_a_screen() -> None:
    """What a function does is seen at once."""
    long = [
        place(path, node)
        for path, node in nodes()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_nothing_is_left_undone() -> None:
    """What is not done yet is an issue, not a comment."""
    papers = [path for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*.py")]
    assert [str(path) for path in papers if UNDONE.search(path.read_text(encoding="utf-8"))] == []


def test_no_test_is_expected_to_fail() -> None:
    """A promise is kept, or it is not made."""
    avoided = [
        place(path, node)
        for path, node in nodes("tests")
        if isinstance(node, ast.Attribute) and (node.attr in AVOIDED or ast.unparse(node) == "pytest.mark.skip")
    ]
    assert avoided == []


def test_a_bug_is_never_caught() -> None:
    """Only what has a name is caught; everything else ends the program with its traceback."""
    broad = {"Exception", "BaseException"}
    caught = [
        place(path, node)
        for path, node in nodes(*ROOMS, "tests")
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or broad & {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)})
    ]
    assert caught == []


def _is_float(node: ast.AST) -> bool:
    return called(node) == "float" or (isinstance(node, ast.Constant) and isinstance(node.value, float))


def test_no_float_comes_near_money() -> None:
    """G21: no float stands in the domain or in the invented data, neither written nor made."""
    assert [ast.unparse(node) for _, node in nodes(*MONEY) if _is_float(node)] == []


def test_money_is_never_divided_into_a_float() -> None:
    """G21: only whole division stands in rules, words, documents and files."""
    divided = [
        place(path, node)
        for path, node in nodes(*EXACT)
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div) and not _joins_a_path(node)
    ]
    assert divided == []


def _joins_a_path(node: ast.BinOp | ast.AugAssign) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and isinstance(node.right.value, str)

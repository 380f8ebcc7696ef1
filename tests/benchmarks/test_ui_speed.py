"""How fast the screens answer with 100 000 visits and 1 000 000 hour rows, beside a bare Textual DataTable."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.big_store import CASES, big_store
from tests.benchmarks.pseudo_terminal import Painting, Watched, watched
from tests.tui.recorded.desk import PROGRAM, Desk

KEYS = 200
STARTS = 7
WITHIN = 1.5
"""Times what the bare app takes."""
BYTES = 2_048
"""An arrow key sends fewer, whatever it leads to: the page that it makes the list load too."""
DOWN, UP, END = b"\x1b[B", b"\x1b[A", b"\x1b[F"
FIRST = f"{CASES}2"
"""How the case numbers of the visits on the first screen begin."""
HELD = 200
"""Rows that the bare app holds: more than are walked over."""


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The desk with the big store on it."""
    return big_store()


def _ours(desk: Desk) -> tuple[list[str], dict[str, str]]:
    return list(PROGRAM), {**desk.environment(), "TERM": "xterm-256color"}


def _bare(desk: Desk, visible: int) -> tuple[list[str], dict[str, str]]:
    script = Path(__file__).with_name("bare_table.py")
    return [sys.executable, str(script), str(visible), str(HELD + 50)], {**desk.environment(), "TERM": "xterm-256color"}


def _walk(at: Watched, key: bytes = DOWN) -> list[Painting]:
    at.settle()
    return [at.press(key) for _ in range(KEYS)]


def _said(paintings: Sequence[Painting]) -> str:
    sizes = [each.size for each in paintings]
    slowest = max(each.last for each in paintings)
    return (
        f"{_whole(paintings) * 1000:.1f} ms (slowest {slowest * 1000:.0f}), {median(sizes):.0f} bytes"
        f" (most {max(sizes)})"
    )


def _whole(paintings: Sequence[Painting]) -> float:
    """Give the median seconds from a key to the last byte of all that it paints."""
    return median(each.last for each in paintings)


def _visible(desk: Desk) -> int:
    """Count the visits that a screen of 80×24 shows."""
    from tests.tui.recorded.desk import Surroundings

    with desk.sitting("count", Surroundings("xterm", colour=True)) as at:
        at.see("1 Today")
        at.press("2")
        return at.see(FIRST, "1 of 100").count(CASES)


def test_an_arrow_key_in_the_list_of_visits_paints_as_fast_as_a_bare_table(desk: Desk) -> None:
    """From the key to the last byte of all that it paints, the place in the title too, medians of 200 keys.

    Under 2 kB for every single key: down from the first row, and up from the last, past where pages are loaded.
    """
    visible = _visible(desk)
    command, environment = _ours(desk)
    with watched(command, environment) as at:
        at.wait_for("2 Visits")
        at.settle()
        at.write(b"2")
        at.wait_for(FIRST)
        ours = _walk(at)
        at.write(END)
        up = _walk(at, UP)
    command, environment = _bare(desk, visible)
    with watched(command, environment) as at:
        at.wait_for("SN2026-00000")
        bare = _walk(at)
    ratio = _whole(ours) / _whole(bare)
    print(
        f"\narrow key, {visible} rows seen: ours {_said(ours)}, up {_said(up)}; bare {_said(bare)}; ratio {ratio:.2f}"
    )
    assert ratio <= WITHIN
    assert _whole(up) / _whole(bare) <= WITHIN
    assert max(each.size for each in (*ours, *up)) < BYTES


def test_the_program_is_on_screen_as_fast_as_a_bare_table(desk: Desk) -> None:
    """From the start of the process to the first painting, in turns, medians of seven."""
    took = [
        (_first_paint(*_ours(desk), "Today"), _first_paint(*_bare(desk, 18), "SN2026-00000")) for _ in range(STARTS)
    ]
    ours, bare = (median(side) for side in zip(*took, strict=True))
    print(f"\nfirst paint: ours {ours * 1000:.0f} ms, bare {bare * 1000:.0f} ms, ratio {ours / bare:.2f}")
    assert ours / bare <= WITHIN


def _first_paint(command: list[str], environment: dict[str, str], text: str) -> float:
    with watched(command, environment) as at:
        return at.wait_for(text)

"""Nothing on a screen is cut off at 80×24, and every word on it has its Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import aclosing

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Static

from models.language.compile import read_entries
from models.language.words import OF, use_language
from tests.tui.driving import SMALL, lines_shown, screen_of, shown
from tests.tui.walk import walk, walk_credit, walk_empty, walk_refused
from tui.screens.base import FeeScreen
from tui.widgets.foot_lines import FootLines
from tui.widgets.notice import Notice
from tui.widgets.row_table import RowTable

ANY_LENGTH = {"log"}
"""Screens with names of files in a column; enter shows each whole."""

DATA = {"tui", "r", "n", "export"}
"""Words that are the same in data and in English."""


async def _stops(full: str, empty: str) -> list[tuple[str, str]]:
    """Walk everywhere; give each screen's name and what it shows, having looked at its edges."""
    found = []
    for way in (walk_empty(empty, SMALL), walk_refused(empty, SMALL), walk(full, SMALL), walk_credit(full, SMALL)):
        async with aclosing(way) as stops:
            async for name, pilot in stops:
                _look_at_the_edges(name, pilot)
                found.append((name, shown(pilot)))
    return found


def _look_at_the_edges(name: str, pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    for table in screen.query(RowTable):
        assert table.virtual_size.width <= table.size.width, name
    for words in screen.query(Static):
        assert words.virtual_size.height <= words.size.height, (name, words)
    if isinstance(screen, FeeScreen):
        foot = screen.query_one(FootLines)
        assert foot.region.bottom == SMALL[1], name
        assert foot.command in "".join(lines_shown(pilot)[-1]), name
    for line in lines_shown(pilot):
        assert cell_len(line) <= SMALL[0], name
        assert "…" not in line or name in ANY_LENGTH, (name, line)


@pytest.fixture(params=["en", "sv"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak one language, then the other."""
    use_language(request.param)
    yield request.param
    use_language(None)


async def test_nothing_is_cut_off(seen_village: str, empty_store: str, language: str) -> None:
    """No ellipsis, no line beyond the edge, no words below the last line, in either language."""
    texts = await _stops(seen_village, empty_store)
    assert len(texts) > 30
    if language == "sv":
        assert _english_among(texts) == []


def _english_among(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Name the English words that a Swedish screen shows."""
    entries = [([text.rpartition(OF)[2] for text in entry.english], entry.swedish) for entry in read_entries()]
    pairs = [pair for english, swedish in entries for pair in zip(english, swedish, strict=False)]
    swedish = " ".join(word for _, word in pairs).casefold()
    english = {word for word, _ in pairs if "{" not in word and len(word) > 3 and word.casefold() not in swedish}
    return [
        (name, word)
        for name, text in texts
        for word in sorted(english - DATA)
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", _without_commands(text))
    ]


def _without_commands(text: str) -> str:
    """Leave out commands, ids of keys and logins, which are the same in every language."""
    return re.sub(r"vistelse [a-z].*|\b[a-z]+\.[a-z-]+|administrator|attester", "", text)


async def test_a_refusal_is_read_whole(empty_store: str) -> None:
    """Its last word is on the screen too."""
    async with aclosing(walk_refused(empty_store, SMALL)) as stops:
        async for name, pilot in stops:
            words = screen_of(pilot).query_one("#notice", Notice).words
            assert words.split()[-1] in shown(pilot), name

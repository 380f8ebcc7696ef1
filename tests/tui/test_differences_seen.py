"""What differences look like: the list, one opened, the plan, in both languages; nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import aclosing

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from models.language.words import use_language
from tests.tui.driving import LARGE, SMALL, Walk, lines_shown, press, screen_of, shown, sitting, write
from tests.tui.raised_prices import change_prices
from tests.tui.village import MAKER
from tui.widgets.foot_lines import FootLines


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


async def _walk(url: str, size: tuple[int, int]) -> Walk:
    """Stop at every screen on which a difference stands."""
    first, *_ = change_prices()
    async with sitting(url, MAKER, size) as pilot:
        yield "differences-today", pilot
        await press(pilot, "4", "d", "home")
        yield "differences", pilot
        await press(pilot, "enter")
        yield "difference", pilot
        await press(pilot, "a")
        yield "difference-accept", pilot
        await press(pilot, "y")
        yield "difference-accepted", pilot
        await press(pilot, "q", "end", "d")
        yield "difference-decline", pilot
        await write(pilot, "avtal")
        yield "differences-declined", pilot
        await press(pilot, "m", "end")
        yield "differences-decided", pilot
        await press(pilot, "h")
        yield "difference-history", pilot
        await press(pilot, "q", "q")
        yield "differences-plan", pilot
        screen_of(pilot).rows.go_to(f"difference:{first.id}")
        await press(pilot, "r", "y")
        yield "differences-run", pilot


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])
async def test_differences_look_as_they_did(
    seen_village: str, size: tuple[int, int], pictures: SnapshotAssertion
) -> None:
    """On a small and a large terminal."""
    async with aclosing(_walk(seen_village, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@pytest.fixture
def _swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language(None)


def _look_at_the_edges(name: str, pilot: Pilot[None]) -> None:
    lines = lines_shown(pilot)
    assert all(cell_len(line) <= SMALL[0] for line in lines), name
    assert "…" not in shown(pilot), (name, shown(pilot))
    for foot in pilot.app.screen.query(FootLines):
        assert foot.region.bottom == SMALL[1], name
        assert foot.command in lines[-1], name


@pytest.mark.usefixtures("_swedish")
async def test_differences_in_swedish(
    seen_village: str, pictures: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word in English, no line beyond the edge, and nothing that needs a colour."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with aclosing(_walk(seen_village, SMALL)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)
            _look_at_the_edges(name, pilot)
            for word in ("difference", "Accept", "Decline", "proposed", "Billed", "known", "document "):
                assert word not in _words(pilot), (name, word)


def _words(pilot: Pilot[None]) -> str:
    """Read the screen without its last line, where the command stands."""
    return "\n".join(shown(pilot).splitlines()[:-1])


async def test_nothing_of_a_difference_is_cut_off(seen_village: str) -> None:
    """In English either."""
    async with aclosing(_walk(seen_village, SMALL)) as stops:
        async for name, pilot in stops:
            _look_at_the_edges(name, pilot)

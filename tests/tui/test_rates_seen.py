"""What the rooms of rates and municipalities look like, whole at 80×24, in both languages; and as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from models.language.words import use_language
from models.operations.store.actor import Actor
from tests.tui.driving import LARGE, SMALL, Walk, lines_shown, press, screen_of, settle, shown, sitting, write
from tests.tui.test_rates_by_keys import busiest, fill_in
from tests.tui.village import MAKER
from tui.screens.base import FeeScreen
from tui.widgets.foot_lines import FootLines

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


async def walk(url: str, size: tuple[int, int]) -> Walk:
    """Stop at every screen of both rooms, over a full store."""
    bad = Path(url.removeprefix("sqlite:///")).with_name("bad.csv")
    bad.write_text("municipality;service;unit;amount;valid_from\n9999;home-care;hour;5oo;2026-01-01\n")
    async with sitting(url, MAKER, size) as pilot:
        home = busiest()
        await press(pilot, "5")
        yield "rates", pilot
        screen_of(pilot).rows.go_to(home)
        await press(pilot, "enter")
        yield "rates-of-one", pilot
        await press(pilot, "n")
        yield "rate-form", pilot
        await fill_in(pilot, price="0", valid_from="31/2", confirmed="kanske")
        yield "rate-form-wrong", pilot
        await fill_in(pilot, unit="", band="", price="999,50", valid_from="1/1", decided_on="idag", confirmed="ja")
        yield "rates-effect", pilot
        await press(pilot, "q", "i")
        await write(pilot, str(bad))
        yield "rates-checked", pilot
        await press(pilot, "n")
        yield "rates-faults", pilot
        await press(pilot, "6")
        yield "municipalities", pilot
        await press(pilot, "f", "s", "o", "l")
        yield "municipalities-filter", pilot
        await press(pilot, "enter", "enter")
        yield "municipality", pilot
        await press(pilot, "enter")
        yield "recipient-form", pilot
        await press(pilot, "ctrl+g", "q", "o")
        yield "own", pilot
        await press(pilot, "e")
        yield "own-form", pilot


async def walk_bare(url: str, size: tuple[int, int]) -> Walk:
    """Stop at both rooms of a store in which nothing has happened, then as somebody whom it does not know."""
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "5")
        yield "empty-rates", pilot
        await press(pilot, "6", "enter", "r")
        yield "empty-rates-of-one", pilot
    async with sitting(url, Actor("stranger", "tui"), size) as pilot:
        await press(pilot, "5")
        yield "refused-rates", pilot
        await press(pilot, "6")
        yield "refused-municipalities", pilot
        await settle(pilot)


@SIZES
async def test_both_rooms_look_as_they_did(
    seen_village: str, empty_store: str, size: tuple[int, int], pictures: SnapshotAssertion
) -> None:
    """Full, empty and refused, on a small and a large terminal."""
    for way in (walk(seen_village, size), walk_bare(empty_store, size)):
        async with aclosing(way) as stops:
            async for name, pilot in stops:
                assert pilot.app.export_screenshot() == pictures(name=name)


@pytest.fixture(params=["en", "sv"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak one language, then the other."""
    use_language(request.param)
    yield request.param
    use_language(None)


LONG = {"rates-checked", "own", "rates-faults"}
"""Screens with a path or a text of any length; it is read whole elsewhere on the screen."""


@pytest.mark.usefixtures("language")
async def test_nothing_is_cut_off(seen_village: str, empty_store: str) -> None:
    """No ellipsis, no line beyond the edge, and the foot stands on the last line, in either language."""
    for way in (walk(seen_village, SMALL), walk_bare(empty_store, SMALL)):
        async with aclosing(way) as stops:
            async for name, pilot in stops:
                lines = lines_shown(pilot)
                assert all(cell_len(line) <= SMALL[0] for line in lines), name
                words = shown(pilot).replace("vistelse rate import … --dry-run", "")
                assert "…" not in words or name in LONG, (name, words)
                if isinstance(pilot.app.screen, FeeScreen):
                    foot = pilot.app.screen.query_one(FootLines)
                    assert foot.region.bottom == SMALL[1], name
                    assert foot.command in lines[-1], name
                else:
                    assert "ctrl+g" in words or " n " in words, name

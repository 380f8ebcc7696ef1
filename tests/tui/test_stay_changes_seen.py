"""What changes of a stay look like: told, proposed, decided, costs, rows refused; both languages and sizes."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from models.language.words import use_language
from models.operations.hours import save_hours
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.hours.mark_row import mark_row
from models.rules.row_kinds import RowKind
from tests.tui.driving import LARGE, SMALL, Walk, lines_shown, press, screen_of, settle, shown, sitting, write
from tests.tui.hour_desk import go_to_month, june, rows_of, type_beside
from tests.tui.stay_desk import HOUR, day, make_stay, put_clause, start_stay
from tests.tui.village import MAKER, TODAY
from tests.tui.visiting import CASE, field, open_visit

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])
ENGLISH = ("proposal ", "Proposal", "receipt", "refused", "executed", "declined", "accept", "told", "extra ")
RECEIPT = "Båttaxi Grönklitt till Stora Rör och tillbaka, kvitto 4711-2026 Öresundsrederi"


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


async def _walk_stay(url: str, size: tuple[int, int]) -> Walk:
    make_stay(url)
    put_clause()
    start_stay()
    add_extra_cost(CASE, day("2026-08-02"), 85050, RECEIPT, TODAY, MAKER)
    async with sitting(url, MAKER, size) as pilot:
        await open_visit(pilot)
        await press(pilot, "e")
        await write(pilot, "5/8")
        yield "told", pilot
        await write(pilot, "today")
        yield "ended", pilot
        await press(pilot, "1")
        screen_of(pilot).rows.go_to("proposals")
        await settle(pilot)
        yield "today", pilot
        await press(pilot, "enter")
        yield "proposals", pilot
        await press(pilot, "enter")
        yield "proposal", pilot
        await press(pilot, "a")
        yield "accept", pilot
        await press(pilot, "n", "d")
        yield "decline", pilot
        await write(pilot, "gästen avled")
        yield "declined", pilot
        await press(pilot, "q")
        yield "none", pilot


async def _walk_rows(url: str, size: tuple[int, int]) -> Walk:
    make_stay(url)
    add_extra_cost(CASE, day("2026-08-02"), 85050, RECEIPT, TODAY, MAKER)
    type_beside(HOUR)
    mark_row(rows_of()[0].key, RowKind.REFUSED, MAKER)
    async with sitting(url, MAKER, size) as pilot:
        await open_visit(pilot)
        screen_of(pilot).rows.go_to("beside:0:0")
        await settle(pilot)
        yield "visit", pilot
        await press(pilot, "enter")
        yield "cost-row", pilot
        await press(pilot, "q", "z")
        yield "cost", pilot
        await field(pilot, "day", "+1")
        await press(pilot, "ctrl+s")
        yield "cost-faults", pilot
        await press(pilot, "ctrl+g", "y")
        await go_to_month(pilot, day=june(25))
        yield "grid", pilot
        await press(pilot, "w")
        yield "rows", pilot


@pytest.fixture(autouse=True)
def _same_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give what is typed the same key at every run."""

    class Same:
        hex = "0123456789abcdef0123"

    monkeypatch.setattr(save_hours, "uuid4", Same)


@SIZES
@pytest.mark.parametrize("walk", [_walk_stay, _walk_rows], ids=["stay", "rows"])
async def test_every_screen_of_the_changes(
    seen_village: str, size: tuple[int, int], walk: object, pictures: SnapshotAssertion
) -> None:
    """Questions, lists, forms and refusals."""
    assert callable(walk)
    async with aclosing(walk(seen_village, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("walk", [_walk_stay, _walk_rows], ids=["stay", "rows"])
async def test_nothing_of_the_changes_is_cut_off(seen_village: str, language: str, walk: object) -> None:
    """No ellipsis, no line beyond the edge, and no English in Swedish."""
    use_language("sv" if language == "sv" else "en")
    assert callable(walk)
    async with aclosing(walk(seen_village, SMALL)) as stops:
        async for name, pilot in stops:
            lines = lines_shown(pilot)
            assert len(lines) == SMALL[1], name
            for line in lines:
                assert cell_len(line) <= SMALL[0], name
                assert "…" not in line, (name, line)
            for word in ENGLISH:
                found = shown(pilot).replace("vistelse proposal list", "")
                assert language == "en" or word not in found, (name, word)

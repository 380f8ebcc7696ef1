"""The list of visits reads a window of what there is: many open like few."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from models.database import transaction
from models.operations.visits.page_visits import PAGE, Wish, page_visits
from models.person import Person
from models.visit import Visit
from tests.tui.driving import press, screen_of, settle, shown, sitting, strike
from tests.tui.village import MAKER, TODAY
from tests.tui.visiting import fill
from tui.screens.visits import VisitsScreen
from tui.visit_filter import wishes_of
from tui.widgets.paged_table import MOST

MANY = 1200
NAMES = {"0180": "Stockholm", "0184": "Solna", "0885": "Borgholm"}


def _add_many() -> None:
    with transaction():
        (like,) = Visit.select().limit(1).dicts()
        del like["id"]
        numbers = [f"X-{number:05}" for number in range(MANY)]
        people = [Person.create(identity_kind="none").id for _ in numbers]
        rows = [
            like | {"case_number": each, "case_key": each.casefold(), "person": person}
            for each, person in zip(numbers, people, strict=True)
        ]
        for start in range(0, MANY, 200):
            Visit.insert_many(rows[start : start + 200]).execute()


@pytest.fixture
def crowded(village: str) -> Iterator[str]:
    """A store with more visits than a window holds."""
    _add_many()
    return village


def test_pages_follow_each_other_without_gap_or_double(crowded: str) -> None:
    """Forwards and backwards the same visits come in the same order."""
    seen: list[str] = []
    after: str | None = None
    while page := page_visits((), TODAY, MAKER, after=after).visits:
        seen += [visit.case for visit in page]
        after = seen[-1]
    back: list[str] = []
    before = ""
    while page := page_visits((), TODAY, MAKER, before=before).visits:
        back[:0] = [visit.case for visit in page]
        before = back[0]
    assert seen == back
    assert len(seen) == len(set(seen)) == page_visits((), TODAY, MAKER).count


async def test_the_whole_list_is_walked_and_only_a_window_is_held(crowded: str) -> None:
    """Page by page to the end, to the top at once, and up again from the end."""
    async with sitting(crowded) as pilot:
        await press(pilot, "2")
        screen = screen_of(pilot)
        assert isinstance(screen, VisitsScreen)
        table, everything = screen.table, page_visits((), TODAY, MAKER).count
        grouped = f"{everything:,}".replace(",", " ")
        assert len(table.held) == PAGE
        for _ in range(60):
            await press(pilot, "pagedown")
            assert len(table.held) <= MOST + PAGE
        assert table.place_here > MOST
        reached = table.place_here
        expected = page_visits((), TODAY, MAKER, limit=reached).visits[-1].case
        assert table.key_here == expected, "the place that is said is the place that is shown"
        await press(pilot, "end")
        assert f"{grouped} of {grouped} visits" in shown(pilot)
        await press(pilot, "pageup", "pageup")
        expected = page_visits((), TODAY, MAKER, limit=table.place_here).visits[-1].case
        assert table.key_here == expected
        await press(pilot, "home")
        assert f"1 of {grouped} visits" in shown(pilot)


async def test_keys_faster_than_the_store_lose_no_step(crowded: str) -> None:
    """What was pressed before a page came is done when it comes."""
    async with sitting(crowded) as pilot:
        await press(pilot, "2")
        screen = screen_of(pilot)
        assert isinstance(screen, VisitsScreen)
        strike(pilot, *["down"] * 130)
        await settle(pilot)
        await press(pilot, "down", "up")
        assert screen.table.place_here == 131


async def test_coming_back_finds_the_same_place(crowded: str) -> None:
    """A visit is opened and left; the cursor stands where it stood."""
    async with sitting(crowded) as pilot:
        await press(pilot, "2", *["pagedown"] * 30)
        screen = screen_of(pilot)
        assert isinstance(screen, VisitsScreen)
        before, place = screen.table.key_here, screen.table.place_here
        await press(pilot, "enter", "q")
        assert (screen.table.key_here, screen.table.place_here) == (before, place)


async def test_a_filter_that_fits_nothing_and_then_something(crowded: str) -> None:
    """The window is another with every letter."""
    async with sitting(crowded) as pilot:
        await press(pilot, "2", "f")
        await fill(pilot, "x-0117")
        assert "1 of 10 visits" in shown(pilot)
        await fill(pilot, "x-01171")
        assert "1 of 1 visit" in shown(pilot)
        await fill(pilot, "x-01171z")
        assert "No visit fits every word." in shown(pilot)
        await fill(pilot, "")
        assert "1 of 1 214 visits" in shown(pilot)


def test_words_are_understood_in_every_way_that_they_can_be_meant() -> None:
    """A whole date or month means nothing else; a year may be a part of a case number too."""
    assert wishes_of("2026-07", NAMES, TODAY) == (Wish(first=date(2026, 7, 1), last=date(2026, 7, 31)),)
    assert wishes_of("2026-13", NAMES, TODAY) == (Wish(case="2026-13"),)
    (year,) = wishes_of("2026", NAMES, TODAY)
    assert (year.case, year.first, year.last) == ("2026", date(2026, 1, 1), date(2026, 12, 31))
    (part,) = wishes_of("HOLM", NAMES, TODAY)
    assert part.municipalities == ("0180", "0885")
    (code,) = wishes_of("0184", NAMES, TODAY)
    assert code.municipalities == ("0184",)
    (state,) = wishes_of("conf", NAMES, TODAY)
    assert state.states == ("confirmed",)
    (month,) = wishes_of("july", NAMES, TODAY)
    assert (month.first, month.case) == (date(2026, 7, 1), "july")
    assert wishes_of("  ", NAMES, TODAY) == ()

"""Which rate applied on a day, asked at the keyboard from a municipality's time line."""

from __future__ import annotations

from datetime import date

import pytest

from models.language.words import use_language
from models.operations.registers.rate_on import RateAsked, rate_on
from tests.tui.driving import press, screen_of, settle, shown, sitting, write
from tests.tui.test_rates_by_keys import busiest, open_home, rates
from tests.tui.village import MAKER, TODAY
from tui.screens.why import WhyScreen


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_answer_on_screen_is_the_operations(seen_village: str, size: tuple[int, int]) -> None:
    """G24: both days today from the beginning; the rate, its dates, its source, and the command that says the same."""
    async with sitting(seen_village, size=size) as pilot:
        home = busiest()
        await open_home(pilot, home)
        rate = next(rate for rate in rates(home) if rate.service == "home-care" and rate.confirmed_by)
        screen_of(pilot).rows.go_to(f"rate:{rate.id}")
        await settle(pilot)
        asked = RateAsked(home, "home-care", TODAY, TODAY, rate.provider, rate.area, rate.band)
        (answer,) = rate_on(asked, MAKER).answers
        assert answer.rate is not None
        await press(pilot, "d", "enter", "enter")
        assert isinstance(pilot.app.screen, WhyScreen)
        words = " ".join(shown(pilot).split())
        assert f"number {answer.rate.rate}" in words
        assert f"Confirmed by {answer.rate.confirmed_by}" in words
        assert f"rate on {home} home-care {TODAY} --known {TODAY}" in words
        await press(pilot, "q")
        assert screen_of(pilot).rows.key_here == f"rate:{rate.id}"


async def test_a_day_before_anybody_knew_has_no_rate_and_says_when_one_came(seen_village: str) -> None:
    """G24: the second day is the day of knowledge."""
    async with sitting(seen_village) as pilot:
        home = busiest()
        await open_home(pilot, home)
        known = min(rate.known_since for rate in rates(home))
        await press(pilot, "d", "enter", "ctrl+u")
        await write(pilot, str(date(known.year - 1, 1, 1)))
        words = " ".join(shown(pilot).split())
        assert "No rate bills no rate" in words
        assert "a rate for the day came then" in words


@pytest.mark.parametrize("keys", [("d", "ctrl+g"), ("d", "enter", "ctrl+g")])
async def test_going_back_from_either_question_asks_nothing(seen_village: str, keys: tuple[str, ...]) -> None:
    """G40: the time line stands there again."""
    async with sitting(seen_village) as pilot:
        await open_home(pilot, busiest())
        before = shown(pilot)
        await press(pilot, *keys)
        assert shown(pilot) == before


async def test_a_day_that_is_none_is_said_to_be_none(seen_village: str) -> None:
    """G40: beside the line, which stays open."""
    async with sitting(seen_village) as pilot:
        await open_home(pilot, busiest())
        await press(pilot, "d", "ctrl+u")
        await write(pilot, "31/2")
        assert "Not a day" in shown(pilot)


async def test_it_is_asked_and_answered_in_swedish(seen_village: str) -> None:
    """No English word is left in the answer."""
    use_language("sv")
    async with sitting(seen_village) as pilot:
        await open_home(pilot, busiest())
        await press(pilot, "d")
        assert "Vilken nivå gällde?" in shown(pilot)
        await press(pilot, "enter")
        assert "känt vilken dag" in shown(pilot)
        await press(pilot, "enter")
        words = shown(pilot)
        assert "Känd sedan" in words
        assert "Known" not in words

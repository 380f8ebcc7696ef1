"""Conditions at the keyboard: our own and a home municipality's, entered, ended and taken away."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from models.language.words import use_language
from models.operations.registers.list_conditions import ConditionListRow, list_conditions
from tests.tui.driving import press, shown, sitting, write
from tests.tui.test_municipalities_by_keys import open_home
from tests.tui.test_rates_by_keys import fill_in
from tests.tui.village import MAKER, READER


async def open_ours(pilot: Pilot[None]) -> None:
    """Open our own conditions."""
    await press(pilot, "6", "o", "v")


def conditions() -> list[ConditionListRow]:
    """Read the register."""
    return list(list_conditions("", MAKER))


async def test_our_own_condition_is_entered_and_followed_by_a_later_one(village: str) -> None:
    """The second ends the first; both stay in view, with the days on which they hold."""
    async with sitting(village) as pilot:
        await open_ours(pilot)
        assert "No condition is entered" in shown(pilot)
        assert "vistelse condition list --own" in shown(pilot)
        await press(pilot, "n")
        await fill_in(pilot, kind="lead time of o", days="14", valid_from="2026-01-01", source="Board 2025")
        assert "Entered as condition" in shown(pilot)
        assert "Board 2025" in shown(pilot)
        await press(pilot, "n")
        await fill_in(pilot, kind="lead time of orders", days="28", valid_from="1/7")
        assert "It ends condition" in shown(pilot)
        assert "Not in force today" in shown(pilot)
        found = [(each.days, each.valid_from, each.valid_to) for each in conditions()]
        assert found == [(14, date(2026, 1, 1), date(2026, 6, 30)), (28, date(2026, 7, 1), None)]


async def test_a_condition_is_ended_on_a_day_and_taken_away_by_an_earlier_one(village: str) -> None:
    """The question says what a day before its first does."""
    async with sitting(village) as pilot:
        await open_ours(pilot)
        await press(pilot, "n")
        await fill_in(pilot, kind="field", subject="relatives", valid_from="2026-01-01")
        await press(pilot, "e")
        assert "takes it away" in shown(pilot)
        await write(pilot, "2026-12-31")
        assert "is ended" in shown(pilot)
        assert [each.valid_to for each in conditions()] == [date(2026, 12, 31)]
        await press(pilot, "e")
        await write(pilot, "2025-12-31")
        assert conditions() == []


async def test_a_form_that_does_not_go_together_says_so_on_its_line(seen_village: str) -> None:
    """Each kind says what it needs; what the store refuses comes back as it was filled in."""
    async with sitting(seen_village) as pilot:
        await open_ours(pilot)
        await press(pilot, "n")
        await fill_in(pilot, kind="refused", days="14", valid_from="2026-01-01")
        assert "needs one of" in shown(pilot).replace("\n", " ")
        await fill_in(pilot, days="", percent="75")
        assert [each.percent for each in conditions()] == [75]
        await press(pilot, "n")
        await fill_in(pilot, kind="refused", percent="50", valid_from="2026-01-01")
        assert "says otherwise from" in shown(pilot)
        await fill_in(pilot, valid_from="2026-08-01")
        assert [each.percent for each in conditions()] == [75, 50]


async def test_a_home_municipality_has_conditions_of_its_own(seen_village: str) -> None:
    """Reached from the municipality; those that pay split the unbilled rows anew and say how many."""
    async with sitting(seen_village) as pilot:
        await open_home(pilot, "0184")
        await press(pilot, "v", "n")
        await fill_in(pilot, kind="standard time", service="Hemtjänst", minutes="45", valid_from="2026-01-01")
        assert "unbilled hour rows split anew" in shown(pilot)
        assert "vistelse condition list 0184" in shown(pilot)
        assert [(each.municipality, each.minutes) for each in conditions()] == [("0184", 45)]


async def test_who_only_reads_is_refused_and_keeps_what_was_filled_in(seen_village: str) -> None:
    """Billing or administering is needed."""
    async with sitting(seen_village, READER) as pilot:
        await open_ours(pilot)
        await press(pilot, "n")
        await fill_in(pilot, kind="lead time of o", days="14", valid_from="2026-01-01")
        assert "does not have the role" in shown(pilot)
        assert conditions() == []


async def test_a_home_municipality_s_own_rules_of_time_are_entered(seen_village: str) -> None:
    """How time is rounded, the least that a row pays, and granted time instead of executed."""
    async with sitting(seen_village) as pilot:
        await open_home(pilot, "0184")
        await press(pilot, "v", "n")
        await fill_in(pilot, kind="rounding", subject="upwards", minutes="15", valid_from="2026-01-01")
        assert "unbilled hour rows split anew" in shown(pilot)
        await press(pilot, "n")
        await fill_in(pilot, kind="least time", service="Ledsagning", minutes="30", valid_from="2026-01-01")
        await press(pilot, "n")
        await fill_in(pilot, kind="granted time", service="Hemtjänst", valid_from="2026-01-01")
        text = shown(pilot)
        assert "upwards · 15 min" in text
        assert "granted time is paid" in text
        found = {(each.kind, each.service, each.subject, each.minutes) for each in conditions()}
        assert found == {
            ("rounding", "", "up", 15),
            ("minimum-time", "escort", "", 30),
            ("basis-granted", "home-care", "", None),
        }


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_conditions_fit_in_swedish(seen_village: str, size: tuple[int, int]) -> None:
    """The longest words and three of them at once, nothing cut."""
    use_language("sv")
    try:
        async with sitting(seen_village, size=size) as pilot:
            await open_ours(pilot)
            await press(pilot, "n")
            await fill_in(pilot, kind="sen avbokning", days="14", paid_days="14", valid_from="2026-01-01")
            await press(pilot, "n")
            await fill_in(
                pilot, kind="avböjt", service="Dygn på särskilt boende", percent="50", valid_from="2026-01-01"
            )
            text = shown(pilot)
            assert "14 dagar · ersätter 14 dagar" in text
            assert "Dygn på särskilt boende · 50 %" in text
    finally:
        use_language(None)

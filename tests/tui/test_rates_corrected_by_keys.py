"""A rate is corrected, ended, withdrawn and agreed on by keys, the effect shown before it is saved."""

from __future__ import annotations

from typing import Literal

import pytest
from textual.pilot import Pilot

from models.language.words import use_language
from models.operations.billing.plan_batch import plan_batch
from models.operations.registers.list_registers import RateListRow, list_rates
from models.rules.money import Ore
from models.rules.period import Month
from tests.tui.driving import SMALL, lines_shown, press, screen_of, settle, shown, sitting, write
from tests.tui.test_rates_by_keys import busiest, fill_in, kronor_shown, open_home
from tests.tui.village import MAKER, TODAY
from tests.tui.visiting import open_visit
from tui.screens.rates_effect import EffectScreen
from tui.widgets.foot_lines import FootLines


def planned() -> Ore:
    """Give what the month's plan comes to."""
    return plan_batch(Month.of(TODAY), TODAY, MAKER).total


def standing(home: str) -> RateListRow:
    """Choose a confirmed rate of home care that is known to hold."""
    return next(rate for rate in list_rates(home, MAKER) if rate.service == "home-care" and rate.confirmed_by)


async def stand_on_rate(pilot: Pilot[None]) -> tuple[str, RateListRow]:
    """Open the busiest municipality's rates, with the cursor on one."""
    home = busiest()
    rate = standing(home)
    await open_home(pilot, home)
    screen_of(pilot).rows.go_to(f"rate:{rate.id}")
    await settle(pilot)
    return home, rate


async def test_a_rate_is_corrected_after_its_effect_was_seen(village: str) -> None:
    """G24, G26: the old one holds no more, and stands there when the past is asked for."""
    async with sitting(village) as pilot:
        home, rate = await stand_on_rate(pilot)
        before = planned()
        await press(pilot, "r")
        await fill_in(pilot, price="999,50", confirmed="ja")
        assert isinstance(pilot.app.screen, EffectScreen)
        assert kronor_shown(before) in shown(pilot)
        assert f"rate correct {rate.id} --amount 999,50" in shown(pilot)
        await press(pilot, "s")
        after = planned()
        assert after > before
        assert f"now {kronor_shown(after)} kr" in " ".join(shown(pilot).split())
        assert rate.id not in {each.id for each in list_rates(home, MAKER)}
        assert "×" not in shown(pilot)
        await press(pilot, "p")
        assert "×" in shown(pilot)
        screen_of(pilot).rows.go_to(f"rate:{rate.id}")
        await settle(pilot)
        assert "not to hold since" in " ".join(shown(pilot).split())
        known = list_rates(home, MAKER, past=True)
        await press(pilot, "r", "e", "w", "c")
        assert not isinstance(pilot.app.screen, EffectScreen)
        assert list_rates(home, MAKER, past=True) == known


async def test_a_rate_is_ended_and_withdrawn_by_keys(village: str) -> None:
    """Going back saves nothing; a reason is asked for."""
    async with sitting(village) as pilot:
        home, rate = await stand_on_rate(pilot)
        await press(pilot, "e", "ctrl+u")
        await write(pilot, "2098-12-31")
        assert "1 holds no more" in shown(pilot)
        await press(pilot, "q")
        assert standing(home) == rate
        await press(pilot, "e", "ctrl+u")
        await write(pilot, "2098-12-31")
        await press(pilot, "s")
        ended = next(each for each in list_rates(home, MAKER) if str(each.valid_to) == "2098-12-31")
        assert ended.confirmed_by == rate.confirmed_by
        screen_of(pilot).rows.go_to(f"rate:{ended.id}")
        await settle(pilot)
        await press(pilot, "w")
        await write(pilot, "entered twice")
        await press(pilot, "s")
        assert ended.id not in {each.id for each in list_rates(home, MAKER)}


async def test_a_rate_is_agreed_on_from_the_visit(village: str) -> None:
    """What the order says comes before what the municipality pays others."""
    plan = plan_batch(Month.of(TODAY), TODAY, MAKER)
    case = next(line.case for line in plan.lines if line.service == "home-care")
    async with sitting(village) as pilot:
        await open_visit(pilot, case)
        await press(pilot, "w")
        await fill_in(pilot, service="Hemtjänst", price="777", reference="Best 17", valid_from="2020-01-01")
        assert isinstance(pilot.app.screen, EffectScreen)
        await press(pilot, "s")
        agreed = [rate for rate in list_rates("", MAKER) if rate.case == case]
        assert [(rate.price, rate.source, rate.confirmed_by) for rate in agreed] == [(777_00, "Best 17", MAKER.login)]


@pytest.mark.parametrize("language", ["en", "sv"])
async def test_nothing_of_it_is_cut_off(village: str, language: Literal["en", "sv"]) -> None:
    """80×24, in both languages: the form, the questions, the time line with its past, and their feet."""
    use_language(language)
    try:
        async with sitting(village, size=SMALL) as pilot:
            await stand_on_rate(pilot)
            for keys in (("r", "ctrl+g"), ("e", "ctrl+g"), ("w", "ctrl+g")):
                await press(pilot, keys[0])
                assert "…" not in shown(pilot), keys
                await press(pilot, keys[1])
            await press(pilot, "r")
            await fill_in(pilot, price="999,50", confirmed="ja")
            await press(pilot, "s", "p")
            lines = lines_shown(pilot)
            assert [line for line in lines if "…" in line] == []
            assert pilot.app.screen.query_one(FootLines).region.bottom == SMALL[1]
    finally:
        use_language(None)

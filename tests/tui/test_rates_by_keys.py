"""Rates at the keyboard: seen on a time line, entered, read from a file and confirmed, with the effect shown first."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widgets import Input

from models.operations.billing.plan_batch import plan_batch
from models.operations.registers.import_rates import import_rates
from models.operations.registers.list_registers import RateListRow, list_bands, list_rates
from models.operations.registers.rate_overview import rate_overview
from models.rules.money import Ore
from models.rules.period import Month
from tests.tui.driving import press, screen_of, settle, shown, sitting, write
from tests.tui.village import MAKER, READER, TODAY
from tui.screens.rates_effect import EffectScreen

HEADING = "municipality;service;unit;amount;valid_from;decided_on"


async def fill_in(pilot: Pilot[None], **lines: str) -> None:
    """Write on the lines of the form that is open, and be done."""
    for name, text in lines.items():
        line = pilot.app.screen.query_one(f"#line-{name} Input", Input)
        line.clear()
        line.post_message(Paste(text))
    await settle(pilot)
    await press(pilot, "ctrl+s")


def rates(home: str = "") -> tuple[RateListRow, ...]:
    """List what the store holds."""
    return list_rates(home, MAKER)


def planned() -> Ore:
    """Give what the month's plan comes to."""
    return plan_batch(Month.of(TODAY), TODAY, MAKER).total


def kronor_shown(ore: Ore) -> str:
    """Write an amount as the screen does."""
    return f"{ore // 100:,}".replace(",", " ") + f",{ore % 100:02}"


async def open_home(pilot: Pilot[None], code: str) -> None:
    """Open a municipality's rates from the room."""
    await press(pilot, "5")
    screen_of(pilot).rows.go_to(code)
    await settle(pilot)
    await press(pilot, "enter")


def busiest() -> str:
    """Choose the municipality with the largest invoice line of home care in the plan."""
    plan = plan_batch(Month.of(TODAY), TODAY, MAKER)
    found = [
        (line.net, invoice.municipality)
        for invoice in plan.invoices
        for line in invoice.lines
        if line.service == "home-care"
    ]
    return max(found)[1]


async def test_a_new_rate_is_shown_before_it_is_saved(village: str) -> None:
    """G26: the plan on screen, before and after, is the plan before and after."""
    async with sitting(village) as pilot:
        home, before, known = busiest(), planned(), len(rates())
        await open_home(pilot, home)
        await press(pilot, "n")
        usual = {"service": "hemtj", "unit": "", "band": "", "valid_from": "1/1", "confirmed": "ja"}
        await fill_in(pilot, price="999,50", decided_on="idag", **usual)
        assert "not saved yet" in shown(pilot)
        assert kronor_shown(before) in shown(pilot)
        assert len(rates()) == known
        await press(pilot, "s")
        assert len(rates()) == known + 1
        after = planned()
        assert after > before
        assert f"now {kronor_shown(after)} kr" in shown(pilot)
        assert f"{home} " in shown(pilot).splitlines()[3]


async def test_going_back_from_the_effect_saves_nothing(village: str) -> None:
    """G26, G8: a rehearsal leaves no trace."""
    async with sitting(village) as pilot:
        known = rates()
        await press(pilot, "5", "n")
        await fill_in(pilot, municipality="Solna", service="Tvätt", price="12", valid_from="2026-01-01")
        assert "1 new rate" in shown(pilot)
        await press(pilot, "q")
        assert rates() == known


async def test_every_fault_of_a_form_stands_beside_its_line(seen_village: str) -> None:
    """G40: nothing is shown or saved before all of it is right."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "5", "n")
        await fill_in(
            pilot, municipality="Atlantis", service="jonglering", price="0", valid_from="31/2", confirmed="kanske"
        )
        words = " ".join(shown(pilot).split())
        assert words.count("!") == 5
        await fill_in(pilot, municipality="0184", service="Tvätt", price="12", valid_from="+14", confirmed="nej")
        await press(pilot, "ctrl+s")
        assert "No care is touched" in shown(pilot)


async def test_a_rate_that_ends_before_it_begins_is_told_so(seen_village: str) -> None:
    """G40: two lines that are right alone and wrong together."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "5", "n")
        await fill_in(
            pilot, municipality="0184", service="Tvätt", price="12", valid_from="2026-07-01", valid_to="2026-06-30"
        )
        assert "ends before it" in shown(pilot)


async def test_unconfirmed_rates_are_confirmed_one_or_all(village: str) -> None:
    """G26: each through the effect, and only what is not confirmed yet is offered."""
    async with sitting(village) as pilot:
        waiting = list_rates("0483", MAKER, unconfirmed=True)
        await open_home(pilot, "0483")
        await press(pilot, "c")
        assert "vistelse rate confirm" in shown(pilot)
        await press(pilot, "s")
        assert len(list_rates("0483", MAKER, unconfirmed=True)) == len(waiting) - 1
        await press(pilot, "c")
        assert "not saved yet" not in shown(pilot)
        await press(pilot, "a", "s")
        assert list_rates("0483", MAKER, unconfirmed=True) == ()
        assert "?" not in shown(pilot).splitlines()[7]


async def test_a_file_is_read_after_its_effect_was_seen(village: str, tmp_path: Path) -> None:
    """G23, G26: confirmed because the user said so."""
    file = tmp_path / "rates.csv"
    file.write_text(f"{HEADING}\n0114;home-care;hour;500;2026-01-01;2025-11-01\n")
    async with sitting(village) as pilot:
        await press(pilot, "5", "i")
        await write(pilot, str(file))
        await press(pilot, "y")
        assert rates("0114") == ()
        await press(pilot, "s")
        assert [(rate.price, rate.confirmed_by) for rate in rates("0114")] == [(500_00, MAKER.login)]


async def test_a_file_with_faults_lists_each_and_changes_nothing(seen_village: str, tmp_path: Path) -> None:
    """G40: by line and column."""
    file = tmp_path / "rates.csv"
    file.write_text(f"{HEADING}\n9999;home-care;hour;500;2026-01-01;\n0180;juggling;hour;5oo;2026-01-01;\n")
    async with sitting(seen_village) as pilot:
        known = rates()
        await press(pilot, "5", "i")
        await write(pilot, str(file))
        await press(pilot, "n")
        assert "3 faults" in shown(pilot)
        assert "There is no such municipality" in shown(pilot)
        await press(pilot, "down", "down", "q")
        assert "visits waiting" in shown(pilot)
        assert rates() == known


async def test_a_file_that_is_not_there_is_said_so(seen_village: str) -> None:
    """The path is repeated, and nothing else happens."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "5", "i")
        await write(pilot, "/nowhere/rates.csv")
        await press(pilot, "n")
        assert "/nowhere/rates.csv cannot be read" in shown(pilot)


async def test_bands_are_read_from_a_file(village: str, tmp_path: Path) -> None:
    """G25: and faults in it are listed as those of rates are."""
    good, bad = tmp_path / "bands.csv", tmp_path / "bad.csv"
    good.write_text("municipality;band;days;start;end\n0114;natt;all;22:00;06:00\n")
    bad.write_text("municipality;band;days;start;end\n0114;natt;someday;22:00;06:00\n")
    async with sitting(village) as pilot:
        await press(pilot, "5", "b")
        await write(pilot, str(bad))
        assert "1 fault" in shown(pilot)
        await press(pilot, "q", "b")
        await write(pilot, str(good))
        assert "1 new band scheme" in shown(pilot)
        assert [row.band for row in list_bands("0114", MAKER)] == ["natt"]


async def test_what_changed_meanwhile_is_shown_again_and_not_saved(seen_village: str, tmp_path: Path) -> None:
    """G26: somebody else's rate in between makes the effect another."""
    file = tmp_path / "rates.csv"
    async with sitting(seen_village) as pilot:
        home = busiest()
        file.write_text(f"{HEADING}\n{home};home-care;hour;700;2026-01-01;2026-07-31\n")
        await open_home(pilot, home)
        await press(pilot, "n")
        await fill_in(pilot, service="hemtj", band="", unit="", price="999", valid_from="1/1", confirmed="ja")
        import_rates(file.name, file.read_bytes(), TODAY, MAKER, confirm=True)
        known = rates()
        await press(pilot, "s")
        assert "Something changed" in shown(pilot)
        assert rates() == known
        await press(pilot, "s")
        assert len(rates()) == len(known) + 1


async def test_one_who_may_only_read_is_told_so(seen_village: str) -> None:
    """G28: the effect itself is refused; nothing can be saved."""
    async with sitting(seen_village, READER) as pilot:
        await open_home(pilot, "0483")
        await press(pilot, "c")
        assert "does not have the role" in shown(pilot)
        assert "s save" not in shown(pilot)


async def test_the_municipalities_that_care_waits_for_come_first(seen_village: str) -> None:
    """G5: the room shows what the operation counts."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "5")
        homes = rate_overview(TODAY, MAKER)
        assert [row.key for row in screen_of(pilot).rows.rows_shown] == [home.code for home in homes]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_rate_leads_to_its_municipality_and_back(seen_village: str, size: tuple[int, int]) -> None:
    """One key each way."""
    async with sitting(seen_village, size=size) as pilot:
        await open_home(pilot, "0380")
        assert "Home care" in shown(pilot)
        await press(pilot, "m")
        assert "Peppol address" in shown(pilot)
        await press(pilot, "r")
        assert "Home care" in shown(pilot)


async def test_who_types_faster_than_the_screen_answers_gets_every_line_right(seen_village: str) -> None:
    """G40: keys that come in one burst land where a slow hand would have put them."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "5", "n")
        pilot.app.screen.query_one("#line-municipality Input", Input).clear()
        typed = ["0", "1", "1", "4", "enter", *"escort", *["enter"] * 5, "7", "0", "0", "enter", *"idag", "ctrl+s"]
        for key in typed:
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        while not isinstance(pilot.app.screen, EffectScreen):
            await settle(pilot)
        await settle(pilot)
        assert "1 new rate" in shown(pilot)
        await press(pilot, "s")
        assert [(rate.service, rate.price, rate.valid_from) for rate in rates("0114")] == [("escort", 700_00, TODAY)]


@pytest.mark.parametrize("from_overview", [True, False])
async def test_the_cursor_stands_on_the_rate_that_was_saved(seen_village: str, from_overview: bool) -> None:
    """From the list of municipalities and from another one's rates; what it says is the new rate's."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "5")
        if not from_overview:
            await open_home(pilot, "0380")
        await press(pilot, "n")
        given = {"provider": "", "area": "", "band": "", "unit": "", "valid_from": "2026-03-01"}
        await fill_in(pilot, municipality="Solna", service="Tvätt", price="12,34", **given)
        await press(pilot, "s")
        screen = screen_of(pilot)
        newest = max(rates("0184"), key=lambda rate: rate.id)
        assert (newest.price, screen.rows.key_here) == (12_34, f"rate:{newest.id}")
        assert "1 new rate" in shown(pilot)
        assert "Valid from 2026-03-01" in shown(pilot)


async def test_the_history_of_rates_is_one_key_away(village: str) -> None:
    """G29: what was entered and confirmed for a municipality, from both rooms, and nothing of another's."""
    async with sitting(village) as pilot:
        await open_home(pilot, "0483")
        await press(pilot, "c", "s", "h")
        assert "vistelse log --subject 0483" in shown(pilot)
        assert "confirmed a rate" in shown(pilot)
        await press(pilot, "q", "q")
        screen_of(pilot).rows.go_to("0380")
        await settle(pilot)
        await press(pilot, "h")
        assert "vistelse log --subject 0380" in shown(pilot)
        assert "confirmed a rate" not in shown(pilot)
        await press(pilot, "6", "enter", "h")
        assert "vistelse log --subject 0114" in shown(pilot)

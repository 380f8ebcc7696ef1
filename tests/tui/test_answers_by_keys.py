"""Answers in writing: what is proposed is written over, what was refused is gone on with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from textual.geometry import Region
from textual.widgets import Input

from models.operations.billing.list_differences import show_difference
from models.operations.payments.standing import show_standing
from models.operations.visits.visit_sheet import visit_sheet
from tests.tui.driving import LARGE, press, screen_of, shown, sitting, write
from tests.tui.raised_prices import change_prices, post_july
from tests.tui.village import MAKER, TODAY
from tui.screens.wish_forms import CaseFileForm


async def test_what_is_proposed_is_written_over_by_what_is_typed(village: str) -> None:
    """An amount and a day: no key to know first, and enter alone takes what is proposed."""
    number = post_july()[0].number
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "i")
        screen_of(pilot).rows.go_to(number)
        await press(pilot, "p", "1", "0", "0", "enter")
        day = TODAY - timedelta(days=3)
        await press(pilot, *str(day), "enter")
        assert f"before {number} was issued" in " ".join(shown(pilot).split())
    assert show_standing(number, MAKER).money.settled == 10_000


async def test_what_is_proposed_can_be_gone_on_with_all_the_same(seen_village: str) -> None:
    """An arrow lets go of the choice; ctrl+u empties the line as ever."""
    number = post_july()[0].number
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "i")
        screen_of(pilot).rows.go_to(number)
        await press(pilot, "p")
        line = pilot.app.screen.query_one(Input)
        given = line.value
        await press(pilot, "right", "0")
        assert line.value == f"{given}0"
        await press(pilot, "ctrl+u", "7")
        assert line.value == "7"


async def test_what_is_proposed_is_seen_to_be_chosen_without_colours(seen_village: str) -> None:
    """Every letter of it is reversed."""
    number = post_july()[0].number
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "i")
        screen_of(pilot).rows.go_to(number)
        await press(pilot, "p")
        line = pilot.app.screen.query_one(Input)
        strip = line.render_lines(Region(0, 0, line.size.width, 1))[0]
        reversed_text = "".join(part.text for part in strip if part.style is not None and part.style.reverse)
        assert reversed_text.startswith(line.value)


async def test_in_a_form_what_was_typed_is_not_written_over_by_coming_back(seen_village: str, tmp_path: Path) -> None:
    """Only what the form proposed is; one's own words go on where they ended."""
    async with sitting(seen_village) as pilot:
        pilot.app.push_screen(CaseFileForm("V2026-0001", tmp_path))
        await press(pilot, "a", "b", "down", "n")
        reason, mask, _ = pilot.app.screen.query(Input)
        assert (reason.value, mask.value) == ("ab", "n")
        await press(pilot, "up", "c", "down", "e")
        assert (reason.value, mask.value) == ("abc", "ne")


async def test_a_refused_reason_is_offered_again_as_it_was_typed(seen_village: str) -> None:
    """G37: one word is put right, and the rest is not typed again; done, it is forgotten."""
    row = change_prices(homes=1)[0]
    name = visit_sheet(row.lines[0].case, "asked by the guest", MAKER).name
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "d", "home", "d")
        await write(pilot, f"agreed with {name}")
        assert show_difference(row.id, MAKER).state == "open"
        await press(pilot, "d")
        line = pilot.app.screen.query_one(Input)
        assert line.value == f"agreed with {name}"
        await press(pilot, *["backspace"] * len(name), *"them", "enter")
        assert (show_difference(row.id, MAKER).state, show_difference(row.id, MAKER).reason) == (
            "declined",
            "agreed with them",
        )
        await press(pilot, "m", "home", "a", "y", "d")
        assert pilot.app.screen.query_one(Input).value == ""

"""The forms of rates, recipients and our own organisation: what is typed is asked about, kept, and offered again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from models.operations.registers.list_registers import list_rates
from models.operations.registers.recipients import list_recipients
from models.operations.store.describe_store import show_store
from tests.tui.driving import lines_shown, press, screen_of, settle, shown, sitting
from tests.tui.test_rates_by_keys import fill_in
from tests.tui.village import MAKER
from tui import kept_text
from tui.widgets.form_line import FormLine

FORMS = {"rate": ("5", "n"), "recipient": ("6", "enter", "n"), "known recipient": ("6", "enter", "enter")}
FORMS |= {"own": ("6", "o", "e")}
ALL_FORMS = pytest.mark.parametrize("way", FORMS.values(), ids=FORMS)


async def open_form(pilot: Pilot[None], way: tuple[str, ...]) -> None:
    """Go to a form."""
    await press(pilot, *way)


async def write_on_last(pilot: Pilot[None], text: str) -> None:
    """Write on the form's third line."""
    line = list(pilot.app.screen.query(FormLine))[2].line
    line.clear()
    line.post_message(Paste(text))
    await settle(pilot)


def written(pilot: Pilot[None]) -> str:
    """Read the form's third line."""
    return list(pilot.app.screen.query(FormLine))[2].line.value


@ALL_FORMS
async def test_leaving_what_was_typed_is_asked(seen_village: str, way: tuple[str, ...]) -> None:
    """G37: enter, n and escape stay; only y leaves, and then nothing is offered."""
    async with sitting(seen_village) as pilot:
        await open_form(pilot, way)
        await write_on_last(pilot, "24")
        for stay in ("enter", "n", "escape", "ctrl+g"):
            await press(pilot, "ctrl+g")
            assert "Leave without saving?" in shown(pilot)
            await press(pilot, stay)
            assert written(pilot) == "24"
        await press(pilot, "ctrl+g", "y")
        assert screen_of(pilot)
        await press(pilot, way[-1])
        assert "never saved" not in shown(pilot)
        assert written(pilot) != "24"


@ALL_FORMS
async def test_leaving_an_untouched_form_asks_nothing(seen_village: str, way: tuple[str, ...]) -> None:
    """One key, as before."""
    async with sitting(seen_village) as pilot:
        await open_form(pilot, way)
        await press(pilot, "ctrl+g")
        assert screen_of(pilot)


@ALL_FORMS
async def test_a_lost_line_loses_nothing_of_a_form(seen_village: str, way: tuple[str, ...]) -> None:
    """G37: what was typed is offered again; no keeps it, x throws it away."""
    async with sitting(seen_village) as pilot:
        await open_form(pilot, way)
        await write_on_last(pilot, "24")
    async with sitting(seen_village) as pilot:
        await open_form(pilot, way)
        assert "never saved" in shown(pilot)
        await press(pilot, "n")
        assert written(pilot) != "24"
        await press(pilot, "ctrl+g", way[-1])
        assert "never saved" in shown(pilot)
        await press(pilot, "y")
        assert written(pilot) == "24"
    async with sitting(seen_village) as pilot:
        await open_form(pilot, way)
        await press(pilot, "x", "ctrl+g", way[-1])
        assert "never saved" not in shown(pilot)


async def test_a_rate_is_kept_until_its_effect_is_saved(village: str) -> None:
    """G26, G37: going back from the effect loses nothing, and what is saved is not offered again."""
    async with sitting(village) as pilot:
        await press(pilot, "5", "n")
        await fill_in(pilot, municipality="Solna", service="Tvätt", price="12", valid_from="2026-01-01")
        assert "not saved yet" in shown(pilot)
        await press(pilot, "q", "n", "y")
        assert pilot.app.screen.query_one("#line-price Input", Input).value == "12"
        known = len(list_rates("0184", MAKER))
        await press(pilot, "ctrl+s", "s")
        assert len(list_rates("0184", MAKER)) == known + 1
        await press(pilot, "n")
        assert "never saved" not in shown(pilot)


async def test_what_is_saved_is_not_offered_again(village: str) -> None:
    """G37: a recipient, a new one, and our own organisation."""
    async with sitting(village) as pilot:
        await press(pilot, "6", "enter", "n")
        await fill_in(pilot, code="0114-x", name="Nämnden")
        assert "Added 0114-x" in shown(pilot)
        await press(pilot, "n")
        assert "never saved" not in shown(pilot)
        await press(pilot, "ctrl+g", "enter")
        await fill_in(pilot, name="Nämnd två")
        await press(pilot, "enter")
        assert "never saved" not in shown(pilot)
        await press(pilot, "ctrl+g", "q", "o", "e")
        await fill_in(pilot, payment_days="24")
        await press(pilot, "e")
        assert "never saved" not in shown(pilot)
    assert show_store(MAKER).payment_days == 24
    assert "Nämnd två" in {facts.name for facts in list_recipients("0114", MAKER)}


async def test_taken_up_text_overwrites_nothing_that_was_not_typed(village: str) -> None:
    """G35: what somebody else saved meanwhile on another line stands."""
    async with sitting(village) as pilot:
        await press(pilot, "6", "o", "e")
        await fill_in(pilot, payment_days="x")
    async with sitting(village) as pilot:
        await press(pilot, "6", "o", "e", "n")
        await fill_in(pilot, city="Köpingsvik")
        await press(pilot, "e", "y")
        await fill_in(pilot, payment_days="24")
    assert (show_store(MAKER).city, show_store(MAKER).payment_days) == ("Köpingsvik", 24)


async def test_the_keys_stay_on_screen_whatever_is_said(seen_village: str) -> None:
    """Faults beside every line push the lines, never the keys, off the screen."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "6", "enter", "enter")
        wrong = {"name": "", "organisation_number": "1", "peppol": "1", "reference_pattern": "[", "payment_days": "0"}
        await fill_in(pilot, **wrong, grouping="x", privacy="x", valid_from="x")
        assert "ctrl+s done" in lines_shown(pilot)[-2]


async def test_a_disk_that_keeps_nothing_is_said_so(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """G37: and the form goes on."""

    def full(*_: object) -> bool:
        raise OSError

    async with sitting(seen_village) as pilot:
        await press(pilot, "5", "n")
        monkeypatch.setattr("tui.kept_text.os.open", full)
        await write_on_last(pilot, "egen")
        assert "cannot be kept on this machine" in shown(pilot)
        assert written(pilot) == "egen"


def test_texts_of_a_form_lie_beside_each_other(tmp_path: Path) -> None:
    """No place is given twice, and one that was let go of is given again."""
    first = tmp_path / "form.json"
    places = []
    for number in range(3):
        place = kept_text.free_place(first)
        kept_text.keep_text(place, {"name": str(number)}, {})
        places.append(place)
    assert len(set(places)) == 3
    assert {path for path, _ in kept_text.texts_kept(first)} == set(places)
    kept_text.forget_text(places[1])
    assert kept_text.free_place(first) == places[1]

"""Two users over one visit, and a line that is lost in the middle of a form."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from models.operations.visits.change_visit import set_visit
from tests.tui.driving import press, screen_of, shown, sitting
from tests.tui.village import MAKER
from tests.tui.visiting import CASE, field, make_visit, open_visit, sheet
from tui.kept_text import kept_text, place_of


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _kept(url: str, form: str) -> Path:
    return place_of(url, form)


async def test_the_second_save_is_refused_and_shows_both_versions(village: str) -> None:
    """G35: one wins; the other sees what was written, keeps what was typed, and decides."""
    make_visit(to="2026-08-10")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "c")
        await field(pilot, "invoice_reference", "REF MINE")
        set_visit(CASE, {"invoice_reference": "REF THEIRS", "last_day": date(2026, 8, 20)}, MAKER)
        await press(pilot, "ctrl+s")
        text = _one_line(shown(pilot))
        assert "administrator wrote: REF THEIRS" in text
        assert "administrator wrote: 2026-08-20" in text
        assert "while you wrote; nothing was saved" in text
        assert "REF MINE" in text
        assert sheet().invoice_reference == "REF THEIRS"
        await press(pilot, "ctrl+s")
    assert sheet().invoice_reference == "REF MINE"
    assert sheet().last == date(2026, 8, 20), "what was not typed here is not undone"


async def test_an_end_that_somebody_else_moved_is_not_moved_again_unseen(village: str) -> None:
    """G35: the last day that was shown is no longer the last day."""
    make_visit(to="2026-08-10")
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "x")
        set_visit(CASE, {"last_day": date(2026, 8, 25)}, MAKER)
        line = pilot.app.screen.query_one(Input)
        line.value = "15/8"
        await press(pilot, "enter")
        assert "was changed by administrator while you wrote" in _one_line(shown(pilot))
    assert sheet().last == date(2026, 8, 25)


async def test_a_lost_line_loses_no_typed_text(village: str) -> None:
    """G37: what was typed is on the disk as it is typed, for its owner's eyes alone, and offered again."""
    async with sitting(village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
        await field(pilot, "from", "1/8")
        place = _kept(village, "register")
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    async with sitting(village) as pilot:
        await press(pilot, "2", "n")
        assert "never saved. Go on with it?" in _one_line(shown(pilot))
        await press(pilot, "y")
        assert "Bo Ek" in shown(pilot)
        assert "Saturday 1 August 2026" in shown(pilot)
        await field(pilot, "home_municipality", "Solna")
        await press(pilot, "ctrl+s")
        assert "V2026-0001 · Bo Ek" in shown(pilot)
    assert not place.exists()


async def test_a_lost_line_hides_no_change_of_somebody_elses(village: str) -> None:
    """G35, G37: the form that is taken up again was opened before the other saved."""
    make_visit()
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "c")
        await field(pilot, "invoice_reference", "REF MINE")
    set_visit(CASE, {"invoice_reference": "REF THEIRS"}, MAKER)
    async with sitting(village) as pilot:
        await open_visit(pilot)
        await press(pilot, "c", "y", "ctrl+s")
        assert "administrator wrote: REF THEIRS" in _one_line(shown(pilot))
    assert sheet().invoice_reference == "REF THEIRS"


async def test_keys_that_come_in_one_piece_land_in_the_right_fields(seen_village: str) -> None:
    """A slow line delivers letters and the key between fields together; none may land in the field before."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2")
        _all_at_once(pilot, "f", *"solna")
        await press(pilot, "ctrl+g")
        assert "Visits · Solna" in shown(pilot)
        await press(pilot, "n")
        _all_at_once(pilot, "down", *"Bo", "tab", "enter", *"solna", "down", *"1/8", "up", "up", *"no")
        await press(pilot, "down")
        values = {line.id: line.value for line in screen_of(pilot).query(Input)}
    assert values["field-name"] == "Bo"
    assert values["field-home_municipality"] == "solna"
    assert values["field-from"] == "1/8"
    assert values["field-protected"] == "no"


def _all_at_once(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        character = key if len(key) == 1 else None
        pilot.app.post_message(Key({"/": "slash"}.get(key, key), character))


@pytest.mark.parametrize("no", ["n", "q", "escape", "ctrl+g"])
async def test_no_keeps_the_text_for_another_time(seen_village: str, no: str) -> None:
    """G37: the form is empty, what is typed in it lies beside the other, and each is offered until it is taken up."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n", no)
        assert "Bo Ek" not in shown(pilot)
        await field(pilot, "name", "Siv Al")
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n", no, no)
        assert type(screen_of(pilot)).__name__ == "RegisterScreen"
        await press(pilot, "ctrl+g", "n")
        offered = []
        for answer in ("n", "y"):
            assert "never saved" in shown(pilot)
            await press(pilot, answer)
            offered.append(next(name for name in ("Bo Ek", "Siv Al", "Case number") if name in shown(pilot)))
        assert offered[-1] in ("Bo Ek", "Siv Al")
        await press(pilot, "ctrl+g", "y", "n")
        assert "never saved" in shown(pilot)
        await press(pilot, "y")
        assert {offered[-1], *_names(pilot)} == {"Bo Ek", "Siv Al"}


def _names(pilot: Pilot[None]) -> set[str]:
    return {line.value for line in screen_of(pilot).query(Input) if line.id == "field-name"}


async def test_one_key_of_its_own_throws_the_text_away(seen_village: str) -> None:
    """And the form is as it was."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n", "x")
        assert "Bo Ek" not in shown(pilot)
        assert not _kept(seen_village, "register").exists()
        await press(pilot, "ctrl+g", "n")
        assert "never saved" not in shown(pilot)


async def test_leaving_on_purpose_is_asked_and_leaves_nothing_behind(seen_village: str) -> None:
    """No stays in the form with everything in it; yes leaves, and offers nothing next time."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
        await press(pilot, "escape", "n")
        assert "Bo Ek" in shown(pilot)
        await press(pilot, "ctrl+g", "y")
        assert type(screen_of(pilot)).__name__ == "VisitsScreen"
        await press(pilot, "n")
        assert "never saved" not in shown(pilot)
    assert not _kept(seen_village, "register").exists()


async def test_each_store_and_visit_has_its_own_text(seen_village: str, empty_store: str) -> None:
    """What was typed about one is not offered in another."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n")
        await field(pilot, "name", "Bo Ek")
    async with sitting(empty_store) as pilot:
        await press(pilot, "2", "n")
        assert "never saved" not in shown(pilot)


def test_a_damaged_file_is_no_text(tmp_path: Path) -> None:
    """G37: half a file, another thing, or none: the form opens as if nothing were kept."""
    place = tmp_path / "form.json"
    assert kept_text(place) is None
    for text in ('{"values": {"a"', "[]", '{"values": 3, "opened": {}}', "\x00"):
        place.write_text(text)
        assert kept_text(place) is None

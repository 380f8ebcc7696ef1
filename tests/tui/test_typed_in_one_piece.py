"""Keys that a slow line delivers in one piece: each is done before the next, and none lands where it was not typed."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.driving import press, screen_of, settle, shown, sitting
from tests.tui.village import TODAY
from tui import ordered_keys
from tui.ordered_keys import OrderedKeysApp
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import FeeScreen
from tui.screens.rate_form import RateForm, RateGiven
from tui.screens.rates_form_base import Unsaved
from tui.widgets.typed_input import TypedInput

CONTROLS = {"\x15": "ctrl+u", "\x7f": "backspace", "\t": "tab", "\r": "enter", "\x13": "ctrl+s", "\x0b": "ctrl+k"}


def all_at_once(pilot: Pilot[None], text: str) -> None:
    """Give a text to the application as a terminal sends it, without waiting for anything."""
    for character in text:
        name = CONTROLS.get(character)
        pilot.app.post_message(Key(name or character, None if name else character))


async def ask(pilot: Pilot[None], given: str = "") -> list[str | None]:
    """Open a question; its answer comes into the list."""
    answers: list[str | None] = []
    pilot.app.push_screen(AskTextScreen("To which folder?", given), answers.append)
    await settle(pilot)
    return answers


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("\x15abcdefghij\x7f\x7fXY", "abcdefghXY"),
        ("abc\x15def\x15ghi", "ghi"),
        ("ab\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7fcd", "cd"),
    ],
)
async def test_letters_never_overtake_what_was_rubbed_out_before_them(seen_village: str, typed: str, line: str) -> None:
    """The line is emptied, written and mended in the order of the keys."""
    async with sitting(seen_village) as pilot:
        await ask(pilot, "~/vister")
        all_at_once(pilot, typed)
        await settle(pilot)
        assert pilot.app.screen.query_one(Input).value == line


async def test_enter_takes_the_whole_text_and_nothing_after_it(seen_village: str) -> None:
    """A path whose beginning or end is cut off would be another folder."""
    async with sitting(seen_village) as pilot:
        answers = await ask(pilot, "~/vistelse/B2026-07")
        all_at_once(pilot, "\x15/srv/faktura/juli\r")
        await settle(pilot)
        assert answers == ["/srv/faktura/juli"]
        answers = await ask(pilot)
        all_at_once(pilot, "/srv/juli\r/aug\r")
        await settle(pilot)
        assert answers == ["/srv/juli"]


async def test_text_tab_text_lands_in_two_fields(seen_village: str) -> None:
    """In a form over the screen and in one that is a screen."""
    async with sitting(seen_village) as pilot:
        own = screen_of(pilot).session.own
        assert own is not None
        pilot.app.push_screen(RateForm(RateGiven(), own.names, TODAY, Unsaved("rate")))
        await settle(pilot)
        all_at_once(pilot, "Nack\x7fka\x15Solna\rhemtj\r")
        await settle(pilot)
        written = [line.value for line in pilot.app.screen.query(Input)]
        assert written[:3] == ["Solna", "hemtj", ""]
        await press(pilot, "ctrl+g", "y", "2", "n")
        all_at_once(pilot, "Bo Eq\x7fk\tx\x15\tsoln\x7fna\t")
        await settle(pilot)
        written = [line.value for line in pilot.app.screen.query(Input)]
        assert written[0] == "Bo Ek"
        assert "solna" in written


async def test_saving_takes_every_letter_before_it(seen_village: str) -> None:
    """The last field's and the first's."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n")
        all_at_once(pilot, "B" + "o" * 60 + "\tX\x13")
        await settle(pilot)
        assert "Not saved" in shown(pilot)
        assert "Needed; write it." in shown(pilot)
        assert pilot.app.screen.query(Input).first().value == "B" + "o" * 60


async def test_the_palette_does_what_fits_the_whole_text(seen_village: str) -> None:
    """Neither what fitted its first letters nor what was under the cursor before."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "ctrl+p")
        all_at_once(pilot, "lox\x7fg\r")
        await settle(pilot)
        assert screen_of(pilot).ROOM == "log"


async def test_a_filter_is_written_at_once_after_its_key(seen_village: str) -> None:
    """The key, the text and enter in one piece filter; no letter is taken for another key."""
    async with sitting(seen_village) as pilot:
        for room in ("2", "6"):
            await press(pilot, room)
            all_at_once(pilot, "fsoln\x7fna\r")
            await settle(pilot)
            assert pilot.app.screen.query_one(Input).value == "solna"
            assert not screen_of(pilot).is_writing


async def test_every_line_to_write_on_is_one_of_ours(seen_village: str) -> None:
    """No screen has a line on which letters overtake other keys."""
    async with sitting(seen_village) as pilot:
        for keys in (("2",), ("n",), ("6",), ("slash",), ("ctrl+p",)):
            await press(pilot, *keys)
            lines = pilot.app.screen.query(Input)
            assert lines
            assert all(isinstance(line, TypedInput) for line in lines)
            if isinstance(pilot.app.screen, FeeScreen) and pilot.app.screen.is_writing:
                await press(pilot, "ctrl+g")


async def test_a_form_and_what_is_written_in_it_may_come_in_one_piece(seen_village: str) -> None:
    """The room, the form, two fields: no letter is lost, and none is taken for another key."""
    async with sitting(seen_village) as pilot:
        all_at_once(pilot, "2nqvist 1/8\tBo Ek\t")
        await settle(pilot)
        await settle(pilot)
        assert [line.value for line in pilot.app.screen.query(Input)][:3] == ["qvist 1/8", "Bo Ek", ""]


async def test_enter_twice_answers_one_question(seen_village: str) -> None:
    """The second finds no question, and closes neither the screen beneath nor the program."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n")
        form = screen_of(pilot)
        answers = await ask(pilot)
        all_at_once(pilot, "juli\r\r\r")
        await settle(pilot)
        assert answers == ["juli"]
        assert screen_of(pilot) is form


async def test_a_key_whose_taker_is_gone_stops_no_other_key(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the mark behind a key is lost with a screen, the keys go on after a moment."""
    monkeypatch.setattr(ordered_keys, "PATIENCE", 0.05)
    monkeypatch.setattr(OrderedKeysApp, "_send_mark", lambda *_: None)
    async with sitting(seen_village) as pilot:
        all_at_once(pilot, "92")
        await pilot.pause(0.3)
        await settle(pilot)
        assert screen_of(pilot).ROOM == "visits"


async def test_throwing_away_what_was_typed_has_a_key_of_its_own(seen_village: str) -> None:
    """G37: enter, escape and n stay in the form; only y leaves."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n", "B", "o")
        for key in ("enter", "escape", "n", "ctrl+g"):
            await press(pilot, "ctrl+g")
            assert "Leave without saving?" in shown(pilot)
            await press(pilot, key)
            assert pilot.app.screen.query(Input).first().value == "Bo"
        await press(pilot, "ctrl+g", "y")
        assert type(screen_of(pilot)).__name__ == "VisitsScreen"


async def test_the_terminals_cursor_is_where_the_next_letter_will_stand(seen_village: str) -> None:
    """In the first field as the form opens, also where later fields are filled in already."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "2", "n")
        _assert_cursor_on(pilot, 0, after=0)
        await press(pilot, "B", "o")
        _assert_cursor_on(pilot, 0, after=2)
        await press(pilot, "ctrl+g", "y", "6", "enter", "n")
        _assert_cursor_on(pilot, 0, after=0)


def _assert_cursor_on(pilot: Pilot[None], place: int, after: int) -> None:
    line = list(pilot.app.screen.query(Input))[place]
    assert line.has_focus
    assert pilot.app.cursor_position == line.content_region.offset + Offset(after, 0)

"""Every key does what the screen says, from anywhere, and a user's own keys hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.filter import Monochrome, NoColor

from models.database import connected
from models.event import Access
from tests.tui.driving import press, screen_of, shown, sitting, strike, write
from tests.tui.village import MAKER
from tui.app import VistelseApp
from tui.keys import KEYS, keys_of, sign_of
from tui.rooms import ROOMS
from tui.user_keys import keys_file, read_user_keys

FRAGILE = re.compile(r"f[0-9]+|ctrl\+shift|shift\+|alt\+|super")


def test_no_key_needs_more_than_the_plainest_terminal_sends() -> None:
    """Each deed has a key that is neither Esc, a function key nor held with shift or alt."""
    for key in KEYS:
        plain = [each for each in key.keys.split(",") if each != "escape" and not FRAGILE.match(each)]
        assert plain, key.id
        assert not FRAGILE.match(key.keys.split(",")[0]), key.id


def test_ids_are_unique_and_no_key_means_two_things_on_a_screen() -> None:
    """What the foot of a screen shows is what the key does."""
    assert len({key.id for key in KEYS}) == len(KEYS)
    for screen in _screens():
        here = keys_of(*screen.GROUPS) if "writing" not in screen.GROUPS else keys_of("list")
        taken = [each for key in (*here, *keys_of("everywhere", "rooms", "move")) for each in key.keys.split(",")]
        assert len(taken) == len(set(taken)), screen.__name__


def _screens() -> list[type]:
    from tui.screens.base import FeeScreen

    found: list[type[FeeScreen]] = []
    waiting = list(FeeScreen.__subclasses__())
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].__subclasses__()
    return list(found)


@pytest.mark.parametrize("screen", _screens(), ids=lambda screen: screen.__name__)
def test_every_key_of_a_screen_leads_to_something(screen: type) -> None:
    """No dead keys: each has its action on the screen or the application."""
    for key in keys_of(*screen.GROUPS):  # type: ignore[attr-defined]
        name = f"action_{key.action.split('(')[0]}"
        assert hasattr(screen, name) or hasattr(VistelseApp, name), key.id


def test_every_room_on_the_room_line_exists() -> None:
    """And every room that exists has its number."""
    assert {key.id.removeprefix("go.") for key in keys_of("rooms")} == set(ROOMS)


async def test_q_goes_back_step_by_step_and_leaves_only_from_the_top(seen_village: str) -> None:
    """Line, recipient, plan, Today; then out."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "home", "enter", "enter")
        assert "Why" not in shown(pilot)
        names = []
        for _ in range(4):
            names.append(type(screen_of(pilot)).__name__)
            await press(pilot, "q")
        assert names == ["PlannedLineScreen", "RecipientScreen", "PlanScreen", "TodayScreen"]
        assert pilot.app._exit


async def test_a_room_is_found_as_it_was_left(seen_village: str) -> None:
    """Going to another room and back loses no place."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "down", "enter", "9", "4")
        assert type(screen_of(pilot)).__name__ == "RecipientScreen"
        await press(pilot, "q")
        assert screen_of(pilot).rows.cursor_row == 1


async def test_today_leads_to_what_a_reason_holds_back(seen_village: str) -> None:
    """And back from there to the plan of the same month."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "down", "enter")
        assert "Not billed in July 2026: outside the stay" in shown(pilot)
        await press(pilot, "q")
        assert "Billing · July 2026 · plan" in shown(pilot)


async def test_brackets_choose_the_month(seen_village: str) -> None:
    """As often and as fast as they are pressed; the last month asked for is the one that is shown."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "left_square_bracket")
        assert "Billing · June 2026 · plan" in shown(pilot)
        strike(pilot, *["right_square_bracket"] * 7)
        await press(pilot, "left_square_bracket")
        assert "Billing · December 2026 · plan" in shown(pilot)
        assert screen_of(pilot).command == "vistelse batch plan 2026-12"


async def test_the_palette_does_what_is_written(seen_village: str) -> None:
    """A part of the words is enough."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "billin")
        assert "Billing · July 2026 · plan" in shown(pilot)
        await press(pilot, "ctrl+p")
        await write(pilot, "as draft")
        assert "Make drafts of" in shown(pilot)


async def test_search_finds_an_invoice_and_goes_there_and_is_logged(seen_village: str) -> None:
    """G31, G32: one search, one entry of who looked for whom; letters on the line are text and no keys."""
    from models.operations.visits.find import FoundVisit, find
    from seed.reference import identity_numbers

    number = next(each for each in identity_numbers() if find(each, MAKER))
    (visit,) = [hit for hit in find(number, MAKER) if isinstance(hit, FoundVisit)]
    async with sitting(seen_village) as pilot:
        await press(pilot, "slash", "q", "4", "9")
        assert "Search" in shown(pilot)
        before = _looks()
        await write(pilot, number)
        assert visit.case in shown(pilot)
        assert number not in _below_the_line(shown(pilot))
        assert _looks() == before + 1
        await press(pilot, "q")
        assert type(screen_of(pilot)).__name__ == "TodayScreen"


def _looks() -> int:
    with connected():
        return int(Access.select().count())


def _below_the_line(text: str) -> str:
    return "\n".join(text.splitlines()[5:-1])


async def test_a_users_own_keys_hold_everywhere(seen_village: str) -> None:
    """The key, the foot and the help follow the file; the old key does nothing any more."""
    keys_file().parent.mkdir(parents=True)
    keys_file().write_text('[keys]\n"batch.run" = "ctrl+r"\n"go.billing" = "8"\n', encoding="utf-8")
    async with sitting(seen_village) as pilot:
        await press(pilot, "4")
        assert "8 Billing" in shown(pilot)
        await press(pilot, "8")
        assert "ctrl+r run as draft" in shown(pilot)
        await press(pilot, "r")
        assert "Make drafts" not in shown(pilot)
        await press(pilot, "ctrl+r")
        assert "Make drafts" in shown(pilot)


async def test_a_users_own_keys_hold_in_questions_and_in_the_palette(seen_village: str) -> None:
    """A question's foot says the keys that answer it, and so does the palette."""
    keys_file().parent.mkdir(parents=True)
    keys_file().write_text('[keys]\n"question.no" = "z"\n"batch.run" = "ctrl+r"\n', encoding="utf-8")
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "ctrl+p")
        assert re.search(r"batch\.run +ctrl\+r", shown(pilot))
        await press(pilot, "ctrl+g", "ctrl+r")
        assert "z no" in shown(pilot)
        await press(pilot, "n")
        assert "Make drafts" in shown(pilot)
        await press(pilot, "z")
        assert "Make drafts" not in shown(pilot)


async def test_every_screens_keys_and_page_stand_in_its_help(seen_village: str) -> None:
    """The help names each key that the screen knows, by the sign that the user chose."""
    keys_file().parent.mkdir(parents=True)
    keys_file().write_text('[keys]\n"batch.oddities" = "z"\n', encoding="utf-8")
    async with sitting(seen_village, size=(140, 60)) as pilot:
        await press(pilot, "4")
        known = keys_of(*screen_of(pilot).GROUPS)
        await press(pilot, "question_mark")
        for key in known:
            assert key.id in shown(pilot), key.id
        assert re.search(r"oddities +z +batch\.oddities", shown(pilot))
        assert "what differs from the month before" in " ".join(shown(pilot).split())


async def test_a_wrong_line_among_the_users_keys_is_said_in_words(seen_village: str) -> None:
    """And the other lines hold."""
    keys_file().parent.mkdir(parents=True)
    keys_file().write_text('[keys]\n"batch.fly" = "z"\n"batch.run" = "w"\n', encoding="utf-8")
    async with sitting(seen_village) as pilot:
        assert "nothing is called batch.fly" in shown(pilot)
        await press(pilot, "4")
        assert "w run as draft" in shown(pilot)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[keys]\n"batch.run" = "q"\n', "q is the key of go.back already"),
        ('[keys]\n"go.help" = "a"\n', "a is the key of batch.attest"),
        ('[keys]\n"batch.run" = 5\n', "batch.run needs a key"),
        ("[keys\n", "cannot be read"),
        ("keys = 3\n", ""),
    ],
)
def test_a_key_that_cannot_be_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    """A key that is taken, is none, or a file that is no TOML."""
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    read = read_user_keys(path)
    assert read.chosen == {}
    assert complaint in " ".join(read.complaints)
    assert bool(complaint) == bool(read.complaints)


def test_signs_are_what_stands_on_the_keyboard() -> None:
    """Textual's names are not shown."""
    assert [sign_of(keys) for keys in ("left_square_bracket,left", "q,escape", "pageup")] == ["[", "q", "PgUp"]


async def test_without_colour_nothing_is_lost(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR not one colour is sent, and the row under the cursor is reversed."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with sitting(seen_village) as pilot:
        await press(pilot, "4")
        filters = pilot.app._filters
        assert any(isinstance(each, NoColor) for each in filters)
        assert not any(isinstance(each, Monochrome) for each in filters)
        strips = pilot.app.screen._compositor.render_strips()
        reversed_lines = [strip.text for strip in strips if any(map(_is_cursor, strip))]
        assert len(reversed_lines) == 1
        assert screen_of(pilot).rows.rows_shown[0].cells[0] in reversed_lines[0]


def _is_cursor(part: Segment) -> bool:
    """Tell the cursor's row from the bar at the edge, which is one cell wide."""
    return bool(part.style and part.style.reverse) and len(part.text) > 1

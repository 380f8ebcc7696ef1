"""Letters by keys alone: chosen, seen, kept, copied, saved as mail drafts, and read again."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.documents.letter_texts import LetterKind
from models.language.words import use_language
from models.operations.letters.letter_facts import LetterWish
from models.operations.letters.read_letters import list_letters, read_letter
from models.operations.letters.write_letter import write_letter
from models.operations.visits.change_visit import set_visit
from tests.tui.driving import LARGE, SMALL, lines_shown, press, screen_of, shown, sitting, write
from tests.tui.village import MAKER, READER, TODAY
from tests.tui.visiting import CASE, make_visit, open_visit
from tui.screens.letter import KeptLetterScreen, NewLetterScreen
from tui.screens.letters import LettersScreen
from tui.screens.visit import VisitScreen


async def _open_letters(pilot: Pilot[None], kind: LetterKind | None = None) -> None:
    await open_visit(pilot)
    await press(pilot, "m")
    if kind is not None:
        await _choose(pilot, f"kind:{kind}")


async def _choose(pilot: Pilot[None], row: str) -> None:
    screen_of(pilot).rows.go_to(row)
    await press(pilot, "enter")


def _guest() -> None:
    make_visit(to="2026-08-31", ordered_on="2026-07-20", service="home-care")
    set_visit(CASE, {"officer_email": "kim@stockholm.example"}, MAKER)


@pytest.fixture
def guest(village: str) -> str:
    """A visit with an order and a case officer."""
    _guest()
    return village


@pytest.fixture
def seen_guest(seen_village: str) -> str:
    """The same on one engine, where only what is seen is tested."""
    _guest()
    return seen_village


async def test_a_letter_is_drawn_up_kept_copied_and_saved(guest: str, tmp_path: Path) -> None:
    """From the visit to the draft in the mail program; the clipboard gets the whole letter."""
    async with sitting(guest) as pilot:
        await _open_letters(pilot, LetterKind.RECEIPT)
        assert "Mottagen beställning, ärende T 17" in shown(pilot)
        assert "not kept yet" in shown(pilot)
        assert list_letters(MAKER) == ()
        await press(pilot, "s")
        (row,) = list_letters(MAKER, CASE)
        kept = read_letter(row.id, MAKER)
        assert isinstance(screen_of(pilot), KeptLetterScreen)
        assert f"vistelse letter show {row.id}" in shown(pilot)
        await press(pilot, "c")
        assert pilot.app.clipboard == kept.text
        await press(pilot, "s")
        await write(pilot, str(tmp_path / "drafts"))
        assert "Saved as" in shown(pilot)
        (path,) = (tmp_path / "drafts").iterdir()
        assert path.read_bytes() == kept.mail
        assert message_from_bytes(path.read_bytes(), policy=default)["To"] == "kim@stockholm.example"
        await press(pilot, "q")
        assert isinstance(screen_of(pilot), LettersScreen)
        assert "1 letter" in shown(pilot)
        await _choose(pilot, f"letter:{row.id}")
        assert "Mottagen beställning" in shown(pilot)
        await press(pilot, "q", "q")
        assert isinstance(screen_of(pilot), VisitScreen)
        assert "wrote a letter" in "\n".join(" ".join(row.cells) for row in screen_of(pilot).rows.rows_shown)


async def test_a_letter_is_addressed_and_added_to_before_it_is_kept(guest: str) -> None:
    """To whom, a note, what else is missing; what is refused leaves the draft as it was."""
    async with sitting(guest) as pilot:
        await _open_letters(pilot, LetterKind.COMPLETION)
        await press(pilot, "m")
        await write(pilot, "Egenvårdsintyg")
        await press(pilot, "n")
        await write(pilot, "Ring gärna.")
        await press(pilot, "a")
        await write(pilot, "nobody")
        assert "is no e-mail address" in shown(pilot)
        await press(pilot, "n")
        await write(pilot, "Hälsa Ada Alm.")
        assert "would tell who the guest" in shown(pilot)
        await press(pilot, "a")
        await write(pilot, "bo@stockholm.example")
        assert "bo@stockholm.example" in shown(pilot)
        await press(pilot, "s")
    (row,) = list_letters(MAKER, CASE)
    kept = read_letter(row.id, MAKER)
    assert kept.address == "bo@stockholm.example"
    assert "- Egenvårdsintyg\n" in kept.body
    assert "\nRing gärna.\n" in kept.body
    assert "Alm" not in kept.text


async def test_a_longer_stay_is_asked_for_until_a_day(seen_guest: str) -> None:
    """The day is typed as everywhere else."""
    async with sitting(seen_guest) as pilot:
        await _open_letters(pilot, LetterKind.EXTENSION_REQUEST)
        await press(pilot, "u")
        await write(pilot, "14/9")
        assert "Önskad sista dag: 2026-09-14" in "\n".join(row.cells[0] for row in screen_of(pilot).rows.rows_shown)


async def test_a_letter_that_would_not_be_true_says_why(seen_guest: str) -> None:
    """The list says when it fits; nothing can be kept."""
    async with sitting(seen_guest, size=LARGE) as pilot:
        await _open_letters(pilot)
        assert "when the visit is finally billed, closed" in shown(pilot)
        await _choose(pilot, f"kind:{LetterKind.CLOSING}")
        assert "would not be true" in shown(pilot)
        await press(pilot, "s")
        assert isinstance(screen_of(pilot), NewLetterScreen)
        assert "keep it" not in shown(pilot)
    assert list_letters(MAKER) == ()


async def test_a_reader_reads_letters_and_writes_none(seen_guest: str) -> None:
    """G34: what was written is shown; drawing up is refused by role."""
    kept = write_letter(CASE, LetterKind.RECEIPT, LetterWish(), TODAY, MAKER)
    async with sitting(seen_guest, READER) as pilot:
        await _open_letters(pilot, LetterKind.RECEIPT)
        assert "does not have the role" in shown(pilot)
        await press(pilot, "q")
        await _choose(pilot, f"letter:{kept.id}")
        assert "Mottagen beställning" in shown(pilot)
    assert len(list_letters(MAKER)) == 1


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("language", ["en", "sv"])
async def test_no_line_of_a_letter_is_cut(seen_guest: str, size: tuple[int, int], language: str) -> None:
    """At 80×24 and larger, in both languages; on another width it is broken anew."""
    use_language("sv" if language == "sv" else "en")
    to = "Till:" if language == "sv" else "To:"
    kept = write_letter(CASE, LetterKind.CONFIRMATION, LetterWish(), TODAY, MAKER)
    async with sitting(seen_guest, size=size) as pilot:
        await _open_letters(pilot)
        await _choose(pilot, f"letter:{kept.id}")
        for width in (size[0], 60):
            await pilot.resize_terminal(width, 40)
            await press(pilot, "end")
            lines = [row.cells[0] for row in screen_of(pilot).rows.rows_shown]
            assert max(map(len, lines)) <= width - 2
            assert lines[0] == f"{to} kim@stockholm.example"
            assert " ".join(" ".join(lines[1:]).split()) == " ".join(kept.text.split())
            seen = "\n".join(lines_shown(pilot))
            assert all(line in seen for line in lines if line)


@pytest.mark.parametrize("language", ["en", "sv"])
async def test_every_screen_of_letters_fits_on_80_by_24(seen_guest: str, language: str) -> None:
    """Titles, feet and lists are whole for each kind, and the last line names the command that does the same."""
    use_language("sv" if language == "sv" else "en")
    for kind in (LetterKind.RECEIPT, LetterKind.EXTENSION_REQUEST, LetterKind.CONFIRMATION):
        write_letter(CASE, kind, LetterWish(), TODAY, MAKER)
    async with sitting(seen_guest) as pilot:
        await _open_letters(pilot)
        _is_whole(pilot, f"vistelse letter list {CASE}")
        for kind in LetterKind:
            await _choose(pilot, f"kind:{kind}")
            _is_whole(pilot, f"vistelse letter write {CASE} {kind}")
            await press(pilot, "q")
        for row in list_letters(MAKER, CASE):
            await _choose(pilot, f"letter:{row.id}")
            _is_whole(pilot, f"vistelse letter show {row.id}")
            await press(pilot, "q")


def _is_whole(pilot: Pilot[None], command: str) -> None:
    lines = lines_shown(pilot)
    assert [line for line in lines if "…" in line or len(line) > SMALL[0]] == []
    assert command in lines[-1]

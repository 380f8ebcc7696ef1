"""A planning system's file by keys: what is understood, the answers in one step, the import; then the queue."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.database import connected
from models.event import Access
from models.language.words import use_language
from models.operations.hours.list_queue import list_queue
from models.operations.hours.sources import list_sources
from models.operations.visits.visit_sheet import visit_sheet
from tests.tui.driving import lines_shown, press, screen_of, settle, shown, sitting, write
from tests.tui.hour_desk import CASE
from tests.tui.village import MAKER
from tui.screens.base import FeeScreen
from tui.screens.import_hours import ImportScreen
from tui.screens.queue import QueueScreen
from tui.screens.queued_row import QueuedRowScreen
from tui.targets import QueueTarget

HEADING = "Utförd tid;;;;;\nBrukare;Personnummer;Datum;Från kl;Till kl;Insats\n"


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "export.csv"
    path.write_text(HEADING + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def _guest() -> tuple[str, str]:
    sheet = visit_sheet(CASE, "", MAKER)
    return sheet.name, sheet.identity_number


async def test_a_file_is_understood_answered_and_imported_by_keys(seen_village: str, tmp_path: Path) -> None:
    """G40, G6: one question, its answer and a name; the rows that name nobody go to the queue."""
    await _import_with_an_answer(seen_village, tmp_path)


async def _import_with_an_answer(url: str, tmp_path: Path) -> None:
    name, number = _guest()
    path = _file(
        tmp_path,
        f"{name};{number};2026-06-27;13:00;14:00;Ledsagning",
        f"{name};{number};2026-06-28;13:00;14:00;ute sol",
        "Bodil Okänd;;2026-06-28;09:00;10:00;ute sol",
    )
    async with sitting(url) as pilot:
        await press(pilot, "3", "i")
        await write(pilot, str(path))
        assert isinstance(screen_of(pilot), ImportScreen)
        assert "1 question" in shown(pilot)
        assert "“ute sol” is no service" in shown(pilot)
        assert name not in shown(pilot)
        await press(pilot, "enter")
        assert "Escort" in shown(pilot)
        await press(pilot, "down", "down", "enter")
        assert "3 new hour rows" not in shown(pilot)
        assert "2 new hour rows" in shown(pilot)
        assert "1 to the queue" in shown(pilot)
        assert f"vistelse hours preview {path.name}" in shown(pilot)
        await press(pilot, "s")
        await write(pilot, "Treserva")
        await press(pilot, "s")
        assert "export.csv is imported." in shown(pilot)
    with connected():
        assert [source.name for source in list_sources(MAKER)] == ["Treserva"]
        assert [row.why for row in list_queue(MAKER).rows] == ["name-only"]


async def test_the_next_file_of_the_source_needs_no_answer(seen_village: str, tmp_path: Path) -> None:
    """The mapping is kept, and the file is known by its heading."""
    name, number = _guest()
    await _import_with_an_answer(seen_village, tmp_path)
    path = _file(tmp_path, f"{name};{number};2026-06-29;13:00;14:00;ute sol")
    async with sitting(seen_village) as pilot:
        await press(pilot, "3", "i")
        await write(pilot, str(path))
        assert "read as Treserva writes its files" in shown(pilot)
        assert "1 new hour row" in shown(pilot)
        await press(pilot, "s")
        assert "1 new hour row" in shown(pilot)
        assert "export.csv is imported." in shown(pilot)


async def test_a_file_that_is_not_there_is_said_and_faults_are_listed(seen_village: str, tmp_path: Path) -> None:
    """G40: every bad row is named, and nothing is imported."""
    name, number = _guest()
    path = _file(tmp_path, f"{name};{number};2026-06-27;25:00;26:00;Ledsagning")
    async with sitting(seen_village) as pilot:
        await press(pilot, "3", "i")
        await write(pilot, str(tmp_path / "none.csv"))
        assert "none.csv cannot be read" in shown(pilot)
        await press(pilot, "q", "i")
        await write(pilot, str(path))
        assert "1 fault" in shown(pilot)
        assert "import_file" not in {key.action for key in screen_of(pilot).live_keys()}


async def test_the_queue_is_worked_off_by_keys(seen_village: str, tmp_path: Path) -> None:
    """G6, G31: opened with a reason, placed on the visit of the same name with its like, dropped with a reason."""
    name, _ = _guest()
    path = _file(
        tmp_path,
        f"{name};;2026-06-27;13:00;14:00;Ledsagning",
        f"{name};;2026-06-28;13:00;14:00;Ledsagning",
        "Bodil Okänd;;2026-06-28;09:00;10:00;Ledsagning",
    )
    async with sitting(seen_village) as pilot:
        await press(pilot, "3", "i")
        await write(pilot, str(path))
        await press(pilot, "s", "1")
        assert "hours without a visit" in shown(pilot)
        screen_of(pilot).post_message(screen_of(pilot).GoTo(QueueTarget()))
        await settle(pilot)
        assert isinstance(screen_of(pilot), QueueScreen)
        assert "3 rows · 2 persons" in shown(pilot)
        assert name not in shown(pilot)
        await press(pilot, "enter")
        await write(pilot, "to find the visit")
        assert isinstance(screen_of(pilot), QueuedRowScreen)
        assert name in shown(pilot)
        assert CASE in shown(pilot)
        await press(pilot, "enter", "y")
        assert isinstance(screen_of(pilot), QueueScreen)
        assert "2 new hour rows" in shown(pilot)
        assert "1 row · 1 person" in shown(pilot)
        await press(pilot, "x")
        await write(pilot, "our own resident")
        assert "No row waits for a visit." in shown(pilot)
    with connected():
        assert [row.reason for row in Access.select().where(Access.deed == "open-queued")] == ["to find the visit"]


async def test_a_doubtful_case_is_asked_about_and_all_is_tried_again(seen_village: str, tmp_path: Path) -> None:
    """G6: outside the stay only when the user says so; trying again changes nothing that still names nobody."""
    path = _file(
        tmp_path,
        "Bodil Okänd;;2026-01-28;09:00;10:00;Ledsagning",
        "Bo Okänd;;2026-06-28;09:00;10:00;Ledsagning",
    )
    async with sitting(seen_village) as pilot:
        await press(pilot, "3", "i")
        await write(pilot, str(path))
        await press(pilot, "s", "q", "u", "t")
        assert "0 placed, 0 known already, 2 wait still." in shown(pilot)
        await press(pilot, "p")
        await write(pilot, CASE)
        assert "lies outside the stay" in shown(pilot)
        await press(pilot, "y")
        assert "1 new hour row" in shown(pilot)


@pytest.mark.parametrize("language", ["en", "sv"])
async def test_nothing_of_these_screens_is_cut_off(seen_village: str, tmp_path: Path, language: str) -> None:
    """At 80×24, in either language: no ellipsis, and the command whole on the last line."""
    name, number = _guest()
    path = _file(
        tmp_path,
        f"{name};{number};2026-06-27;13:00;14:00;Ledsagning",
        f"{name};;2026-06-28;13:00;14:00;ute sol",
        "Bodil Okänd;19460113-6098;2026-06-28;09:00;10:00;Serviceinsatser",
    )
    use_language(language)
    async with sitting(seen_village) as pilot:
        for keys, text in (
            ("3i", str(path)),
            ("E", ""),
            ("dE", ""),
            ("s", "Treserva"),
            ("", ""),
            ("qu", ""),
            ("E", "as the unit asked"),
            ("q", ""),
            ("x", ""),
        ):
            await press(pilot, *({"E": "enter", "d": "down"}.get(key, key) for key in keys))
            _look(pilot)
            if text:
                await write(pilot, text)
                _look(pilot)
    use_language(None)


def _look(pilot: Pilot[None]) -> None:
    assert "…" not in shown(pilot), shown(pilot)
    if isinstance(pilot.app.screen, FeeScreen):
        assert screen_of(pilot).command in lines_shown(pilot)[-1]

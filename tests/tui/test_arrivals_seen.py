"""What orders and hours look like as they arrive: conditions, orders, letters, a system's file and the queue."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from models.language.words import use_language
from tests.tui.driving import LARGE, SMALL, Walk, lines_shown, press, sitting, write
from tests.tui.stay_desk import make_stay, put_clause
from tests.tui.village import MAKER
from tests.tui.visiting import open_visit

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])
FILE = """Utförd tid;;;;;
Brukare;Personnummer;Datum;Från kl;Till kl;Insats
Bodil Okänd;;2026-06-27;13:00;14:00;Ledsagning
Agnar Obekant;;2026-06-28;13:00;14:00;ute sol
"""


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


async def _walk_orders(url: str, size: tuple[int, int]) -> Walk:
    make_stay(url)
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "6", "o", "v")
        yield "conditions-empty", pilot
        await press(pilot, "n")
        yield "condition", pilot
        await press(pilot, "ctrl+s")
        yield "condition-faults", pilot
    put_clause()
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "6", "o", "v")
        yield "conditions", pilot
        await press(pilot, "1", "G", "enter")
        yield "orders", pilot


async def _walk_letters(url: str, size: tuple[int, int]) -> Walk:
    make_stay(url)
    async with sitting(url, MAKER, size) as pilot:
        await open_visit(pilot)
        await press(pilot, "a")
        yield "paper", pilot
        await press(pilot, "ctrl+g", "m")
        yield "letters-none", pilot
        await press(pilot, "enter")
        yield "letter", pilot
        await press(pilot, "s")
        yield "letter-kept", pilot


async def _walk_file(url: str, size: tuple[int, int]) -> Walk:
    Path("export.csv").write_text(FILE, encoding="utf-8")
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "3", "u")
        yield "queue-empty", pilot
        await press(pilot, "q", "i")
        yield "ask-file", pilot
        await write(pilot, "export.xls")
        yield "file-missing", pilot
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "3", "i")
        await write(pilot, "export.csv")
        yield "file", pilot
        await press(pilot, "enter")
        yield "answer", pilot


async def _see(walk: Walk, size: tuple[int, int], pictures: SnapshotAssertion) -> None:
    """Keep a picture of each stop, and see that nothing is cut off."""
    async with aclosing(walk) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name), name
            assert all(cell_len(line) <= size[0] for line in lines_shown(pilot)), name


@SIZES
async def test_conditions_and_orders(seen_village: str, pictures: SnapshotAssertion, size: tuple[int, int]) -> None:
    """Empty, filled and with faults."""
    await _see(_walk_orders(seen_village, size), size, pictures)


@SIZES
async def test_letters(seen_village: str, pictures: SnapshotAssertion, size: tuple[int, int]) -> None:
    """The kinds, a letter before it is kept, and kept."""
    await _see(_walk_letters(seen_village, size), size, pictures)


@SIZES
async def test_a_file_and_the_queue(
    seen_village: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pictures: SnapshotAssertion,
    size: tuple[int, int],
) -> None:
    """Nothing waits, no such file, what was understood, an answer."""
    monkeypatch.chdir(tmp_path)
    await _see(_walk_file(seen_village, size), size, pictures)


async def test_the_same_in_swedish(seen_village: str, pictures: SnapshotAssertion) -> None:
    """The words are longer; they fit."""
    use_language("sv")
    try:
        await _see(_walk_orders(seen_village, SMALL), SMALL, pictures)
    finally:
        use_language(None)

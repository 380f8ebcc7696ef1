"""What documents look like on their way: written, booked, sent, answered; in both languages; nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from models.language.words import use_language
from models.operations.billing.annul_invoice import annul_invoice
from tests.tui.driving import LARGE, SMALL, Walk, lines_shown, press, screen_of, shown, sitting, write
from tests.tui.raised_prices import post_july
from tests.tui.test_documents_by_keys import enter_coding, fill
from tests.tui.village import MAKER, TODAY
from tui.widgets.foot_lines import FootLines

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])
ANSWER = (
    "file;status;at;message\n{}.xml;delivered;2026-08-03 15:00;\n{}.xml;rejected;2026-08-03 15:01;okänd mottagare\n"
)


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be at home in a folder of the test's own, so that every path is shown from there."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "accesspunkt").mkdir()
    return tmp_path


async def _walk(url: str, size: tuple[int, int], home: Path) -> Walk:
    """Stop at every screen on which a posted document goes somewhere."""
    *_, last = post_july()
    annul_invoice(last.number, "fel mottagare", TODAY, MAKER)
    enter_coding()
    async with sitting(url, MAKER, size) as pilot:
        screen_of(pilot).rows.go_to("books")
        yield "documents-today", pilot
        async for stop in _write(pilot):
            yield stop
        async for stop in _send(pilot, home):
            yield stop
        async for stop in _papers(pilot):
            yield stop


async def _write(pilot: Pilot[None]) -> Walk:
    await press(pilot, "enter")
    yield "documents-batch", pilot
    await press(pilot, "e")
    yield "export-form", pilot
    await fill(pilot, papers="ja")
    await press(pilot, "ctrl+s")
    yield "export-table", pilot
    await press(pilot, "n", "f")
    yield "books-form", pilot
    await press(pilot, "ctrl+s")
    yield "books-table", pilot
    await press(pilot, "y")
    yield "books-written", pilot
    await press(pilot, "f", "ctrl+s")
    yield "books-copy", pilot
    await press(pilot, "n", "q", "4", "x")
    yield "books", pilot
    await press(pilot, "x")
    yield "books-withdraw", pilot
    await press(pilot, "ctrl+g", "q")


async def _send(pilot: Pilot[None], home: Path) -> Walk:
    await press(pilot, "b", "l")
    yield "send-where", pilot
    await write(pilot, "~/accesspunkt")
    yield "send-table", pilot
    await write(pilot, "B2026-07")
    yield "sent", pilot
    first, second, *_ = sorted(path.stem for path in (home / "accesspunkt").iterdir())
    (home / "accesspunkt" / "svar.csv").write_text(ANSWER.format(first, second))
    await press(pilot, "q", "v")
    yield "deliveries", pilot
    await press(pilot, "r", "enter")
    yield "deliveries-read", pilot
    screen_of(pilot).rows.go_to(second)
    await press(pilot, "w")
    yield "delivery-way", pilot
    await press(pilot, "q", "s", "enter")
    yield "delivery-again", pilot
    await press(pilot, "ctrl+g", "enter")


async def _papers(pilot: Pilot[None]) -> Walk:
    yield "invoice-rejected", pilot
    await press(pilot, "s")
    yield "specification-form", pilot
    await press(pilot, "ctrl+g", "d")
    yield "dispute-day", pilot
    await press(pilot, "enter")
    yield "dispute-reason", pilot
    await write(pilot, "tolv timmar")
    yield "disputed", pilot
    await press(pilot, "2", "enter", "ctrl+e")
    yield "case-file-form", pilot


@SIZES
async def test_documents_look_as_they_did(
    seen_village: str, size: tuple[int, int], home: Path, pictures: SnapshotAssertion
) -> None:
    """On a small and a large terminal."""
    async with aclosing(_walk(seen_village, size, home)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@pytest.fixture
def _swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language(None)


def _look_at_the_edges(name: str, pilot: Pilot[None]) -> None:
    lines = lines_shown(pilot)
    assert all(cell_len(line) <= SMALL[0] for line in lines), name
    known = shown(pilot).replace("administr…", "")  # who signed a month, in the sheet that the form lies over
    assert "…" not in known, (name, known)
    for foot in pilot.app.screen.query(FootLines):
        assert foot.region.bottom == SMALL[1], name
        assert foot.command in lines[-1], name


@pytest.mark.usefixtures("_swedish")
async def test_documents_in_swedish(
    seen_village: str, home: Path, pictures: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word in English, no line beyond the edge, and nothing that needs a colour."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with aclosing(_walk(seen_village, SMALL, home)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)
            _look_at_the_edges(name, pilot)
            for word in ("Write ", "Folder", "debit", "sent ", "State", "deliver ", "rejected", "disputed", "together"):
                assert word not in _words(pilot), (name, word)


def _words(pilot: Pilot[None]) -> str:
    """Read the screen without its last line, where the command stands."""
    return "\n".join(shown(pilot).splitlines()[:-1])


async def test_nothing_of_a_document_is_cut_off(seen_village: str, home: Path) -> None:
    """In English either."""
    async with aclosing(_walk(seen_village, SMALL, home)) as stops:
        async for name, pilot in stops:
            _look_at_the_edges(name, pilot)

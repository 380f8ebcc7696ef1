"""Why a line costs what it costs, its history, the clipboard, and an export that can be stopped."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.language.formats import kronor
from models.operations.billing import export_batch as exporting
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.export_batch import export_batch
from models.operations.billing.invoices import list_invoices
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.reports.by_recipient import by_recipient
from models.operations.reports.events import list_events
from models.operations.reports.rate_facts import rate_facts
from tests.tui.driving import calm, press, screen_of, settle, shown, sitting, strike, write
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY


def _post_july() -> None:
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    attest_batch("B2026-07", TODAY, ATTESTER)


async def test_w_says_why_of_a_planned_line(seen_village: str) -> None:
    """Minutes, rate, valid from, known since, source and rounding, from the rate as the store has it."""
    plan = plan_batch(JULY, TODAY, MAKER)
    first = by_recipient(plan)[0].recipient
    lines = [line for invoice in plan.invoices if invoice.recipient == first for line in invoice.lines]
    place, line = next((place, line) for place, line in enumerate(lines) if line.unit == "hour")
    rate = rate_facts(line.rate, MAKER)
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "enter", *["down"] * place, "w")
        text = shown(pilot)
        assert f"{line.quantity} min" in text
        for fact in (rate.valid_from, rate.known_since, rate.source, rate.confirmed_by, f"number {rate.rate}"):
            assert str(fact) in text
        assert ("comes out even" in text) == (line.quantity * line.price % 60 == 0)
        await press(pilot, "q")
        assert type(screen_of(pilot)).__name__ == "RecipientScreen"


async def test_w_says_why_of_a_posted_line(seen_village: str) -> None:
    """The price that was billed, whatever the rate became since."""
    _post_july()
    line = list_invoices(MAKER)[0].lines[0]
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "end", "enter", "enter", "w")
        assert f"number {line.rate}" in shown(pilot)
        assert f"Why {kronor(line.net)}?".replace("\u00a0", " ") in shown(pilot)


async def test_h_shows_the_history_of_the_thing_under_the_cursor(seen_village: str) -> None:
    """A batch's own deeds; an invoice's with its batch's; q is back at the thing."""
    _post_july()
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "b", "h")
        assert "attested a batch: B2026-07" in shown(pilot)
        assert "imported hours" not in shown(pilot)
        assert screen_of(pilot).command == "vistelse log --subject B2026-07"
        await press(pilot, "q", "enter", "h")
        assert screen_of(pilot).command == f"vistelse log --subject {list_invoices(MAKER)[0].number}"
        assert "ran a batch: B2026-07" in shown(pilot)
        await press(pilot, "q")
        assert type(screen_of(pilot)).__name__ == "BatchScreen"


def test_an_invoices_history_is_its_batchs_too(village: str) -> None:
    """The command that the screen names gives the same deeds."""
    _post_july()
    number = list_invoices(MAKER)[0].number
    assert [event.deed for event in list_events(MAKER, subject=number)] == ["attest-batch", "run-batch"]
    assert list_events(MAKER, subject="202699999") == ()


async def test_ctrl_y_copies_the_thing_under_the_cursor(seen_village: str) -> None:
    """A number where the thing has one, else the row with its cells parted by tabs; nothing where nothing is."""
    _post_july()
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "b", "ctrl+y")
        assert pilot.app.clipboard == "B2026-07"
        assert "Copied: B2026-07" in shown(pilot)
        await press(pilot, "enter", "ctrl+y")
        assert pilot.app.clipboard == list_invoices(MAKER)[0].number
        await press(pilot, "enter", "ctrl+y")
        assert pilot.app.clipboard.split("\t")[0] in shown(pilot)
        assert len(pilot.app.clipboard.split("\t")) == 5
        await press(pilot, "slash", "ctrl+g", "9", "f")
        await write(pilot, "B1999-01")
        await press(pilot, "ctrl+y")
        assert "nothing to copy" in shown(pilot)


async def _wait_for(pilot: Pilot[None], text: str) -> None:
    for _ in range(200):
        await pilot.pause(0.01)
        if text in shown(pilot):
            return
    raise AssertionError(shown(pilot))


async def test_s_stops_an_export_between_two_files(
    village: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G13: what was written is whole, the batch is as it was, and exported again everything is there."""
    _post_july()
    gate, write_whole = threading.Event(), exporting.write_file

    def slowly(path: Path, content: bytes) -> None:
        write_whole(path, content)
        gate.wait(10)

    monkeypatch.setattr(exporting, "write_file", slowly)
    folder = tmp_path / "out"
    async with sitting(village) as pilot:
        await press(pilot, "4", "b", "e")
        await _type(pilot, str(folder))
        await _wait_for(pilot, "0 of 20 files written")
        await _wait_for(pilot, "s stop the export")
        assert "   e export   " not in shown(pilot)
        strike(pilot, "s")
        await calm(pilot)
        gate.set()
        await settle(pilot)
        assert "Stopped: 1 file written" in shown(pilot).replace("\n ", " ")
        assert "stop the export" not in shown(pilot)
    assert [path.suffix for path in folder.iterdir()] == [".xml"]
    assert export_batch("B2026-07", folder, MAKER).is_whole


async def _type(pilot: Pilot[None], text: str) -> None:
    from textual.widgets import Input

    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "ctrl+s")
    strike(pilot, "y")


def test_progress_counts_every_file_once(village: str, tmp_path: Path) -> None:
    """From none to all; whoever says stop at once has written nothing."""
    _post_july()
    heard: list[tuple[int, int]] = []

    def hear(done: int, total: int) -> bool:
        heard.append((done, total))
        return True

    receipt = export_batch("B2026-07", tmp_path / "a", MAKER, hear)
    assert heard == [(done, len(receipt.files)) for done in range(len(receipt.files) + 1)]
    stopped = export_batch("B2026-07", tmp_path / "b", MAKER, lambda done, total: False)
    assert (stopped.files, stopped.is_whole) == ((), False)
    assert not (tmp_path / "b").exists()

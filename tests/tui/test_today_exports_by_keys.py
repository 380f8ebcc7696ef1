"""What was posted stands on Today until it is exported, and the line leads to the batch that is to be."""

from __future__ import annotations

from pathlib import Path

from models.language.words import use_language
from models.operations.billing.export_batch import export_batch
from models.operations.store.describe_store import set_store
from tests.tui.driving import press, screen_of, shown, sitting
from tests.tui.raised_prices import post_july
from tests.tui.village import MAKER
from tui.screens.batch import BatchScreen


async def test_what_was_posted_is_exported_from_today(village: str, tmp_path: Path) -> None:
    """G20: no line of Today's is a dead end, and what is done leaves it."""
    count = len(post_july())
    async with sitting(village) as pilot:
        line = next(line for line in shown(pilot).splitlines() if "to export" in line)
        assert f"{count} documents" in line
        assert "B2026-07" in line
        screen_of(pilot).rows.go_to("export")
        await press(pilot, "enter")
        there = screen_of(pilot)
        assert isinstance(there, BatchScreen)
        assert there.batch_name == "B2026-07"
    export_batch("B2026-07", tmp_path / "out", MAKER)
    async with sitting(village) as pilot:
        assert "to export" not in shown(pilot)


async def test_where_there_is_a_folder_to_send_to_it_is_said_once(village: str, tmp_path: Path) -> None:
    """One line for one thing: to be sent, and not to be exported too; and both are said in Swedish."""
    post_july()
    use_language("sv")
    async with sitting(village) as pilot:
        assert "att exportera" in shown(pilot)
    (tmp_path / "outbox").mkdir()
    set_store({"outbox": str(tmp_path / "outbox")}, MAKER)
    async with sitting(village) as pilot:
        assert "att exportera" not in shown(pilot)
        assert "inte levererade" in shown(pilot)

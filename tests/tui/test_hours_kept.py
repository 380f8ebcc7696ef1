"""Cells that were typed and not saved are kept for their owner, and a file that is spoilt stops nobody (G37)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.operations.hours.save_hours import Place
from models.rules.period import Month
from models.rules.typed_hours import Measure
from tests.tui.driving import shown
from tests.tui.hour_desk import at_month, grid_of, june, keys
from tui.hour_sheet import Typed
from tui.kept_hours import KeptHours, keep, kept_file, kept_hours

PLACE = Place("escort", 2, date(2026, 7, 3))
KEPT = KeptHours({PLACE: Typed((Measure(90, 0, 490, 580), Measure(pieces=2)), (("typed:1", ""),))}, PLACE, "1:3")


def test_what_is_kept_is_read_back_whole(tmp_path: Path) -> None:
    """Entries, what was seen in the cell, and the text that was being typed; for the owner's eyes only."""
    path = tmp_path / "state" / "one.json"
    keep(path, KEPT)
    assert kept_hours(path) == KEPT
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["one.json"]
    keep(path, KeptHours({}))
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"form": 2}', '{"form": 1, "cells": [{"place": ["no-such", 1, "2026-07-03"]}]}', "\x00"],
)
def test_a_spoilt_file_holds_nothing(tmp_path: Path, text: str) -> None:
    """It is left alone until something is typed."""
    path = tmp_path / "one.json"
    path.write_text(text, encoding="utf-8")
    assert kept_hours(path).is_empty


def test_each_store_user_case_and_month_has_a_file_of_its_own() -> None:
    """And its name tells nobody whose it is."""
    july = Month(2026, 7)
    names = {
        kept_file(*each).name
        for each in (("a", "x", "S1", july), ("b", "x", "S1", july), ("a", "y", "S1", july), ("a", "x", "S2", july))
    }
    assert len(names) == 4
    assert kept_file("a", "x", "s1", july) == kept_file("a", "x", "S1", july)
    assert not any("S1" in name for name in names)


async def test_a_folder_that_cannot_be_written_is_said_in_words(seen_village: str, tmp_path: Path) -> None:
    """And the typing goes on."""
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "state").write_text("in the way")
    async with at_month(seen_village, day=june(25)) as pilot:
        await keys(pilot, "90", "enter")
        assert "cannot be kept" in shown(pilot)
        assert len(grid_of(pilot).sheet.typed) == 1  # type: ignore[union-attr]

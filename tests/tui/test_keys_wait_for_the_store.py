"""Keys pressed before the store has answered: each waits for what it is about, and none lands anywhere else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.month_grid import month_grid
from models.operations.registers.list_registers import list_rates
from models.operations.reports.batches import list_batches
from models.rules.period import Month
from tests.tui.driving import calm, press, screen_of, settle, shown, sitting, strike
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY
from tui import ordered_keys
from tui.screens import (
    base,
    batch_deeds,
    export_deeds,
    hour_grid,
    plan,
    rates_effect,
    search,
    why_deeds,
)
from tui.screens.ask_text import AskTextScreen
from tui.screens.hour_grid import HourGridScreen

PATIENCE = 20.0
SEARCHES = "find"
"""What the search screen asks the store by."""


class Gate:
    """A door in front of an operation; keys are pressed while it is shut."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def before(self, deed: Callable[..., Any]) -> Callable[..., Any]:
        """Let an operation wait for the door."""

        def waiting(*given: Any, **named: Any) -> Any:
            self.reached.set()
            assert self.open.wait(PATIENCE)
            return deed(*given, **named)

        return waiting


@contextmanager
def slow(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> Iterator[Gate]:
    """Let the store take its time over one operation, once."""
    gate = Gate()
    with monkeypatch.context() as patch:
        patch.setattr(module, name, gate.before(getattr(module, name)))
        yield gate
        gate.open.set()


def type_ahead(pilot: Pilot[None], *keys: str) -> None:
    """Press keys without waiting for anything; a text is pressed letter by letter."""
    for key in keys:
        for name in [key] if key in ("enter", "down", "escape", "ctrl+g", "ctrl+q", "tab") else key:
            pilot.app.post_message(Key({"/": "slash"}.get(name, name), name if len(name) == 1 else None))


async def until_reached(pilot: Pilot[None], gate: Gate) -> None:
    """Wait until the store is at work, with the keys behind it given all the time they want."""
    for _ in range(1000):
        if gate.reached.is_set():
            break
        await pilot.pause(0.01)
    assert gate.reached.is_set()
    await calm(pilot)


def draft(url: str) -> None:
    """Make July's drafts."""
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)


async def test_the_question_of_attest_gets_what_was_typed_ahead(village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """G27: the batch's name is written in the question, none of it falls on the plan, and export follows."""
    draft(village)
    async with sitting(village, ATTESTER) as pilot:
        await press(pilot, "4")
        with slow(monkeypatch, batch_deeds, "find_oddities") as gate:
            type_ahead(pilot, "a", "B2026-07", "enter", "e")
            await until_reached(pilot, gate)
            assert screen_of(pilot).ROOM == "billing"
            assert list_batches(MAKER)[0].state == "drafted"
        await settle(pilot)
        assert list_batches(MAKER)[0].state == "posted"
        assert "to which folder?" in shown(pilot)


async def test_a_plan_is_run_by_keys_pressed_before_it_was_shown(village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is asked about once it is there; y then answers that question."""
    async with sitting(village) as pilot:
        with slow(monkeypatch, plan, "plan_batch") as gate:
            type_ahead(pilot, "4", "r", "y")
            await until_reached(pilot, gate)
            assert list_batches(MAKER) == ()
        await settle(pilot)
        await settle(pilot)
        assert [batch.state for batch in list_batches(MAKER)] == ["drafted"]


async def test_a_month_is_signed_by_keys_typed_ahead(village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`m`, `y`, and a figure that the signed month refuses."""
    async with sitting(village) as pilot:
        pilot.app.push_screen(HourGridScreen("SN2026-00002", Month(2026, 6)))
        await settle(pilot)
        with slow(monkeypatch, hour_grid, "plan_signing") as gate:
            type_ahead(pilot, "m", "y", "9")
            await until_reached(pilot, gate)
            assert not month_grid("SN2026-00002", Month(2026, 6), MAKER).signed_by
        await settle(pilot)
        assert month_grid("SN2026-00002", Month(2026, 6), MAKER).signed_by == MAKER.login
        assert "open it again" in " ".join(shown(pilot).split())


async def test_figures_wait_for_the_month_they_are_typed_in(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No figure is lost before the month is there, and q still leaves at once."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "3", "left_square_bracket")
        with slow(monkeypatch, hour_grid, "month_grid") as gate:
            type_ahead(pilot, "enter", "90", "enter", "45m")
            await until_reached(pilot, gate)
        await settle(pilot)
        assert "45m = 45 min" in shown(pilot)
        await press(pilot, "ctrl+g", "z", "y", "q")
        with slow(monkeypatch, hour_grid, "month_grid") as gate:
            type_ahead(pilot, "enter", "q")
            await until_reached(pilot, gate)
            assert not isinstance(pilot.app.screen, HourGridScreen)


async def test_a_reason_and_its_answer_typed_ahead(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why is shown, left and asked again, in the order of the keys."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "home", "enter")
        screen = screen_of(pilot)
        with slow(monkeypatch, why_deeds, "rate_facts") as gate:
            type_ahead(pilot, "w", "q")
            await until_reached(pilot, gate)
        await settle(pilot)
        assert screen_of(pilot) is screen
        assert "Known since" not in shown(pilot)


async def test_an_export_takes_keys_while_it_goes_on(
    village: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`s` stops it: it is the one deed whose keys do not wait."""
    draft(village)
    attest_batch("B2026-07", TODAY, ATTESTER)
    async with sitting(village) as pilot:
        await press(pilot, "4", "e")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "out")
        with slow(monkeypatch, export_deeds, "export_batch") as gate:
            await press(pilot, "ctrl+s")
            strike(pilot, "y")
            await until_reached(pilot, gate)
            type_ahead(pilot, "s")
            await calm(pilot)
            stop = screen_of(pilot)
            assert isinstance(stop, export_deeds.ExportDeeds)
            assert stop._stop_wanted.is_set()
        await settle(pilot)
        assert "Stopped" in shown(pilot)


async def test_a_rate_is_saved_by_a_key_pressed_before_its_effect_was_known(
    village: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G26: the effect is shown and saved as it was shown; a key after it is about the rates again."""
    async with sitting(village) as pilot:
        await press(pilot, "5")
        screen_of(pilot).rows.go_to("0483")
        await press(pilot, "enter")
        known = len(list_rates("0483", MAKER, unconfirmed=True))
        with slow(monkeypatch, rates_effect, "rate_effect") as gate:
            type_ahead(pilot, "c", "s", "h")
            await until_reached(pilot, gate)
            assert len(list_rates("0483", MAKER, unconfirmed=True)) == known
        await settle(pilot)
        assert len(list_rates("0483", MAKER, unconfirmed=True)) == known - 1
        assert "vistelse log --subject 0483" in shown(pilot)


async def test_what_is_found_is_opened_by_a_key_typed_ahead(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One search, one opening."""
    found: list[str] = []
    real = getattr(search, SEARCHES)

    def counted(text: str, *rest: Any) -> Any:
        found.append(text)
        return real(text, *rest)

    async with sitting(seen_village) as pilot:
        monkeypatch.setattr(search, SEARCHES, counted)
        with slow(monkeypatch, search, SEARCHES) as gate:
            type_ahead(pilot, "/", "SN2026-00001", "enter", "enter")
            await until_reached(pilot, gate)
        await settle(pilot)
        assert found == ["SN2026-00001"]
        assert "vistelse visit show SN2026-00001" in shown(pilot)


async def test_a_refusal_lets_the_keys_go_on(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no question comes, keys typed ahead mean what they mean on the screen."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "r", "y")
        with slow(monkeypatch, plan, "run_batch"):
            type_ahead(pilot, "a", "1")
        await settle(pilot)
        assert screen_of(pilot).ROOM == "today"


async def test_a_store_that_does_not_answer_is_said_and_left(
    seen_village: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen says that keys wait; ctrl+q waits for nothing."""
    draft(seen_village)
    monkeypatch.setattr(ordered_keys, "SAID_AFTER", 0.05)
    async with sitting(seen_village, ATTESTER) as pilot:
        await press(pilot, "4")
        with slow(monkeypatch, batch_deeds, "find_oddities") as gate:
            type_ahead(pilot, "a", "B")
            await until_reached(pilot, gate)
            await pilot.pause(0.1)
            await calm(pilot)
            assert base.waiting_words().split(";")[0] in " ".join(shown(pilot).split())
        await settle(pilot)
        assert isinstance(pilot.app.screen, AskTextScreen)
        assert pilot.app.screen.query_one(Input).value == "B"
        assert "has not answered" not in shown(pilot)
        await press(pilot, "ctrl+g")
        left: list[str] = []

        async def leave() -> None:
            left.append("at once")

        monkeypatch.setattr(pilot.app, "action_quit", leave)
        with slow(monkeypatch, batch_deeds, "find_oddities") as gate:
            type_ahead(pilot, "a", "B", "ctrl+q")
            await until_reached(pilot, gate)
            assert left == ["at once"]


async def test_the_cursor_moves_only_in_rows_that_are_there(seen_village: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Down and enter, typed before the list was there, open the row that they would have opened."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "5", "down", "down", "enter")
        wanted = screen_of(pilot).command
    async with sitting(seen_village) as pilot:
        from tui.screens import rates

        with slow(monkeypatch, rates, "rate_overview") as gate:
            type_ahead(pilot, "5", "down", "down", "enter")
            await until_reached(pilot, gate)
        await settle(pilot)
        await settle(pilot)
        assert screen_of(pilot).command == wanted

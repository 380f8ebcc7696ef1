"""Driving the screens in a test: press keys, wait for the store, read what is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from textual.events import Paste
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from models.database import open_store
from models.operations.store.actor import Actor
from tests.tui.village import MAKER, TODAY
from tui.app import VistelseApp
from tui.screens.base import FeeScreen

SMALL, LARGE = (80, 24), (140, 40)


def app_over(url: str, actor: Actor = MAKER) -> VistelseApp:
    """Make the application of a user on the village's day."""
    return VistelseApp(url, actor, lambda: TODAY)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the store has answered everything, the screens have heard it, and no key waits for its turn."""
    calm = 0
    while calm < 3:
        asking = [worker for worker in pilot.app.workers if worker.group == "store" and not worker.is_finished]
        if asking:  # an empty list would wait for everything, a question to the user among them
            await pilot.app.workers.wait_for_complete(asking)
        await pilot.pause(0)
        calm = 0 if asking or cast(VistelseApp, pilot.app).has_keys_left else calm + 1


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as a person does, each after the screen has answered the one before."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Write a text on the line that is open, in the place of what stands there, and enter."""
    line = pilot.app.screen.query_one(Input)
    line.clear()
    line.post_message(Paste(text))
    await pilot.pause(0)
    await press(pilot, "enter")


@asynccontextmanager
async def sitting(url: str, actor: Actor = MAKER, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    """Sit at the screens until the block ends."""
    open_store(url)
    async with app_over(url, actor).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def lines_shown(pilot: Pilot[None]) -> list[str]:
    """Read the screen's lines as a person sees them."""
    width, height = pilot.app.size
    strips: list[Strip] = pilot.app.screen._compositor.render_strips()
    assert len(strips) == height
    return [strip.crop(0, width).text.rstrip() for strip in strips]


def shown(pilot: Pilot[None]) -> str:
    """Read the whole screen, hard spaces as plain ones."""
    return "\n".join(lines_shown(pilot)).replace("\u00a0", " ")


def screen_of(pilot: Pilot[None]) -> FeeScreen:
    """Give the screen that is in view."""
    screen = pilot.app.screen
    assert isinstance(screen, FeeScreen)
    return screen

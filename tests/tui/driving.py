"""Driving the screens in a test: press keys, wait for the store, read what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any, cast
from unicodedata import lookup

from textual.events import Key, Paste
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input
from textual.worker import WorkerCancelled

from models.database import open_store
from models.operations.store.actor import Actor
from tests.tui.village import MAKER, TODAY
from tui.app import VistelseApp
from tui.screens.base import FeeScreen

SMALL, LARGE = (80, 24), (140, 40)

LONGEST = 60.0
"""Seconds after which what never comes to rest is a fault."""

Stop = tuple[str, Pilot[None]]
Walk = AsyncGenerator[Stop, None]
"""A walk through screens; go it inside `aclosing`, so that it leaves the application when a stop is not as it was."""


def app_over(url: str, actor: Actor = MAKER) -> VistelseApp:
    """Make the application of a user on the village's day."""
    return VistelseApp(url, actor, lambda: TODAY)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the store has answered everything, no key waits for its turn, and the screen is at rest."""
    app, end = cast(VistelseApp, pilot.app), monotonic() + LONGEST
    while True:
        assert monotonic() < end, "the store never answers, or a key waits for ever"
        await calm(pilot)
        asking = [worker for worker in app.workers if worker.group == "store" and not worker.is_finished]
        if asking:  # an empty list would wait for everything, a question to the user among them
            with suppress(WorkerCancelled):
                await app.workers.wait_for_complete(asking)
        elif app.has_keys_left:
            await asyncio.sleep(0.005)
        else:
            return


async def calm(pilot: Pilot[None]) -> None:
    """Wait until nothing is left to do and nothing to draw, whether or not the store still owes an answer.

    The cursor of a line stops blinking: a picture would be of one half second or the other.
    """
    ready, end = cast(Any, asyncio.get_running_loop())._ready, monotonic() + LONGEST
    is_drawn = False
    while not is_drawn:
        assert monotonic() < end, "the screen never comes to rest"
        await asyncio.sleep(0)
        while ready:
            await asyncio.sleep(0)
        is_drawn = not any(_draw(screen) for screen in _in_view(pilot)) and not ready


def _in_view(pilot: Pilot[None]) -> list[Screen[Any]]:
    """List the screens that are seen, one through the other; none once the application has ended."""
    app = pilot.app
    return [*app._background_screens, app.screen] if app.is_running and app.screen_stack else []


def _draw(screen: Screen[Any]) -> bool:
    """Let a screen draw at once what it would draw with the next frame; say whether there was something.

    What a screen in the background paints is handed to the one before it, which is asked after it.
    """
    line = screen.focused
    if isinstance(line, Input):
        line.cursor_blink = False
    owed = screen._layout_required or screen._scroll_required or screen._recompose_required or screen._callbacks
    if not owed and not (screen is screen.app.screen and (screen._dirty_widgets or screen._repaint_required)):
        return False
    screen._on_timer_update()
    return True


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as a person does, each after the screen has answered the one before."""
    for key in keys:
        strike(pilot, key)
        await settle(pilot)


def strike(pilot: Pilot[None], *keys: str) -> None:
    """Press keys without waiting for anything."""
    for key in keys:
        name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
        pilot.app.post_message(Key(name, _character_of(name)))


def _character_of(name: str) -> str | None:
    """Give what a key writes on a line, by the name that Textual has for it; none where it writes nothing."""
    try:
        return lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        return name if len(name) == 1 else None


async def write(pilot: Pilot[None], text: str) -> None:
    """Write a text on the line that is open, in the place of what stands there, and enter."""
    line = pilot.app.screen.query_one(Input)
    line.clear()
    line.post_message(Paste(text))
    await settle(pilot)
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

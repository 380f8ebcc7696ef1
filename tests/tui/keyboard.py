"""A pair of hands at the keyboard: keys and letters only, and eyes that wait for what a person would wait for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from time import monotonic

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from models.database import open_store
from models.operations.store.actor import Actor
from tests.tui.driving import SMALL, settle, shown
from tui.app import VistelseApp
from tui.screens.base import FeeScreen

PATIENCE = 10.0
"""Seconds that something is waited for before a test gives up."""

MOST_LINES = 60
"""Lines of a list that are walked past."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What a person does at the screens."""

    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys, each after the screen has answered the one before."""
        for key in keys:
            await self.type("", key)

    async def type(self, text: str, *more: str) -> None:
        """Type a text, then press keys, all without waiting in between, as a fast typist on a slow line."""
        self._send(*text, *more)
        await settle(self.pilot)

    def _send(self, *names: str) -> None:
        for name in names:
            self.pilot.app.post_message(Key(name, name if len(name) == 1 else None))

    async def answer(self, text: str) -> None:
        """Type a text in the place of what stands on the line that is open, and enter."""
        await self._until(lambda: isinstance(self.pilot.app.focused, Input), "a line to write on")
        self._send("end", "ctrl+u")
        await self.type(text, "enter")

    async def fill(self, **lines: str) -> None:
        """Go down to each line of the form, type in the place of what stands there, and save."""
        await self._until(lambda: set(lines) <= set(self._lines()), f"a form with {', '.join(lines)}")
        names = self._lines()
        here = names.index(_name(self.pilot.app.focused))
        for name, text in lines.items():
            there = names.index(name)
            self._send(*["down"] * (there - here), "end", "ctrl+u", *text)
            here = there
        await self.press("ctrl+s")

    def _lines(self) -> list[str]:
        lines = [_name(line) for line in self.pilot.app.screen.query(Input)]
        return lines if isinstance(self.pilot.app.focused, Input) else []

    async def stand_on(self, words: str) -> None:
        """Walk down the list from its top to the first row that has some words."""
        await self._until(lambda: any(words in row for row in self._rows().values()), f"a row with {words}")
        await self.press("home")
        for _ in range(MOST_LINES):
            if words in self._rows().get(self._here(), ""):
                return
            await self.press("down")
        raise AssertionError((words, shown(self.pilot)))

    def _rows(self) -> dict[str, str]:
        screen = self.pilot.app.screen
        if not isinstance(screen, FeeScreen) or not screen.query("#rows"):
            return {}
        return {row.key: " ".join(" ".join(row.cells).split()) for row in screen.rows.rows_shown}

    def _here(self) -> str:
        screen = self.pilot.app.screen
        assert isinstance(screen, FeeScreen)
        return screen.rows.key_here

    async def find(self, words: str) -> None:
        """Search for something, and open the first that is found."""
        await self.press("slash")
        await self.type(words, "enter", "enter")

    async def see(self, *words: str) -> None:
        """Wait until some words stand on the screen, in this order."""
        await self._until(lambda: _stand_in(words, self.seen), " … ".join(words))

    @property
    def seen(self) -> str:
        """The screen as one line of words."""
        return " ".join(shown(self.pilot).split())

    async def _until(self, so: Callable[[], bool], what: str) -> None:
        end = monotonic() + PATIENCE
        while not so():
            assert monotonic() < end, f"not seen: {what}\n{shown(self.pilot)}"
            await settle(self.pilot)


def _stand_in(words: tuple[str, ...], text: str) -> bool:
    place = 0
    for each in words:
        found = text.find(each, place)
        if found < 0:
            return False
        place = found + len(each)
    return True


def _name(line: object) -> str:
    assert isinstance(line, Input)
    place = line.id or (line.parent.id if line.parent else "") or ""
    return place.removeprefix("field-").removeprefix("line-")


@asynccontextmanager
async def at_the_screens(url: str, actor: Actor, today: date) -> AsyncIterator[Hands]:
    """Sit down on a day, at 80×24."""
    open_store(url)
    async with VistelseApp(url, actor, lambda: today).run_test(size=SMALL) as pilot:
        await settle(pilot)
        yield Hands(pilot)

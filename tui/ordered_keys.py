"""Keys one at a time: what a key leads to, also what the store says to it, is there before the next is given out."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial

from textual.events import Event, Key
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from tui.session import SessionApp

PATIENCE = 0.5
"""Seconds after which the next key is given out although what took the one before has gone."""
ROUNDS = 2
"""Times that a mark follows the way of a key: behind the key, then behind what the key set going."""
AT_ONCE = frozenset({"ctrl+q"})
"""Keys that wait for nothing: the way out of a program whose store never answers."""
SAID_AFTER = 1.5
"""Seconds that keys wait for the store before the screen says so."""


class PatientScreen(Screen[None]):
    """A screen that knows when a key must wait for the store."""

    def must_wait(self, key: Key) -> bool:
        """Say whether what a key means is not known before the store has answered."""
        return False

    def say_waiting(self) -> None:
        """Tell the user that keys wait for the store."""

    def keys_go_on(self) -> None:
        """Give out the keys that waited, once what the store's answer leads to is on screen."""
        if isinstance(self.app, OrderedKeysApp):
            self.app.keys_go_on()


class OrderedKeysApp(SessionApp):
    """An application for slow lines: `n` and a name in one piece open the form and write the name in it.

    A line to write on keeps its own order, so only a key that is not text to a line is waited for. A question that
    opens once the store has answered gets the keys that were pressed meanwhile, in their order.
    """

    def __init__(self, *, ansi_color: bool) -> None:
        super().__init__(ansi_color=ansi_color)
        self._keys: deque[Key] = deque()
        self._waiting: Timer | None = None
        self._waits = 0
        self._said: Timer | None = None

    @property
    def has_keys_left(self) -> bool:
        """Say whether a key waits for its turn."""
        return bool(self._keys)

    async def on_event(self, event: Event) -> None:
        """Give out a key in its turn, everything else at once."""
        if isinstance(event, Key) and not event.is_forwarded and event.key not in AT_ONCE:
            self._keys.append(event)
            await self._give_keys()
        else:
            await super().on_event(event)

    async def _give_keys(self) -> None:
        while self._keys and self._waiting is None:
            if not self.screen.is_mounted:
                self._wait_behind([self.screen, self])
                return
            if self._must_wait(self._keys[0]):
                return
            line, key = self.focused, self._keys.popleft()
            await super().on_event(key)
            if not (isinstance(line, Input) and key.is_printable):
                way = line.ancestors_with_self if line is not None else [self.screen, self]
                self._wait_behind(list(way) * ROUNDS)

    def _must_wait(self, key: Key) -> bool:
        """Let keys wait for the store; a screen says so where that takes long."""
        screen = self.screen
        if not (isinstance(screen, PatientScreen) and screen.must_wait(key)):
            return False
        if self._said is None:
            self._said = self.set_timer(SAID_AFTER, screen.say_waiting)
        return True

    def keys_go_on(self) -> None:
        """Give out the keys that waited for the store, behind what its answer sets going."""
        if self._said is not None:
            self._said.stop()
            self._said = None
        if self._waiting is not None:
            self._waiting.stop()
        self._wait_behind([self.screen, self] * ROUNDS)

    def _wait_behind(self, way: Sequence[MessagePump]) -> None:
        self._waits += 1
        self._waiting = self.set_timer(PATIENCE, partial(self._go_on, self._waits))
        self._send_mark(way, self._waits)

    def _send_mark(self, way: Sequence[MessagePump], wait: int) -> None:
        """Send a mark through the queues that a key goes through; it arrives when they have done what came before."""
        for place, stop in enumerate(way):
            if stop.call_later(self._send_mark, way[place + 1 :], wait):
                return
        self.call_later(self._go_on, wait)

    async def _go_on(self, wait: int) -> None:
        """Give out more, when the mark of the last wait arrives or its patience ends."""
        if self._waiting is not None and wait == self._waits:
            self._waiting.stop()
            self._waiting = None
            await self._give_keys()

"""The line to write on: what is typed on it happens in the order in which it was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.binding import NoBinding
from textual.events import Key
from textual.geometry import Offset
from textual.widgets import Input


class TypedInput(Input):
    """A line whose own keys wait for nobody.

    Over a slow line ctrl+u, some letters and enter come in one piece. A plain line writes letters at once and lets the
    application do the other keys later, so that letters overtake them; here each key is done before the next.
    """

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next letter will stand on the screen."""
        x, y = super().cursor_screen_offset
        return Offset(x - self.cursor_at_end, y)  # at the end the plain line counts the cell after the cursor too

    async def on_key(self, event: Key) -> None:
        """Do what a key that is no letter means here, in its turn."""
        if event.is_printable:
            return
        if await self._do_own(event.key) or await self._do_around(event.key):
            event.stop()
            event.prevent_default()

    async def _do_own(self, key: str) -> bool:
        """Do what the key means on any line; say whether it means something."""
        try:
            own = self._bindings.get_bindings_for_key(key)
        except NoBinding:
            return False
        for binding in own:
            if await self.app.run_action(binding.action, self):
                return True
        return False

    async def _do_around(self, key: str) -> bool:
        """Do what the key means on the screen, unless the cursor has left this line meanwhile."""
        if self.screen.focused is not self or self.app.screen is not self.screen:
            return False
        active = self.screen.active_bindings.get(key)
        if active is None or active.binding.priority or not active.enabled:
            return False
        return await self.app.run_action(active.binding.action, active.node)


def after_typing(lines: Sequence[Input], deed: Callable[[], object]) -> None:
    """Do a deed once each line has taken in all that was typed on it so far."""
    if lines:
        lines[0].call_later(after_typing, lines[1:], deed)
    else:
        deed()

"""The line to write on: what is typed on it happens in the order in which it was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.binding import NoBinding
from textual.events import Focus, Key
from textual.geometry import Offset
from textual.widgets import Input
from textual.widgets.input import Selection


class TypedInput(Input):
    """A line whose own keys wait for nobody.

    Over a slow line ctrl+u, some letters and enter come in one piece. A plain line writes letters at once and lets the
    application do the other keys later, so that letters overtake them; here each key is done before the next.

    What is `proposed` on it is chosen whole when the line is come to, so that the first letter takes its place; what
    was typed is not, and goes on where it ended.
    """

    def __init__(
        self, proposed: str = "", *, placeholder: str = "", key: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(proposed, placeholder=placeholder, id=key, classes=classes, select_on_focus=False)
        self.proposed = proposed

    def propose(self, text: str) -> None:
        """Write what the user will mostly want, or write over."""
        self.value = self.proposed = text
        if self.has_focus:
            self.choose_proposed()

    def choose_proposed(self) -> None:
        """Choose what is proposed, so that it is written over."""
        if self.value and self.value == self.proposed:
            self.selection = Selection(0, len(self.value))

    def on_focus(self, event: Focus) -> None:
        """Choose what is proposed; not where the whole terminal was left and come back to."""
        if not event.from_app_focus:
            self.choose_proposed()

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

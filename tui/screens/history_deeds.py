"""The history of the thing under the cursor, one key away."""

from __future__ import annotations

from tui.screens.base import FeeScreen
from tui.screens.history import HistoryScreen


class HistoryDeeds(FeeScreen):
    """A screen whose things have a history; each says by `subject_here` which."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask only where there is a thing."""
        if action == "show_history":
            return self.is_mounted and bool(self.subject_here())
        return super().check_action(action, parameters)

    def action_show_history(self) -> None:
        """Show what was done with the thing under the cursor."""
        subject = self.subject_here()
        if subject:
            self.app.push_screen(HistoryScreen(subject, self.room))

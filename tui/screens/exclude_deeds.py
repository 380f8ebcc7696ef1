"""What can be done with an hour row that is not billed: exclude it with a reason, or include it again."""

from __future__ import annotations

from abc import abstractmethod

from textual import work

from models.language.words import tr
from models.operations.hours.exclude_row import exclude_row, include_row
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import FeeScreen


class ExcludeDeeds(FeeScreen):
    """A screen on which an hour row can be chosen."""

    @abstractmethod
    def row_to_exclude(self) -> str:
        """Name the row under the cursor by its key; empty where it is excluded already or cannot be."""

    def row_to_include(self) -> str:
        """Name the row under the cursor by its key; empty where it is not excluded."""
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Exclude what is not excluded, include what is."""
        if action == "exclude_row":
            return self.is_mounted and bool(self.row_to_exclude())
        if action == "include_row":
            return self.is_mounted and bool(self.row_to_include())
        return super().check_action(action, parameters)

    @work
    async def action_exclude_row(self) -> None:
        """Ask for the reason, then exclude the row."""
        key, actor = self.row_to_exclude(), self.session.actor
        if not key:
            return
        reason = await self.ask_user(AskTextScreen(tr("Why is {key} never to be billed?", key=key)))
        if reason is not None:
            self.ask_store(lambda: exclude_row(key, reason, actor), lambda nothing: self.show_excluded(key))

    def action_include_row(self) -> None:
        """Offer the row to the next batch again."""
        key, actor = self.row_to_include(), self.session.actor
        if key:
            self.notice.forget()
            self.ask_store(lambda: include_row(key, actor), lambda nothing: self.load())

    def show_excluded(self, key: str) -> None:
        """Read the rows anew."""
        self.load()

"""What can be done with a difference: accept it, which the next batch bills, or decline it with a reason."""

from __future__ import annotations

from abc import abstractmethod

from textual import work

from models.language.words import tr
from models.operations.billing.decide_difference import accept_difference, decline_difference
from models.operations.billing.list_differences import DifferenceRow
from tui.difference_words import accept_question, decline_question, number_of, signed_kronor
from tui.screens.ask_text import AskTextScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.history_deeds import HistoryDeeds


class DifferenceDeeds(HistoryDeeds):
    """A screen on which a difference can be chosen."""

    @abstractmethod
    def difference_here(self) -> DifferenceRow | None:
        """Give the difference that is meant."""

    def show_decided(self, words: str) -> None:
        """Show what stands now, and say what was done."""
        self.load()
        self.notice.tell(words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Decide what is not drafted, also otherwise than it was decided before."""
        row = self.difference_here()
        if action == "accept_difference":
            return row is not None and row.state in ("open", "declined")
        if action == "decline_difference":
            return row is not None and row.state in ("open", "accepted") and not row.batch
        return super().check_action(action, parameters)

    def subject_here(self) -> str:
        """Name the difference, as D12."""
        row = self.difference_here()
        return number_of(row) if row is not None else ""

    @work
    async def action_accept_difference(self) -> None:
        """Say what it leads to, ask, and accept it."""
        row, today, actor = self.difference_here(), self.session.today(), self.session.actor
        if row is None:
            return
        if await self.ask_user(ConfirmScreen(accept_question(row))):
            words = tr(
                "Accepted for {recipient}, {total}: the next batch has it.",
                recipient=row.recipient,
                total=signed_kronor(row),
            )
            self.ask_store(
                lambda: accept_difference(row.id, actor, today, seen=row.state), lambda total: self.show_decided(words)
            )

    @work
    async def action_decline_difference(self) -> None:
        """Ask why, then decline it."""
        row, actor = self.difference_here(), self.session.actor
        if row is None:
            return
        reason = await self.ask_user(AskTextScreen(decline_question(row)))
        if reason is not None:
            words = tr("Declined for {recipient}.", recipient=row.recipient)
            self.ask_store(
                lambda: decline_difference(row.id, reason, actor, seen=row.state),
                lambda nothing: self.show_decided(words),
            )

"""What can be done with a row of the queue: place it on a visit, or drop it with a reason; with its like, if wished."""

from __future__ import annotations

from abc import abstractmethod

from textual import work

from models.care_errors import PlacementDoubtful
from models.errors import FeeError
from models.language.refusals import refusal_text
from models.language.words import ntr, tr
from models.operations.hours.drop_row import drop_row
from models.operations.hours.place_row import Placed, place_row
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import FeeScreen
from tui.screens.confirm import ConfirmScreen


class QueueDeeds(FeeScreen):
    """A screen on which a row of the queue can be chosen."""

    @abstractmethod
    def queued_here(self) -> int:
        """Number the row under the cursor; 0 where there is none."""

    @abstractmethod
    def alike_here(self) -> int:
        """Count the other rows that name the same person."""

    @abstractmethod
    def show_done(self, words: str) -> None:
        """Show what is left, and say what was done."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Do something only with a row that waits."""
        if action in ("drop_queued", "place_queued"):
            return self.is_mounted and self.queued_here() > 0
        return super().check_action(action, parameters)

    @work
    async def place(self, case: str) -> None:
        """Place the row on a case; ask whether the others of the person go along."""
        number, actor = self.queued_here(), self.session.actor
        if not number or not case:
            return
        alike = await self._with_alike(
            ntr(
                "Place the other row of the same person on {case} too?",
                "Place the {n} other rows of the same person on {case} too, where the day lies in the stay?",
                self.alike_here(),
                case=case,
            )
        )
        self._last = (number, case, alike)
        self.ask_store(lambda: place_row(number, case, actor, with_alike=alike), self.show_placed)

    async def _with_alike(self, question: str) -> bool:
        return self.alike_here() > 0 and await self.ask_user(ConfirmScreen(question))

    def refuse(self, refusal: FeeError) -> None:
        """Ask whether to place it all the same where that is doubtful."""
        if isinstance(refusal, PlacementDoubtful):
            self._ask_anyway(refusal)
        else:
            super().refuse(refusal)

    @work
    async def _ask_anyway(self, refusal: PlacementDoubtful) -> None:
        number, case, alike = self._last
        actor = self.session.actor
        words = refusal_text(refusal).partition(". ")[0]
        if await self.ask_user(ConfirmScreen(tr("{why}. Place it there all the same?", why=words))):
            self.ask_store(lambda: place_row(number, case, actor, with_alike=alike, anyway=True), self.show_placed)

    def show_placed(self, placed: Placed) -> None:
        """Say what was placed."""
        words = [
            tr(
                "{case}: {added} new hour rows, {known} known already.",
                case=placed.case,
                added=placed.added,
                known=placed.known,
            )
        ]
        if placed.left:
            words.append(
                ntr(
                    "{n} row of the same person waits still: its day lies outside the stay.",
                    "{n} rows of the same person wait still: their days lie outside the stay.",
                    placed.left,
                )
            )
        self.show_done(" ".join(words))

    @work
    async def action_drop_queued(self) -> None:
        """Ask for the reason, then drop the row."""
        number, actor = self.queued_here(), self.session.actor
        reason = await self.ask_user(AskTextScreen(tr("Why does the row belong to no visit of ours?")))
        if reason is None or not number:
            return
        alike = await self._with_alike(
            ntr(
                "Drop the other row of the same person too?",
                "Drop the {n} other rows of the same person too?",
                self.alike_here(),
            )
        )
        self.ask_store(lambda: drop_row(number, reason, actor, with_alike=alike), self.show_dropped)

    def show_dropped(self, count: int) -> None:
        """Say what was dropped."""
        self.show_done(ntr("{n} row is dropped.", "{n} rows are dropped.", count))

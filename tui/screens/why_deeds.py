"""What can be asked of a line of money, wherever it is shown: why it comes to its amount."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from textual import work

from models.operations.reports.rate_facts import RateFacts, rate_facts
from tui.screens.base import FeeScreen
from tui.screens.why import WhyScreen
from tui.why_words import PricedLine, why_facts, why_title


@dataclass(frozen=True, slots=True)
class PricedBy:
    """A line and the rate that prices it."""

    line: PricedLine
    rate: RateFacts


class WhyDeeds(FeeScreen):
    """A screen on which a line of money can be chosen."""

    @abstractmethod
    def priced_line_here(self) -> PricedLine | None:
        """Say which line the cursor is on."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask only where there is a line."""
        if action == "why":
            return self.is_mounted and self.priced_line_here() is not None
        return super().check_action(action, parameters)

    def action_why(self) -> None:
        """Read the rate of the line under the cursor."""
        line, actor = self.priced_line_here(), self.session.actor
        if line is not None:
            self.ask_store(lambda: PricedBy(line, rate_facts(line.rate, actor)), self.show_why)

    def show_why(self, priced: PricedBy) -> None:
        """Show what the line's amount rests on."""
        self._explain(priced)

    @work
    async def _explain(self, priced: PricedBy) -> None:
        home = self.session.municipality_name(priced.rate.municipality)
        await self.ask_user(WhyScreen(why_title(priced.line), why_facts(priced.line, priced.rate, home)))

"""What can be asked of a rate: which one applied on a day, as known on a day."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from datetime import date

from textual import work

from models.language.formats import day_text
from models.language.words import tr
from models.operations.registers.rate_on import RateAsked, RatesOnDay, rate_on
from tui.rate_on_words import rate_on_facts, rate_on_title
from tui.screens.ask_day import AskDayScreen
from tui.screens.rate_deeds import RateDeeds
from tui.screens.why import WhyScreen
from tui.typed_day import read_typed_day


class RateOnDeeds(RateDeeds):
    """A screen on which a kind of care can be chosen, whose rate on a day is asked about."""

    @abstractmethod
    def care_here(self) -> RateAsked | None:
        """Say which care is meant, both days today."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask only where there is a rate, whose kind of care is meant."""
        if action == "ask_rate_on":
            return self.is_mounted and self.care_here() is not None
        return super().check_action(action, parameters)

    @work
    async def action_ask_rate_on(self) -> None:
        """Ask for the two days, then read the answer."""
        care, actor = self.care_here(), self.session.actor
        if care is None:
            return
        day = await self._day(tr("Which rate applied? The day of the care:"))
        known = await self._day(tr("As known on which day? Later knowledge is left out.")) if day else None
        if day is None or known is None:
            return
        asked = replace(care, day=day, known_on=known)
        self.ask_store(lambda: rate_on(asked, actor), lambda found: self.show_rate_on(asked, found))

    async def _day(self, question: str) -> date | None:
        today = self.session.today()
        text = await self.ask_user(AskDayScreen(question, today, date.min, day_text(today)))
        return None if text is None else read_typed_day(text, today)

    def show_rate_on(self, asked: RateAsked, found: RatesOnDay) -> None:
        """Show which rate it was, or why none."""
        self._tell_rate(asked, found)

    @work
    async def _tell_rate(self, asked: RateAsked, found: RatesOnDay) -> None:
        (answer,) = found.answers
        await self.ask_user(WhyScreen(rate_on_title(found), rate_on_facts(asked, answer)))

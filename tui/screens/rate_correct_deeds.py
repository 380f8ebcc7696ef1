"""What can be done to the rate under the cursor: correct it, end it, withdraw it; the effect is shown first."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date

from textual import work

from models.language.formats import day_text
from models.language.words import tr
from models.operations.registers.end_rate import EndRate
from models.operations.registers.rate_change import RateChange
from models.operations.registers.rate_timeline import TimedRate
from models.operations.registers.withdraw_rate import WithdrawRate
from tui.screens.ask_day import AskDayScreen
from tui.screens.ask_text import AskTextScreen
from tui.screens.rate_change_forms import CorrectRateForm
from tui.screens.rate_on_deeds import RateOnDeeds
from tui.screens.rates_form_base import Unsaved
from tui.typed_day import read_typed_day

OF_A_STANDING_RATE = ("correct_rate", "end_rate", "withdraw_rate")


class RateCorrectDeeds(RateOnDeeds):
    """A screen on which a rate stands under the cursor."""

    @abstractmethod
    def rate_here(self) -> TimedRate | None:
        """Give the rate under the cursor."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Change only what is known to hold."""
        if action in OF_A_STANDING_RATE:
            return self._standing_here() is not None
        return super().check_action(action, parameters)

    def _standing_here(self) -> TimedRate | None:
        rate = self.rate_here()
        return rate if rate is not None and rate.known_until is None else None

    @work
    async def action_correct_rate(self) -> None:
        """Fill in what is right of the rate."""
        rate = self._standing_here()
        if rate is None:
            return
        unsaved = Unsaved(f"rate {rate.id}")
        change = await self.ask_user(CorrectRateForm(rate, self.session.today(), unsaved))
        if change is not None:
            self._show_effect(change, unsaved)

    def _show_effect(self, change: RateChange, unsaved: Unsaved) -> None:
        def saved(words: str) -> None:
            unsaved.forget()
            self.tell_saved(words)

        self.show_effect_of(change, saved)

    @work
    async def action_end_rate(self) -> None:
        """Ask for the rate's last day."""
        rate = self._standing_here()
        if rate is None:
            return
        last = await self._last_day(rate)
        if last is not None:
            self.show_effect_of(EndRate(rate.id, last))

    async def _last_day(self, rate: TimedRate) -> date | None:
        today = self.session.today()
        question = tr("The last day of rate {number}, which begins {first}:", number=rate.id, first=rate.valid_from)
        given = day_text(max(today, rate.valid_from))
        text = await self.ask_user(AskDayScreen(question, today, rate.valid_from, given))
        return None if text is None else read_typed_day(text, today)

    @work
    async def action_withdraw_rate(self) -> None:
        """Ask why the rate does not hold."""
        rate = self._standing_here()
        if rate is None:
            return
        question = tr("Why does rate {number} not hold? It is kept in the log; name nobody.", number=rate.id)
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            self.show_effect_of(WithdrawRate(rate.id, reason))

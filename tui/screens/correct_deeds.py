"""Correct an hour row that was signed: ask what is right and why; the row stays, reversed (G4)."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date

from textual import work

from models.language.words import tr
from models.operations.hours.correct_row import Correction, correct_row
from models.operations.hours.month_grid import GridRow, Hold
from models.rules.services import SERVICE_OF, Unit
from models.rules.typed_hours import Measure, TypedFault, TypedRefused, parse_typed
from tui.hour_words import corrected_words, fault_words, measure_words, typed_text
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import FeeScreen


class AskMeasureScreen(AskTextScreen):
    """A question that is answered by one amount or one pair of clock times, as it is typed in the grid."""

    def __init__(self, question: str, given: str, unit: Unit, day: date) -> None:
        super().__init__(question, given)
        self.unit, self.day = unit, day

    def wrong(self, text: str) -> str:
        """Say that the text is no amount, or more than one."""
        try:
            one_measure(text, self.unit, self.day)
        except TypedRefused as refused:
            return fault_words(text, refused.code)
        return ""


def one_measure(text: str, unit: Unit, day: date) -> Measure:
    """Read what one row measured.

    Raises:
        TypedRefused: it is nothing, or several.
    """
    found = parse_typed(text, unit, day)
    if len(found) != 1:
        raise TypedRefused(TypedFault.TOO_MANY if found else TypedFault.NOT_UNDERSTOOD)
    return found[0]


def cells_of(measure: Measure) -> dict[str, str]:
    """Write what a row measured as the cells of an hours file."""
    if measure.has_clock:
        clock = (("start", measure.start), ("end", measure.end))
        return {name: f"{minute // 60:02}:{minute % 60:02}" for name, minute in clock}
    amount = {"minutes": str(measure.minutes)} if measure.minutes else {"pieces": str(measure.pieces)}
    return {**amount, "band": measure.band}


class CorrectDeeds(FeeScreen):
    """A screen over hour rows of which the signed ones can be corrected."""

    @abstractmethod
    def row_here(self) -> GridRow | None:
        """Give the row under the cursor."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Correct only what was signed and stands."""
        if action in ("correct_row", "reverse_row"):
            row = self.row_here()
            return row is not None and row.signed and row.hold is not Hold.REVERSED
        return super().check_action(action, parameters)

    @work
    async def action_correct_row(self) -> None:
        """Ask what is right, then why, and reverse the row."""
        row = self.row_here()
        if row is None:
            return
        unit = SERVICE_OF[row.service].unit
        question = tr("What is right instead of {amount}? 1:30, 90m, 08:10-09:40", amount=measure_words(row.measure))
        text = await self.ask_user(AskMeasureScreen(question, typed_text((row.measure,)), unit, row.day))
        if text is not None:
            await self._correct(row, cells_of(one_measure(text, unit, row.day)))

    @work
    async def action_reverse_row(self) -> None:
        """Ask why the row is taken back; nothing comes instead."""
        row = self.row_here()
        if row is not None:
            await self._correct(row, None)

    async def _correct(self, row: GridRow, instead: dict[str, str] | None) -> None:
        key, today, actor = row.key, self.session.today(), self.session.actor
        question = tr("Why is it corrected?") if instead else tr("Why is {key} taken back?", key=key)
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            self.notice.forget()
            self.ask_store(lambda: correct_row(key, reason, instead, today, actor), self.show_corrected)

    def show_corrected(self, done: Correction) -> None:
        """Read the rows anew, and say what was done."""
        self.load()
        self.notice.tell(corrected_words(done))

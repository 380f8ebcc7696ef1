"""Add an extra cost of a visit: a boat taxi for one, at what its receipt says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from models.language.formats import day_text, kronor
from models.language.words import N_, Marked, tr
from models.operations.hours.add_extra_cost import add_extra_cost
from tui.cost_form import COST
from tui.form_fields import Understood
from tui.screens.base import FeeScreen
from tui.screens.visit_form import FormScreen


class ExtraCostScreen(FormScreen):
    """What a receipt says, billed as a line of its own."""

    ABOUT: ClassVar[Marked] = N_(
        "A cost besides care that the home municipality has agreed to pay: a boat taxi for one. It is billed at what"
        " the receipt says, as a line of its own, with the text that is written here; name nobody in it."
    )

    def __init__(self, case: str, day: date | None = None) -> None:
        super().__init__(COST)
        self.case, self.day = case, day

    @property
    def form_name(self) -> str:
        """One form a visit."""
        return f"cost {self.case}"

    @property
    def command(self) -> str:
        """The same deed as a command."""
        return f"vistelse hours cost {self.case}"

    def begin(self) -> None:
        """Open with the day that the user came from."""
        self.title_is(tr("An extra cost of {case}", case=self.case), tr("* is needed"))
        self.open_with({"day": day_text(self.day)} if self.day is not None else {})

    def send(self, read: Mapping[str, Understood]) -> None:
        """Save it."""
        day, amount, receipt = (read[name].value for name in ("day", "amount", "receipt"))
        case, today, actor = self.case, self.session.today(), self.session.actor
        words = tr("An extra cost of {amount} on {day} is added.", amount=kronor(amount), day=day)
        self.ask_store(
            lambda: add_extra_cost(case, day, amount, receipt, today, actor), lambda key: self.show_added(words)
        )

    def show_added(self, words: str) -> None:
        """Go back to where it was asked for, and say that it is done: the row may lie out of sight."""
        below = self.app.screen_stack[-2]
        self.leave()
        if isinstance(below, FeeScreen):
            below.notice.tell(words)

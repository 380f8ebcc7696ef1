"""Register a visit: who comes, from where, when, and what was ordered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from models.language.words import N_, Marked, tr
from models.operations.visits.change_visit import register_visit
from models.operations.visits.register_like import register_like
from tui.form_fields import Understood
from tui.kept_text import forget_text, keep_text, kept_text, place_of
from tui.keys import bindings
from tui.screens.visit_take_over import TakeOverScreen
from tui.targets import VisitTarget
from tui.visit_forms import KEPT_FROM_LAST, REGISTER


class RegisterScreen(TakeOverScreen):
    """A new visit with its first decision."""

    GROUPS = ("writing", "form", "register")
    BINDINGS = bindings(*GROUPS, at_once=("form.next", "form.before"))

    ABOUT: ClassVar[Marked] = N_(
        "A new visit. What is unknown is left empty and completed later; without the order's day nothing is billed."
        " Whoever was here before is offered with the order of the last visit, which can be taken over."
        " What you type is kept on this machine until it is saved, and offered again if the line is lost."
    )

    def __init__(self) -> None:
        super().__init__(REGISTER)

    @property
    def form_name(self) -> str:
        """One registration at a time."""
        return "register"

    @property
    def command(self) -> str:
        """The same deed as a command."""
        like = f" --like {self.taken.case}" if self.taken else ""
        return f"vistelse visit register{like}"

    def begin(self) -> None:
        """Open with what the last registration had."""
        self.title_is(tr("Register a visit"), tr("* is needed"))
        last = kept_text(self._place_of_last)
        self.open_with(last.values if last else {})

    def send(self, read: Mapping[str, Understood]) -> None:
        """Register what was written."""
        cells = {name: str(each.value) for name, each in read.items() if each.value is not None}
        today, actor, earlier = self.session.today(), self.session.actor, self.taken
        if earlier is None:
            self.ask_store(lambda: register_visit(cells, {}, today, actor), self.show_registered)
            return
        whole = {"recipient": "", "invoice_reference": "", **cells}
        self.ask_store(lambda: register_like(whole, {}, earlier.case, today, actor).case, self.show_registered)

    def show_registered(self, case: str) -> None:
        """Remember what comes again next time, and show the visit."""
        values = {name: text for name, text in self.form.values.items() if name in KEPT_FROM_LAST}
        keep_text(self._place_of_last, values, {})
        forget_text(self.place)
        self.post_message(self.GoTo(VisitTarget(case)))

    @property
    def _place_of_last(self) -> Path:
        return place_of(self.session.store_url, "last registration")

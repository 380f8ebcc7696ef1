"""Correct a guest's name or identity number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from models.language.words import N_, Marked, tr
from models.operations.visits.correct_person import correct_person
from models.operations.visits.visit_facts import PERSON, VisitFacts
from tui.form_fields import Understood
from tui.screens.visit_form import FormScreen
from tui.visit_forms import CORRECT


class CorrectScreen(FormScreen):
    """The name and the number as the store has them, and why they are another."""

    ABOUT: ClassVar[Marked] = N_(
        "The guest's name and identity number, to be put right in all visits of the same guest. Invoices show neither"
        " and stay as they are. The log keeps that it was done, by whom and why, and neither name nor number."
    )

    def __init__(self, facts: VisitFacts) -> None:
        super().__init__(CORRECT)
        self.facts = facts

    @property
    def form_name(self) -> str:
        """One form a visit."""
        return f"correct {self.facts.case}"

    @property
    def command(self) -> str:
        """The same deed as a command."""
        return f"vistelse visit correct {self.facts.case}"

    def begin(self) -> None:
        """Open with what the store has."""
        self.title_is(tr("Correct who {case} is about", case=self.facts.case), tr("* is needed"))
        self.open_with({name: self.facts.values[name] for name in PERSON})

    def send(self, read: Mapping[str, Understood]) -> None:
        """Save what is another now, unless somebody else was there first."""
        values, opened = self.form.values, {name: self.opened[name] for name in PERSON}
        changes = {name: str(read[name].value or "") for name in PERSON if values[name] != opened[name]}
        case, reason = self.facts.case, values["reason"]
        today, actor = self.session.today(), self.session.actor
        if changes:
            self.ask_store(
                lambda: correct_person(case, changes, reason, today, actor, opened), lambda nothing: self.leave()
            )
        else:
            self.notice.tell(tr("Nothing was changed."))

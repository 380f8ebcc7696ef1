"""Complete a visit: fill in what is missing, change what was wrong; and grant another service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from models.language.words import N_, Marked, tr
from models.operations.visits.change_stay import complete_visit
from models.operations.visits.change_visit import register_visit
from models.operations.visits.visit_facts import PERSON, VisitFacts
from tui.form_fields import FormField, Understood
from tui.screens.visit_form import FormScreen
from tui.visit_forms import COMPLETE, DECISION

DAYS = ("last_day", "ordered_on")
"""The fields that are days, and unknown where they are empty."""


class CompleteScreen(FormScreen):
    """What is known of a visit, to be filled in."""

    ABOUT: ClassVar[Marked] = N_(
        "What is known of a visit. Fill in what is missing and change what was wrong; the order's day confirms the"
        " visit. If somebody else saves first you see both versions and keep what you typed."
    )

    def __init__(self, facts: VisitFacts) -> None:
        super().__init__(tuple(field for field in COMPLETE if _is_open(field, facts)))
        self.facts = facts

    @property
    def form_name(self) -> str:
        """One form a visit."""
        return f"complete {self.facts.case}"

    @property
    def command(self) -> str:
        """The same deed as a command."""
        return f"vistelse visit set {self.facts.case}"

    def begin(self) -> None:
        """Open with what the store has."""
        self.title_is(tr("Complete {case}", case=self.facts.case))
        self.open_with(self.facts.values)

    def send(self, read: Mapping[str, Understood]) -> None:
        """Save what was changed, unless somebody else was there first."""
        values, opened = self.form.values, dict(self.opened)
        changes = {name: _value(name, each) for name, each in read.items() if values[name] != opened[name]}
        case, today, actor = self.facts.case, self.session.today(), self.session.actor
        if changes:
            self.ask_store(lambda: complete_visit(case, opened, changes, today, actor), self.show_completed)
        else:
            self.notice.tell(tr("Nothing was changed."))

    def show_completed(self, nothing: None) -> None:
        """Go back to the visit."""
        self.leave()

    def field_of(self, column: str) -> str:
        """Name the field of a column of the visits file."""
        return {"to": "last_day"}.get(column, column)


class GrantScreen(FormScreen):
    """Another service that was granted."""

    ABOUT: ClassVar[Marked] = N_(
        "Another service that the home municipality granted for the stay. Hours of a service without a decision are"
        " not billed."
    )

    def __init__(self, case: str, home: str, first: date) -> None:
        super().__init__(DECISION)
        self.case = case
        self.cells = {"case": case, "home_municipality": home, "from": str(first)}

    @property
    def form_name(self) -> str:
        """One form a visit."""
        return f"grant {self.case}"

    @property
    def command(self) -> str:
        """The same deed as a command."""
        return f"vistelse visit register --case {self.case}"

    def begin(self) -> None:
        """Open empty."""
        self.title_is(tr("Grant a service for {case}", case=self.case), tr("* is needed"))
        self.open_with({})

    def send(self, read: Mapping[str, Understood]) -> None:
        """Add the decision."""
        cells = self.cells | {name: str(each.value) for name, each in read.items() if each.value is not None}
        today, actor = self.session.today(), self.session.actor
        self.ask_store(lambda: register_visit(cells, {}, today, actor), self.show_granted)

    def show_granted(self, case: str) -> None:
        """Go back to the visit."""
        self.leave()


def _is_open(field: FormField, facts: VisitFacts) -> bool:
    """Leave out what is masked, and whom the visit is about where that is known."""
    if field.name not in facts.values:
        return False
    return field.name not in PERSON or not facts.values[field.name]


def _value(name: str, read: Understood) -> Any:
    if read.value is None and name not in DAYS:
        return ""
    return read.value

"""Change what was granted of a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from models.care_errors import VisitChanged
from models.language.terms import term
from models.language.words import N_, Marked, tr, tr_marked
from models.operations.visits.change_decision import set_decision
from models.operations.visits.decision_facts import decision_texts
from models.operations.visits.visit_sheet import GrantedService
from tui.form_fields import Understood, understand
from tui.screens.visit_form import FormScreen
from tui.visit_forms import DECIDED
from tui.vocabulary import service_name

PERIODS: dict[str, Marked] = {"day": N_("day"), "week": N_("week"), "month": N_("month")}
"""What an amount may be granted for, as one writes it in the form."""

EMPTY = {"granted_per": "", "provider": "", "area": "", "staff": 1}
"""What an empty field means where it is not unknown."""


class DecisionScreen(FormScreen):
    """What is known of a decision, to be changed."""

    ABOUT: ClassVar[Marked] = N_(
        "What was granted of a service. Provider, area and days choose the rate and what is billed at all: posted"
        " invoices stay as they are, and a draft that rests on what you change cannot be attested until it is run"
        " again. If somebody else saves first you see both versions and keep what you typed."
    )

    def __init__(self, case: str, decision: GrantedService) -> None:
        super().__init__(DECIDED)
        self.case, self.decision = case, decision

    @property
    def form_name(self) -> str:
        """One form a visit and service."""
        return f"decide {self.case} {self.decision.service}"

    @property
    def command(self) -> str:
        """The same deed as a command."""
        return f"vistelse visit decide {self.case} {self.decision.service}"

    def begin(self) -> None:
        """Open with what the sheet showed."""
        self.title_is(tr("{service} for {case}", service=service_name(self.decision.service), case=self.case))
        known = self.decision
        days = {"first_day": known.first, "last_day": known.last}
        who = {"provider": known.provider, "area": known.area, "staff": known.staff}
        stored = decision_texts({"granted": known.granted, "granted_per": known.granted_per} | who | days)
        self.open_with(_in_words(stored))

    def send(self, read: Mapping[str, Understood]) -> None:
        """Save what was changed, unless somebody else was there first."""
        values, opened = self.form.values, self.opened
        changes = {
            name: EMPTY.get(name) if each.value is None else each.value
            for name, each in read.items()
            if values[name] != opened[name]
        }
        case, service, actor = self.case, self.decision.service, self.session.actor
        stored = {field.name: _text(understand(field, opened[field.name], self.around)) for field in DECIDED}
        if changes:
            self.ask_store(lambda: set_decision(case, service, changes, actor, stored), lambda nothing: self.leave())
        else:
            self.notice.tell(tr("Nothing was changed."))

    def show_both(self, refusal: VisitChanged) -> None:
        """Show the other's version in the user's words."""
        case, login = str(refusal.values["case"]), str(refusal.values["login"])
        super().show_both(VisitChanged(_in_words(refusal.stored), case, login))


def _in_words(texts: Mapping[str, str]) -> dict[str, str]:
    """Write the codes of a decision as the user writes them; the fields read them back."""
    period, provider = texts["granted_per"], texts["provider"]
    per = tr_marked(PERIODS[period]) if period else ""
    return {**texts, "granted_per": per, "provider": term("provider", provider) if provider else ""}


def _text(read: Understood) -> str:
    return "" if read.value is None else str(read.value)

"""The form of a paper that came with an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.language.formats import day_text
from models.language.terms import term
from models.language.words import tr
from models.operations.visits.receive_paper import PaperFacts
from models.rules.papers import PaperKind
from tui.form_readers import choice_line, day_line, text_line
from tui.screens.rates_form_base import FormScreen, Unsaved
from tui.widgets.form_line import FormField


@dataclass(frozen=True, slots=True)
class PaperFilled:
    """A paper as it was filled in."""

    kind: PaperKind
    received_on: date
    reference: str


class PaperForm(FormScreen[PaperFilled]):
    """Which paper, when it came, and where it is kept."""

    def __init__(self, case: str, known: PaperFacts | None, today: date, unsaved: Unsaved) -> None:
        self.known = known
        kinds = {str(kind): term("paper", kind) for kind in PaperKind}
        kind = term("paper", known.kind) if known else ""
        day = day_text(known.received_on) if known else day_text(today)
        fields = (
            FormField("kind", tr("Paper"), choice_line(kinds), kind, tr("consent, care plan …")),
            FormField("received_on", tr("Came on"), day_line(today, needed=True), day, "2026-07-01, 1/7"),
            FormField("reference", tr("Kept as"), text_line(), known.reference if known else "", tr("empty: not said")),
        )
        super().__init__(tr("A paper that came for {case}", case=case), fields, unsaved)

    @property
    def is_new(self) -> bool:
        """Say whether the paper is new."""
        return self.known is None

    def filled(self, values: Mapping[str, Any]) -> PaperFilled:
        """Give the paper."""
        return PaperFilled(PaperKind(values["kind"]), values["received_on"], values["reference"])

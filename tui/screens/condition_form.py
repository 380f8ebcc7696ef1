"""The form of a new condition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.interchange.condition_row import ConditionRow, subject_of, wrong_condition
from models.interchange.conditions_file import read_figure
from models.language.condition_words import subject_name
from models.language.terms import term
from models.language.words import tr, tr_marked
from models.rules.conditions import ConditionKind
from tui.form_readers import cell, choice_line, day_line, service_line, text_line
from tui.screens.rates_form_base import FormScreen, Unsaved
from tui.visit_forms import COMPLETE, REGISTER
from tui.widgets.form_line import FormField

FIGURES = ("days", "paid_days", "minutes", "percent")


class ConditionForm(FormScreen[ConditionRow]):
    """A condition: its kind says which of the other lines are filled in."""

    def __init__(self, home: str, given: Mapping[str, str], today: date, unsaved: Unsaved, refusal: str = "") -> None:
        self.home = home
        self._typed_last: Mapping[str, str] = given
        title = tr("A new condition. It ends the one before it of the same kind.")
        super().__init__(title, self._fields(given, today), unsaved, refusal)

    def _fields(self, given: Mapping[str, str], today: date) -> tuple[FormField, ...]:
        kinds = {str(kind): term("condition", kind) for kind in ConditionKind}
        about = tr("paper, service, upwards")
        figure = cell(read_figure)
        fields = (
            FormField("kind", tr("Condition"), choice_line(kinds), "", tr("refused visit, lead time")),
            FormField("service", tr("Service"), service_line(), "", tr("empty: any")),
            FormField("subject", tr("About"), text_line(), "", about),
            FormField("days", tr("Days"), figure),
            FormField("paid_days", tr("Paid days"), figure, "", tr("of a late cancellation")),
            FormField("minutes", tr("Minutes"), figure),
            FormField("percent", tr("Percent"), figure),
            FormField("valid_from", tr("Valid from"), day_line(today, needed=True), "", "2026-07-01, 1/7"),
            FormField("valid_to", tr("Valid to"), day_line(today), "", tr("empty: until the next")),
            FormField("source", tr("Source"), text_line(), "", tr("letter, address, person")),
        )
        return tuple(
            FormField(field.name, field.label, field.read, given.get(field.name, ""), field.hint) for field in fields
        )

    def wrong_together(self, values: Mapping[str, object]) -> Mapping[str, str]:
        """See that the condition has what its kind needs, and nothing else."""
        wrong = wrong_condition(self.filled(values))
        return {} if wrong is None else {wrong[0]: wrong[1]}

    @property
    def typed_last(self) -> Mapping[str, str]:
        """What stood on the lines when the form was done."""
        return self._typed_last

    def filled(self, values: Mapping[str, Any]) -> ConditionRow:
        """Make the condition."""
        self._typed_last = self.typed()
        kind, text = ConditionKind(values["kind"]), str(values["subject"])
        named = [code for code in _codes(kind) if text.casefold() in _names(kind, code)]
        return ConditionRow(
            line=1,
            municipality=self.home,
            kind=kind,
            service=values["service"] or "",
            subject=named[0] if named else subject_of(kind, text) or text,
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            source=values["source"],
            **{name: values[name] for name in FIGURES},
        )


def _names(kind: ConditionKind, code: str) -> tuple[str, ...]:
    """Give the words that the screens have for what a condition can be about, those of the visits' forms among them."""
    labels = (tr_marked(field.label) for field in (*REGISTER, *COMPLETE) if field.name == code)
    return tuple(name.casefold() for name in (subject_name(kind, code), *labels))


def _codes(kind: ConditionKind) -> tuple[str, ...]:
    """List what a condition of a kind can be about by the words that the screens show."""
    from models.rules.order_fields import ORDER_FIELDS
    from models.rules.paid_minutes import Way
    from models.rules.papers import PaperKind

    if kind == ConditionKind.REQUIRED_FIELD:
        return ORDER_FIELDS
    if kind == ConditionKind.ROUNDING:
        return tuple(Way)
    return tuple(PaperKind) if kind == ConditionKind.REQUIRED_PAPER else ()

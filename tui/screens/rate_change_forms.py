"""The forms of what is known otherwise of a rate, and of a rate that a visit's order agrees on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from models.interchange.cells import read_amount, read_unit
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import tr
from models.operations.registers.agree_rate import AgreedRate
from models.operations.registers.correct_rate import CorrectRate
from models.operations.registers.rate_timeline import TimedRate
from models.rules.services import SERVICE_OF, Unit
from tui.form_readers import cell, day_line, service_line, text_line, yes_no_line
from tui.screens.rates_form_base import FormScreen, Unsaved
from tui.widgets.form_line import FormField


class CorrectRateForm(FormScreen[CorrectRate]):
    """A rate as it should stand; the effect is shown before anything is saved."""

    def __init__(self, rate: TimedRate, today: date, unsaved: Unsaved) -> None:
        self.rate = rate
        title = tr("What is right of rate {number}? Its effect is shown before it is saved.", number=rate.id)
        super().__init__(title, _correct_fields(rate, today), unsaved)

    @property
    def is_new(self) -> bool:
        """Fill in again only what was typed."""
        return False

    def wrong_together(self, values: Mapping[str, object]) -> Mapping[str, str]:
        """See that the rate does not end before it begins."""
        return _dates_apart(values)

    def filled(self, values: Mapping[str, Any]) -> CorrectRate:
        """Say what is right and was otherwise; an empty last day takes it away."""
        known = ("price", "valid_from", "valid_to", "source")
        other = {name: values[name] for name in known if values[name] not in (None, getattr(self.rate, name))}
        is_open = self.rate.valid_to is not None and values["valid_to"] is None
        said = {"decided_on": values["decided_on"], "confirmed": bool(values["confirmed"])}
        return CorrectRate(self.rate.id, is_open=is_open, **other, **said)


class AgreedRateForm(FormScreen[AgreedRate]):
    """A rate of one visit's order; the effect is shown before anything is saved."""

    def __init__(self, case: str, service: str, today: date, unsaved: Unsaved) -> None:
        self.case = case
        title = tr("A rate that the order of {case} agrees on. Its effect is shown first.", case=case)
        super().__init__(title, _agreed_fields(service, today), unsaved)

    def wrong_together(self, values: Mapping[str, object]) -> Mapping[str, str]:
        """See that the rate does not end before it begins."""
        return _dates_apart(values)

    def filled(self, values: Mapping[str, Any]) -> AgreedRate:
        """Make the agreed rate, in the service's usual unit where none was said."""
        unit = values["unit"] or SERVICE_OF[values["service"]].unit
        return AgreedRate(case=self.case, **{**values, "unit": Unit(unit)})


def _correct_fields(rate: TimedRate, today: date) -> tuple[FormField, ...]:
    amount = f"{rate.price // 100},{rate.price % 100:02}"
    first, until = str(rate.valid_from), str(rate.valid_to) if rate.valid_to else ""
    return (
        FormField("price", tr("Amount"), cell(read_amount, _kronor, needed=True), amount, tr("kronor, as 414,80")),
        FormField("valid_from", tr("Valid from"), day_line(today, needed=True), first, "2026-07-01, 1/7"),
        FormField("valid_to", tr("Valid to"), day_line(today), until, tr("empty: until the next")),
        FormField("decided_on", tr("Decided on"), day_line(today), "", tr("empty: known from today")),
        FormField("source", tr("Source"), text_line(), rate.source, tr("letter, address, person")),
        FormField("confirmed", tr("Confirmed"), yes_no_line, "", tr("yes or no; empty: no")),
    )


def _agreed_fields(service: str, today: date) -> tuple[FormField, ...]:
    unit = cell(read_unit, lambda found: f"= {term('unit', found)}")
    return (
        FormField("service", tr("Service"), service_line(needed=True), service, tr("code or name")),
        FormField("price", tr("Amount"), cell(read_amount, _kronor, needed=True), "", tr("kronor, as 414,80")),
        FormField("unit", tr("Unit"), unit, "", tr("empty: the service's usual")),
        FormField("reference", tr("The order"), text_line(needed=True), "", tr("its reference; name nobody")),
        FormField("band", tr("Band"), text_line(), "", tr("empty: any")),
        FormField("valid_from", tr("Valid from"), day_line(today), "", tr("empty: the stay's first day")),
        FormField("valid_to", tr("Valid to"), day_line(today), "", tr("empty: as long as the stay")),
        FormField("decided_on", tr("Decided on"), day_line(today), "", tr("empty: known from today")),
    )


def _dates_apart(values: Mapping[str, object]) -> Mapping[str, str]:
    first, last = cast("date | None", values["valid_from"]), cast("date | None", values["valid_to"])
    if first is not None and last is not None and last < first:
        return {"valid_to": tr("The rate ends before it begins; see which of the two dates is right.")}
    return {}


def _kronor(ore: object) -> str:
    return f"= {kronor(cast('int', ore))}"

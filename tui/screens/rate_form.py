"""The form of a new rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from models.interchange.cells import Bad, read_amount, read_provider, read_unit
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import tr
from models.operations.registers.enter_rate import NewRate
from models.rules.services import SERVICE_OF, Unit
from tui.form_readers import Read, Understood, cell, day_line, service_line, text_line, yes_no_line
from tui.screens.rates_form_base import FormScreen, Unsaved
from tui.widgets.form_line import FormField


@dataclass(frozen=True, slots=True)
class RateGiven:
    """What stands in the form from the beginning, as text."""

    municipality: str = ""
    service: str = ""
    provider: str = ""
    area: str = ""
    band: str = ""
    unit: str = ""


class RateForm(FormScreen[NewRate]):
    """A rate as the home municipality has decided it; the effect is shown before anything is saved."""

    def __init__(self, given: RateGiven, names: Mapping[str, str], today: date, unsaved: Unsaved) -> None:
        self.names = names
        title = tr("A new rate. Its effect is shown before it is saved.")
        super().__init__(title, self._fields(given, today), unsaved)

    def _fields(self, given: RateGiven, today: date) -> tuple[FormField, ...]:
        what = (
            FormField("municipality", tr("Municipality"), self._home, given.municipality, tr("code or name")),
            FormField("service", tr("Service"), service_line(needed=True), given.service, tr("code or name")),
            FormField("provider", tr("Provider"), _provider(), given.provider, tr("own, private; empty: any")),
            FormField("area", tr("Area"), text_line(), given.area, tr("empty: any")),
            FormField("band", tr("Band"), text_line(), given.band, tr("empty: any")),
            FormField("unit", tr("Unit"), _unit(), given.unit, tr("empty: the service's usual")),
        )
        how_much = (
            FormField("price", tr("Amount"), cell(read_amount, _kronor, needed=True), "", tr("kronor, as 414,80")),
            FormField("valid_from", tr("Valid from"), day_line(today, needed=True), "", "2026-07-01, 1/7"),
            FormField("valid_to", tr("Valid to"), day_line(today), "", tr("empty: until the next")),
            FormField("decided_on", tr("Decided on"), day_line(today), "", tr("empty: known from today")),
            FormField("source", tr("Source"), text_line(), "", tr("letter, address, person")),
            FormField("confirmed", tr("Confirmed"), yes_no_line, "", tr("yes or no; empty: no")),
        )
        return (*what, *how_much)

    def _home(self, text: str) -> Understood | Bad:
        return home_of(text, self.names)

    def wrong_together(self, values: Mapping[str, object]) -> Mapping[str, str]:
        """See that the rate does not end before it begins."""
        first, last = cast("date", values["valid_from"]), cast("date | None", values["valid_to"])
        if last is not None and last < first:
            return {"valid_to": tr("The rate ends before it begins; see which of the two dates is right.")}
        return {}

    def filled(self, values: Mapping[str, Any]) -> NewRate:
        """Make the new rate, in the service's usual unit where none was said."""
        unit = values["unit"] or SERVICE_OF[values["service"]].unit
        return NewRate(**{**values, "unit": Unit(unit)})


def home_of(text: str, names: Mapping[str, str]) -> Understood | Bad:
    """Find the one municipality by its code, its name or a part of it that no other has."""
    wanted = text.casefold().removesuffix(" kommun")
    exact = [code for code, name in names.items() if wanted in (code, name.casefold())]
    found = exact or [code for code, name in names.items() if wanted and wanted in name.casefold()]
    if len(found) == 1:
        return Understood(found[0], f"= {found[0]} {names[found[0]]}")
    if len(found) > 1:
        return Bad(tr("Several are called so: {names}.", names=", ".join(sorted(names[code] for code in found)[:4])))
    return Bad(tr("There is no such municipality; write its name or four-digit code."))


def _unit() -> Read:
    return cell(read_unit, lambda unit: f"= {term('unit', unit)}")


def _provider() -> Read:
    return cell(read_provider, lambda provider: f"= {term('provider', provider)}")


def _kronor(ore: object) -> str:
    return f"= {kronor(cast('int', ore))}"

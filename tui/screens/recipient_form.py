"""The form of a recipient: who gets the invoices, where to, and on what terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from models.interchange.cells import Bad
from models.language.formats import day_text
from models.language.terms import term
from models.language.words import tr
from models.operations.registers.recipients import GROUPINGS, SCHEMES, RecipientFacts, refuse_wrong
from models.rules.fields import FieldRefused, parse_whole
from models.rules.person_label import PRIVACIES
from tui.form_readers import Read, Understood, checked, choice_line, day_line, text_line, yes_no_line
from tui.recipient_words import privacy_words
from tui.screens.rates_form_base import FormScreen, Unsaved
from tui.widgets.form_line import FormField

MOST_DAYS = 100_000
SAME = "same"
"""Stands for what is not given: a new recipient takes it from its municipality."""


@dataclass(frozen=True, slots=True)
class RecipientGiven:
    """What stands in the form from the beginning, as text by field; a recipient without a code is new."""

    municipality: str
    code: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: RecipientFacts) -> RecipientGiven:
        """Write a recipient as its form."""
        grouping, privacy = term("grouping", facts.grouping), privacy_words(facts.privacy)
        texts = {
            "name": facts.name,
            "organisation_number": facts.organisation_number,
            "peppol": f"{facts.peppol_scheme}:{facts.peppol_id}",
            "peppol_confirmed": term("answer", facts.peppol_confirmed),
            "reference": facts.reference,
            "reference_pattern": facts.reference_pattern,
            "payment_days": str(facts.payment_days or ""),
            "grouping": grouping,
            "privacy": privacy,
            "street": facts.street,
            "postal_code": facts.postal_code,
            "city": facts.city,
            "is_default": term("answer", facts.is_default),
            "valid_from": day_text(facts.valid_from),
            "valid_to": day_text(facts.valid_to) if facts.valid_to else "",
        }
        return cls(facts.municipality, facts.code, texts)


@dataclass(frozen=True, slots=True)
class RecipientFilled:
    """A recipient as it was filled in: its code, its values as the register takes them, and what was typed."""

    code: str
    values: Mapping[str, Any]
    given: RecipientGiven


class RecipientForm(FormScreen[RecipientFilled]):
    """A recipient's facts; every line is checked as it is left, and together when it is done."""

    def __init__(self, given: RecipientGiven, today: date, unsaved: Unsaved, refusal: str = "") -> None:
        self.given = given
        title = tr("Recipient {code}", code=given.code) if given.code else tr("A new recipient")
        super().__init__(title, self._fields(given, today), unsaved, refusal)

    def _fields(self, given: RecipientGiven, today: date) -> tuple[FormField, ...]:
        is_new = not given.code
        own, texts = tr("empty: the municipality's"), given.texts

        def line(name: str, label: str, read: Read, hint: str = "", usual: str = "") -> FormField:
            return FormField(name, label, read, texts.get(name, usual), hint)

        first = [FormField("code", tr("Code"), text_line(needed=True), texts.get("code", ""), tr("a short name"))]
        return (
            *(first if is_new else []),
            line("name", tr("Name"), _own(text_line(), is_new), own),
            line("organisation_number", tr("Organisation number"), _own(_organisation(), is_new), own),
            line("peppol", tr("Peppol address"), _own(_peppol, is_new), own),
            line("peppol_confirmed", tr("Address checked"), yes_no_line, tr("yes or no; empty: no")),
            line("reference", tr("Reference"), text_line(), tr("empty: the visit's own")),
            line("reference_pattern", tr("Reference's pattern"), _pattern(), tr("empty: any")),
            line("payment_days", tr("Payment days"), days_line(), tr("empty: our usual")),
            line("grouping", tr("Invoices"), _grouping(), "", term("grouping", "visit")),
            line("privacy", tr("Specification"), _privacy(), "", privacy_words("case")),
            line("street", tr("Street"), text_line()),
            line("postal_code", tr("Postal code"), text_line()),
            line("city", tr("City"), text_line()),
            line("is_default", tr("Usual recipient"), yes_no_line, tr("yes or no; empty: no")),
            line("valid_from", tr("Valid from"), _own(day_line(today), is_new), "2026-07-01, 1/7"),
            line("valid_to", tr("Valid to"), day_line(today), tr("empty: no end")),
        )

    @property
    def is_new(self) -> bool:
        """Say whether the recipient is new."""
        return not self.given.code

    def wrong_together(self, values: Mapping[str, object]) -> Mapping[str, str]:
        """See that the reference matches its pattern and that the last day is not before the first."""
        wrong = {}
        pattern, reference = str(values["reference_pattern"]), str(values["reference"])
        if reference and pattern and not re.fullmatch(pattern, reference):
            wrong["reference"] = tr("The reference does not match the pattern.")
        first, last = values["valid_from"], cast("date | None", values["valid_to"])
        if isinstance(first, date) and last is not None and last < first:
            wrong["valid_to"] = tr("The last day is before the first.")
        return wrong

    def filled(self, values: Mapping[str, Any]) -> RecipientFilled:
        """Give the register's values; what was left to the municipality is not among them."""
        kept = {name: value for name, value in values.items() if name != "code" and value != SAME}
        if "peppol" in kept:
            kept["peppol_scheme"], _, kept["peppol_id"] = kept.pop("peppol").partition(":")
        code = self.given.code or str(values["code"])
        return RecipientFilled(code, kept, RecipientGiven(self.given.municipality, self.given.code, self.typed()))


def _own(read: Read, is_new: bool) -> Read:
    """Let an empty line of a new recipient stand for the municipality's own; a known one needs it filled."""

    def read_line(text: str) -> Understood | Bad:
        if text:
            return read(text)
        return Understood(SAME) if is_new else Bad(tr("Fill this in."))

    return read_line


def _organisation() -> Read:
    return checked(
        lambda text: Understood(text.replace("-", "").replace(" ", "")),
        lambda number: refuse_wrong({"organisation_number": number}),
    )


def _pattern() -> Read:
    return checked(text_line(), lambda pattern: refuse_wrong({"reference_pattern": pattern}))


def days_line(*, needed: bool = False) -> Read:
    """Read a term of payment in days; empty is none of one's own."""

    def read_line(text: str) -> Understood | Bad:
        if not text:
            return Bad(tr("Fill this in.")) if needed else Understood(None)
        try:
            return Understood(parse_whole(text, MOST_DAYS))
        except FieldRefused:
            return Bad(tr("Write a number of days, as 30."))

    return checked(read_line, lambda days: refuse_wrong({"payment_days": days}))


def _peppol(text: str) -> Understood | Bad:
    scheme, _, address = text.replace(" ", "").replace("-", "").partition(":")
    if scheme not in SCHEMES or not SCHEMES[scheme](address):
        return Bad(tr("Write 0007: and an organisation number, or 0088: and a GLN; see that no digit is wrong."))
    return Understood(f"{scheme}:{address}")


def _grouping() -> Read:
    return choice_line({code: term("grouping", code) for code in GROUPINGS})


def _privacy() -> Read:
    return choice_line({code: privacy_words(code) for code in PRIVACIES})

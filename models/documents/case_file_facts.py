"""The facts of a deed as whoever gets the case file reads them: Swedish words, kronor and hours instead of codes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache

from models.documents.case_file_layout import SECTIONS
from models.language.formats import hours, kronor
from models.language.terms import TERMS, swedish_term
from models.language.words import N_, Marked, tr_swedish
from models.rules.services import SERVICE_OF

_LABELS: dict[str, Marked] = {
    "added": N_("Added"),
    "amount": N_("Amount"),
    "anyway": N_("Placed all the same"),
    "asked": N_("Why it was asked for"),
    "asked_by": N_("Asked for by"),
    "case": N_("Case"),
    "cells": N_("Days"),
    "deadline": N_("Deadline"),
    "details": N_("What was changed"),
    "instead": N_("Instead"),
    "letter": N_("Letter"),
    "line": N_("Line"),
    "masked": N_("Masked"),
    "new": N_("New"),
    "others": N_("Texts with others"),
    "paper": N_("Paper"),
    "price": N_("Price"),
    "receipt": N_("Receipt"),
    "recipient": N_("Recipient"),
    "reference": N_("Reference"),
    "rows": N_("Rows"),
    "valid_from": N_("From"),
    "visits": N_("Visits"),
}
"""Facts that no section of the case file has."""

_MONEY = frozenset({"price", "amount", "total", "settled"})
_MINUTES = frozenset({"minutes"})
_SORTS = ("answer", "row kind", "letter", "paper", "state", "provider", "period")
"""Where a code may belong: the first that knows it."""
_CHANGES = frozenset({"before", "after"})


def facts_text(text: str) -> str:
    """Say an event's facts, which are JSON: `Pris: 420,00 kr; Från: 2026-07-01`; what cannot be read stays as it is."""
    try:
        facts = json.loads(text)
    except ValueError:
        return text
    return _joined(facts) if isinstance(facts, dict) else text


def _joined(facts: Mapping[str, object]) -> str:
    """Say facts in their order, and what something was and became as one."""
    plain = [(name, value) for name, value in facts.items() if name not in _CHANGES]
    said = [f"{_label(name)}: {words}" for name, value in plain if (words := _value(name, value))]
    return "; ".join([*said, *_changed(facts.get("before"), facts.get("after"))])


def _changed(before: object, after: object) -> Iterator[str]:
    """Say changes field by field; an empty side is a dash."""
    was, became = (each if isinstance(each, Mapping) else None for each in (before, after))
    if was is None and became is None:
        said = (_value("", before), _value("", after))
        if any(said):
            yield _arrow(*said)
        return
    for name in {**(was or {}), **(became or {})}:
        yield f"{_label(name)}: {_arrow(*(_value(name, (each or {}).get(name)) for each in (was, became)))}"


def _arrow(before: str, after: str) -> str:
    return f"{before or '–'} → {after or '–'}"


def _label(name: str) -> str:
    known = _labels().get(name)
    return tr_swedish(known) if known else name.replace("_", " ")


@cache
def _labels() -> dict[str, Marked]:
    shown = [(fact.name, fact.label) for section in SECTIONS for fact in section.facts]
    return dict(reversed(shown)) | _LABELS


def _value(name: str, value: object) -> str:
    """Say one fact; nothing where it is empty."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, Mapping):
        return _joined(value)
    if isinstance(value, list):
        return ", ".join(_part(name, part) for part in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return kronor(value) if name in _MONEY else hours(value) if name in _MINUTES else str(value)
    return _word(str(value))


def _part(name: str, value: object) -> str:
    """Say one of several: a field that was changed, something that has facts of its own, or a word."""
    if name == "details":
        return _label(str(value))
    return f"({_value(name, value)})" if isinstance(value, Mapping) else _value(name, value)


def _word(text: str) -> str:
    if text in SERVICE_OF:
        return SERVICE_OF[text].swedish
    sort = next((sort for sort in _SORTS if text in TERMS[sort]), "")
    return swedish_term(sort, text) if sort else text

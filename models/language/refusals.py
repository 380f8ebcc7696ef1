"""Refusals: what a FeeError says, in the user's language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum

from models.errors import FeeError
from models.language.formats import kronor
from models.language.words import Marked, tr_marked

AMOUNTS = frozenset({"total", "limit"})
"""The values that are öre."""

STATES = frozenset({"state", "needed", "old", "new"})
THINGS = frozenset({"what", "stored", "given", "invoice"})

_PASSWORD = re.compile(r"(://[^:/@]*):[^@]*@")


def refusal_text(refusal: FeeError) -> str:
    """Say a refusal in the user's language; its English is the docstring of its class."""
    values = {name: _said(name, value) for name, value in refusal.values.items()}
    return tr_marked(Marked(refusal.template), **values)


def _said(name: str, value: object) -> object:
    """Write one value as a person reads it: kronor, local time, a term, an address without its password."""
    if name in AMOUNTS and isinstance(value, int):
        return kronor(value)
    if isinstance(value, datetime):
        return moment_text(value)
    if name == "url":
        return address_text(str(value))
    if name in STATES or name in THINGS:
        return _term("state" if name in STATES else "thing", value)
    return str(value) if isinstance(value, StrEnum) else value


def _term(sort: str, value: object) -> str:
    from models.language.terms import term

    return term(sort, value)


def moment_text(moment: datetime) -> str:
    """Write a moment that the store keeps in UTC by the Swedish clock: `2026-08-03 14:05`."""
    from models.rules.period import STOCKHOLM  # reading the time zones costs 10 ms that most refusals need not pay

    return moment.replace(tzinfo=UTC).astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


def address_text(url: str) -> str:
    """Write a store's address without its password."""
    return _PASSWORD.sub(r"\1:***@", url)

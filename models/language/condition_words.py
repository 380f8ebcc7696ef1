"""What a condition is about and what it says, in the user's words."""

from __future__ import annotations

from typing import Protocol

from models.language.terms import service_name, term
from models.language.words import ntr, tr
from models.rules.conditions import ConditionKind


def subject_name(kind: str, subject: str) -> str:
    """Name what a condition of a kind is about: a field, a paper, a way of rounding, or the service whose rate pays."""
    if not subject:
        return ""
    if kind == ConditionKind.REQUIRED_FIELD:
        return term("field", subject)
    if kind == ConditionKind.ROUNDING:
        return term("rounding", subject)
    return term("paper", subject) if kind == ConditionKind.REQUIRED_PAPER else service_name(subject)


class Figures(Protocol):
    """What a condition says, wherever it was read."""

    @property
    def kind(self) -> str:
        """The kind's code."""
        ...

    @property
    def subject(self) -> str:
        """A field, a paper, a service or a way of rounding."""
        ...

    @property
    def days(self) -> int | None:
        """Days."""
        ...

    @property
    def paid_days(self) -> int | None:
        """Days that are paid."""
        ...

    @property
    def minutes(self) -> int | None:
        """Minutes."""
        ...

    @property
    def percent(self) -> int | None:
        """Percent."""
        ...


def figures_text(fact: Figures) -> str:
    """Say a condition's figures on one line: 14 days, 75 %, 30 min."""
    parts = [
        subject_name(fact.kind, fact.subject),
        "" if fact.days is None else ntr("{n} day", "{n} days", fact.days),
        "" if fact.paid_days is None else ntr("pays {n} day", "pays {n} days", fact.paid_days),
        "" if fact.minutes is None else tr("{n} min", n=fact.minutes),
        "" if fact.percent is None else f"{fact.percent} %",
    ]
    return " · ".join(filter(None, parts))

"""A condition as a file or a form gives it, and what can be wrong with it by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.interchange.condition_words import FIELD_WORDS, PAPER_WORDS, WAY_WORDS
from models.interchange.vocabulary import SERVICE_WORDS
from models.language.words import N_, Marked, tr, tr_marked
from models.rules.conditions import FIGURES, ConditionKind, figures_lacking, figures_too_many
from models.rules.services import SERVICE_OF, Unit

MOST_DAYS = 365
MOST_MINUTES = 1440

FIGURE_NAMES: dict[str, Marked] = {
    "service": N_("service"),
    "subject": N_("what it is about"),
    "days": N_("days"),
    "paid_days": N_("paid days"),
    "minutes": N_("minutes"),
    "percent": N_("percent"),
}
"""What a condition can have besides its kind and its dates; which of them it has, its kind says."""

_ABOUT_FIELDS = frozenset({ConditionKind.REQUIRED_FIELD})
_ABOUT_PAPERS = frozenset({ConditionKind.REQUIRED_PAPER})
_ABOUT_WAYS = frozenset({ConditionKind.ROUNDING})
_ABOUT_SERVICES = frozenset({ConditionKind.INSTALLATION, ConditionKind.REMOVAL})


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition; `municipality` is a code or a name, '' our own; `service` is a code, '' any.

    `subject` is a field's name, a paper's kind, the service whose rate pays or a way of rounding; '' where the kind
    names none.
    """

    line: int
    municipality: str
    kind: ConditionKind
    service: str
    subject: str
    days: int | None
    paid_days: int | None
    minutes: int | None
    percent: int | None
    valid_from: date
    valid_to: date | None
    source: str

    @property
    def given(self) -> frozenset[str]:
        """Name the figures that are given."""
        return frozenset(name for name in FIGURE_NAMES if getattr(self, name) not in (None, ""))


def subject_of(kind: ConditionKind, text: str) -> str | None:
    """Give the code of what a condition of a kind is about; nothing where the kind knows no such thing."""
    known: dict[str, str] = {}
    if kind in _ABOUT_FIELDS:
        known = FIELD_WORDS
    elif kind in _ABOUT_PAPERS:
        known = PAPER_WORDS
    elif kind in _ABOUT_WAYS:
        known = WAY_WORDS
    elif kind in _ABOUT_SERVICES:
        known = SERVICE_WORDS
    word = " ".join(text.split()).casefold()
    return known.get(word) if word else ""


def wrong_condition(row: ConditionRow) -> tuple[str, str] | None:
    """Say which column of a condition cannot be right, and why; nothing where all can."""
    return next((found for check in _CHECKS if (found := check(row)) is not None), None)


def _figures(row: ConditionRow) -> tuple[str, str] | None:
    if lacking := figures_lacking(row.kind, row.given):
        return _first(lacking), _needed(row.kind, lacking)
    if too_many := figures_too_many(row.kind, row.given):
        text = tr("This kind of condition says nothing of: {figures}; leave it empty.", figures=_named(too_many))
        return _first(too_many), text
    return None


def _needed(kind: ConditionKind, lacking: frozenset[str]) -> str:
    if len(FIGURES[kind]) > 1:
        return tr("This kind of condition needs one of: {figures}.", figures=_named(lacking))
    return tr("This kind of condition needs: {figures}.", figures=_named(lacking))


def _named(figures: frozenset[str]) -> str:
    return ", ".join(tr_marked(words) for name, words in FIGURE_NAMES.items() if name in figures)


def _first(figures: frozenset[str]) -> str:
    return next(name for name in FIGURE_NAMES if name in figures)


def _sizes(row: ConditionRow) -> tuple[str, str] | None:
    limits = {"days": (0, MOST_DAYS), "paid_days": (1, MOST_DAYS), "minutes": (1, MOST_MINUTES), "percent": (1, 100)}
    for name, (least, most) in limits.items():
        value = getattr(row, name)
        if value is not None and not least <= value <= most:
            return name, tr("Write a whole number from {least} to {most}.", least=least, most=most)
    return None


def _subject(row: ConditionRow) -> tuple[str, str] | None:
    if subject_of(row.kind, row.subject) == row.subject:
        return None
    if row.kind in _ABOUT_FIELDS:
        return "subject", tr("No field of an order is called that; write for example stay_address or närstående.")
    if row.kind in _ABOUT_PAPERS:
        return "subject", tr("No paper is called that; write for example consent or samtycke.")
    if row.kind in _ABOUT_WAYS:
        return "subject", tr("Write how the time is rounded: up, nearest or down.")
    return "subject", tr("Write the service whose rate pays, for example home-care or Hemtjänst.")


def _service(row: ConditionRow) -> tuple[str, str] | None:
    if row.kind != ConditionKind.BASIS_GRANTED or SERVICE_OF[row.service].unit is Unit.HOUR:
        return None
    return "service", tr(
        "Only what is granted in time can be paid as granted; write for example home-care or Hemtjänst."
    )


def _dates(row: ConditionRow) -> tuple[str, str] | None:
    if row.valid_to is not None and row.valid_to < row.valid_from:
        return "valid_to", tr("The condition ends before it begins; see which of the two dates is right.")
    return None


_CHECKS: tuple[Callable[[ConditionRow], tuple[str, str] | None], ...] = (
    _figures,
    _sizes,
    _subject,
    _service,
    _dates,
)

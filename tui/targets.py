"""Where a line of a work list, or a thing that was found, leads: frozen words from a screen to the application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.rules.period import Month
from models.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class MonthTarget:
    """A month's plan."""

    month: Month


@dataclass(frozen=True, slots=True)
class HeldTarget:
    """What a month's plan holds back for a reason."""

    month: Month
    reason: Reason


@dataclass(frozen=True, slots=True)
class BatchTarget:
    """A batch by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class InvoiceTarget:
    """An invoice or credit note by its number."""

    number: str


@dataclass(frozen=True, slots=True)
class VisitTarget:
    """A visit by its case number."""

    case: str


@dataclass(frozen=True, slots=True)
class RatesTarget:
    """A municipality's rates, by its code."""

    municipality: str


@dataclass(frozen=True, slots=True)
class MunicipalityTarget:
    """A municipality with its recipients, by its code."""

    municipality: str


@dataclass(frozen=True, slots=True)
class HoursTarget:
    """A visit's month of hours, and the day to stand on; no day: the first of the stay."""

    case: str
    month: Month
    day: date | None = None


Target = (
    MonthTarget
    | HeldTarget
    | BatchTarget
    | InvoiceTarget
    | VisitTarget
    | RatesTarget
    | MunicipalityTarget
    | HoursTarget
)

"""What the checks of an order look at: one visit with everything that came with its order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class RateGap:
    """Days of a stay without a rate that may bill: the first of them, why, and the band (none: at any time)."""

    first: date
    reason: Reason
    band: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """A decision's service and days inside the stay; `is_executed` says that care was given at least once."""

    service: str
    first: date
    last: date | None
    amount_known: bool
    provider_known: bool
    is_executed: bool
    leaves_rows: bool
    """Whether the service leaves rows when it is executed; an alarm, and calls that it may bring, need not."""
    gaps: tuple[RateGap, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherStay:
    """Another stay of the same person."""

    case: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Extension:
    """A stay made longer: the last day before, and the day on which the extension came."""

    last_before: date
    asked_on: date


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """A visit as the checks know it; `home` is the home municipality's code.

    `known` names the fields of the order that say something; `reference` is what would go on the invoice, the
    visit's own or the recipient's.
    """

    case: str
    home: str
    first: date
    last: date | None
    ordered_on: date | None
    known: frozenset[str]
    papers: Mapping[str, date]
    reference: str
    reference_pattern: str
    address_confirmed: bool
    granted: tuple[Granted, ...]
    others: tuple[OtherStay, ...]
    extension: Extension | None = None

    def goes_on(self, day: date) -> bool:
        """Say whether the stay has not ended before a day."""
        return self.last is None or self.last >= day

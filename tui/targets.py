"""Where a line of a work list, or a thing that was found, leads: frozen words from a screen to the application."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from models.rules.order_work import OrderMatter
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
class CreditTarget:
    """The credit of some lines of an invoice, by their positions."""

    number: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VisitTarget:
    """A visit by its case number, and the row of its sheet to stand on; none: the first."""

    case: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class OrdersTarget:
    """The visits whose orders wait for one thing."""

    matter: OrderMatter


@dataclass(frozen=True, slots=True)
class ProposalsTarget:
    """The proposals that wait to be decided, of one visit by its case number or of all."""

    case: str = ""


@dataclass(frozen=True, slots=True)
class DifferencesTarget:
    """What posted invoices would come to at the rates that are known now."""


@dataclass(frozen=True, slots=True)
class MoneyTarget:
    """The invoices that are not paid."""


@dataclass(frozen=True, slots=True)
class UnmatchedTarget:
    """The payments that settle no invoice."""


@dataclass(frozen=True, slots=True)
class DisputesTarget:
    """The lines that are disputed."""


@dataclass(frozen=True, slots=True)
class DeliveriesTarget:
    """The posted documents that are not delivered."""


@dataclass(frozen=True, slots=True)
class BooksTarget:
    """The accounting files, and the batches that wait for one."""


@dataclass(frozen=True, slots=True)
class RatesTarget:
    """A municipality's rates, by its code; all of them where there is none."""

    municipality: str = ""


@dataclass(frozen=True, slots=True)
class MunicipalityTarget:
    """A municipality with its recipients, by its code."""

    municipality: str


@dataclass(frozen=True, slots=True)
class QueueTarget:
    """The hour rows that name no visit."""


@dataclass(frozen=True, slots=True)
class ConditionsTarget:
    """A municipality's conditions, by its code; our own where there is none."""

    municipality: str = ""


@dataclass(frozen=True, slots=True)
class HoursTarget:
    """A visit's month of hours, and the day to stand on; no day: the first of the stay."""

    case: str
    month: Month
    day: date | None = None


PROTECTED_ROW = "fact:protected:0"
"""The row of a visit's sheet that says whether a protected person's visit may be billed."""

FIRST_REMARK = "check:0"
"""The row of a visit's sheet with the first remark on its order."""


def where_held(
    month: Month, reason: Reason, cases: Collection[str], homes: Collection[str]
) -> HeldTarget | VisitTarget | ConditionsTarget:
    """Say where what is held back leads.

    A single visit that waits to be cleared is cleared in its sheet; what one municipality's conditions say nothing of
    is settled among them.
    """
    if reason is Reason.PROTECTED and len(cases) == 1:
        return VisitTarget(next(iter(cases)), PROTECTED_ROW)
    if reason is Reason.NO_CONDITION and len(homes) == 1:
        return ConditionsTarget(next(iter(homes)))
    return HeldTarget(month, reason)


Target = (
    MonthTarget
    | HeldTarget
    | BatchTarget
    | InvoiceTarget
    | CreditTarget
    | VisitTarget
    | OrdersTarget
    | ProposalsTarget
    | DifferencesTarget
    | RatesTarget
    | MoneyTarget
    | UnmatchedTarget
    | DisputesTarget
    | DeliveriesTarget
    | BooksTarget
    | MunicipalityTarget
    | ConditionsTarget
    | HoursTarget
    | QueueTarget
)

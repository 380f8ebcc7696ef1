"""What is unusual about a month beside the month before: shown before a batch is run or attested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.database import rows_of
from models.invoice import Invoice
from models.municipality import Municipality
from models.operations.billing.plan import BatchPlan
from models.operations.billing.unusual_hours import unusual_hours
from models.operations.billing.unusual_prices import changed_prices
from models.operations.store.actor import Actor, reading
from models.recipient import Recipient
from models.rules.period import Month

FAR = 50
"""Per cent that a recipient's sum may change from month to month before it is said."""


class OddityKind(StrEnum):
    """What sort of thing is unusual."""

    CHANGE = "change"
    FIRST = "first"
    GONE = "gone"
    PRICE = "price"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One unusual thing: a recipient's sum or a price then and now in öre, or a visit's minutes granted and executed.

    `service` and `unit` are a price's, `case` is a visit's; `name` is the recipient's or the home municipality's.
    """

    kind: OddityKind
    municipality: str
    name: str
    before: int
    now: int
    recipient: int = 0
    case: str = ""
    service: str = ""
    unit: str = ""

    @property
    def percent(self) -> int:
        """The change in whole per cent, rounded half away from zero; 0 where there was nothing before."""
        if not self.before:
            return 0
        change = (self.now - self.before) * 100
        rounded = (2 * abs(change) + abs(self.before)) // (2 * abs(self.before))
        return rounded if (change >= 0) == (self.before > 0) else -rounded


def month_before(month: Month) -> Month:
    """Give the month that a month is compared with."""
    return Month(month.year - 1, 12) if month.number == 1 else Month(month.year, month.number - 1)


def find_oddities(month: Month, actor: Actor, plan: BatchPlan | None = None) -> tuple[Oddity, ...]:
    """Compare what a month has billed, and what a plan would add to it, with the month before.

    A sum that changed by half or more, a recipient with no invoice ever before, one that had an invoice last month
    and has none now, a price that changed, and a visit whose executed hours exceed the granted ones by far.
    """
    with reading(actor):
        return (*_recipients(month, plan), *_prices(month, plan), *_hours(month, plan))


def _recipients(month: Month, plan: BatchPlan | None) -> Iterator[Oddity]:
    last, now = _sums(month_before(month)), _sums(month)
    for invoice in plan.invoices if plan else ():
        now[invoice.recipient] = now.get(invoice.recipient, 0) + invoice.total
    for difference in plan.due_differences if plan else ():
        now[difference.recipient] = now.get(difference.recipient, 0) + difference.total
    known = {recipient for (recipient,) in rows_of(_billed_before(month))}
    if not known:
        return  # nothing was ever billed: everything would be the first
    names = _names({*last, *now})
    found = (_compared(recipient, last.get(recipient), now.get(recipient), recipient in known) for recipient in names)
    kinds = [(kind, recipient) for kind, recipient in zip(found, names, strict=True) if kind is not None]
    odd = [
        Oddity(kind, *names[recipient], last.get(recipient, 0), now.get(recipient, 0), recipient)
        for kind, recipient in kinds
    ]
    yield from sorted(odd, key=lambda each: (-abs(each.now - each.before), each.municipality, each.name))


def _compared(recipient: int, last: int | None, now: int | None, is_known: bool) -> OddityKind | None:
    if now and not is_known:
        return OddityKind.FIRST
    if last and not now:
        return OddityKind.GONE
    far = last and now and abs(now - last) * 100 >= FAR * abs(last)
    return OddityKind.CHANGE if far else None


def _sums(month: Month) -> dict[int, int]:
    """Sum up a month's invoices less its credit notes, drafts among them, by recipient."""
    query = Invoice.select(Invoice.recipient, Invoice.kind, Invoice.total).where(Invoice.month == str(month))
    sums: dict[int, int] = {}
    for recipient, kind, total in rows_of(query):
        sums[recipient] = sums.get(recipient, 0) + (-total if kind == "credit" else total)
    return sums


def _billed_before(month: Month) -> object:
    return Invoice.select(Invoice.recipient).where(Invoice.month < str(month)).distinct()


def _names(recipients: set[int]) -> dict[int, tuple[str, str]]:
    query = (
        Recipient.select(Recipient.id, Municipality.code, Recipient.name)
        .join(Municipality)
        .order_by(Municipality.code, Recipient.name, Recipient.id)
    )
    return {key: (code, name) for key, code, name in rows_of(query) if key in recipients}


def _prices(month: Month, plan: BatchPlan | None) -> Iterator[Oddity]:
    for changed in changed_prices(month_before(month), month, plan):
        yield Oddity(
            OddityKind.PRICE,
            changed.municipality,
            changed.name,
            changed.before,
            changed.now,
            service=changed.service,
            unit=changed.unit,
        )


def _hours(month: Month, plan: BatchPlan | None) -> Iterator[Oddity]:
    for visit in unusual_hours(month, plan):
        yield Oddity(OddityKind.HOURS, visit.municipality, visit.name, visit.granted, visit.executed, case=visit.case)

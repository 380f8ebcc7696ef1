"""Interest on an invoice that was not paid in time, span by span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.care_errors import InterestOff, NoReferenceRate
from models.database import rows_of
from models.operations.payments.reference_rates import known_rates
from models.operations.payments.standing import Standing, standing_of
from models.operations.store.actor import Actor, reading
from models.organisation import Organisation
from models.payment import Payment, Settlement
from models.rules.interest import InterestSpan, Paid, interest_of, interest_spans, missing_half_years, unpaid_spans
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class InterestSheet:
    """The interest on an invoice until a day, that day too, in öre; each span has one balance and one rate."""

    number: str
    due_on: date
    until: date
    spans: tuple[InterestSpan, ...]

    @property
    def total(self) -> Ore:
        """The interest, rounded once."""
        return interest_of(self.spans)

    @property
    def so_far(self) -> tuple[Ore, ...]:
        """The interest from the first day to the end of each span; the last is the total."""
        return tuple(interest_of(self.spans[: place + 1]) for place in range(len(self.spans)))


def show_interest(number: str, until: date, actor: Actor) -> InterestSheet:
    """Reckon the interest on an invoice.

    Raises:
        NotFound: there is no posted invoice with the number.
        InterestOff: the organisation charges none.
        NoReferenceRate: a half-year's reference rate is not known.
    """
    with reading(actor):
        standing = standing_of(number)
        if not charges_interest():
            raise InterestOff
        return interest_sheet(standing, until)


def charges_interest() -> bool:
    """Say whether interest is charged at all, inside a transaction that is open already."""
    return bool(Organisation.select(Organisation.interest).scalar())


def interest_sheet(standing: Standing, until: date) -> InterestSheet:
    """Reckon the interest in a transaction that is open already; what was credited was never owed.

    Raises:
        NoReferenceRate: a half-year's reference rate is not known.
    """
    money = standing.money
    spans = unpaid_spans(money.due_on, until, money.owed, _paid(standing.id))
    rates = known_rates()
    for first in missing_half_years(spans, rates):
        raise NoReferenceRate(first=first)
    return InterestSheet(standing.number, money.due_on, until, interest_spans(spans, rates))


def _paid(invoice: int) -> list[Paid]:
    """List what settles an invoice by the day on which the money came; what was taken back takes itself out."""
    query = Settlement.select(Payment.day, Settlement.amount).join(Payment).where(Settlement.invoice == invoice)
    return [(day, amount) for day, amount in rows_of(query)]

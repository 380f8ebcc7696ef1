"""What waits after the bill: overdue invoices, unmatched payments, disputes to decide and to credit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.operations.payments.disputes import DisputeSheet, waiting_disputes
from models.operations.payments.list_payments import NOTHING_LEFT_OVER, UnmatchedSum, unmatched_sum
from models.operations.payments.reminders import overdue_standings
from models.rules.money import Ore

NEAR = timedelta(days=7)
"""How long before its deadline a dispute is told of."""


@dataclass(frozen=True, slots=True)
class MoneyWork:
    """`overdue` are numbers, the longest due first; amounts are öre."""

    overdue: tuple[str, ...] = ()
    overdue_total: Ore = 0
    oldest_due: date | None = None
    unmatched: UnmatchedSum = NOTHING_LEFT_OVER
    to_decide: tuple[DisputeSheet, ...] = ()
    """Disputes whose deadline is near or has passed."""
    to_credit: tuple[DisputeSheet, ...] = ()
    """Disputes that were upheld, until their lines are credited."""


NO_MONEY_WORK = MoneyWork()


def money_work(today: date) -> MoneyWork:
    """List what waits, inside a transaction that is open already."""
    late, disputes = overdue_standings(today), waiting_disputes()
    return MoneyWork(
        overdue=tuple(each.number for each in late),
        overdue_total=sum(each.money.balance for each in late),
        oldest_due=min((each.money.due_on for each in late), default=None),
        unmatched=unmatched_sum(),
        to_decide=tuple(each for each in disputes if each.is_open and each.deadline <= today + NEAR),
        to_credit=tuple(each for each in disputes if each.awaits_credit),
    )

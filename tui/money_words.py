"""Words of money that comes: how invoices stand, what a question about a payment says, and what waits on Today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from models.language.formats import day_text, kronor
from models.language.terms import term
from models.language.words import ntr, tr
from tui.figures import amount
from tui.targets import CreditTarget, DisputesTarget, MoneyTarget, Target, UnmatchedTarget

if TYPE_CHECKING:
    from models.operations.payments.disputes import DisputeSheet
    from models.operations.payments.standing import Standing
    from models.operations.reports.money_work import MoneyWork

OVERDUE, UNMATCHED, DECIDE, UPHELD = "overdue", "unmatched", "decide", "upheld"

WaitingLine = tuple[str, str, str, str, str]
"""Its key, how many, what is the matter, how old, how many kronor."""


def money_lines(money: MoneyWork, today: date) -> Iterator[WaitingLine]:
    """Give Today's lines about what was billed."""
    for place, dispute in enumerate(money.to_credit):
        what = tr("dispute upheld on {invoice}: to credit", invoice=dispute.number)
        yield f"{UPHELD}:{place}", _lines(1), what, "", amount(dispute.net)
    for place, dispute in enumerate(money.to_decide):
        what = tr("dispute on {invoice}, due {day}", invoice=dispute.number, day=dispute.deadline)
        yield f"{DECIDE}:{place}", _lines(1), what, age_words(dispute.opened_on, today), amount(dispute.net)
    if money.overdue and money.oldest_due is not None:
        count = ntr("{n} invoice", "{n} invoices", len(money.overdue))
        yield OVERDUE, count, tr("overdue for payment"), age_words(money.oldest_due, today), amount(money.overdue_total)
    if money.unmatched.payments and money.unmatched.oldest is not None:
        count = ntr("{n} payment", "{n} payments", money.unmatched.payments)
        age = age_words(money.unmatched.oldest, today)
        yield UNMATCHED, count, tr("without an invoice"), age, amount(money.unmatched.amount)


def where_money(money: MoneyWork, key: str) -> Target | None:
    """Say where a line about money leads; nothing where it is no such line."""
    kind, _, place = key.partition(":")
    if kind == UPHELD:
        dispute = money.to_credit[int(place)]
        return CreditTarget(dispute.number, (dispute.line,))
    targets: dict[str, Target] = {OVERDUE: MoneyTarget(), UNMATCHED: UnmatchedTarget(), DECIDE: DisputesTarget()}
    return targets.get(kind)


def age_words(since: date, today: date) -> str:
    """Say how many days something is old."""
    days = (today - since).days
    return ntr("{n} day", "{n} days", days) if days > 0 else tr("today")


def _lines(count: int) -> str:
    return ntr("{n} line", "{n} lines", count)


def state_words(standing: Standing, today: date, *, days: bool = True) -> str:
    """Say how an invoice stands, with the days that it is overdue where wished, and how often it was reminded of."""
    late = standing.overdue(today) if days else 0
    state = [term("payment state", standing.state(today)), *([ntr("{n} day", "{n} days", late)] if late else [])]
    reminded = ntr("reminded", "reminded {n} times", standing.reminded) if standing.reminded else ""
    return " · ".join(filter(None, (" ".join(state), reminded)))


def dispute_words(dispute: DisputeSheet) -> str:
    """Say of a line that it is disputed, or how that was decided and what it asks for."""
    if dispute.outcome is None:
        return tr("disputed, to be decided by {day}", day=day_text(dispute.deadline))
    return tr("dispute {outcome}: to credit", outcome=term("outcome", dispute.outcome))


def reminder_question(standing: Standing) -> str:
    """Ask before a reminder is written."""
    return tr(
        "Write reminder {level} of {number} to {recipient}, {balance} left to pay? It is kept as it is written.",
        level=standing.reminded + 1,
        number=standing.number,
        recipient=standing.recipient,
        balance=kronor(standing.money.balance),
    )

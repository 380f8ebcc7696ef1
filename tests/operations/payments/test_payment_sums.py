"""Whatever is done with payments, and in whatever order, their sums agree."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from models.errors import FeeError
from models.operations.payments.match_payment import match_payment, set_aside, unmatch_payment
from models.operations.payments.standing import list_standings
from tests.operations.billing.month import OWNER, credit, nothing_wrong, rows, value
from tests.operations.payments.paying import PAID_ON, kronor_text, numbers, pay, refund, row, sheets, take

pytestmark = pytest.mark.usefixtures("billed")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_the_sums_agree(seed: int) -> None:
    """G21: no payment settles more than it is, and a balance is what it must be, after every step."""
    dice, all_numbers = Random(seed), numbers()
    for step in range(20):
        with suppress(FeeError):
            _do_something(dice, dice.choice(all_numbers), str(step))
        _sums_agree(all_numbers)
    nothing_wrong()


def _do_something(dice: Random, number: str, key: str) -> None:
    amount, took = dice.choice((1, 100, 4_123_50, 999_999_00)), list(sheets())
    one = dice.choice(took) if took else ""
    match dice.randrange(7):
        case 0:
            pay(number, amount, key=f"p{key}")
        case 1:
            take(row(dice.choice((number, number, "")), kronor_text(amount), f"f{key}"))
        case 2:
            match_payment(one, number, dice.choice((None, amount)), OWNER)
        case 3:
            unmatch_payment(one, dice.choice(("", number)), "wrong", OWNER)
        case 4:
            refund(number, amount, PAID_ON)
        case 5:
            set_aside(one, "theirs", OWNER)
        case _:
            credit(number, 1)


def _sums_agree(all_numbers: list[str]) -> None:
    for amount, settled in rows(
        "SELECT p.amount, COALESCE(SUM(s.amount), 0) FROM payment p LEFT JOIN settlement s ON s.payment_id = p.id"
        " GROUP BY p.id, p.amount"
    ):
        assert min(0, amount) <= settled <= max(0, amount)
    found, notes = sheets(), dict(rows(NOTES))
    on_them = {number: sum(dict(sheet.settled).get(number, 0) for sheet in found.values()) for number in all_numbers}
    for each in list_standings(OWNER, everything=True):
        owed = value(f"SELECT total FROM invoice WHERE number = '{each.number}'") - int(notes.get(each.number, 0))
        assert each.money.balance == owed - on_them[each.number]
    assert {key for key, sheet in found.items() if sheet.left} == set(sheets(unmatched=True))


NOTES = (
    "SELECT i.number, SUM(n.total) FROM invoice n JOIN invoice i ON n.credits_id = i.id"
    " WHERE n.number IS NOT NULL GROUP BY i.number"
)

"""Money that is dated before its invoice is taken and told of; money of a day that has not come is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.errors import ImportRefused, WrongUse
from models.language.words import use_language
from models.operations.payments.early import MOST_LINES
from models.operations.payments.match_payment import match_payment
from tests.operations.billing.month import (
    BILLED_ON,
    ONE,
    changes_nothing,
    credit,
    invoice_of,
    nothing_wrong,
)
from tests.operations.builders import OWNER
from tests.operations.payments.paying import LATER, balance, numbers, pay, refund, row, take

pytestmark = pytest.mark.usefixtures("billed")

DAY_BEFORE = BILLED_ON - timedelta(days=1)


def test_a_payment_of_the_day_before_is_taken_with_a_remark() -> None:
    """The remark names both days; the money counts all the same."""
    number = numbers()[0]
    owed = balance(number)
    (remark,) = pay(number, 100, DAY_BEFORE).remarks
    assert remark == (
        f"The payment is dated 2026-09-30, before {number} was issued on 2026-10-01; see that the day is right."
    )
    assert balance(number) == owed - 100
    nothing_wrong()


def test_a_payment_of_the_invoices_own_day_is_no_surprise() -> None:
    """Nor is any later one, up to today itself."""
    number = numbers()[0]
    for day in (BILLED_ON, BILLED_ON + timedelta(days=1), LATER):
        assert pay(number, 100, day).remarks == ()


def test_a_wrong_year_is_told_in_swedish_too() -> None:
    """The commonest slip of all."""
    use_language("sv")
    (remark,) = pay(numbers()[0], 100, date(2025, 10, 20)).remarks
    assert "daterad 2025-10-20, före" in remark


def test_what_we_paid_back_before_the_invoice_is_told_too() -> None:
    """A refund's day is mistyped as easily."""
    number = numbers()[0]
    pay(number, balance(number) + 500)
    assert len(refund(number, 200, DAY_BEFORE).remarks) == 1
    assert refund(number, 300).remarks == ()


def test_money_that_settles_nothing_has_no_remark_until_it_does() -> None:
    """It is dated before no invoice; put on one by hand it is."""
    number = numbers()[0]
    taken = take(row("", "5", "k1", day="2026-09-30"), row("", "6", "k2"))
    assert taken.notices == ()
    assert len(match_payment("k1", number, None, OWNER).remarks) == 1
    assert match_payment("k2", number, None, OWNER).remarks == ()
    gone = invoice_of(ONE).number or ""
    credit(gone)
    assert pay(gone, 100, DAY_BEFORE).remarks == ()


def test_a_file_tells_the_lines_that_are_dated_before_their_invoices() -> None:
    """By their lines; the others are told nothing of, and all of it is taken."""
    first, second, *_ = numbers()
    lines = (
        row(first, "100"),
        row(second, "200", day="2026-09-30"),
        row(first, "300", day="2026-10-01"),
        row(first, "400", day="2025-10-20"),
    )
    done = take(*lines)
    assert (done.added, done.matched) == (4, 4)
    assert [notice.split(":")[0] for notice in done.notices] == ["Line 3", "Line 5"]
    assert f"dated 2026-09-30, before {second} was issued on 2026-10-01" in done.notices[0]
    assert take(*lines).notices == ()
    nothing_wrong()


@pytest.mark.parametrize(
    ("more", "said"), [(0, ""), (1, "1 more line is dated so."), (7, "7 more lines are dated so.")]
)
def test_a_whole_file_of_a_wrong_year_is_told_by_its_first_lines(more: int, said: str) -> None:
    """A screen of remarks, not a thousand."""
    number = numbers()[0]
    count = MOST_LINES + more
    notices = take(*(row(number, "1", f"k{each}", day="2025-10-20") for each in range(count))).notices
    assert (len(notices), notices[MOST_LINES:]) == (MOST_LINES + bool(more), (said,) if said else ())


def test_a_day_that_has_not_come_is_refused_everywhere() -> None:
    """By hand, paid back and in a file, at its line; nothing is changed."""
    number = numbers()[0]
    pay(number, balance(number) + 500)
    tomorrow = LATER + timedelta(days=1)

    def refused() -> None:
        for deed in (pay, refund):
            with pytest.raises(WrongUse, match="lies ahead"):
                deed(number, 100, tomorrow)
        with pytest.raises(ImportRefused) as refusal:
            take(row(number, "1"), row(number, "2", day=str(tomorrow)))
        assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(3, "datum")]

    changes_nothing(refused)

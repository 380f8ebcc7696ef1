"""Interest by räntelagen, against a reckoning day by day in fractions."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.interest import half_year, interest_of, interest_spans, missing_half_years, unpaid_spans

DUE = date(2026, 10, 31)
RATES = {date(year, month, 1): 250 + 25 * (year - 2026) * month for year in range(2025, 2031) for month in (1, 7)}


def by_days(due: date, until: date, claim: int, paid: list[tuple[date, int]], rates: dict[date, int]) -> int:
    """Reckon each day by itself; a payment counts from the day after it came."""
    sum_of_days, day = Fraction(0), due + timedelta(days=1)
    while day <= until:
        unpaid = claim - sum(amount for when, amount in paid if when < day)
        if unpaid > 0:
            first = date(day.year, 1 if day.month <= 6 else 7, 1)
            sum_of_days += Fraction(unpaid * (rates[first] + 800), 10_000 * 365)
        day += timedelta(days=1)
    return floor(sum_of_days + Fraction(1, 2))


PAYMENTS = st.lists(st.tuples(st.integers(-40, 900), st.integers(-50_000, 900_000)), max_size=6)


@given(st.integers(0, 1300), st.integers(0, 99_999_999_99), PAYMENTS)
def test_interest_is_what_every_single_day_bears(length: int, claim: int, paid: list[tuple[int, int]]) -> None:
    """G21: whatever the payments, over half-years and leap years, to the öre."""
    payments = [(DUE + timedelta(days=after), amount) for after, amount in paid]
    until = DUE + timedelta(days=length)
    spans = interest_spans(unpaid_spans(DUE, until, claim, payments), RATES)
    assert interest_of(spans) == by_days(DUE, until, claim, payments, RATES)
    assert all(half_year(span.first) == half_year(span.last) for span in spans)


def test_a_year_at_ten_and_a_half_percent() -> None:
    """100 000 kronor, 365 days after the due day, at 2,50 and 8 percent, are 10 500 kronor."""
    rates = {date(2026, 7, 1): 250, date(2027, 1, 1): 250, date(2027, 7, 1): 250}
    spans = interest_spans(unpaid_spans(DUE, date(2027, 10, 31), 100_000_00, []), rates)
    assert sum(span.days for span in spans) == 365
    assert interest_of(spans) == 10_500_00


@pytest.mark.parametrize(("day", "days"), [(DUE, 0), (DUE - timedelta(days=5), 0), (DUE + timedelta(days=1), 1)])
def test_the_due_day_itself_is_in_time(day: date, days: int) -> None:
    """Räntelagen 3 §: interest from the due day, so the first day that bears it is the one after."""
    assert sum((last - first).days + 1 for first, last, _ in unpaid_spans(DUE, day, 100, [])) == days


def test_the_day_of_payment_bears_interest_and_the_next_does_not() -> None:
    """Paid ten days late is ten days."""
    spans = unpaid_spans(DUE, date(2027, 6, 30), 100_00, [(DUE + timedelta(days=10), 100_00)])
    assert spans == ((date(2026, 11, 1), date(2026, 11, 10), 100_00),)


def test_a_half_year_without_a_rate_is_named_and_none_is_taken_in_its_place() -> None:
    """Only half-years in which something was unpaid are asked for."""
    spans = unpaid_spans(DUE, date(2028, 2, 1), 100_00, [(date(2027, 7, 5), 100_00)])
    known = {date(2027, 1, 1): 200}
    assert missing_half_years(spans, known) == (date(2026, 7, 1), date(2027, 7, 1))
    with pytest.raises(KeyError):
        interest_spans(spans, known)


def test_half_an_ore_is_rounded_up_once() -> None:
    """Many small spans are not rounded each."""
    rates = {date(2026, 7, 1): 200}
    one = interest_spans([(date(2026, 11, 1), date(2026, 11, 1), 1825)], rates)
    assert interest_of(one) == 1
    assert interest_of(one * 2) == 1
    assert interest_of(one * 3) == 2

"""Why this amount: what is said of a posted line is enough to compute it again, and nothing else is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from models.errors import NoSuchLine, NotFound
from models.event import Access
from models.operations.reports.explain_line import Explanation, explain_line
from models.operations.visits.change_visit import set_visit
from tests.operations.billing.month import ONE, attest, credit, posted, run
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, rate_row
from tests.operations.stay_changes import put_condition


def explained() -> list[Explanation]:
    """Explain every line of every document."""
    return [explain_line(row.number, line.position, OWNER) for row in posted() for line in row.lines]


def computed(found: Explanation) -> int:
    """Compute a line's amount in exact fractions from its rows and its rate, as anybody could on paper."""
    price = Fraction(found.rate.price * found.line.share, 100)
    price = Fraction(int(price + Fraction(1, 2)))
    amount = price * found.counted / (60 if found.line.unit == "hour" else 1)
    return int(amount + Fraction(1, 2))


def test_every_amount_can_be_computed_again_from_its_explanation(july: str) -> None:
    """G19, G21: by the hour, visit, day, month and piece, at a share, by a standard time, and taken back."""
    put_condition("refused", percent=55)
    put_condition("standard-time", "meal-delivery", minutes=20)
    put_rates(rate_row("301,33", "meal-delivery", "hour"))
    put_hours(
        hour_row("r1", ONE, "2026-07-06", "09:00-09:47", kind="refused"),
        hour_row("m1", ONE, "2026-07-07", service="meal-delivery", pieces=3),
    )
    attest(run().batch)
    credit(posted()[0].number, 1)
    found = explained()
    assert {each.line.unit for each in found} >= {"hour", "visit", "day", "month"}
    assert {each.invoice.kind for each in found} == {"invoice", "credit"}
    assert {each.line.share for each in found} == {100, 55}
    for each in found:
        assert each.counted == each.line.quantity, each.line
        assert each.shared_price == each.line.price
        assert computed(each) == each.line.net, each.line
        assert sum(line.net for line in each.invoice.lines) == each.invoice.total


def test_an_explanation_is_of_what_was_posted_whatever_was_learnt_later(billed: str) -> None:
    """G16, G24: another rate, another scheme of conditions, another reference; the explanation stays as it was."""
    before = explained()
    put_rates(rate_row("999,99", decided_on="2026-09-30"))
    put_condition("standard-time", "home-care", minutes=5)
    set_visit(ONE, {"invoice_reference": "ANNAN"}, OWNER)
    assert explained() == before


def test_who_asked_is_logged_and_what_is_not_there_is_said(billed: str) -> None:
    """G31: reading the hours of a guest leaves a trace."""
    number = posted()[0].number
    looks = Access.select().count()
    explain_line(number, 1, OWNER)
    assert Access.select().count() == looks + 1
    with pytest.raises(NoSuchLine):
        explain_line(number, 99, OWNER)
    with pytest.raises(NotFound):
        explain_line("X1", 1, OWNER)


def test_the_days_of_a_line_paid_by_the_day_are_named(billed: str) -> None:
    """They are what it bills, on its credit note too."""
    (by_day,) = [each for each in explained() if each.line.unit == "day"]
    assert by_day.days == (date(2026, 7, 10), date(2026, 7, 11))
    credit(by_day.invoice.number, by_day.line.position)
    notes = [each for each in explained() if each.line.unit == "day" and each.invoice.kind == "credit"]
    assert [each.days for each in notes] == [by_day.days]

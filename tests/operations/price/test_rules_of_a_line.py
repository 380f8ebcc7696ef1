"""How rows come to a line: each rule by an example worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from models.errors import ImportRefused
from models.operations.billing.plan import BatchPlan
from models.operations.hours.exclude_row import exclude_row
from tests.operations.builders import (
    OWNER,
    Row,
    band_row,
    hour_row,
    plan_of,
    put_bands,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    sign,
    visit_row,
)

pytestmark = pytest.mark.usefixtures("store")

Billed = tuple[str, str, int, int, int]
"""Unit, month, price, quantity, net."""


def lines(plan: BatchPlan) -> list[Billed]:
    """Give what a plan bills, in an order of its own."""
    return sorted((line.unit, line.month, line.price, line.quantity, line.net) for line in plan.lines)


def reasons(plan: BatchPlan) -> dict[str, str]:
    """Give what a plan holds back, by row."""
    return {row.key: str(row.reason) for row in plan.rows}


def month(*hours: Row, rates: tuple[Row, ...], visits: tuple[Row, ...] = (), of: str = "2026-07") -> BatchPlan:
    """Plan a month of these hours, for one ordinary visit with home care unless others are given."""
    put_rates(*rates)
    put_visits(*(visits or (visit_row("SN1"),)))
    if hours:
        put_hours(*hours)
    sign(of)
    return plan_of(of)


def test_minutes_are_summed_first_and_priced_once_half_up() -> None:
    """G21: three rows of one minute at 0,10 kr an hour are half an öre together, and nothing one by one."""
    one_minute = [hour_row(f"K{day}", "SN1", f"2026-07-0{day}", "08:00-08:01") for day in (1, 2, 3)]
    plan = month(*one_minute, rates=(rate_row("0,10"),))
    assert lines(plan) == [("hour", "2026-07", 10, 3, 1)]
    assert all(type(value) is int for line in plan.lines for value in (line.price, line.quantity, line.net))


def test_ten_digits_of_kronor_pass_through_a_plan() -> None:
    """G21: the largest price that a file may hold, for a whole month and for a thousand pieces."""
    whole_days = [hour_row(f"K{day}", "SN1", f"2026-07-{day:02}", "00:00-24:00", staff=2) for day in range(1, 32)]
    pieces = hour_row("M", "SN1", "2026-07-01", service="meal-delivery", pieces=1000)
    rates = (rate_row("9999999999,99"), rate_row("9999999999,99", "meal-delivery", "piece"))
    plan = month(*whole_days, pieces, rates=rates, visits=(visit_row("SN1"), visit_row("SN1", "meal-delivery")))
    assert lines(plan) == [
        ("hour", "2026-07", 999999999999, 89280, 999999999999 * 1488),
        ("piece", "2026-07", 999999999999, 1000, 999999999999000),
    ]


def test_a_rate_of_nothing_is_refused_and_a_missing_one_blocks() -> None:
    """G7: neither ever becomes 0 kr."""
    for amount in ("0", "0,00", "", "-1,00"):
        with pytest.raises(ImportRefused):
            put_rates(rate_row(amount))
    plan = month(hour_row("K1", "SN1", "2026-07-01", "08:00-09:00"), rates=(rate_row("400", home="0184"),))
    assert plan.invoices == ()
    assert plan.total == 0
    assert reasons(plan) == {"K1": "no-rate"}


def test_one_minute_without_a_rate_blocks_the_row_whole() -> None:
    """G7: an hour that goes one minute past the rate's last day is not billed for the other fifty-nine."""
    rate = rate_row("400", valid_to="2026-07-14")
    late = hour_row("K1", "SN1", "2026-07-14", "23:01-00:01")
    inside = hour_row("K2", "SN1", "2026-07-14", "23:00-24:00")
    plan = month(late, inside, rates=(rate,))
    assert reasons(plan) == {"K1": "no-rate"}
    assert lines(plan) == [("hour", "2026-07", 40000, 60, 40000)]


def test_a_night_past_midnight_is_split_at_the_months_end_and_the_rates() -> None:
    """G25: the row belongs to July, its minutes to the day on which they were worked."""
    rates = (rate_row("300"), rate_row("360", valid_from="2026-08-01", decided_on="2026-06-01"))
    plan = month(hour_row("K1", "SN1", "2026-07-31", "23:30-00:45", staff=2), rates=rates)
    assert lines(plan) == [("hour", "2026-07", 30000, 60, 30000), ("hour", "2026-08", 36000, 90, 54000)]
    assert [(line.first, line.last) for line in plan.lines] == [
        (date(2026, 7, 31), date(2026, 7, 31)),
        (date(2026, 8, 1), date(2026, 8, 1)),
    ]


def test_the_executed_minutes_are_the_elapsed_ones() -> None:
    """G25: from 01:25 to 03:15 on the night of summer time, on any other, and on the night of winter time."""
    days = ("2026-03-29", "2026-07-13", "2026-10-25")
    put_visits(visit_row("SN1"))
    put_hours(*(hour_row(day, "SN1", day, "01:25-03:15") for day in days))
    for day in days:
        sign(day[:7])
    plan = month(rates=(rate_row("60"),), of="2026-10")
    assert [(line.month, line.quantity, line.net) for line in plan.lines] == [
        ("2026-03", 50, 5000),
        ("2026-07", 110, 11000),
        ("2026-10", 170, 17000),
    ]


def test_a_visit_across_midnight_month_and_rate_is_one_visit() -> None:
    """House decision: once for each of the staff, on the line of its first part."""
    rates = (
        rate_row("250", "home-visit-night", "visit"),
        rate_row("275", "home-visit-night", "visit", valid_from="2026-08-01", decided_on="2026-06-01"),
    )
    rows = (
        hour_row("K1", "SN1", "2026-07-31", "23:50-00:20", "home-visit-night", staff=2),
        hour_row("K2", "SN1", "2026-07-01", service="home-visit-night", pieces=5),
    )
    plan = month(*rows, rates=rates, visits=(visit_row("SN1", "home-visit-night"),))
    assert lines(plan) == [("visit", "2026-07", 25000, 3, 75000)]


def test_pieces_are_summed_and_staff_do_not_carry_them_twice() -> None:
    """Two staff count the minutes twice; a meal is a meal."""
    rows = [hour_row(f"K{n}", "SN1", "2026-07-01", service="meal-delivery", pieces=n, staff=2) for n in (1, 4)]
    rate = rate_row("62,50", "meal-delivery", "piece")
    plan = month(*rows, rates=(rate,), visits=(visit_row("SN1", "meal-delivery"),))
    assert lines(plan) == [("piece", "2026-07", 6250, 5, 31250)]


def test_a_day_is_paid_once_however_many_its_rows() -> None:
    """Three rows on two days are two days, counted or by the clock."""
    rows = (
        hour_row("K1", "SN1", "2026-07-01", service="care-home-day", pieces=1),
        hour_row("K2", "SN1", "2026-07-01", "08:00-20:00", "care-home-day"),
        hour_row("K3", "SN1", "2026-07-02", service="care-home-day", pieces=3),
    )
    plan = month(*rows, rates=(rate_row("2000", "care-home-day", "day"),), visits=(visit_row("SN1", "care-home-day"),))
    assert lines(plan) == [("day", "2026-07", 200000, 2, 400000)]


def test_a_started_month_is_paid_without_rows_at_the_rate_of_its_first_day() -> None:
    """From 31 May to 1 July are three months; what is decided for later in a month comes too late for it."""
    rates = (
        rate_row("200", "safety-alarm", "month"),
        rate_row("210", "safety-alarm", "month", valid_from="2026-06-02", decided_on="2026-05-01"),
    )
    stay = visit_row("SN1", "safety-alarm", from_="2026-05-31", to="2026-07-01")
    put_visits(stay)
    for each in ("2026-05", "2026-06"):
        sign(each)
    plan = month(rates=rates, visits=(stay,))
    assert lines(plan) == [
        ("month", "2026-05", 20000, 1, 20000),
        ("month", "2026-06", 20000, 1, 20000),
        ("month", "2026-07", 21000, 1, 21000),
    ]
    assert [(line.first.day, line.last.day, line.late) for line in plan.lines] == [
        (31, 31, True),
        (1, 30, True),
        (1, 1, False),
    ]


def test_a_started_month_waits_for_its_signature_and_its_rate() -> None:
    """G5, G7: a started month that is not billed has its one reason too."""
    unsigned = visit_row("SN1", "safety-alarm", from_="2026-06-30", to="2026-07-05")
    no_rate = visit_row("SN2", "safety-alarm", home="0184", from_="2026-07-01", to="2026-07-05")
    plan = month(rates=(rate_row("200", "safety-alarm", "month"),), visits=(unsigned, no_rate))
    assert {(held.case, held.month, str(held.reason)) for held in plan.held_months} == {
        ("SN1", "2026-06", "not-signed"),
        ("SN2", "2026-07", "no-rate"),
    }
    assert lines(plan) == [("month", "2026-07", 20000, 1, 20000)]


def test_rows_that_a_month_covers_add_nothing_and_are_not_lost() -> None:
    """G5: they lie on the month's line, also those of days when another monthly rate has begun."""
    rates = (
        rate_row("200", "escort", "month"),
        rate_row("210", "escort", "month", valid_from="2026-07-10", decided_on="2026-05-01"),
    )
    rows = [hour_row(f"K{n}", "SN1", f"2026-07-{n}", "08:00-09:00", "escort") for n in ("08", "09", "10", "11", "12")]
    plan = month(*rows, rates=rates, visits=(visit_row("SN1", "escort", from_="2026-07-01"),))
    assert lines(plan) == [("month", "2026-07", 20000, 1, 20000)]
    assert reasons(plan) == {}
    assert [line.pieces for line in plan.lines] == [5]


def test_a_row_is_never_torn_apart_between_a_line_and_a_reason() -> None:
    """G5: its evening is paid by the hour, the rest by a month that has no rate on its first day: all of it waits."""
    put_bands(band_row("evening", "all", "18:00", "24:00"))
    rates = (
        rate_row("400", "escort", band="evening"),
        rate_row("200", "escort", "month", valid_from="2026-07-10", decided_on="2026-05-01"),
    )
    row = hour_row("K1", "SN1", "2026-07-20", "17:00-19:00", "escort")
    plan = month(row, rates=rates, visits=(visit_row("SN1", "escort", from_="2026-07-01"),))
    assert [str(held.reason) for held in plan.held_months] == ["no-rate"]
    assert reasons(plan) == {"K1": "no-rate"}
    assert lines(plan) == []


def test_a_covered_row_has_the_first_reason_of_its_charge_and_its_own() -> None:
    """G5: no-rate is tried before protected."""
    rate = rate_row("200", "escort", "month", valid_from="2026-07-10", decided_on="2026-05-01")
    stay = visit_row("SN1", "escort", from_="2026-07-01", protected="ja")
    plan = month(hour_row("K1", "SN1", "2026-07-20", "17:00-19:00", "escort"), rates=(rate,), visits=(stay,))
    assert [str(held.reason) for held in plan.held_months] == ["no-rate"]
    assert reasons(plan) == {"K1": "no-rate"}


def test_a_night_band_belongs_to_the_day_on_which_it_starts() -> None:
    """G25: Friday's night lasts into Saturday; Saturday's own evening has no band and the general price."""
    put_bands(band_row("night", "mon-fri", "22:00", "07:00"), band_row("weekend", "sat", "07:00", "22:00"))
    rates = (rate_row("100"), rate_row("200", band="Night"), rate_row("300", band="WEEKEND"))
    rows = (
        hour_row("K1", "SN1", "2026-07-03", "21:00-07:30"),
        hour_row("K2", "SN1", "2026-07-04", "21:30-22:30"),
    )
    assert lines(month(*rows, rates=rates)) == [
        ("hour", "2026-07", 10000, 60 + 30, 15000),
        ("hour", "2026-07", 20000, 9 * 60, 180000),
        ("hour", "2026-07", 30000, 30 + 30, 30000),
    ]


def test_holiday_rows_are_tried_first() -> None:
    """Midsummer's Eve, Midsummer's Day and the National Day are holidays; a Sunday by itself is none."""
    put_bands(band_row("day", "all", "00:00", "24:00"), band_row("feast", "holiday", "00:00", "24:00"))
    rates = (rate_row("100", band="day"), rate_row("200", band="feast"))
    days = ("2026-06-06", "2026-06-18", "2026-06-19", "2026-06-20", "2026-06-21")
    plan = month(*(hour_row(day, "SN1", day, "08:00-09:00") for day in days), rates=rates, of="2026-06")
    assert [(line.price, line.quantity, line.first.day, line.last.day) for line in plan.lines] == [
        (20000, 180, 6, 20),
        (10000, 120, 18, 21),
    ]


def test_a_holidays_night_lasts_into_the_day_after_and_not_out_of_the_day_before() -> None:
    """G25: Midsummer's Day ends on Sunday at six; the small hours of Midsummer's Eve belong to the Thursday."""
    put_bands(band_row("night", "all", "22:00", "06:00"), band_row("feast", "holiday", "22:00", "06:00"))
    rates = (rate_row("100"), rate_row("200", band="night"), rate_row("300", band="feast"))
    rows = (
        hour_row("K1", "SN1", "2026-06-19", "01:00-05:00"),
        hour_row("K2", "SN1", "2026-06-20", "23:00-07:00"),
        hour_row("K3", "SN1", "2026-06-21", "23:00-24:00"),
    )
    assert lines(month(*rows, rates=rates, of="2026-06")) == [
        ("hour", "2026-06", 10000, 60, 10000),
        ("hour", "2026-06", 20000, 4 * 60 + 60, 100000),
        ("hour", "2026-06", 30000, 7 * 60, 210000),
    ]


def test_the_most_specific_rate_wins_by_band_then_provider_then_area() -> None:
    """G23: one by one, each comes and takes the place of those before it."""
    heavier = (
        rate_row("5"),
        rate_row("4", area="Tätort"),
        rate_row("3", provider="own"),
        rate_row("2", provider="own", area="tätort"),
        rate_row("1", band="night"),
    )
    row = hour_row("K1", "SN1", "2026-07-01", minutes=60, band="NIGHT")
    month(row, rates=(rate_row("9", provider="private"),), visits=(visit_row("SN1", area="TÄTORT"),))
    assert reasons(plan_of("2026-07")) == {"K1": "no-rate"}
    for rate in heavier:
        put_rates(rate)
        assert [line.price for line in plan_of("2026-07").lines] == [int(rate["amount"]) * 100]


def test_of_equal_rates_the_one_decided_last_and_known_wins_and_a_tie_blocks() -> None:
    """G23: never a guess; a later decision settles it, once it is known."""
    rates = (rate_row("100"), rate_row("110"), rate_row("120", decided_on="2026-08-20"))
    plan = month(hour_row("K1", "SN1", "2026-07-01", "08:00-09:00"), rates=rates)
    assert lines(plan) == [("hour", "2026-07", 12000, 60, 12000)]
    assert lines(plan_of("2026-07", date(2026, 8, 20))) == lines(plan)
    before = plan_of("2026-07", date(2026, 8, 19))
    assert (lines(before), reasons(before)) == ([], {"K1": "no-rate"})


def test_a_later_rate_of_the_same_kind_ends_the_earlier_one_and_leaves_others_alone() -> None:
    """G23: the later one ends with July; what it ended does not come back, and the night is another kind."""
    rates = (
        rate_row("100"),
        rate_row("110", valid_from="2026-07-10", valid_to="2026-07-20"),
        rate_row("150", band="night"),
    )
    rows = [hour_row(f"K{n}", "SN1", f"2026-07-{n}", "08:00-09:00") for n in ("09", "10", "20", "21")]
    night = hour_row("N", "SN1", "2026-07-21", minutes=60, band="night")
    plan = month(*rows, night, rates=rates)
    assert lines(plan) == [
        ("hour", "2026-07", 10000, 60, 10000),
        ("hour", "2026-07", 11000, 120, 22000),
        ("hour", "2026-07", 15000, 60, 15000),
    ]
    assert reasons(plan) == {"K21": "no-rate"}


def test_an_unconfirmed_rate_blocks_until_somebody_confirms_it() -> None:
    """G5, G7: also where a less special one is confirmed."""
    special = rate_row("500", provider="own")
    put_rates(special, confirm=False)
    plan = month(hour_row("K1", "SN1", "2026-07-01", "08:00-09:00"), rates=(rate_row("100"),))
    assert reasons(plan) == {"K1": "unconfirmed-rate"}
    put_rates(special)
    assert lines(plan_of("2026-07")) == [("hour", "2026-07", 50000, 60, 50000)]


LACKING: dict[str, dict[str, str]] = {
    "no-order": {"ordered_on": ""},
    "outside-stay": {"from": "2026-07-02"},
    "no-decision": {"service": "escort"},
    "not-signed": {},
    "no-reference": {"invoice_reference": ""},
    "no-rate": {"home_municipality": "0184"},
    "unconfirmed-rate": {"home_municipality": "0188"},
    "protected": {"protected": "ja"},
    "excluded": {},
}


def test_a_row_with_many_hindrances_has_the_first_of_them() -> None:
    """G5: in each visit, whatever comes after the first in the order stands in the way as well."""
    put_rates(rate_row("100"), rate_row("90", "escort"))
    put_rates(rate_row("100", home="0188"), confirm=False)
    signed = []
    for place, first in enumerate(LACKING):
        cells: dict[str, str] = {}
        for reason in reversed(list(LACKING)[place:]):
            cells |= LACKING[reason]
        put_visits(visit_row(first) | cells)
        put_hours(hour_row(f"K{first}", first, "2026-07-01", "08:00-09:00"))
        exclude_row(f"K{first}", "agreed", OWNER)
        signed += [first] if place > list(LACKING).index("not-signed") else []
    sign("2026-07", signed)
    assert reasons(plan_of("2026-07")) == {f"K{first}": first for first in LACKING}


def test_rows_of_earlier_months_come_along_and_those_of_later_ones_wait() -> None:
    """G6: signed and unbilled, of whatever age, with their own month; not yet signed, with their reason."""
    days = ("2026-03-31", "2026-04-01", "2026-07-31", "2026-08-01")
    put_rates(rate_row("60"))
    put_visits(visit_row("SN1"))
    put_hours(*(hour_row(f"K{day}", "SN1", day, "08:00-09:00") for day in days))
    for each in ("2026-03", "2026-07", "2026-08"):
        sign(each)
    plan = plan_of("2026-07")
    assert [(line.month, line.late) for line in plan.lines] == [("2026-03", True), ("2026-07", False)]
    assert reasons(plan) == {"K2026-04-01": "not-signed"}


def test_quantity_times_price_on_paper_gives_every_line_to_the_ore() -> None:
    """G22: with minutes and a base of sixty, no line is further from its product than half an öre."""
    prices = {"0180": 1, "0184": 29, "0186": 41480, "0187": 99999}
    minutes = (1, 7, 29, 30, 31, 59, 61, 1379, 1440)
    cases = [(home, f"SN{home}-{number}", number) for home in prices for number in minutes]
    rates = tuple(rate_row(f"{ore // 100}.{ore % 100:02}", home=home) for home, ore in prices.items())
    visits = tuple(visit_row(case, home=home) for home, case, _ in cases)
    plan = month(*(hour_row(case, case, "2026-07-01", minutes=n) for _, case, n in cases), rates=rates, visits=visits)
    assert sorted(line.quantity for line in plan.lines) == sorted(list(minutes) * len(prices))
    for line in plan.lines:
        off = Fraction(line.net) - Fraction(line.quantity * line.price, 60)
        assert Fraction(-1, 2) < off <= Fraction(1, 2)
    assert plan.total == sum(invoice.total for invoice in plan.invoices) == sum(line.net for line in plan.lines)

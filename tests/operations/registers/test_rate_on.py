"""Which rate applied on a day, as known on a day: the same as a batch of that knowledge bills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from models.database import connected
from models.errors import NotFound
from models.operations.billing.plan_batch import plan_batch
from models.operations.registers.rate_on import RateAsked, RateOnDay, rate_on
from models.rules.period import Month
from models.rules.reasons import Reason
from tests.operations.builders import (
    OWNER,
    Row,
    band_row,
    hour_row,
    put_bands,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    sign,
    visit_row,
)

JULY = Month(2026, 7)
DAYS = tuple(date(2026, 7, day) for day in (1, 10, 19, 20))
KNOWN = tuple(date(2026, month, 1) for month in (1, 3, 6, 7, 9))

KINDS = {
    "K-0": ("home-care", "own", ""),
    "K-1": ("home-care", "private", ""),
    "K-2": ("home-care", "own", "norr"),
    "K-3": ("laundry", "own", ""),
}
"""Service, provider and area by case."""

ALARM = ("safety-alarm", "own", "")

TABLE: dict[date, tuple[Row, ...]] = {
    KNOWN[0]: (rate_row("400"), rate_row("150", "safety-alarm", "month")),
    KNOWN[1]: (
        rate_row("412", valid_from="2026-07-10"),
        rate_row("500", provider="private", valid_to="2026-07-19"),
        rate_row("33", "laundry", "piece", valid_from="2026-07-10"),
    ),
    KNOWN[2]: (
        rate_row("420", valid_from="2026-07-10"),
        rate_row("260", unit="visit", band="natt", provider="private"),
        rate_row("170", "safety-alarm", "month", valid_from="2026-07-19"),
    ),
    KNOWN[3]: (rate_row("9", valid_from="2026-07-20", area="norr"), rate_row("35", "laundry", "piece")),
}
"""Rates by the day of their decision: of a time, a provider, a band, a month; the one of 9 kr nobody confirms."""


@pytest.fixture
def care(store: str) -> str:
    """Give care of every kind on every day, by day and by night, signed; and an alarm from each of the days."""
    put_bands(band_row("dag", "all", "06:00", "22:00"), band_row("natt", "all", "22:00", "06:00"))
    put_visits(*(visit_row(case, kind[0], provider=kind[1], area=kind[2]) for case, kind in KINDS.items()))
    put_visits(*(visit_row(f"L-{day}", ALARM[0], from_=day) for day in DAYS))
    put_hours(*(row for case, day in product(KINDS, DAYS) for row in _rows(case, day)))
    sign(str(JULY))
    return store


def _rows(case: str, day: date) -> Iterator[Row]:
    if case == "K-3":
        yield hour_row(f"{case}|{day}|", case, day, service="laundry", pieces=2)
    else:
        yield hour_row(f"{case}|{day}|dag", case, day, "10:00-11:00")
        yield hour_row(f"{case}|{day}|natt", case, day, "23:00-23:30")


def enter(decided: date) -> None:
    """Enter the rates of one decision."""
    for row in TABLE[decided]:
        put_rates(row | {"decided_on": str(decided)}, confirm=row["amount"] != "9")


def ask(kind: tuple[str, str, str], band: str, day: date, known_on: date) -> RateOnDay:
    """Ask about one kind of care."""
    service, provider, area = kind
    (found,) = rate_on(RateAsked("0180", service, day, known_on, provider, area, band), OWNER).answers
    return found


def answers(kind: tuple[str, str, str], case: str, known_on: date) -> dict[str, RateOnDay]:
    """Give the answer for every row of a case."""
    bands = ("",) if case == "K-3" else ("dag", "natt")
    return {f"{case}|{day}|{band}": ask(kind, band, day, known_on) for day in DAYS for band in bands}


def everything(known_on: date) -> dict[str, RateOnDay]:
    """Give the answer for all care there is."""
    with connected():
        rows = {key: found for case, kind in KINDS.items() for key, found in answers(kind, case, known_on).items()}
        return rows | {f"L-{day}": ask(ALARM, "", day, known_on) for day in DAYS}


def quantity(key: str, unit: str) -> int:
    """Say what a row adds to its line."""
    return {"hour": 60 if key.endswith("dag") else 30, "piece": 2}.get(unit, 1)


@pytest.mark.usefixtures("care")
def test_the_answer_is_what_a_batch_of_that_knowledge_bills() -> None:
    """G23, G24: for every day of care and every day of knowledge, rate by rate, price by price, reason by reason."""
    for decided in TABLE:
        enter(decided)
    units, reasons = set[str](), set[Reason]()
    for known_on in KNOWN:
        plan = plan_batch(JULY, known_on, OWNER, with_rows=True)
        found = everything(known_on)
        held = {row.key: row.reason for row in plan.rows} | {row.case: row.reason for row in plan.held_months}
        assert held == {key: answer.reason for key, answer in found.items() if answer.reason is not None}
        lines: Counter[tuple[str, int, str, int]] = Counter()
        for key, answer in found.items():
            if answer.reason is None:
                assert answer.rate is not None
                rate = answer.rate
                lines[key.split("|")[0], rate.rate, rate.unit, rate.price] += quantity(key, rate.unit)
        assert lines == {(line.case, line.rate, line.unit, line.price): line.quantity for line in plan.lines}
        units |= {unit for _, _, unit, _ in lines}
        reasons |= set(held.values())
    assert (units, reasons) == ({"hour", "visit", "piece", "month"}, {Reason.NO_RATE, Reason.UNCONFIRMED_RATE})


@pytest.mark.usefixtures("care")
def test_later_knowledge_never_changes_an_earlier_answer() -> None:
    """G24: "which rate did we know on day X" is answerable for ever; only what was to come is told besides."""
    before: dict[date, dict[str, RateOnDay]] = {}
    for decided in TABLE:
        for known_on in KNOWN:
            if known_on < decided:
                before.setdefault(known_on, everything(known_on))
        enter(decided)
        for known_on, answered in before.items():
            again = everything(known_on)
            assert {key: replace(each, known_later=None) for key, each in again.items()} == {
                key: replace(each, known_later=None) for key, each in answered.items()
            }


@pytest.mark.usefixtures("store")
def test_a_rate_decided_late_for_the_whole_year_is_told_by_what_was_known() -> None:
    """G24: 412 kr decided on 2 April for the year; in March nobody knew, and the answer says when it came."""
    put_rates(rate_row("412", decided_on="2026-04-02", source="letter"))
    january, march = date(2026, 1, 15), date(2026, 3, 31)
    unknown = ask(KINDS["K-0"], "", january, march)
    assert (unknown.reason, unknown.rate, unknown.known_later) == (Reason.NO_RATE, None, date(2026, 4, 2))
    known = ask(KINDS["K-0"], "", january, date(2026, 4, 2))
    assert known.reason is None
    assert known.rate is not None
    assert (known.rate.price, known.rate.source, known.rate.decided_on) == (412_00, "letter", date(2026, 4, 2))
    put_rates(rate_row("420", valid_from="2026-07-01", decided_on="2026-06-01"))
    assert ask(KINDS["K-0"], "", january, date(2026, 5, 1)).until is None
    assert ask(KINDS["K-0"], "", january, date(2026, 6, 1)).until == date(2026, 6, 30)


@pytest.mark.usefixtures("store")
def test_an_unconfirmed_rate_is_shown_with_its_reason() -> None:
    """G23: it blocks, and it is said which one."""
    put_rates(rate_row("412"), confirm=False)
    found = ask(KINDS["K-0"], "", date(2026, 7, 1), date(2026, 7, 1))
    assert found.reason is Reason.UNCONFIRMED_RATE
    assert found.rate is not None
    assert (found.rate.price, found.rate.confirmed_by) == (412_00, "")


@pytest.mark.usefixtures("store")
def test_each_kind_that_the_register_tells_apart_is_answered() -> None:
    """A question that names no provider or band gets one line for each that has a rate of its own, and no other."""
    put_bands(band_row("dag", "all", "06:00", "22:00"), band_row("natt", "all", "22:00", "06:00"))
    put_rates(rate_row("400", band="dag"), rate_row("600", band="natt", provider="private", valid_to="2026-06-30"))
    found = rate_on(RateAsked("Stockholm", "home-care", date(2026, 7, 1), date(2026, 7, 1)), OWNER)
    assert (found.municipality, found.name) == ("0180", "Stockholm")
    assert [(each.provider, each.band, str(each.reason or "")) for each in found.answers] == [
        ("", "dag", ""),
        ("private", "dag", ""),
        ("private", "natt", "no-rate"),
    ]
    with pytest.raises(NotFound):
        rate_on(RateAsked("Atlantis", "home-care", date(2026, 7, 1), date(2026, 7, 1)), OWNER)


@pytest.mark.usefixtures("store")
def test_a_band_is_asked_about_on_the_days_that_it_is_one() -> None:
    """G24: the night begins in August; before that nothing lacks a rate."""
    put_bands(band_row("natt", "all", "22:00", "06:00", valid_from="2026-08-01"))
    asked = RateAsked("0180", "home-care", date(2026, 7, 31), date(2026, 9, 1))
    assert [each.band for each in rate_on(asked, OWNER).answers] == [""]
    assert [each.band for each in rate_on(replace(asked, day=date(2026, 8, 1)), OWNER).answers] == ["natt"]

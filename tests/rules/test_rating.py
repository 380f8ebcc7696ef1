"""Choosing a rate, against a slow reading of the rules day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.rating import RateFact, RateKey, Segment, is_agreed_otherwise, month_rate, segments
from models.rules.reasons import Reason
from models.rules.services import Unit

NEW_YEAR, JULY, LATE = date(2026, 1, 1), date(2026, 7, 1), date(2026, 12, 31)
FACT = RateFact(1, "0180", "home-care", "", "", "", Unit.HOUR, 40_000, NEW_YEAR, None, NEW_YEAR, confirmed=True)
KEY = RateKey("0180", "home-care", "own", "tätort", "night", counted=False)
COUNTED = replace(KEY, counted=True)


def _choose(*rates: RateFact, key: RateKey = KEY, day: date = JULY, known_on: date = LATE) -> int | Reason | None:
    """Give the id of the rate of one day, or its reason."""
    (segment,) = segments(key, rates, day, day, known_on)
    return segment.reason or segment.rate_id


def test_a_day_without_a_rate_is_blocked_and_never_nought() -> None:
    """G7: no rate, no price."""
    assert segments(KEY, [], NEW_YEAR, LATE, LATE) == (Segment(NEW_YEAR, LATE, None, None, None, Reason.NO_RATE),)
    assert _choose(replace(FACT, municipality="0184")) is Reason.NO_RATE
    assert _choose(replace(FACT, service="escort")) is Reason.NO_RATE
    assert _choose(replace(FACT, provider="private")) is Reason.NO_RATE
    assert _choose(FACT, day=date(2025, 12, 31)) is Reason.NO_RATE
    assert _choose(replace(FACT, valid_to=date(2026, 6, 30))) is Reason.NO_RATE


def test_the_most_specific_rate_wins_by_band_then_provider_then_area() -> None:
    """One band outweighs provider and area together; one provider outweighs an area."""
    band = replace(FACT, id=2, band="Night")
    both = replace(FACT, id=3, provider="OWN", area="Tätort")
    area = replace(FACT, id=4, area="TÄTORT")
    assert _choose(FACT, band, both, area) == 2
    assert _choose(FACT, both, area) == 3
    assert _choose(FACT, area) == 4
    assert _choose(FACT, replace(FACT, id=5, provider="own"), area) == 5


def test_an_entry_without_band_is_not_paid_as_one_with() -> None:
    """A night rate does not fit an entry whose band is unknown."""
    assert _choose(replace(FACT, band="night"), key=replace(KEY, band="")) is Reason.NO_RATE


def test_a_later_rate_of_the_same_kind_ends_the_earlier_one() -> None:
    """G23: the older rate lasts until the day before, and comes back for nobody."""
    later = replace(FACT, id=2, price=41_000, valid_from=JULY)
    assert segments(KEY, [later, FACT], NEW_YEAR, LATE, LATE) == (
        Segment(NEW_YEAR, date(2026, 6, 30), 1, Unit.HOUR, 40_000, None),
        Segment(JULY, LATE, 2, Unit.HOUR, 41_000, None),
    )
    ended = replace(later, valid_to=date(2026, 7, 31))
    assert _choose(FACT, ended, day=date(2026, 8, 1)) is Reason.NO_RATE


def test_a_rate_is_used_from_the_day_it_became_known() -> None:
    """G24: decided in April for January; a plan of March knows nothing of it, and nothing of what it ends."""
    decided = replace(FACT, id=2, price=41_000, known_since=date(2026, 4, 1))
    assert _choose(FACT, decided, day=NEW_YEAR, known_on=date(2026, 3, 31)) == 1
    assert _choose(FACT, decided, day=NEW_YEAR, known_on=date(2026, 4, 1)) == 2
    coming = replace(FACT, id=3, valid_from=date(2026, 2, 1), known_since=date(2026, 4, 1))
    assert _choose(FACT, coming, day=JULY, known_on=date(2026, 3, 31)) == 1


def test_two_equal_rates_are_a_blocked_row_and_never_a_guess() -> None:
    """G23: the same weight and the same day of knowing, whatever the units."""
    assert _choose(FACT, replace(FACT, id=2)) is Reason.NO_RATE
    assert _choose(FACT, replace(FACT, id=2, unit=Unit.VISIT)) is Reason.NO_RATE
    assert _choose(FACT, replace(FACT, id=2, unit=Unit.VISIT, known_since=JULY)) == 2


def test_an_unconfirmed_rate_blocks_even_when_a_confirmed_one_is_less_specific() -> None:
    """The choice comes first, and then the question whether it is confirmed."""
    assert _choose(FACT, replace(FACT, id=2, band="night", confirmed=False)) is Reason.UNCONFIRMED_RATE
    assert _choose(replace(FACT, band="night"), replace(FACT, id=2, confirmed=False)) == 1


@pytest.mark.parametrize("unit", Unit)
def test_an_entry_is_paid_in_units_it_can_be_counted_in(unit: Unit) -> None:
    """Minutes have no pieces, pieces have no hours, and a monthly rate covers either when nothing else does."""
    rate = replace(FACT, unit=unit)
    assert _choose(rate) == (Reason.NO_RATE if unit is Unit.PIECE else 1)
    assert _choose(rate, key=COUNTED) == (Reason.NO_RATE if unit is Unit.HOUR else 1)


def test_a_monthly_rate_yields_to_any_rate_of_the_entry_itself() -> None:
    """Also to a less specific one, and to an unconfirmed one."""
    monthly = replace(FACT, id=2, unit=Unit.MONTH, band="night", provider="own")
    assert _choose(FACT, monthly) == 1
    assert _choose(replace(FACT, confirmed=False), monthly) is Reason.UNCONFIRMED_RATE
    assert _choose(replace(FACT, unit=Unit.PIECE), monthly) == 2


def test_a_started_month_has_the_monthly_rate_of_its_day() -> None:
    """Only rates per month count, however specific others are."""
    monthly = replace(FACT, id=2, unit=Unit.MONTH, price=25_000)
    rates = [replace(FACT, band="night"), monthly, replace(monthly, id=3, valid_from=JULY, confirmed=False)]
    assert month_rate(KEY, rates, date(2026, 6, 30), LATE) == Segment(
        date(2026, 6, 30), date(2026, 6, 30), 2, Unit.MONTH, 25_000, None
    )
    assert month_rate(KEY, rates, JULY, LATE).reason is Reason.UNCONFIRMED_RATE
    assert month_rate(KEY, [FACT], JULY, LATE).reason is Reason.NO_RATE


def test_a_corrected_rate_is_known_until_the_day_of_the_correction() -> None:
    """G24: the day before it is the old one's, the day itself the new one's; a withdrawn one leaves nothing."""
    old = replace(FACT, known_until=JULY)
    new = replace(FACT, id=2, price=41_000, known_since=JULY)
    assert _choose(old, new, known_on=date(2026, 6, 30)) == 1
    assert _choose(old, new, known_on=JULY) == 2
    assert _choose(old, known_on=JULY) is Reason.NO_RATE
    assert _choose(replace(old, known_since=JULY), new, known_on=JULY) == 2, "corrected on the day it came"


def test_a_withdrawn_rate_no_longer_ends_the_one_before_it() -> None:
    """G23: as if it had never followed, from the day on which it is known not to."""
    wrong = replace(FACT, id=2, valid_from=JULY, known_until=date(2026, 8, 1))
    assert _choose(FACT, wrong, known_on=date(2026, 7, 31)) == 2
    assert _choose(FACT, wrong, known_on=date(2026, 8, 1)) == 1


def test_what_the_order_agrees_on_comes_before_what_others_are_paid() -> None:
    """Agreed in the care's own units, then by the month, then the table's; and never for another visit."""
    agreed = replace(FACT, id=2, visit="7", price=50_000)
    by_month = replace(agreed, id=3, unit=Unit.MONTH)
    special = replace(FACT, id=4, band="night", provider="own", area="tätort")
    ours, others = replace(KEY, visit="7"), replace(KEY, visit="8")
    assert _choose(special, agreed, by_month, key=ours) == 2
    assert _choose(special, by_month, key=ours) == 3
    assert _choose(special, agreed, by_month, key=others) == 4
    assert _choose(special, agreed, key=KEY) == 4
    assert _choose(special, replace(agreed, valid_from=LATE), key=ours) == 4, "agreed from later on"
    assert _choose(FACT, replace(agreed, band="day"), key=ours) == 1, "agreed for another band"


def test_a_month_is_not_paid_where_the_order_agrees_on_hours() -> None:
    """Else care would be paid twice: by its time as agreed, and once a month as for others."""
    table = replace(FACT, id=2, unit=Unit.MONTH)
    agreed = replace(FACT, id=3, visit="7")
    ours = replace(KEY, band="", visit="7")
    assert is_agreed_otherwise(ours, [table, agreed], JULY, LATE)
    assert month_rate(ours, [table, agreed], JULY, LATE).reason is Reason.NO_RATE
    assert not is_agreed_otherwise(replace(ours, visit=""), [table, agreed], JULY, LATE)
    assert not is_agreed_otherwise(ours, [table, agreed, replace(agreed, id=4, unit=Unit.MONTH)], JULY, LATE)
    assert month_rate(ours, [table, replace(agreed, unit=Unit.MONTH)], JULY, LATE).rate_id == 3
    assert _choose(table, agreed, key=replace(ours, counted=True)) is Reason.NO_RATE, "pieces have no hours"


DATES = st.dates(date(2026, 1, 1), date(2026, 1, 25))
WORDS = st.sampled_from(["", "a", "A", "b"])
FACTS = st.builds(
    RateFact,
    id=st.just(0),
    municipality=st.sampled_from(["0180", "0180", "0180", "0184"]),
    service=st.just("home-care"),
    provider=WORDS,
    area=WORDS,
    band=WORDS,
    unit=st.sampled_from(list(Unit)),
    price=st.integers(1, 3),
    valid_from=DATES,
    valid_to=st.none() | DATES,
    known_since=st.dates(date(2026, 1, 1), date(2026, 1, 4)),
    confirmed=st.booleans(),
    known_until=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 6)),
    visit=st.sampled_from(["", "", "7", "8"]),
)
KEYS = st.builds(
    RateKey, st.just("0180"), st.just("home-care"), WORDS, WORDS, WORDS, st.booleans(), st.sampled_from(["", "7"])
)


BY_TIME = {"hour", "visit", "day"}


def _heard_of(rate: RateFact, known_on: date) -> bool:
    """Say whether a rate had been told of, and not been taken back."""
    return rate.known_since <= known_on and not (rate.known_until is not None and rate.known_until <= known_on)


def _oracle(key: RateKey, rates: list[RateFact], day: date, known_on: date, own: set[str]) -> int | str:
    """Read the rules for one day, one at a time, as a person with a list of rates would."""
    heard_of = [rate for rate in rates if _heard_of(rate, known_on)]
    fitting = []
    for rate in heard_of:
        same_place = rate.municipality == key.municipality and rate.service == key.service
        open_or_same = [
            mine == "" or mine.lower() == theirs.lower()
            for mine, theirs in [(rate.band, key.band), (rate.provider, key.provider), (rate.area, key.area)]
        ]
        if same_place and all(open_or_same) and _runs(rate, heard_of, day):
            fitting.append(rate)
    agreed = [rate for rate in fitting if rate.visit and rate.visit == key.visit]
    table = [rate for rate in fitting if not rate.visit]
    for from_where, wanted in ((agreed, own), (agreed, {"month"}), (table, own), (table, {"month"})):
        if from_where is table and wanted == {"month"} and any(rate.unit.value in BY_TIME for rate in agreed):
            return "no-rate"
        candidates = [rate for rate in from_where if rate.unit.value in wanted]
        if candidates:
            best = max(4 * (r.band != "") + 2 * (r.provider != "") + (r.area != "") for r in candidates)
            candidates = [r for r in candidates if 4 * (r.band != "") + 2 * (r.provider != "") + (r.area != "") == best]
            newest = max(r.known_since for r in candidates)
            winners = [r for r in candidates if r.known_since == newest]
            if len(winners) > 1:
                return "no-rate"
            return winners[0].id if winners[0].confirmed else "unconfirmed-rate"
    return "no-rate"


def _runs(rate: RateFact, heard_of: list[RateFact], day: date) -> bool:
    """Say whether a rate has begun, and neither its end nor a successor has come."""
    if day < rate.valid_from or (rate.valid_to is not None and day > rate.valid_to):
        return False
    successors = [
        other
        for other in heard_of
        if (other.municipality, other.service, other.unit, other.visit)
        == (rate.municipality, rate.service, rate.unit, rate.visit)
        and [w.lower() for w in (other.band, other.provider, other.area)]
        == [w.lower() for w in (rate.band, rate.provider, rate.area)]
        and rate.valid_from < other.valid_from <= day
    ]
    return rate.valid_to is not None or not successors


@settings(max_examples=300, deadline=None)
@given(KEYS, st.lists(FACTS, max_size=9), DATES, st.integers(0, 27), st.dates(date(2026, 1, 1), date(2026, 1, 7)))
def test_every_day_has_exactly_one_rate_or_a_reason(
    key: RateKey, facts: list[RateFact], first: date, length: int, known_on: date
) -> None:
    """G23: segments cover the days without gap or overlap, and each day agrees with the slow reading."""
    rates = [replace(fact, id=number) for number, fact in enumerate(facts, 1)]
    last = first + timedelta(days=length)
    found = segments(key, rates, first, last, known_on)
    days = [first + timedelta(days=number) for number in range(length + 1)]
    assert [segment for segment in found for _ in range((segment.last - segment.first).days + 1)] == [
        next(segment for segment in found if segment.first <= day <= segment.last) for day in days
    ]
    own = {"piece", "visit", "day"} if key.counted else {"hour", "visit", "day"}
    for day in days:
        segment = next(segment for segment in found if segment.first <= day <= segment.last)
        answer = segment.reason.value if segment.reason else segment.rate_id
        assert answer == _oracle(key, rates, day, known_on, own)
        if segment.rate_id is not None:
            rate = rates[segment.rate_id - 1]
            assert (segment.unit, segment.price) == (rate.unit, rate.price)
    monthly = month_rate(key, rates, first, known_on)
    assert (monthly.reason or monthly.rate_id) == _oracle(key, rates, first, known_on, set())


@settings(max_examples=200, deadline=None)
@given(KEYS, st.lists(FACTS, max_size=6), st.lists(FACTS, max_size=3), st.sets(st.integers(0, 5)), DATES)
def test_what_was_known_on_a_day_never_changes_with_what_is_learnt_later(
    key: RateKey, facts: list[RateFact], later: list[RateFact], taken_back: set[int], known_on: date
) -> None:
    """G24: rates that come to be known later, and rates that are corrected or withdrawn later, change no answer."""
    rates = [replace(fact, id=number) for number, fact in enumerate(facts, 1)]
    after = [
        replace(rate, known_until=known_on + timedelta(days=1))
        if place in taken_back and rate.known_until is None
        else rate
        for place, rate in enumerate(rates)
    ]
    after += [
        replace(rate, id=100 + place, known_since=known_on + timedelta(days=1 + place))
        for place, rate in enumerate(later)
    ]
    first, last = NEW_YEAR, date(2026, 1, 31)
    assert segments(key, rates, first, last, known_on) == segments(key, after, first, last, known_on)
    assert month_rate(key, rates, first, known_on) == month_rate(key, after, first, known_on)


@settings(max_examples=100, deadline=None)
@given(KEYS, st.lists(FACTS, max_size=6))
def test_the_order_of_the_rates_does_not_matter(key: RateKey, facts: list[RateFact]) -> None:
    """G40: whatever order rates came in, the choice is the same."""
    rates = [replace(fact, id=number) for number, fact in enumerate(facts, 1)]
    straight = segments(key, rates, NEW_YEAR, date(2026, 1, 31), LATE)
    assert straight == segments(key, rates[::-1], NEW_YEAR, date(2026, 1, 31), LATE)
    outcomes = [(segment.rate_id, segment.reason) for segment in straight]
    assert all(one != after for one, after in pairwise(outcomes))


def test_no_days_have_no_segments() -> None:
    """A last day before the first asks for nothing."""
    assert segments(KEY, [FACT], JULY, NEW_YEAR, LATE) == ()

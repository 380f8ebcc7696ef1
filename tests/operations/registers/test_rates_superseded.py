"""A rate that is corrected, ended or withdrawn stays known of the days before, on both engines (G24, G26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from peewee import IntegrityError, InternalError

from models.care_errors import RateSuperseded
from models.database import transaction
from models.errors import FeeError, NotFound, ReasonMissing, WrongUse
from models.operations.registers.confirm_rate import confirm_rate
from models.operations.registers.correct_rate import CorrectRate, correct_rate
from models.operations.registers.end_rate import EndRate, end_rate
from models.operations.registers.enter_rate import NewRate, enter_rate
from models.operations.registers.list_registers import RateListRow, list_rates
from models.operations.registers.rate_effect import rate_effect, save_rate_change
from models.operations.registers.rate_on import RateAsked, RateOnDay, rate_on
from models.operations.registers.rate_overview import rate_overview
from models.operations.registers.rate_timeline import rates_of_home
from models.operations.registers.withdraw_rate import WithdrawRate, withdraw_rate
from models.operations.reports.events import list_events
from models.operations.store.check_store import check_store
from models.rate import Rate
from models.rules.reasons import Reason
from models.rules.services import Unit
from tests.operations.builders import (
    OWNER,
    hour_row,
    plan_of,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    sign,
    visit_row,
)

pytestmark = pytest.mark.usefixtures("store")

TODAY = date(2026, 7, 15)
DECIDED = date(2025, 11, 1)
"""When the builders' rates were decided, and so known."""


def rates(*, past: bool = False) -> tuple[RateListRow, ...]:
    """List what the register holds of the municipality's home care, but for the published examples."""
    found = list_rates("0180", OWNER, past=past)
    return tuple(rate for rate in found if rate.service == "home-care" and rate.source in ("", "brev 3"))


def entered() -> int:
    """Enter the rate that is changed afterwards, and give its number."""
    put_rates(rate_row("400"))
    (rate,) = rates()
    return rate.id


def answer(known_on: date, day: date = TODAY) -> RateOnDay:
    """Say which rate applied on a day, as known on another."""
    (found,) = rate_on(RateAsked("0180", "home-care", day, known_on, "", "", ""), OWNER).answers
    return found


def price(known_on: date, day: date = TODAY) -> int | Reason | None:
    """Give the öre, or why there is no rate."""
    found = answer(known_on, day)
    return found.reason or (found.rate.price if found.rate else None)


def test_a_correction_is_known_from_its_decision_and_the_old_rate_until_then() -> None:
    """G24: VästKom's April; every day before it is answered as it was answered then."""
    old, april = entered(), date(2026, 4, 2)
    before = [answer(day) for day in (DECIDED, date(2026, 4, 1))]
    receipt = correct_rate(CorrectRate(old, price=412_00, decided_on=april, confirmed=True), TODAY, OWNER)
    assert (receipt.added, receipt.confirmed, receipt.superseded, receipt.notices) == (1, 1, 1, ())
    assert [answer.reason for answer in before] == [answer(day).reason for day in (DECIDED, date(2026, 4, 1))]
    assert [price(day) for day in (DECIDED, date(2026, 4, 1), april, TODAY)] == [400_00, 400_00, 412_00, 412_00]
    (new,) = rates()
    assert [(rate.id, rate.known_until) for rate in rates(past=True)] == [(old, april), (new.id, None)]
    assert Rate.get_by_id(new.id).replaces_id == old
    assert check_store(OWNER) == ()


def test_a_correction_without_a_decision_is_known_from_today() -> None:
    """A slip of the pen is ours, and what we knew before is not made otherwise."""
    correct_rate(CorrectRate(entered(), price=412_00, confirmed=True), TODAY, OWNER)
    assert [price(day) for day in (date(2026, 7, 14), TODAY)] == [400_00, 412_00]


def test_a_correction_decided_before_the_rate_was_known_counts_from_when_it_was() -> None:
    """G24: of the days before that nothing was known, and nothing is; both days are said."""
    early = date(2025, 9, 1)
    receipt = correct_rate(CorrectRate(entered(), price=412_00, decided_on=early, confirmed=True), TODAY, OWNER)
    assert str(early) in receipt.notices[0]
    assert str(DECIDED) in receipt.notices[0]
    assert [price(day) for day in (early, DECIDED)] == [Reason.NO_RATE, 412_00]


def test_a_correction_that_nobody_has_confirmed_blocks() -> None:
    """As any rate does."""
    correct_rate(CorrectRate(entered(), price=412_00), TODAY, OWNER)
    assert price(TODAY) is Reason.UNCONFIRMED_RATE
    (new,) = rates()
    confirm_rate(new.id, OWNER)
    assert price(TODAY) == 412_00


def test_days_are_corrected_and_a_last_day_taken_away() -> None:
    """All but what is said stays as it was."""
    correct_rate(CorrectRate(entered(), valid_to=date(2026, 12, 31), confirmed=True), TODAY, OWNER)
    (ended,) = rates()
    assert (ended.price, ended.valid_to) == (400_00, date(2026, 12, 31))
    later = CorrectRate(ended.id, valid_from=date(2026, 2, 1), is_open=True, source="brev 3", confirmed=True)
    correct_rate(later, date(2026, 7, 16), OWNER)
    (found,) = rates()
    assert (found.valid_from, found.valid_to, found.price, found.source) == (date(2026, 2, 1), None, 400_00, "brev 3")


def test_an_ended_rate_keeps_its_confirmation_and_bills_to_its_last_day() -> None:
    """The amount was checked; only how long it holds is new."""
    end_rate(EndRate(entered(), date(2026, 6, 30), decided_on=date(2026, 5, 1)), TODAY, OWNER)
    last, after = date(2026, 6, 30), date(2026, 7, 1)
    assert [price(TODAY, day) for day in (last, after)] == [400_00, Reason.NO_RATE]
    assert [price(date(2026, 4, 30), day) for day in (last, after)] == [400_00, 400_00]


def test_a_withdrawn_rate_leaves_what_was_there_before_it() -> None:
    """G24, G23: the rate that it ended goes on; and the reason is kept in the log."""
    old = entered()
    put_rates(rate_row("410", valid_from="2026-06-01", decided_on="2026-05-01"))
    wrong = next(rate.id for rate in rates() if rate.price == 410_00)
    assert price(TODAY) == 410_00
    withdraw_rate(WithdrawRate(wrong, "another municipality's"), TODAY, OWNER)
    assert [price(day) for day in (date(2026, 7, 14), TODAY)] == [410_00, 400_00]
    assert [rate.id for rate in rates()] == [old]
    events = list_events(OWNER, subject="0180")
    assert [(event.deed, event.subject) for event in events if "another" in event.facts] == [
        ("withdraw-rate", str(wrong))
    ]
    assert {home.code: home.rates for home in rate_overview(TODAY, OWNER)}["0180"] == 1


def test_the_timeline_tells_what_holds_no_more_and_lets_nothing_end_by_it() -> None:
    """The bar of the old rate goes on where what followed it was withdrawn."""
    old = entered()
    put_rates(rate_row("410", valid_from="2026-06-01", decided_on="2026-05-01"))
    wrong = next(rate.id for rate in rates() if rate.price == 410_00)
    withdraw_rate(WithdrawRate(wrong, "wrong"), TODAY, OWNER)
    told = {rate.id: rate for rate in rates_of_home("0180", OWNER).rates}
    assert (told[old].last, told[old].known_until, told[wrong].known_until) == (None, None, TODAY)


Change = CorrectRate | EndRate | WithdrawRate

REFUSED: list[tuple[Change, type[FeeError]]] = [
    (CorrectRate(1), WrongUse),
    (CorrectRate(1, price=400_00, source="another"), WrongUse),
    (CorrectRate(1, price=0), WrongUse),
    (CorrectRate(1, price=10**13), WrongUse),
    (CorrectRate(1, valid_to=date(2025, 12, 31)), WrongUse),
    (CorrectRate(1, price=412_00, decided_on=date(2026, 7, 16)), WrongUse),
    (CorrectRate(999, price=412_00), NotFound),
    (EndRate(1, date(2025, 12, 31)), WrongUse),
    (EndRate(999, date(2026, 12, 31)), NotFound),
    (WithdrawRate(1, "  "), ReasonMissing),
    (WithdrawRate(999, "why"), NotFound),
]


@pytest.mark.parametrize(("change", "refusal"), REFUSED)
def test_what_cannot_be_right_is_refused_and_changes_nothing(change: Change, refusal: type[FeeError]) -> None:
    """G40: by the deed and by the look at its effect alike."""
    number = entered()
    change = change if change.rate == 999 else replace(change, rate=number)
    before = list(Rate.select().order_by(Rate.id).tuples())
    with pytest.raises(refusal):
        rate_effect(change, TODAY, OWNER)
    assert list(Rate.select().order_by(Rate.id).tuples()) == before


def test_a_rate_is_superseded_once_and_what_came_instead_is_named() -> None:
    """G24: known until a day is known for ever; confirming it is refused too."""
    number = entered()
    correct_rate(CorrectRate(number, price=412_00, confirmed=True), TODAY, OWNER)
    (new,) = rates()
    for again in (
        lambda: correct_rate(CorrectRate(number, price=413_00), TODAY, OWNER),
        lambda: end_rate(EndRate(number, date(2026, 12, 31)), TODAY, OWNER),
        lambda: withdraw_rate(WithdrawRate(number, "why"), TODAY, OWNER),
        lambda: confirm_rate(number, OWNER),
    ):
        with pytest.raises(RateSuperseded) as refused:
            again()
        assert f"rate {new.id}" in str(refused.value)
        assert str(TODAY) in str(refused.value)


def test_the_engine_keeps_what_was_known() -> None:
    """G24: whoever writes beside the program."""
    number = entered()
    withdraw_rate(WithdrawRate(number, "wrong"), TODAY, OWNER)
    for day in (None, date(2026, 7, 16)):
        with pytest.raises((IntegrityError, InternalError)), transaction():
            Rate.update(known_until=day).where(Rate.id == number).execute()


def test_a_file_that_repeats_what_was_corrected_changes_nothing() -> None:
    """G40: last year's file may be read again; the hand may enter it anew, which is meant."""
    correct_rate(CorrectRate(entered(), price=412_00, confirmed=True), TODAY, OWNER)
    before = list(Rate.select().order_by(Rate.id).tuples())
    for cells in ({}, {"decided_on": ""}):
        receipt = put_rates(rate_row("400", **cells))
        assert (receipt.added, receipt.unchanged, receipt.confirmed, len(receipt.notices)) == (0, 1, 0, 1)
    assert list(Rate.select().order_by(Rate.id).tuples()) == before
    put_rates(rate_row("412"))
    assert len(rates()) == 1, "what came instead is known by the file that says it"
    again = NewRate("0180", "home-care", "", "", "", Unit.HOUR, 400_00, date(2026, 1, 1), None, None, "", True)
    assert enter_rate(again, date(2026, 8, 1), OWNER).added == 1
    assert [price(day) for day in (date(2026, 7, 31), date(2026, 8, 1))] == [412_00, 400_00]


def test_the_effect_is_what_the_deed_then_does() -> None:
    """G26: correct, end and withdraw move the plan by what was shown."""
    put_visits(visit_row("A"))
    number = entered()
    put_hours(hour_row("1", "A", "2026-06-02", "10:00-11:00"), hour_row("2", "A", "2026-06-20", "10:00-11:00"))
    sign("2026-06")
    steps: tuple[tuple[Change, int, int], ...] = (
        (CorrectRate(number, price=412_00, confirmed=True), 800_00, 824_00),
        (EndRate(number, date(2026, 6, 10)), 824_00, 412_00),
        (WithdrawRate(number, "never decided"), 412_00, 0),
    )
    for step, before, after in steps:
        (now,) = rates()
        change = replace(step, rate=now.id)
        shown = rate_effect(change, TODAY, OWNER)
        assert (shown.plan_before, shown.plan_after) == (before, after), step
        assert save_rate_change(change, shown, TODAY, OWNER) == shown
        assert plan_of("2026-07", TODAY).total == after


def test_a_confirmation_after_the_day_of_knowledge_is_told() -> None:
    """G24: who confirmed is known only as it is now."""
    put_rates(rate_row("400"), confirm=False)
    (rate,) = rates()
    confirm_rate(rate.id, OWNER)
    confirmed_at = Rate.get_by_id(rate.id).confirmed_at
    assert confirmed_at is not None
    confirmed_on = confirmed_at.date()
    assert answer(DECIDED).confirmed_later in (confirmed_on, date.fromordinal(confirmed_on.toordinal() + 1))
    assert answer(date(2099, 1, 1)).confirmed_later is None

"""Where visits lack a confirmed rate: from which day, how many, whom to ask, and when that was last done."""

from __future__ import annotations

from datetime import date

import pytest

from models.documents.letter_texts import LetterKind
from models.operations.letters.letter_facts import LetterWish
from models.operations.letters.write_letter import write_letter
from models.operations.registers.list_rate_gaps import RateGapLine, list_rate_gaps
from models.operations.registers.rate_overview import rate_overview
from models.operations.visits.step_visit import step_visit
from models.rules.reasons import Reason
from models.rules.visit_states import VisitState
from models.visit import Visit
from tests.operations.builders import (
    OWNER,
    band_row,
    hour_row,
    put_bands,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    visit_row,
)

pytestmark = pytest.mark.usefixtures("store")

TODAY = date(2026, 7, 15)


def gaps(today: date = TODAY) -> list[tuple[str, str, str, str, int]]:
    """List what lacks a rate: municipality, service, first day, reason, visits."""
    return [
        (line.municipality, line.service, str(line.first), str(line.reason), line.visits)
        for line in list_rate_gaps(today, OWNER)
    ]


def only() -> RateGapLine:
    """Give the one line that there is."""
    (line,) = list_rate_gaps(TODAY, OWNER)
    return line


def test_visits_without_a_rate_are_counted_by_municipality_and_service() -> None:
    """One letter asks for them all; a rate that is confirmed takes the line away."""
    put_visits(visit_row("A"), visit_row("B"), visit_row("B", "laundry"), visit_row("C", home="0380"))
    assert gaps() == [
        ("0180", "home-care", "2026-07-15", "no-rate", 2),
        ("0180", "laundry", "2026-07-15", "no-rate", 1),
        ("0380", "home-care", "2026-07-15", "no-rate", 1),
    ]
    put_rates(rate_row("400"), rate_row("30", "laundry", "piece"))
    assert gaps() == [("0380", "home-care", "2026-07-15", "no-rate", 1)]


def test_an_unconfirmed_rate_is_a_gap_of_its_own_kind() -> None:
    """It wants a yes, not a letter."""
    put_visits(visit_row("A"))
    put_rates(rate_row("400"), confirm=False)
    assert gaps() == [("0180", "home-care", "2026-07-15", "unconfirmed-rate", 1)]


def test_a_rate_that_ends_before_the_stay_leaves_its_last_days() -> None:
    """The first day lacking is the one after the rate's last."""
    put_visits(visit_row("A"))
    put_rates(rate_row("400", valid_to="2026-09-30"))
    assert gaps() == [("0180", "home-care", "2026-10-01", "no-rate", 1)]
    put_rates(rate_row("410", valid_from="2026-10-01", decided_on="2026-08-01"))
    assert gaps() == [("0180", "home-care", "2026-10-01", "no-rate", 1)], "decided later than today"
    assert gaps(date(2026, 8, 1)) == []


def test_care_in_the_past_that_nothing_bills_is_looked_at_from_its_first_day() -> None:
    """A stay that is over lacks a rate only for the care that was given."""
    put_visits(visit_row("A", to="2026-06-30"), visit_row("A", "laundry", to="2026-06-30"))
    assert gaps() == []
    put_hours(hour_row("1", "A", "2026-03-02", "10:00-11:00"))
    assert gaps() == [("0180", "home-care", "2026-03-02", "no-rate", 1)]
    put_rates(rate_row("400", valid_from="2026-03-02"))
    assert gaps() == []


def test_an_alarm_leaves_no_rows_and_is_looked_at_from_the_first_day_of_the_stay() -> None:
    """Started months are paid without any."""
    put_visits(visit_row("A", "safety-alarm", to="2026-06-30"))
    assert gaps() == [("0180", "safety-alarm", "2026-01-01", "no-rate", 1)]
    put_rates(rate_row("150", "safety-alarm", "month"))
    assert gaps() == []


def test_a_cancelled_visit_needs_no_rate() -> None:
    """Nobody comes."""
    put_visits(visit_row("A", from_="2026-08-01"))
    assert len(gaps()) == 1
    step_visit("A", VisitState.CANCELLED, OWNER)
    assert gaps() == []


def test_the_bands_and_the_provider_that_lack_one_are_named() -> None:
    """A rate for the day fills no night, and one for our own staff no private one's."""
    put_bands(band_row("dag", "all", "06:00", "22:00"), band_row("natt", "all", "22:00", "06:00"))
    put_visits(visit_row("A"), visit_row("B", provider="private"))
    put_rates(rate_row("400", band="dag"), rate_row("600", band="natt", provider="own"))
    line = only()
    assert (line.provider, line.bands, line.case) == ("private", ("natt",), "B")


def test_the_letter_is_named_with_its_address_and_when_it_was_last_written() -> None:
    """Asked on the visit whose officer has an address, though another lacks the rate earlier."""
    put_visits(visit_row("A", from_="2026-07-20"), visit_row("B", from_="2026-08-01"))
    Visit.update(officer_email="kim@example.se").where(Visit.case_number == "B").execute()
    line = only()
    assert (line.first, line.case, line.officer, line.asked_at) == (date(2026, 7, 20), "B", "kim@example.se", None)
    assert line.command == "vistelse letter write B rate-request"
    assert "Stockholm" in line.recipient
    written = write_letter("A", LetterKind.RATE_REQUEST, LetterWish(), TODAY, OWNER)
    write_letter("B", LetterKind.RECEIPT, LetterWish(), TODAY, OWNER)
    assert only().asked_at == written.made_at


def test_the_overview_counts_the_same_visits_ahead() -> None:
    """G5: the room of rates and the command agree."""
    put_visits(visit_row("A"), visit_row("B"), visit_row("B", "laundry"), visit_row("C", home="0380"))
    put_rates(rate_row("400", valid_to="2026-08-31"))
    ahead = {home.code: home.ahead for home in rate_overview(TODAY, OWNER)}
    assert ahead == {"0180": 2, "0380": 1}
    cases = {line.municipality for line in list_rate_gaps(TODAY, OWNER) if line.reason is Reason.NO_RATE}
    assert cases == set(ahead)

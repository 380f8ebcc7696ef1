"""Pieces of rows that are paid another time than their own: not a minute is lost, and none pays less than nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.operations.hours.pieces import Measured, piece_rows
from models.rules.band_history import BandHistory
from models.rules.bands import BandRow
from models.rules.paid_minutes import Way
from models.rules.paid_time import AS_EXECUTED, PaidTime

DAY = date(2026, 7, 1)
MINUTES, WAYS = st.integers(1, 1440), st.sampled_from(Way)

NIGHT = BandHistory.of((BandRow("natt", frozenset(range(7)), False, 22 * 60, 6 * 60),))


@given(
    st.integers(0, 1439),
    MINUTES,
    st.sampled_from([1, 2]),
    st.sampled_from([0, 5, 10, 15, 30, 60]),
    WAYS,
    st.integers(0, 60),
)
def test_the_pieces_of_a_row_keep_its_minutes_and_pay_its_paid_time(
    start: int, minutes: int, staff: int, step: int, way: Way, least: int
) -> None:
    """G4: executed minutes stay what they were, also across midnight; no piece but a row's only one pays nothing."""
    end = (start + minutes) % 1440
    if end == start:
        return
    paid = PaidTime(None, 100, step, way, least)
    found = list(piece_rows(1, Measured(DAY, start, end, minutes, 0, staff, ""), NIGHT, paid))
    pays = [piece["minutes"] if piece["paid"] is None else piece["paid"] for piece in found]
    assert sum(piece["minutes"] for piece in found) == minutes * staff
    assert sum(pays) == paid.of_time(minutes) * staff
    assert len(pays) == 1 or all(pays)
    assert found[0]["day"] == DAY
    if paid.of_time(minutes) == minutes:
        assert found == list(piece_rows(1, Measured(DAY, start, end, minutes, 0, staff, ""), NIGHT, AS_EXECUTED))


def test_counted_pieces_are_no_time_to_round() -> None:
    """Two meals are two meals."""
    (found,) = piece_rows(1, Measured(DAY, None, None, 0, 2, 1, ""), NIGHT, PaidTime(None, 100, 15, Way.UP, 30))
    assert (found["pieces"], found["paid"]) == (2, None)

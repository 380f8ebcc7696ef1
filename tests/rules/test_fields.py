"""The text of single cells."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.fields import (
    FieldFault,
    FieldRefused,
    parse_amount,
    parse_clock,
    parse_count,
    parse_day,
    parse_minutes,
    parse_yes_no,
)


def test_good_cells_are_read() -> None:
    """The spellings of the interchange files."""
    assert parse_day(" 2026-07-01 ") == date(2026, 7, 1)
    assert (parse_clock("07:30"), parse_clock("7:30"), parse_clock("00:00"), parse_clock("23:59:00")) == (
        450,
        450,
        0,
        1439,
    )
    assert (parse_clock("24:00", end=True), parse_clock("00:00", end=True)) == (1440, 0)
    assert [parse_yes_no(word) for word in ("ja", "YES", "1", "nej", "No", "0")] == [True] * 3 + [False] * 3
    assert [parse_minutes(text) for text in ("90", "90,0", "90.00", "0", "0090", "100000")] == [
        90,
        90,
        90,
        0,
        90,
        100_000,
    ]
    assert (parse_count("10000"), parse_count("-0")) == (10_000, 0)
    assert (parse_amount("414,80"), parse_amount("9 999 999 999,99"), parse_amount("0")) == (41_480, 999_999_999_999, 0)


@pytest.mark.parametrize(
    ("parse", "text", "fault"),
    [
        (parse_day, "", FieldFault.NOT_A_DAY),
        (parse_day, "2026-02-30", FieldFault.NOT_A_DAY),
        (parse_day, "2026-7-1", FieldFault.NOT_A_DAY),
        (parse_day, "20260701", FieldFault.NOT_A_DAY),
        (parse_day, "01/07/2026", FieldFault.NOT_A_DAY),
        (parse_day, "0000-01-01", FieldFault.NOT_A_DAY),
        (parse_day, "٢٠٢٦-٠٧-٠١", FieldFault.NOT_A_DAY),
        (parse_day, "1826-07-01", FieldFault.DAY_OUT_OF_RANGE),
        (parse_day, "9999-12-31", FieldFault.DAY_OUT_OF_RANGE),
        (parse_clock, "24:00", FieldFault.NOT_A_TIME),
        (parse_clock, "7", FieldFault.NOT_A_TIME),
        (parse_clock, "07:60", FieldFault.NOT_A_TIME),
        (parse_clock, "25:00", FieldFault.NOT_A_TIME),
        (parse_clock, "07:30:15", FieldFault.NOT_A_TIME),
        (parse_clock, "-1:30", FieldFault.NOT_A_TIME),
        (parse_yes_no, "", FieldFault.NOT_YES_NO),
        (parse_yes_no, "kanske", FieldFault.NOT_YES_NO),
        (parse_yes_no, "2", FieldFault.NOT_YES_NO),
        (parse_minutes, "", FieldFault.NOT_A_NUMBER),
        (parse_minutes, "en timme", FieldFault.NOT_A_NUMBER),
        (parse_minutes, "1e3", FieldFault.NOT_A_NUMBER),
        (parse_minutes, "nan", FieldFault.NOT_A_NUMBER),
        (parse_minutes, "90,5", FieldFault.NOT_WHOLE),
        (parse_minutes, "-30", FieldFault.NEGATIVE),
        (parse_minutes, "\u221230", FieldFault.NEGATIVE),
        (parse_minutes, "100001", FieldFault.TOO_LARGE),
        (parse_minutes, "9" * 5000, FieldFault.TOO_LARGE),
        (parse_count, "10001", FieldFault.TOO_LARGE),
        (parse_amount, "", FieldFault.NOT_AN_AMOUNT),
        (parse_amount, "gratis", FieldFault.NOT_AN_AMOUNT),
        (parse_amount, "4,805", FieldFault.NOT_AN_AMOUNT),
        (parse_amount, "-4,80", FieldFault.NEGATIVE),
        (parse_amount, "12345678901", FieldFault.TOO_LARGE),
        (parse_amount, "9" * 5000, FieldFault.TOO_LARGE),
    ],
)
def test_a_bad_cell_is_refused_with_its_fault(parse: Callable[[str], object], text: str, fault: FieldFault) -> None:
    """The fault says what is wrong; the message never repeats the cell (G30)."""
    with pytest.raises(FieldRefused) as refused:
        parse(text)
    assert refused.value.code is fault
    assert str(refused.value) == fault


@given(
    st.text(max_size=30),
    st.sampled_from([parse_day, parse_clock, parse_yes_no, parse_minutes, parse_count, parse_amount]),
)
def test_any_text_is_read_or_refused(text: str, parse: Callable[[str], object]) -> None:
    """Nothing else than a refusal ever comes out of a cell."""
    with suppress(FieldRefused):
        parse(text)

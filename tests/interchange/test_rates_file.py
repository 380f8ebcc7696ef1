"""The rates file: rows, and every fault at its line and column."""

from __future__ import annotations

from datetime import date

import pytest

from models.interchange.faults import Reading
from models.interchange.rates_file import RateRow, read_rates
from models.interchange.table_file import read_table
from models.rules.services import SERVICES, Unit
from tests.interchange.making import as_text

WHOLE = {
    "municipality": "0180",
    "service": "home-care",
    "provider": "private",
    "area": "tätort",
    "band": "kväll",
    "unit": "hour",
    "amount": "1 414,80",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
    "decided_on": "2025-11-20",
    "source": "https://example.org/priser",
}


def rates(*rows: dict[str, str]) -> Reading[RateRow]:
    """Read rows, each the whole one with some cells changed."""
    sheet = (tuple(WHOLE), *(tuple((WHOLE | row).values()) for row in rows))
    return read_rates(read_table("rates.csv", as_text(sheet)))


def test_a_whole_row_is_read() -> None:
    """The amount comes out in öre."""
    assert rates({}).rows == (
        RateRow(2, "0180", "home-care", "private", "tätort", "kväll", Unit.HOUR, 141_480, date(2026, 1, 1),
                date(2026, 12, 31), date(2025, 11, 20), "https://example.org/priser"),
    )  # fmt: skip


def test_ten_digits_of_kronor_are_read() -> None:
    """G21: the largest amount that the outputs take."""
    assert rates({"amount": "9999999999,99"}).rows[0].price == 999_999_999_999


@pytest.mark.parametrize(
    ("word", "unit"),
    [("Timme", Unit.HOUR), ("besök", Unit.VISIT), ("DYGN", Unit.DAY), ("månad", Unit.MONTH), ("styck", Unit.PIECE)],
)
def test_units_are_known_in_swedish(word: str, unit: Unit) -> None:
    """Whatever their capitals."""
    assert rates({"unit": word}).rows[0].unit is unit


def test_services_are_known_by_code_and_by_both_names() -> None:
    """And by what municipalities usually call them."""
    for service in SERVICES:
        rows = rates(*({"service": word} for word in (service.code, service.swedish.upper(), service.english))).rows
        assert [row.service for row in rows] == [service.code] * 3
    usual = {"Omvårdnad": "home-care", "larm": "safety-alarm", "matlåda": "meal-delivery", "natt": "home-visit-night"}
    assert [row.service for row in rates(*({"service": word} for word in usual)).rows] == list(usual.values())


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("amount", "0", "The amount is zero; where there is no rate, give none."),
        ("amount", "0,00", "The amount is zero"),
        ("amount", "-414,80", "“-414,80” is negative"),
        ("amount", "414,805", "“414,805” is not an amount"),
        ("amount", "414 kr", "The text is not an amount"),
        ("amount", "99999999999", "The text is larger than can be right"),
        ("amount", "", "This is empty"),
        ("municipality", "", "This is empty"),
        ("service", "", "This is empty"),
        ("unit", "", "This is empty"),
        ("unit", "vecka", "The unit is not known"),
        ("valid_from", "", "This is empty"),
        ("valid_to", "2025-12-31", "The rate ends before it begins"),
        ("decided_on", "nyss", "The text is not a date"),
        ("provider", "någon", "The provider is not known"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(column: str, cell: str, words: str) -> None:
    """G7 and G40: a missing amount is never 0 kr."""
    reading = rates({}, {column: cell})
    (fault,) = reading.faults
    assert (fault.line, fault.column) == (3, column)
    assert fault.text.startswith(words)
    assert len(reading.rows) == 1

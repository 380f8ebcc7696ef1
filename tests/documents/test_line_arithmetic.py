"""Quantity times price on every line that a published rate and a month's minutes can make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from xml.etree.ElementTree import Element

import pytest

from models.documents.facts import LineFacts
from models.documents.peppol import render
from models.documents.peppol_line import line
from models.documents.ubl import decimal_kronor
from models.rules.money import Ore, line_net, parse_kronor
from models.rules.services import Unit
from seed.data_files import tab_separated
from tests.documents.examples import a_line, an_invoice

MOST = 20_000
"""Minutes of a line: more than two staff work round the clock in a week."""

TOLERANCE = 2
"""Öre that PEPPOL-EN16931-R120 lets a line differ from quantity x (price / base quantity)."""

AMOUNT, UNIT = 6, 7
"""Columns of the published rates."""

HOURLY, COUNTED = "timme", "other units"


def published() -> dict[str, tuple[Ore, ...]]:
    """Read every published rate, those of an hour apart from the others."""
    rows = [(parse_kronor(row[AMOUNT]), row[UNIT]) for row in tab_separated("published_rates.tsv")]
    hourly = {price for price, unit in rows if unit == HOURLY}
    counted = {price for price, unit in rows if unit != HOURLY}
    return {HOURLY: tuple(sorted(hourly)), COUNTED: tuple(sorted(counted))}


def written(of: LineFacts) -> dict[str, str]:
    """Write a line as the e-invoice does and read its numbers back."""
    root = Element("Invoice")
    line(root, of, is_credit=False)
    names = ("InvoicedQuantity", "LineExtensionAmount", "PriceAmount", "BaseQuantity")
    return {name: next(root.iter(f"cbc:{name}")).text or "" for name in names}


def ore_of(text: str) -> int:
    """Read an amount of the document, two decimals and a point."""
    kronor, ore = text.split(".")
    assert len(ore) == 2
    return int(kronor + ore)


@pytest.mark.parametrize("price", published()[HOURLY])
def test_every_number_of_minutes_comes_to_its_line_at_every_published_rate(price: Ore) -> None:
    """G22: by price and base quantity as they stand in the document, half up to the öre, and within R120's rule.

    How the numbers are written is the same for every quantity, which the next test shows for one rate.
    """
    document = written(a_line(unit=Unit.HOUR, quantity=1, price=price))
    per, base = ore_of(document["PriceAmount"]), int(document["BaseQuantity"])
    assert (per, base) == (price, 60)
    rest = [line_net(Unit.HOUR, minutes, price) * base - minutes * per for minutes in range(1, MOST + 1)]
    assert all(-base < 2 * each <= base for each in rest)
    assert max(map(abs, rest)) <= TOLERANCE * base


@pytest.mark.parametrize("price", [414_80, 430_05])
def test_the_document_writes_those_numbers_for_every_number_of_minutes(price: Ore) -> None:
    """G22: whole minutes, the price untouched, and the amount to the öre; nothing is rounded on the way to paper."""
    for minutes in range(1, MOST + 1):
        net = (2 * minutes * price + 60) // 120
        assert written(a_line(unit=Unit.HOUR, quantity=minutes, price=price)) == {
            "InvoicedQuantity": str(minutes),
            "LineExtensionAmount": decimal_kronor(net),
            "PriceAmount": decimal_kronor(price),
            "BaseQuantity": "60",
        }


@pytest.mark.parametrize("price", published()[COUNTED])
def test_what_is_counted_comes_out_even(price: Ore) -> None:
    """G22: pieces, visits, days and months are multiplied, never divided."""
    for unit in set(Unit) - {Unit.HOUR}:
        document = written(a_line(unit=unit, quantity=MOST, price=price))
        assert document["BaseQuantity"] == "1"
        assert ore_of(document["LineExtensionAmount"]) == MOST * ore_of(document["PriceAmount"])
        assert all(line_net(unit, count, price) == count * price for count in range(1, MOST + 1))


@pytest.mark.parametrize("price", published()[HOURLY])
def test_the_rule_holds_as_a_checker_of_documents_reckons(price: Ore) -> None:
    """R120 divides the price before it multiplies: a quotient of eighteen decimals, or a double, changes nothing."""
    quotient = (Decimal(price) / 100 / 60).quantize(Decimal("1e-18"), ROUND_DOWN)
    per_minute = Fraction(quotient)
    error = abs(Fraction(price, 6000) - per_minute) * MOST
    assert error < Fraction(1, 10**12)
    worst = max(abs(line_net(Unit.HOUR, minutes, price) * 60 - minutes * price) for minutes in range(1, MOST + 1))
    assert Fraction(worst, 6000) + error < Fraction(TOLERANCE, 100)


def test_hours_with_two_decimals_would_break_the_rule() -> None:
    """G22: the reason for minutes: of two decimals of an hour two thirds of all lines differ by more than R120 lets."""
    price = 414_80
    broken = sum(
        abs(Fraction(round(Fraction(minutes, 60) * 100), 100) * price - line_net(Unit.HOUR, minutes, price)) > TOLERANCE
        for minutes in range(1, MOST + 1)
    )
    assert broken * 5 > MOST * 3


def test_the_official_rules_pass_a_line_of_every_published_rate(
    official_findings: Callable[[bytes], list[str]],
) -> None:
    """G18, G22: as the rules' own program reckons, on minutes that never come out even and the most there can be."""
    lines = [
        a_line(position, unit=Unit.HOUR, quantity=minutes, price=price)
        for position, (price, minutes) in enumerate(_pairs(published()[HOURLY]), start=1)
    ]
    assert official_findings(render(an_invoice(*lines))) == []


def _pairs(prices: Iterable[Ore]) -> list[tuple[Ore, int]]:
    return [(price, minutes) for price in prices for minutes in (1, 7, 59, 61, 745, 19_999, MOST)]

"""Money: öre, one rounding, and kronor as people write them."""

from __future__ import annotations

import ast
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import money, rating
from models.rules.money import LARGEST_AMOUNT, line_net, parse_kronor, price_of_minutes
from models.rules.services import Unit

PUBLISHED_HOURLY = (
    "274", "282", "284", "293", "345", "357", "368", "371", "377", "380", "382", "388", "391",
    "394", "405", "412", "414.80", "416", "430.05",
    "446", "464", "475", "485", "493", "506.70", "511", "516", "523", "669", "828",
)  # fmt: skip


@pytest.mark.parametrize("hourly", PUBLISHED_HOURLY)
def test_minutes_times_a_published_rate_agree_with_paper_to_the_ore(hourly: str) -> None:
    """G22: every number of minutes 1..20 000, as a buyer checks it (Peppol R120): minutes × price / 60, half up."""
    price, kronor, ore = parse_kronor(hourly), Decimal(hourly), Decimal("0.01")
    for minutes in range(1, 20_001):
        on_paper = (minutes * kronor / 60).quantize(ore, ROUND_HALF_UP)
        assert price_of_minutes(minutes, price) == int(on_paper.scaleb(2)), minutes


def test_half_an_ore_rounds_up() -> None:
    """G21: one minute of 30 öre an hour is half an öre; a hair less is nothing."""
    assert (price_of_minutes(1, 30), price_of_minutes(1, 29), price_of_minutes(3, 50)) == (1, 0, 3)


def test_a_difference_rounds_as_its_opposite() -> None:
    """A negative amount is the mirror of the positive one."""
    assert price_of_minutes(1, -30) == -1


def test_ten_digits_of_kronor_pass() -> None:
    """G21: an amount that no float of four bytes and no 32-bit number holds comes back to the öre."""
    assert parse_kronor("9999999999,99") == LARGEST_AMOUNT == 999_999_999_999
    assert price_of_minutes(60, LARGEST_AMOUNT) == LARGEST_AMOUNT


def test_only_hours_are_divided_by_sixty() -> None:
    """A line of hours counts minutes; every other unit counts pieces."""
    assert line_net(Unit.HOUR, 90, 41_480) == 62_220
    assert [line_net(unit, 3, 5_025) for unit in Unit if unit is not Unit.HOUR] == [15_075] * 4


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("414,80", 41_480),
        ("414.80", 41_480),
        ("414,8", 41_480),
        ("414", 41_400),
        (" 0,05 ", 5),
        ("1 234,50", 123_450),
        ("1\u00a0234,50", 123_450),
        ("12\u202f345\u202f678", 1_234_567_800),
        ("-2,50", -250),
    ],
)
def test_kronor_are_read_as_people_write_them(text: str, ore: int) -> None:
    """Comma or point, groups of three with any kind of space."""
    assert parse_kronor(text) == ore


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "kr",
        "4,805",
        "4,",
        ",5",
        "1.234,50",
        "1,234.50",
        "12 34",
        "1  234",
        "1e3",
        "NaN",
        "inf",
        "4_0",
        "--4",
        "٤١٤",
        "414 80,0",
        "9" * 11,
        "9" * 5000,
        "1 234 567 890 123",
        "+5",
        "4\n5",
        "0x10",
        "12 345 678 901",
        "999 999 999 999,99",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    """G7: nothing is guessed, and nothing becomes 0 kr."""
    with pytest.raises(ValueError, match="not an amount"):
        parse_kronor(text)


@given(st.integers(0, LARGEST_AMOUNT), st.sampled_from(",."))
def test_every_amount_is_read_as_it_was_written(ore: int, point: str) -> None:
    """G21: öre to text and back lose nothing."""
    assert parse_kronor(f"{ore // 100}{point}{ore % 100:02}") == ore


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**7))
def test_more_minutes_never_cost_less(minutes: int, more: int, hourly: int) -> None:
    """A line grows with its minutes."""
    assert price_of_minutes(minutes, hourly) <= price_of_minutes(minutes + more, hourly)


@pytest.mark.parametrize("module", [money, rating])
def test_no_float_stands_in_a_money_path(module: object) -> None:
    """G21: no float literal, no float(), no true division in the modules that hold money."""
    tree = ast.parse(Path(str(vars(module)["__file__"])).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id == "float")
        assert not isinstance(node, ast.Div)

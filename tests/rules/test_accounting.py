"""Which coding holds, and what an account, an object and a series may be called."""

from __future__ import annotations

import pytest

from models.rules.accounting import (
    Coding,
    Use,
    Wanted,
    choose_coding,
    filled_objects,
    is_account,
    is_object,
    is_series,
)

ANY = Coding(Use.REVENUE, "", "", "1", ())
SERVICE = Coding(Use.REVENUE, "home-care", "", "2", ())
HOME = Coding(Use.REVENUE, "", "0180", "3", ())
BOTH = Coding(Use.REVENUE, "home-care", "0180", "4", ())
CLAIM = Coding(Use.RECEIVABLE, "", "", "5", ())


@pytest.mark.parametrize(
    ("codings", "service", "home", "account"),
    [
        ((ANY, SERVICE, HOME, BOTH), "home-care", "0180", "4"),
        ((ANY, SERVICE, HOME), "home-care", "0180", "3"),
        ((ANY, SERVICE, HOME, BOTH), "home-care", "0380", "2"),
        ((ANY, SERVICE, HOME, BOTH), "laundry", "0180", "3"),
        ((ANY, SERVICE, HOME, BOTH), "laundry", "0380", "1"),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_the_most_specific_coding_holds(
    codings: tuple[Coding, ...], service: str, home: str, account: str, is_turned: bool
) -> None:
    """Service and municipality, then municipality, then service, then any; in whatever order they stand."""
    found = choose_coding(codings[::-1] if is_turned else codings, Wanted(Use.REVENUE, service, home))
    assert found is not None
    assert found.account == account


def test_no_coding_is_none_and_another_use_never_serves() -> None:
    """A default account would hide what nobody has decided."""
    assert choose_coding((SERVICE, CLAIM), Wanted(Use.REVENUE, "laundry", "0180")) is None
    assert choose_coding((ANY,), Wanted(Use.RECEIVABLE, "", "0180")) is None


def test_the_counterpart_stands_in_its_words() -> None:
    """One coding serves every home municipality."""
    objects = ((20, "12"), (21, "83KOMMUN"), (22, "ORGNR"))
    assert filled_objects(objects, "0180", "2120000142") == ((20, "12"), (21, "830180"), (22, "2120000142"))


def test_what_can_stand_in_a_file_can_be_entered() -> None:
    """SIE 4B: accounts are digits; objects here have no blanks and no quotation marks."""
    assert [is_account(text) for text in ("1510", "", "15 10", "1510a", "1" * 11, "١٥")] == [True, *[False] * 5]
    assert [is_object(text) for text in ("1234", "Å-1/b", "KOMMUN", "", "a b", '"', "x" * 21)] == [True] * 3 + [
        False
    ] * 4
    assert [is_series(text) for text in ("F", "KRED", "F1", "", "f", "LÅNGA", "F ")] == [True] * 3 + [False] * 4

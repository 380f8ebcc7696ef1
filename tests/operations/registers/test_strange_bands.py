"""A rate for a band that the home municipality does not have is taken, and it is said what it can pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.language.words import use_language
from models.operations.registers.agree_rate import AgreedRate, agree_rate
from models.operations.registers.enter_rate import NewRate, enter_rate
from models.operations.registers.rate_effect import rate_effect, save_rate_change
from models.rules.services import Unit
from tests.operations.intake_files import ME, TODAY, band, rate, take_bands, take_rates, take_visits, visit

pytestmark = pytest.mark.usefixtures("store")

NEW = NewRate("0184", "home-care", "", "", "natt", Unit.HOUR, 600_00, date(2026, 1, 1), None, None, "letter", True)


@pytest.fixture(autouse=True)
def _in_english() -> None:
    use_language("en")


def two_bands(**cells: str) -> None:
    """Give Solna a day and a night."""
    take_bands(band("Dag", "all", "06:00", "22:00", **cells), band("Natt", "all", "22:00", "06:00", **cells))


def test_a_band_that_they_have_is_known_in_any_letters() -> None:
    """As the rates are matched; and a rate for any band says nothing."""
    two_bands()
    taken = take_rates(rate(band="natt"), rate(band="DAG", amount="500"), rate(band="", amount="450"))
    assert (taken.added, taken.notices) == (3, ())


def test_a_band_that_they_do_not_have_is_taken_and_told() -> None:
    """Never silently: which bands there are, and what the rate pays; what was written is not repeated."""
    two_bands()
    taken = take_rates(rate(band="Torgny Bladström"), rate(band="Dag", amount="500"))
    assert taken.added == 2
    assert taken.notices == (
        "The rate's band is none of those of 0184 Solna (Dag, Natt): it pays only rows whose band the source gives.",
    )
    again = take_rates(rate(band="kväll"), rate(band="helg"), rate(municipality="0380", band="natt"))
    assert again.notices == (
        "2 rates are for none of the bands of 0184 Solna (Dag, Natt): they pay only rows whose band the source gives.",
        "0380 Uppsala has no time bands: a rate for one pays only rows whose band the source gives.",
    )


def test_a_scheme_counts_on_the_days_that_it_holds() -> None:
    """A rate that ends before the scheme begins can never meet its bands; one without an end can."""
    two_bands(valid_from="2027-01-01")
    ended, open_ended = rate(band="Natt", valid_to="2026-12-31"), rate(band="Natt", amount="500")
    (told,) = take_rates(ended, open_ended).notices
    assert told.startswith("0184 Solna has no time bands: a rate for one")


@pytest.mark.parametrize("known", ["natt", "evening"])
def test_what_is_entered_by_hand_is_told_before_it_is_saved_too(known: str) -> None:
    """The effect that is shown has the remark, and saving it is not taken for another change."""
    two_bands()
    new = replace(NEW, band=known)
    shown = rate_effect(new, TODAY, ME)
    assert len(shown.receipt.notices) == (known == "evening")
    assert save_rate_change(new, shown, TODAY, ME).receipt.notices == shown.receipt.notices
    assert enter_rate(new, TODAY, ME).notices == shown.receipt.notices


def test_a_rate_that_an_order_agrees_on_is_told_too() -> None:
    """When it is entered, and when it is there already."""
    take_visits(visit())
    two_bands()
    agreed = AgreedRate("V-1", "home-care", Unit.HOUR, 500_00, "Best 17", band="kväll")
    first, second = agree_rate(agreed, TODAY, ME), agree_rate(agreed, TODAY, ME)
    assert (first.added, second.added) == (1, 0)
    assert first.notices == second.notices != ()
    assert agree_rate(replace(agreed, band="dag"), TODAY, ME).notices == ()

"""Days of a stay without a rate that may bill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.rules.band_history import BandHistory, DatedScheme
from models.rules.bands import EVERY_DAY, BandRow
from models.rules.order_facts import RateGap
from models.rules.rate_gaps import rate_gaps
from models.rules.rating import RateFact, RateKey
from models.rules.reasons import Reason
from models.rules.services import Unit

KEY = RateKey("1", "2", "own", "", "", False)
FIRST, LAST, KNOWN = date(2026, 12, 1), date(2027, 1, 31), date(2026, 11, 1)
RATE = RateFact(
    1, "1", "2", "", "", "", Unit.HOUR, 41480, date(2026, 1, 1), date(2026, 12, 31), date(2025, 12, 1), True
)  # fmt: skip


def scheme_of(*bands: str) -> BandHistory:
    """Give a scheme whose bands follow each other through the day."""
    return BandHistory.of(tuple(BandRow(band, EVERY_DAY, False, n * 60, n * 60 + 60) for n, band in enumerate(bands)))


def gaps(*rates: RateFact, bands: tuple[str, ...] = ()) -> tuple[RateGap, ...]:
    """Look for gaps over the turn of a year."""
    return rate_gaps(KEY, scheme_of(*bands) if bands else BandHistory(), rates, FIRST, LAST, KNOWN)


def test_the_first_day_without_a_rate_is_named() -> None:
    """A rate that ends with the year leaves January open."""
    assert gaps(RATE) == (RateGap(date(2027, 1, 1), Reason.NO_RATE),)
    assert gaps() == (RateGap(FIRST, Reason.NO_RATE),)
    assert gaps(replace(RATE, valid_to=None)) == ()


def test_an_unconfirmed_rate_is_told_from_a_missing_one() -> None:
    """One wants a letter, the other a yes."""
    next_year = replace(RATE, id=2, valid_from=date(2027, 1, 1), valid_to=None, confirmed=False)
    assert gaps(RATE, next_year) == (RateGap(date(2027, 1, 1), Reason.UNCONFIRMED_RATE),)


def test_a_rate_that_was_not_known_yet_fills_no_gap() -> None:
    """What is decided tomorrow is not known today."""
    assert gaps(replace(RATE, valid_to=None, known_since=date(2026, 11, 2))) == (RateGap(FIRST, Reason.NO_RATE),)


def test_a_band_of_the_day_without_its_rate_is_named() -> None:
    """The other bands have theirs; where none has, no band is named."""
    day = replace(RATE, band="dag", valid_to=None)
    assert gaps(day, bands=("dag", "natt")) == (RateGap(FIRST, Reason.NO_RATE, "natt"),)
    assert gaps(bands=("dag", "natt")) == (RateGap(FIRST, Reason.NO_RATE),)


def test_a_band_that_is_no_more_needs_no_rate() -> None:
    """G24: the evening ends with the year, and its rate too; the new night has none."""
    evening = replace(RATE, band="kväll")
    day = replace(RATE, id=2, band="dag", valid_to=None)
    (old,), (new,) = scheme_of("dag", "kväll").schemes, scheme_of("dag", "natt").schemes
    bands = BandHistory((old, DatedScheme(date(2027, 1, 1), new.scheme)))
    assert rate_gaps(KEY, bands, (evening, day), FIRST, LAST, KNOWN) == (
        RateGap(date(2027, 1, 1), Reason.NO_RATE, "natt"),
    )
    assert rate_gaps(KEY, bands, (evening,), FIRST, LAST, KNOWN) == (
        RateGap(FIRST, Reason.NO_RATE, "dag"),
        RateGap(date(2027, 1, 1), Reason.NO_RATE),
    )

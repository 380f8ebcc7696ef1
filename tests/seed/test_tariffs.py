"""Invented rates: one price for each kind and day, and none of the published ones left in force."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from seed.guests import HOMES, UNCONFIRMED, UNRATED
from seed.reference import municipalities, published_rates
from seed.tariffs import CHANGES, SCHEMES, SPREAD, Tariff, confirmed_codes, tariffs, unconfirmed_codes

YEAR = 2026
ALL_CODES = (*confirmed_codes(), *unconfirmed_codes())


def all_tariffs(seed: int) -> list[Tariff]:
    """List every municipality's rates."""
    return [tariff for code in ALL_CODES for tariff in tariffs(seed, YEAR, code)]


@pytest.mark.parametrize("seed", range(5))
def test_no_two_rates_of_one_kind_begin_on_one_day(seed: int) -> None:
    """G23."""
    begun = [(tariff.municipality, *tariff.kind, tariff.valid_from) for tariff in all_tariffs(seed)]
    assert len(set(begun)) == len(begun)


@pytest.mark.parametrize("seed", range(5))
def test_a_rate_with_a_last_day_ends_before_the_next_of_its_kind(seed: int) -> None:
    """G23."""
    by_kind: dict[tuple[str, ...], list[Tariff]] = defaultdict(list)
    for tariff in all_tariffs(seed):
        by_kind[tariff.municipality, *tariff.kind].append(tariff)
    for rates in by_kind.values():
        ordered = sorted(rates, key=lambda rate: rate.valid_from)
        for rate, later in pairwise(ordered):
            assert rate.valid_to in (None, later.valid_from - timedelta(days=1))


@pytest.mark.parametrize("seed", range(3))
def test_no_two_units_of_one_service_are_equally_specific(seed: int) -> None:
    """G23: two equally specific rates that fit the same row block it, so the files must hold none."""
    units: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for tariff in all_tariffs(seed):
        if tariff.unit != "month":
            units[tariff.municipality, tariff.service, tariff.provider, tariff.area, tariff.band].add(tariff.unit)
    assert [kind for kind, found in units.items() if len(found) > 1] == []


def test_every_published_kind_is_followed_by_a_rate_of_the_year() -> None:
    """A published example is unconfirmed; left in force it would block the guests of that municipality."""
    ours = {(tariff.municipality, *tariff.kind) for tariff in all_tariffs(1)}
    for rate in published_rates():
        if rate.municipality in ALL_CODES:
            assert (rate.municipality, rate.service, rate.provider, rate.area, rate.band, rate.unit) in ours


def test_amounts_are_realistic_and_some_have_ore() -> None:
    """Home care by day costs 340 to 600 kronor an hour; some prices have öre, as real ones do."""
    home_care = [tariff.price for tariff in all_tariffs(1) if (tariff.service, tariff.band) == ("home-care", "")]
    assert min(home_care) >= 34_000
    assert max(home_care) <= 60_000
    assert any(price % 100 for price in home_care)


def test_some_rates_change_in_the_middle_of_a_month_and_are_known_before() -> None:
    """Only where a change is planned, decided before its first day."""
    changed = [tariff for tariff in all_tariffs(1) if tariff.valid_from != date(YEAR, 1, 1)]
    assert {tariff.municipality for tariff in changed} == set(CHANGES)
    assert any(tariff.valid_from.day > 1 for tariff in changed)
    assert all(tariff.decided_on < tariff.valid_from for tariff in all_tariffs(1))


def test_every_home_municipality_but_one_has_rates_for_every_service() -> None:
    """The one without is there to be held back."""
    assert {tariff.municipality for tariff in all_tariffs(1)} == {*HOMES, UNCONFIRMED}
    assert UNRATED not in HOMES
    for code in ALL_CODES:
        assert {tariff.service for tariff in tariffs(1, YEAR, code)} >= set(SPREAD)


def test_homes_and_schemes_are_real_municipalities() -> None:
    """Their codes are in the register; some 25 homes, three or four with time bands."""
    codes = {row.code for row in municipalities()}
    assert {*HOMES, UNRATED, UNCONFIRMED, *SCHEMES} <= codes
    assert len({*HOMES, UNRATED, UNCONFIRMED}) >= 25
    assert 3 <= len(SCHEMES) <= 4

"""The data files are what they say they are."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import date

from models.rules.checksum import organisation_number_ok
from models.rules.identity import parse_identity
from models.rules.services import SERVICE_OF, Unit
from seed.data_files import DATA, lines, tab_separated
from seed.published import LEFT_OUT, published_rates
from seed.reference import identity_numbers, municipalities


def test_every_municipality_of_sweden_is_there_once() -> None:
    """290 codes, in order, each in the county that its code says."""
    codes = [row.code for row in municipalities()]
    assert len(codes) == 290
    assert codes == sorted(set(codes))
    assert {row.code[:2] for row in municipalities()} == {row.county_code for row in municipalities()}


def test_every_municipality_has_an_organisation_number_with_a_right_check_digit() -> None:
    """Ten digits that Luhn accepts, no number twice: e-invoices are addressed by them."""
    numbers = [row.organisation_number for row in municipalities()]
    assert all(len(number) == 10 and organisation_number_ok(number) for number in numbers)
    assert len(set(numbers)) == 290


def test_every_test_number_is_a_possible_identity_number() -> None:
    """The program's own rules accept every one of them, unchanged."""
    numbers = identity_numbers()
    assert len(set(numbers)) == len(numbers) > 2000
    assert {parse_identity(number, date(2026, 7, 1)).number for number in numbers} == set(numbers)


def test_published_rows_become_rates_and_those_left_out_are_counted() -> None:
    """44 rows, four left out for reasons the module gives, three that become two."""
    rows = tab_separated("published_rates.tsv")
    left_out = [row for row in rows if not row[1] or row[3] in LEFT_OUT]
    assert (len(rows), len(left_out), len(published_rates())) == (44, 4, 43)


def test_no_published_rate_has_two_amounts_for_the_same_kind_and_day() -> None:
    """G23: exactly one rate for each kind and date."""
    kinds = Counter(
        (rate.municipality, rate.service, rate.provider, rate.area, rate.band, rate.unit, rate.valid_from)
        for rate in published_rates()
    )
    assert [kind for kind, times in kinds.items() if times > 1] == []


def test_published_amounts_are_carried_over_to_the_ore() -> None:
    """Amounts read off the published rows by hand, those with öre and those of two services among them."""

    def price(municipality: str, service: str, provider: str, area: str = "", band: str = "") -> list[int]:
        key = (municipality, service, provider, area, band)
        return [
            rate.price
            for rate in published_rates()
            if (rate.municipality, rate.service, rate.provider, rate.area, rate.band) == key
        ]

    assert price("0680", "home-care", "", "tätort") == [41_480]
    assert price("0680", "meal-delivery", "", "villaområde") == [5_025]
    assert price("0180", "home-care", "own", band="night") == [24_500]
    assert price("0138", "escort", "private") == price("0138", "relief", "private") == [29_300]
    assert price("0138", "home-care", "own") == [37_700, 37_100]
    assert price("0163", "care-home-day", "private") == [209_700, 219_600]


def test_published_rates_speak_our_language_and_name_their_source() -> None:
    """Known municipality, service, unit and provider; lower-case area; an address to look it up at."""
    codes = {row.code for row in municipalities()}
    for rate in published_rates():
        assert rate.municipality in codes
        assert rate.service in SERVICE_OF
        assert rate.unit in Unit
        assert rate.provider in ("", "own", "private")
        assert rate.area == rate.area.lower()
        assert rate.source.startswith("https://")
        assert rate.price > 0
        assert date(2016, 1, 1) <= rate.valid_from <= date(2024, 12, 31)


def test_a_rate_dated_by_its_year_begins_on_new_years_day() -> None:
    """Stockholm's rows say 2024 and no more."""
    stockholm = {rate.valid_from for rate in published_rates() if rate.municipality == "0180"}
    assert stockholm == {date(2024, 1, 1)}


def test_invented_names_are_many_and_hide_in_no_word_that_documents_may_carry() -> None:
    """G30 is tested by searching outputs for names; a name inside a municipality's name would cry wolf."""
    women, men, last = (lines(f"{name}.txt") for name in ("first_names_women", "first_names_men", "last_names"))
    names = [*women, *men, *last]
    assert len(set(women)) == len(set(men)) == 60
    assert len(set(last)) == 120
    services = [word for service in SERVICE_OF.values() for word in (service.swedish, service.english, service.code)]
    said = " ".join([row.long_name for row in municipalities()] + services).casefold()
    assert [name for name in names if name.casefold() in said] == []


def test_data_files_are_plain_utf_8_with_unix_lines() -> None:
    """Neither byte order marks nor carriage returns."""
    for path in (each for each in DATA.rglob("*") if each.is_file()):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in content, path.name
        content.decode("utf-8")


def test_sowing_knows_no_command_and_no_table() -> None:
    """Seed stands above the operations and calls the front door as a process only."""
    for path in DATA.parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [name for name in imported if name.split(".")[0] in ("commands", "tui", "peewee")], path.name

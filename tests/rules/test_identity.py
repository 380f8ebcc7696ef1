"""Identity numbers; every one is from the Tax Agency's list of test numbers, or made from one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.checksum import luhn_digit
from models.rules.identity import (
    NO_IDENTITY,
    Identity,
    IdentityFault,
    IdentityKind,
    IdentityRefused,
    birth_date,
    identity_numbers_in,
    parse_identity,
)

TODAY = date(2026, 11, 22)
LISTED = [
    "192708129230",
    "195706202610",
    "193308179013",
    "195609192819",
    "195002281839",
    "189208069808",
    "195508142592",
    "193109279210",
    "199706042380",
    "190201109816",
    "194401155488",
    "195510152167",
    "191010049805",
    "191011179841",
    "201505012391",
    "201512032390",
]


def _coordination(personal: str) -> str:
    """Make a coordination number of a listed number: 60 more to the day, and its check digit."""
    eleven = f"{personal[:6]}{int(personal[6:8]) + 60}{personal[8:11]}"
    return f"{eleven}{luhn_digit(eleven[2:])}"


def _fault(text: str) -> IdentityFault:
    """Give the fault with which a text is refused, and see that the text is not repeated."""
    with pytest.raises(IdentityRefused) as refused:
        parse_identity(text, TODAY)
    assert str(refused.value) == refused.value.fault
    return refused.value.fault


@pytest.mark.parametrize("number", LISTED)
def test_a_personal_number_is_known_in_every_spelling(number: str) -> None:
    """Twelve digits, ten digits, '-', '+', spaces, a long dash."""
    turned_hundred = int(number[:4]) <= TODAY.year - 100
    sign = "+" if turned_hundred else "-"
    spellings = [number, f"{number[:8]}-{number[8:]}", f" {number[:8]} {number[8:]}", f"{number[:8]}–{number[8:]}"]
    spellings += [f"{number[2:8]}{sign}{number[8:]}"] + ([] if turned_hundred else [number[2:]])
    read = {parse_identity(spelling, TODAY) for spelling in spellings}
    assert read == {Identity(IdentityKind.PERSONAL, number)}
    assert birth_date(read.pop()) == date(int(number[:4]), int(number[4:6]), int(number[6:8]))


@pytest.mark.parametrize("number", LISTED)
def test_a_coordination_number_has_sixty_added_to_its_day(number: str) -> None:
    """The kind is told by the day, and the birth date is the day lessened by 60."""
    identity = parse_identity(_coordination(number), TODAY)
    assert identity == Identity(IdentityKind.COORDINATION, _coordination(number))
    assert birth_date(identity) == birth_date(Identity(IdentityKind.PERSONAL, number))


def test_the_plus_begins_in_the_year_of_the_hundredth_birthday() -> None:
    """Born in 1926 or before: '+' in 2026; with a hyphen the same digits are of the next century."""
    assert parse_identity("020110+9816", TODAY).number == "190201109816"
    assert parse_identity("020110-9816", TODAY).number == "200201109816"
    assert _fault("19570620+2610") is IdentityFault.NOT_A_NUMBER
    assert parse_identity("19101004+9805", TODAY).number == "191010049805"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("19570620-26TA", "1957062026TA"),
        ("570620-r610", "19570620R610"),
        ("991234567890", "991234567890"),
        ("99123456-78ab", "9912345678AB"),
    ],
)
def test_a_reserve_number_has_no_check_digit(text: str, number: str) -> None:
    """A letter among the last four, or twelve characters from 99."""
    identity = parse_identity(text, TODAY)
    assert identity == Identity(IdentityKind.RESERVE, number)
    assert (birth_date(identity) is None) == number.startswith("99")


def test_a_person_may_have_no_number() -> None:
    """An empty cell is a person known by name."""
    assert parse_identity(" ", TODAY) == NO_IDENTITY == Identity(IdentityKind.NONE, "")
    assert birth_date(NO_IDENTITY) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("195706202611", IdentityFault.CHECK_DIGIT),
        ("5706202611", IdentityFault.CHECK_DIGIT),
        ("195702302610", IdentityFault.NO_SUCH_DAY),
        ("195713012610", IdentityFault.NO_SUCH_DAY),
        ("571301-2610", IdentityFault.NO_SUCH_DAY),
        ("195706602610", IdentityFault.NO_SUCH_DAY),
        ("195706922610", IdentityFault.NO_SUCH_DAY),
        ("202706202610", IdentityFault.IN_THE_FUTURE),
        ("175706202610", IdentityFault.TOO_OLD),
        ("2120002080", IdentityFault.NO_SUCH_DAY),
        ("Anna Ek", IdentityFault.NOT_A_NUMBER),
        ("57062-2610", IdentityFault.NOT_A_NUMBER),
        ("570620--2610", IdentityFault.NOT_A_NUMBER),
        ("19570620261", IdentityFault.NOT_A_NUMBER),
        ("1957062026100", IdentityFault.NOT_A_NUMBER),
        ("1" * 5000, IdentityFault.NOT_A_NUMBER),
        ("19570620_2610", IdentityFault.NOT_A_NUMBER),
    ],
)
def test_a_wrong_number_is_refused_with_its_fault(text: str, fault: IdentityFault) -> None:
    """The fault says what is wrong, and never repeats the number (G30)."""
    assert _fault(text) is fault


@given(st.text("0123456789-+ ABR", max_size=14))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """What is read has twelve characters, and reads as itself again."""
    try:
        identity = parse_identity(text, TODAY)
    except IdentityRefused:
        return
    assert len(identity.number) == (0 if identity.kind is IdentityKind.NONE else 12)
    assert parse_identity(identity.number, TODAY) == identity


@pytest.mark.parametrize("number", [*LISTED, *map(_coordination, LISTED)])
def test_the_secrecy_scan_finds_a_number_in_every_spelling(number: str) -> None:
    """G30: compact, divided, with any dash or space, between letters, in full-width digits."""
    date8, date6, four = number[:8], number[2:8], number[8:]
    year, month, day = number[:4], number[4:6], number[6:8]
    wide = number.translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    spellings = [
        number,
        f"{date8}-{four}",
        f"{date8} - {four}",
        f"{date6}{four}",
        f"{date6}+{four}",
        f"{date6}\u2011{four}",
    ]
    spellings += [
        f"{year}-{month}-{day}-{four}",
        f"{date8}\u00a0{four}",
        f"{date8}\u200b{four}",
        wide,
        f"{date6}/{four}",
    ]
    spellings += [f"{year[2:]}-{month}-{day}-{four}", f"pnr{number}.xml", f"x_{date6}-{four}_y"]
    spellings += [f"{year} {month} {day} {four}"] if year < "2010" else []
    for spelling in spellings:
        assert number in identity_numbers_in(f"Vistelse för {spelling}, juli"), spelling
    assert number in identity_numbers_in(spellings[0] + " 195706202610 " + number)


@pytest.mark.parametrize(
    "text",
    [
        "Period 2026-07-01 – 2026-07-31, faktura 202600001, OCR 20260000110",
        "2026-07-01/2026-07-31 2026-07-08 2026-07-15",
        "Organisationsnummer 2120002080, 212000-2080, SE212000208001, GLN 7340076800054, bankgiro 5050-1055",
        "Undantag från skatteplikt, 10 kap. 14 § mervärdesskattelagen (2023:200), 29 kap. 5–6 §§ SoL (2025:400)",
        "1957062026100 91957062026103 195706202611",
        "",
    ],
)
def test_the_secrecy_scan_lets_the_words_of_an_invoice_pass(text: str) -> None:
    """Periods, OCR, organisation numbers and paragraphs are no identity numbers."""
    assert identity_numbers_in(text) == ()


def test_no_period_of_two_days_is_taken_for_a_person() -> None:
    """Every pair of days of a year as a document writes a period."""
    for number in range(366):
        first = date.fromordinal(date(2026, 1, 1).toordinal() + number)
        for last in (first, date.fromordinal(first.toordinal() + 30)):
            assert identity_numbers_in(f"{first} – {last}, {first}/{last}, {first} {last}, {first}--{last}") == ()

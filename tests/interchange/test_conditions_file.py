"""The conditions file: kinds and fields by their Swedish or English words, each bad figure named."""

from __future__ import annotations

from datetime import date

import pytest

from models.interchange.condition_row import ConditionRow
from models.interchange.condition_words import CONDITION_WORDS, FIELD_WORDS, PAPER_WORDS, WAY_WORDS
from models.interchange.conditions_file import read_conditions
from models.interchange.faults import Reading
from models.interchange.table_file import read_table
from models.language.order_terms import ORDER_TERMS
from models.rules.conditions import ConditionKind
from models.rules.order_fields import ORDER_FIELDS
from models.rules.paid_minutes import Way
from models.rules.papers import PaperKind

SWEDISH = "villkor;kommun;insats;avser;dagar;ersatta dagar;minuter;procent;gäller från;gäller till;källa"


def read(*rows: str, heading: str = SWEDISH, encoding: str = "cp1252") -> Reading[ConditionRow]:
    """Read a file of these rows."""
    return read_conditions(read_table("villkor.csv", "\n".join((heading, *rows)).encode(encoding)))


def test_swedish_and_english_words_say_the_same() -> None:
    """G40: in either language, in Windows-1252 or UTF-8."""
    swedish = read(
        "handling som krävs;;;samtycke;;;;;2026-01-01;;", "avböjt besök;0184;Hemtjänst;;;;;75 %;2026-01-01;;"
    )
    english = read(
        "required-paper,,,consent,,2026-01-01",
        "refused,184,home-care,,75,2026-01-01",
        heading="kind,municipality,service,subject,percent,valid_from",
        encoding="utf-8-sig",
    )
    assert swedish.faults == english.faults == ()
    assert [(row.kind, row.municipality, row.service, row.subject, row.percent) for row in swedish.rows] == [
        (ConditionKind.REQUIRED_PAPER, "", "", "consent", None),
        (ConditionKind.REFUSED, "0184", "home-care", "", 75),
    ]
    assert swedish.rows == english.rows


def test_every_kind_field_and_paper_has_words_in_files_and_on_screen() -> None:
    """None can be entered that cannot be read, and none is shown as a code."""
    assert set(CONDITION_WORDS.values()) == set(ConditionKind) == set(ORDER_TERMS["condition"])
    assert set(PAPER_WORDS.values()) == set(PaperKind) == set(ORDER_TERMS["paper"])
    assert set(WAY_WORDS.values()) == set(Way) == set(ORDER_TERMS["rounding"])
    assert set(FIELD_WORDS.values()) == set(ORDER_FIELDS) == set(ORDER_TERMS["field"])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("ledtid;;;;;;;;2026-01-01;;", "dagar"),
        ("ledtid;;;;400;;;;2026-01-01;;", "dagar"),
        ("ledtid;;;;14;;;50;2026-01-01;;", "procent"),
        ("avbokning;;;;14;;;;2026-01-01;;", "ersatta dagar"),
        ("avböjd;;;;;;;0;2026-01-01;;", "procent"),
        ("avböjd;;;;;;;101;2026-01-01;;", "procent"),
        ("avböjd;;;;;;;;2026-01-01;;", "minuter"),
        ("schablon;;;;;;30;;2026-01-01;;", "insats"),
        ("uppgift som krävs;;;skostorlek;;;;;2026-01-01;;", "avser"),
        ("handling som krävs;;;närstående;;;;;2026-01-01;;", "avser"),
        ("installation;;Trygghetslarm;samtycke;;;60;;2026-01-01;;", "avser"),
        ("avrundning;;;sidledes;;;15;;2026-01-01;;", "avser"),
        ("avrundning;;;uppåt;;;;;2026-01-01;;", "minuter"),
        ("avrundning;;;;;;15;;2026-01-01;;", "avser"),
        ("minsta tid;;;uppåt;;;15;;2026-01-01;;", "avser"),
        ("beviljad tid;0184;;;;;;;2026-01-01;;", "insats"),
        ("beviljad tid;0184;Matdistribution;;;;;;2026-01-01;;", "insats"),
        ("beviljad tid;0184;Hemtjänst;;;;60;;2026-01-01;;", "minuter"),
        ("ledtid;;;;14;;;;2026-01-01;2025-12-31;", "gäller till"),
        ("ledtid;;;;fjorton;;;;2026-01-01;;", "dagar"),
        ("rabatt;;;;14;;;;2026-01-01;;", "villkor"),
        ("ledtid;;;;14;;;;;;", "gäller från"),
    ],
)
def test_a_condition_that_cannot_be_right_is_refused_where_it_stands(row: str, column: str) -> None:
    """By line and column."""
    reading = read("ledtid;;;;14;;;;2026-01-01;;", row)
    assert [(fault.line, fault.column) for fault in reading.faults] == [(3, column)]


def test_an_alarm_s_installation_names_the_service_whose_rate_pays() -> None:
    """An hour of home care for putting the alarm up, as Mellerud bills it."""
    (row,) = read("installation;1461;Trygghetslarm;Hemtjänst;;;60;;2026-01-01;;riktlinje").rows
    assert (row.service, row.subject, row.minutes, row.source) == ("safety-alarm", "home-care", 60, "riktlinje")
    assert row.valid_from == date(2026, 1, 1)


def test_rules_of_rounding_least_time_and_granted_time_are_read_in_both_languages() -> None:
    """A rule for one service, or for any."""
    swedish = read(
        "avrundning;0184;;uppåt;;;15;;2026-01-01;;avtal",
        "minsta tid;0184;Ledsagning;;;;30;;2026-01-01;;",
        "beviljad tid;0184;Hemtjänst;;;;;;2026-01-01;2026-12-31;",
    )
    english = read(
        "rounding,0184,,up,15,2026-01-01,,avtal",
        "minimum-time,0184,escort,,30,2026-01-01,,",
        "basis-granted,0184,home-care,,,2026-01-01,2026-12-31,",
        heading="kind,municipality,service,subject,minutes,valid_from,valid_to,source",
        encoding="utf-8",
    )
    assert swedish.faults == english.faults == ()
    assert swedish.rows == english.rows
    assert [(str(row.kind), row.service, row.subject, row.minutes) for row in swedish.rows] == [
        ("rounding", "", "up", 15),
        ("minimum-time", "escort", "", 30),
        ("basis-granted", "home-care", "", None),
    ]

"""A reminder reads as it was agreed, says what there is to pay in one sum, and adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.documents.reminder_text import ReminderFacts, reminder_text
from models.language.formats import kronor

GOLDEN = Path(__file__).parent / "golden" / "reminders"

FIRST = ReminderFacts(
    number="202600001",
    reference="REF-7",
    issued_on=date(2026, 8, 3),
    due_on=date(2026, 9, 2),
    today=date(2026, 9, 20),
    total=4_500_00,
    credited=0,
    settled=0,
    balance=4_500_00,
    interest=0,
    fee=0,
    bankgiro="50501055",
    ocr="2026000018",
    host="Borgholms kommun",
    contact="vistelse@borgholm.example",
)
SECOND = replace(FIRST, today=date(2026, 11, 5), earlier=date(2026, 9, 20))
EXAMPLES = {
    "first": FIRST,
    "second-with-fee": replace(SECOND, fee=60_00),
    "second-with-interest": replace(
        SECOND, total=5_000_00, credited=500_00, settled=510_00, balance=3_990_00, interest=27_98
    ),
    "second-with-both": replace(SECOND, settled=510_00, balance=3_990_00, interest=27_98, fee=60_00),
}


def read(facts: ReminderFacts) -> str:
    """Write a reminder as one text."""
    text = reminder_text(facts)
    return f"{text.subject}\n\n{text.body}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_reminder_reads_as_it_was_agreed(name: str) -> None:
    """The whole text: whoever changes a word sees it here."""
    assert read(EXAMPLES[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("interest", "fee"), [(27_98, 0), (0, 60_00), (27_98, 60_00), (1, 1)])
def test_what_comes_on_top_is_summed(interest: int, fee: int) -> None:
    """Nobody who pays has to add: what is left, the interest and the fee are one sum, once."""
    lines = read(replace(SECOND, interest=interest, fee=fee)).splitlines()
    assert lines.count(f"Att betala: {kronor(SECOND.balance + interest + fee)}") == 1
    assert sum(line.startswith("Att betala:") for line in lines) == 1
    assert f"Kvar att betala: {kronor(SECOND.balance)}" in lines


def test_where_nothing_comes_on_top_no_second_sum_stands() -> None:
    """What is left is what there is to pay."""
    assert "Att betala:" not in read(FIRST).replace("Kvar att betala:", "")

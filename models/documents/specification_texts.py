"""The words of specifications and fee bases: Swedish, kept beside the templates, and how clocks and lines are said."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from models.documents.facts import LineFacts
from models.documents.pdf_coverage import PAPER
from models.documents.specification import SpecificationFacts, SpecificationLine
from models.language.formats import day_text

HOUR = 60
"""Minutes."""


@cache
def specification_texts() -> dict[str, Any]:
    """Read the texts of specifications and fee bases."""
    texts: dict[str, Any] = json.loads(PAPER.joinpath("specification.json").read_text(encoding="utf-8"))
    return texts


def title_of(facts: SpecificationFacts, what: str) -> str:
    """Name the paper: `what` is `specification` or `basis`."""
    said: str = specification_texts()["titles"][what][facts.document.kind].format(number=facts.document.number)
    return said


def head_of(facts: SpecificationFacts) -> tuple[tuple[str, str], ...]:
    """Give the labels and values that say which document it is about, whose, and how people are called."""
    texts, document = specification_texts(), facts.document
    said = {
        "date": day_text(document.issue_date),
        "seller": document.seller.name,
        "buyer": document.buyer.name,
        "reference": document.buyer_reference,
        "credits": document.credits_number,
        "corrects": ", ".join(each.number for each in document.corrects),
        "privacy": texts["privacy"][facts.privacy],
    }
    return tuple((texts["facts"][name], value) for name, value in said.items() if value)


def guest_of(case_number: str, label: str) -> str:
    """Say who it is about: the case number, and what else the recipient is told."""
    return f"{case_number} · {label}" if label else case_number


def clock_of(minute: int | None) -> str:
    """Write a minute of the day as 07:30; '' where no clock is known."""
    return "" if minute is None else f"{minute // HOUR:02}:{minute % HOUR:02}"


def is_before(facts: SpecificationFacts, line: LineFacts) -> bool:
    """Say whether a line of a difference shows what was billed before."""
    return bool(facts.document.corrects) and line.reverses != facts.document.is_credit


def line_remark(facts: SpecificationFacts, line: LineFacts) -> str:
    """Say in Swedish what is particular about a line: late, before or now, and why."""
    texts = specification_texts()
    said = [texts["late"]] if line.late else []
    if facts.document.corrects:
        original = texts["of_original"].format(number=line.original)
        said += [texts["before"], original] if is_before(facts, line) else [texts["now"]]
    return " · ".join([*said, line.why] if line.why else said)


def sums_of_changes(facts: SpecificationFacts) -> dict[int, tuple[int, int]]:
    """Give, of a difference, what each change comes to in öre, by the position of its last line, with the first's."""
    found: dict[int, tuple[int, int]] = {}
    if not facts.document.corrects:
        return found
    first = last = amount = 0
    for line in facts.document.lines:
        if is_before(facts, line):
            if last:
                found[last] = (first, amount)
            first, amount = line.position, 0
        last, amount = line.position, amount + line.signed_net
    found[last] = (first, amount)
    return found


def executed_of(behind: SpecificationLine) -> int:
    """Add up the executed minutes behind a line, two staff counted twice."""
    return sum(row.minutes for row in behind.rows)

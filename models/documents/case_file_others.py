"""Keep everybody else in the store out of a case file: it is one guest's, whoever is named in its texts (OSL 26:1)."""

from __future__ import annotations

from dataclasses import replace

from models.documents.case_file import CaseFile, CaseRow, Value
from models.documents.case_file_layout import SECTIONS
from models.documents.case_file_mask import plain
from models.documents.scan import Scanner
from models.rules.secrecy import HIDDEN

OFFICE = frozenset({"ordered_by", "officer_name", "officer_email", "officer_phone", "recipient"})
"""Who acts for a municipality, and what it is called: a guest of that name is a namesake."""

KIN = "relatives"
"""Two of a family may be guests both, and one's file says who is near; masked it says nothing of them."""


def without_others(file: CaseFile, scanner: Scanner) -> tuple[CaseFile, int]:
    """Put `…` where a text tells who another guest is, and say in how many texts.

    A protected guest whom nobody has cleared is told by no text of the file; anybody else is by those of `OFFICE` and
    `KIN`.
    """
    hidden = 0
    sections: dict[str, tuple[CaseRow, ...]] = {}
    for section in SECTIONS:
        free = [fact.name for fact in section.facts if fact.is_free]
        rows = []
        for row in file.sections.get(section.name, ()):
            said = {name: _said(name, row[name], file.case, scanner) for name in free}
            hidden += sum(said[name] != row[name] for name in free)
            rows.append({**row, **said})
        sections[section.name] = tuple(rows)
    return replace(file, sections=sections), hidden


def _said(name: str, value: Value, case: str, scanner: Scanner) -> Value:
    if not isinstance(value, str) or not value:
        return value
    text = plain(value)
    places = sorted(scanner.others_in(text, case, protected=name in OFFICE or name == KIN))
    if not places:
        return value
    said, reached = "", 0
    for start, end in places:
        if start >= reached:
            said += text[reached:start] + HIDDEN
        reached = max(reached, end)
    return said + text[reached:]

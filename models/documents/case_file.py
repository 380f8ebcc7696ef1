"""The case file: everything about one visit, as a PDF to read and as JSON to keep; documents are Swedish."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from models.documents.case_file_facts import facts_text
from models.documents.case_file_layout import SECTIONS, Section, Shown
from models.documents.pdf_table import Column, Row, Sheet, Table, render_sheet_pdf
from models.language.formats import hours, kronor
from models.language.terms import TERMS, swedish_term
from models.language.words import N_, tr_swedish
from models.rules.period import STOCKHOLM
from models.rules.services import SERVICE_OF

FORMAT = 1
"""The version of the JSON; it grows when a name or a meaning changes."""

LONGEST_WORD = 20

Value = str | int | bool | None
CaseRow = Mapping[str, Value]
"""Facts by their names: öre, minutes, days as 2026-07-01 and moments in UTC as 2026-07-01T10:00:00."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything about a visit by section, as of a day; masked, nobody can tell from it who the guest is."""

    case: str
    made_on: date
    organisation: str
    is_masked: bool
    sections: Mapping[str, tuple[CaseRow, ...]]


def render_case_json(file: CaseFile) -> bytes:
    """Write the open format: the sections and facts of models.documents.case_file_layout, the same bytes each time."""
    content = {
        "format": FORMAT,
        "case": file.case,
        "made_on": file.made_on.isoformat(),
        "organisation": file.organisation,
        "masked": file.is_masked,
        **{section.name: [dict(row) for row in file.sections.get(section.name, ())] for section in SECTIONS},
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def render_case_pdf(file: CaseFile) -> bytes:
    """Print the file."""
    title = f"{tr_swedish(N_('Case file'))} {file.case}"
    return render_sheet_pdf(
        Sheet(
            title=title,
            heading=title,
            author=file.organisation,
            issued=file.made_on,
            tables=tuple(_tables(file)),
            facts=((tr_swedish(N_("Made")), file.made_on.isoformat()),),
            before=tuple(_before(file)),
            is_landscape=True,
        )
    )


def _before(file: CaseFile) -> Iterator[str]:
    yield tr_swedish(N_("Contains information that is secret under chapter 26, section 1 of OSL (2009:400)."))
    if file.is_masked:
        yield tr_swedish(N_("Names, identity numbers, addresses and telephone numbers are masked."))


def _tables(file: CaseFile) -> Iterator[Table]:
    for section in SECTIONS:
        rows = file.sections.get(section.name, ())
        if rows:
            yield _listed(section, rows) if section.is_list else _facts(section, rows[0])


def _facts(section: Section, row: CaseRow) -> Table:
    columns = (Column(tr_swedish(N_("What"))), Column(tr_swedish(N_("Value")), width="wide"))
    said = tuple(Row((tr_swedish(fact.label), _said(fact, row))) for fact in section.facts if _said(fact, row))
    return Table(columns, said, tr_swedish(section.heading))


def _listed(section: Section, rows: tuple[CaseRow, ...]) -> Table:
    """Show the facts that some row has."""
    known = (fact for fact in section.facts if fact.is_on_paper)
    facts = tuple(fact for fact in known if any(row[fact.name] not in (None, "", 0) for row in rows))
    columns = tuple(Column(tr_swedish(fact.label), _side(fact), "wide" if fact.is_free else "auto") for fact in facts)
    said = tuple(Row(tuple(_said(fact, row) for fact in facts)) for row in rows)
    return Table(columns, said, tr_swedish(section.heading))


def _side(fact: Shown) -> str:
    return "right" if fact.sort in ("money", "minutes", "clock", "quantity") else "left"


def _said(fact: Shown, row: CaseRow) -> str:
    """Write a fact as a person reads it, by the Swedish clock."""
    value = row[fact.name]
    if value is None or value == "":
        return ""
    if fact.sort == "quantity" and isinstance(value, int):
        return hours(value) if row["unit"] == "hour" else str(value)
    if fact.sort == "service":
        return SERVICE_OF[str(value)].swedish if value in SERVICE_OF else str(value)
    if fact.sort in TERMS:
        return swedish_term(fact.sort, value)
    if isinstance(value, int):
        return _NUMBERS.get(fact.sort, str)(value)
    if fact.sort == "facts":
        return _broken(facts_text(value))
    return _moment(value) if fact.sort == "moment" else _broken(value)


def _broken(text: str) -> str:
    """Break words that no column is wide enough for, such as keys that were counted from a row's content."""
    return re.sub(rf"\S{{{LONGEST_WORD}}}(?=\S)", r"\g<0>\n", text)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


_NUMBERS = {"money": kronor, "minutes": hours, "clock": _clock}

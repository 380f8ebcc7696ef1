"""A specification in Excel: a row a part of an hour row, and a sum a line; whole minutes and exact kronor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.documents.facts import LineFacts
from models.documents.specification import SpecificationFacts, SpecificationLine, SpecificationRow
from models.documents.specification_texts import (
    clock_of,
    executed_of,
    head_of,
    line_remark,
    specification_texts,
    sums_of_changes,
    title_of,
)
from models.documents.xlsx_table import Cell, ExcelColumn, ExcelRow, ExcelSheet, Form, render_sheet_xlsx
from models.rules.services import Unit

_COLUMNS: tuple[tuple[str, int, Form], ...] = (
    ("position", 7, Form.NUMBER),
    ("case", 16, Form.TEXT),
    ("person", 18, Form.TEXT),
    ("service", 30, Form.TEXT),
    ("day", 11, Form.DAY),
    ("start", 7, Form.TEXT),
    ("end", 7, Form.TEXT),
    ("band", 12, Form.TEXT),
    ("staff", 8, Form.NUMBER),
    ("executed_minutes", 11, Form.NUMBER),
    ("paid_minutes", 11, Form.NUMBER),
    ("quantity", 8, Form.NUMBER),
    ("unit", 8, Form.TEXT),
    ("price_kronor", 14, Form.KRONOR),
    ("net", 14, Form.KRONOR),
    ("note", 44, Form.TEXT),
)
"""Name, width in characters, and what the column holds."""

_NAMES = tuple(name for name, _, _ in _COLUMNS)


def render_specification_xlsx(facts: SpecificationFacts) -> bytes:
    """Write a specification as an Excel file of one sheet; the same facts give the same bytes (G17)."""
    texts, document = specification_texts(), facts.document
    said = [texts["after"]["rounding"], texts["after"]["two"]]
    sheet = ExcelSheet(
        name=texts["sheets"]["specification"],
        title=title_of(facts, "specification"),
        author=document.seller.name,
        made=document.issue_date,
        secrecy=texts["secrecy"],
        above=(" · ".join(f"{label}: {value}" for label, value in head_of(facts)),),
        columns=tuple(ExcelColumn(texts["columns"][name], width, form) for name, width, form in _COLUMNS),
        rows=tuple(_rows(facts)),
        below=tuple([*said, texts["after"]["difference"]] if document.corrects else said),
    )
    return render_sheet_xlsx(sheet)


def _rows(facts: SpecificationFacts) -> Iterator[ExcelRow]:
    texts, changes = specification_texts(), sums_of_changes(facts)
    for line, behind in facts.shown():
        yield from (_row(line, behind, row) for row in behind.rows)
        yield _line_sum(facts, line, behind)
        if line.position in changes:
            first, amount = changes[line.position]
            yield _sum(texts["change"].format(position=first), amount)
    if facts.is_withheld:
        yield _sum(texts["withheld"], facts.withheld)
    yield _sum(texts["total"], facts.document.total)


def _row(line: LineFacts, behind: SpecificationLine, row: SpecificationRow) -> ExcelRow:
    note = ". ".join(filter(None, (specification_texts()["part"] if row.is_part else "", row.why)))
    cells = _who(line, behind) | _measured(line, -row.quantity if line.reverses else row.quantity)
    cells |= _named(
        day=row.day,
        start=clock_of(row.start),
        end=clock_of(row.end),
        band=row.band,
        staff=row.staff,
        executed_minutes=row.minutes or None,
        note=note,
    )
    return _excel_row(cells)


def _line_sum(facts: SpecificationFacts, line: LineFacts, behind: SpecificationLine) -> ExcelRow:
    texts = specification_texts()
    said = (texts["line_sum"].format(position=line.position), line_remark(facts, line))
    cells = _who(line, behind) | _measured(line, line.signed_quantity)
    cells |= _named(
        executed_minutes=executed_of(behind) or None,
        price_kronor=line.price,
        net=line.signed_net,
        note=" · ".join(filter(None, said)),
    )
    return _excel_row(cells, is_sum=True)


def _who(line: LineFacts, behind: SpecificationLine) -> dict[str, Cell]:
    return {"position": line.position, "case": line.case_number, "person": behind.label, "service": line.text}


def _measured(line: LineFacts, quantity: int) -> dict[str, Cell]:
    """Put a quantity under minutes where the line is paid by the hour, else under the count."""
    column = "paid_minutes" if line.unit == Unit.HOUR else "quantity"
    return {column: quantity or None, "unit": specification_texts()["units"][line.unit]}


def _sum(said: str, amount: int) -> ExcelRow:
    return _excel_row({"service": said, "net": amount}, is_sum=True)


def _named(**cells: Cell) -> dict[str, Cell]:
    return cells


def _excel_row(cells: Mapping[str, Cell], *, is_sum: bool = False) -> ExcelRow:
    return ExcelRow(tuple(cells.get(name) for name in _NAMES), is_sum)

"""The fee basis as PDF and as Excel: per person and month, and no price of ours."""

from __future__ import annotations

from collections.abc import Iterator

from models.documents.fee_basis import FeeMonth, FeeService
from models.documents.pdf_table import Column, PaperRow, Row, Sheet, Table, render_sheet_pdf
from models.documents.specification import SpecificationFacts
from models.documents.specification_texts import guest_of, head_of, specification_texts, title_of
from models.documents.xlsx_table import Cell, ExcelColumn, ExcelRow, ExcelSheet, Form, render_sheet_xlsx
from models.language.formats import MINUS, day_text, hours

_MEASURES = (
    "granted",
    "granted_by_two",
    "executed",
    "executed_by_two",
    "granted_pieces",
    "pieces",
    "calls",
    "days_served",
    "months",
)
_MINUTES = frozenset({"granted", "granted_by_two", "executed", "executed_by_two"})


def render_fee_basis_pdf(facts: SpecificationFacts) -> bytes:
    """Print a fee basis; the same facts give the same bytes on every machine (G17)."""
    texts = specification_texts()
    title = title_of(facts, "basis")
    sheet = Sheet(
        title=f"{title} · {texts['secrecy']}",
        heading=title,
        author=facts.document.seller.name,
        issued=facts.document.issue_date,
        tables=(Table(_columns(), tuple(_rows(facts))),),
        facts=head_of(facts),
        before=(f"{texts['secrecy']}.",),
        after=_after(facts),
        is_landscape=True,
    )
    return render_sheet_pdf(sheet)


def render_fee_basis_xlsx(facts: SpecificationFacts) -> bytes:
    """Write a fee basis as an Excel file of one sheet; the same facts give the same bytes (G17)."""
    texts, document = specification_texts(), facts.document
    sheet = ExcelSheet(
        name=texts["sheets"]["basis"],
        title=title_of(facts, "basis"),
        author=document.seller.name,
        made=document.issue_date,
        secrecy=texts["secrecy"],
        above=(" · ".join(f"{label}: {value}" for label, value in head_of(facts)),),
        columns=_excel_columns(),
        rows=tuple(ExcelRow(_cells(month, service)) for month in facts.basis for service in month.services),
        below=_after(facts),
    )
    return render_sheet_xlsx(sheet)


def _after(facts: SpecificationFacts) -> tuple[str, ...]:
    texts = specification_texts()["basis"]
    return (*texts["after"], texts["credited"]) if facts.document.is_credit else tuple(texts["after"])


def _columns() -> tuple[Column, ...]:
    texts = specification_texts()
    first = Column(texts["columns"]["service"], width="wide")
    return (first, *(Column(texts["basis"][name], "right") for name in _MEASURES))


def _rows(facts: SpecificationFacts) -> Iterator[Row]:
    for month in facts.basis:
        yield Row((_heading(month),), PaperRow.GROUP)
        for service in month.services:
            yield Row((service.text, *(_said(name, _measure(service, name)) for name in _MEASURES)))


def _heading(month: FeeMonth) -> str:
    texts = specification_texts()["basis"]
    who = guest_of(month.case_number, month.label)
    if month.first is None or month.last is None:
        said: str = texts["stay_credited"].format(case=who, month=month.month)
        return said
    days = texts["day" if month.days_present == 1 else "days"].format(count=month.days_present)
    first, last = day_text(month.first), day_text(month.last)
    said = texts["stay"].format(case=who, month=month.month, days=days, first=first, last=last)
    return said


def _measure(service: FeeService, name: str) -> int | None:
    """Give a figure; none where it is not known, or where there is nothing to count."""
    if name in ("granted", "granted_by_two", "granted_pieces"):
        figure: int | None = getattr(service, name)
        return figure or None if name == "granted_by_two" else figure
    counted: int = getattr(service, "days" if name == "days_served" else name)
    return counted or None


def _said(name: str, figure: int | None) -> str:
    if figure is None:
        return ""
    if name in _MINUTES:
        return hours(figure)
    return f"{MINUS if figure < 0 else ''}{abs(figure)}"


def _excel_columns() -> tuple[ExcelColumn, ...]:
    texts = specification_texts()
    stay = (
        ExcelColumn(texts["columns"]["case"], 16),
        ExcelColumn(texts["columns"]["person"], 18),
        ExcelColumn(texts["basis"]["month"], 9),
        ExcelColumn(texts["basis"]["first"], 11, Form.DAY),
        ExcelColumn(texts["basis"]["last"], 11, Form.DAY),
        ExcelColumn(texts["basis"]["days_present"], 11, Form.NUMBER),
        ExcelColumn(texts["columns"]["service"], 30),
    )
    said = texts["basis"]
    headings = (said[f"{name}_minutes" if name in _MINUTES else name] for name in _MEASURES)
    return (*stay, *(ExcelColumn(heading, 12, Form.NUMBER) for heading in headings))


def _cells(month: FeeMonth, service: FeeService) -> tuple[Cell, ...]:
    figures = (_measure(service, name) for name in _MEASURES)
    days = month.days_present or None
    return (month.case_number, month.label, month.month, month.first, month.last, days, service.text, *figures)

"""A specification on paper: A4 on its side, by line and day, each page marked as secret."""

from __future__ import annotations

from collections.abc import Iterator

from models.documents.facts import LineFacts
from models.documents.invoice_rows import bare_kronor, price_text, quantity_text
from models.documents.pdf_table import Column, PaperRow, Row, Sheet, Table, render_sheet_pdf
from models.documents.specification import SpecificationFacts, SpecificationLine, SpecificationRow
from models.documents.specification_texts import (
    clock_of,
    executed_of,
    guest_of,
    head_of,
    is_before,
    line_remark,
    specification_texts,
    sums_of_changes,
    title_of,
)
from models.language.formats import MINUS, day_text, hours
from models.rules.services import Unit

EN_DASH = "–"


def render_specification_pdf(facts: SpecificationFacts) -> bytes:
    """Print a specification; the same facts give the same bytes on every machine (G17).

    Raises:
        ValueError: a line has a unit that does not exist.
    """
    texts = specification_texts()
    title = title_of(facts, "specification")
    after = [texts["after"]["rounding"], texts["after"]["two"]]
    sheet = Sheet(
        title=f"{title} · {texts['secrecy']}",
        heading=title,
        author=facts.document.seller.name,
        issued=facts.document.issue_date,
        tables=(Table(_columns(), tuple(_rows(facts))),),
        facts=head_of(facts),
        before=(f"{texts['secrecy']}.", *([texts["after"]["difference"]] if facts.document.corrects else [])),
        after=tuple(after),
        is_landscape=True,
    )
    return render_sheet_pdf(sheet)


def _columns() -> tuple[Column, ...]:
    texts = specification_texts()["columns"]
    right = ("staff", "executed", "billed", "price", "net")
    names = ("day", "clock", "band", "staff", "executed", "billed", "price", "net", "note")
    return tuple(
        Column(texts[name], "right" if name in right else "left", "wide" if name == "note" else "auto")
        for name in names
    )


def _rows(facts: SpecificationFacts) -> Iterator[Row]:
    texts, changes = specification_texts(), sums_of_changes(facts)
    lines = list(facts.shown())
    for place, (line, behind) in enumerate(lines):
        yield Row((_heading(line, behind),), PaperRow.GROUP)
        yield from (_row(line, row) for row in behind.rows)
        yield _line_sum(facts, line, behind)
        if line.position in changes:
            first, amount = changes[line.position]
            yield _sum(texts["change"].format(position=first), bare_kronor(amount))
        following = lines[place + 1][0].case_number if place + 1 < len(lines) else ""
        if following != line.case_number and len({each.case_number for each, _ in lines}) > 1:
            yield _case_sum(lines, line.case_number)
    if facts.is_withheld:
        yield _sum(texts["withheld"], bare_kronor(facts.withheld))
    yield _sum(texts["total"], bare_kronor(facts.document.total))


def _heading(line: LineFacts, behind: SpecificationLine) -> str:
    who = guest_of(line.case_number, behind.label)
    texts = specification_texts()
    period = texts["period"].format(first=day_text(line.first), last=day_text(line.last))
    return " · ".join((texts["line"].format(position=line.position), who, line.text, period))


def _row(line: LineFacts, row: SpecificationRow) -> Row:
    clock = "" if row.start is None else f"{clock_of(row.start)}{EN_DASH}{clock_of(row.end)}"
    quantity = _quantity(line, row.quantity)
    executed = hours(row.minutes) if row.minutes else ""
    return Row((day_text(row.day), clock, row.band, str(row.staff), executed, quantity, "", "", _note(row)))


def _note(row: SpecificationRow) -> str:
    part = specification_texts()["part"] if row.is_part else ""
    return ". ".join(filter(None, (part, row.why)))


def _quantity(line: LineFacts, quantity: int) -> str:
    if not quantity:
        return ""
    sign = MINUS if line.reverses else ""
    return sign + (hours(quantity) if line.unit == Unit.HOUR else str(quantity))


def _line_sum(facts: SpecificationFacts, line: LineFacts, behind: SpecificationLine) -> Row:
    said = specification_texts()["line_sum"].format(position=line.position)
    executed = "" if is_before(facts, line) else hours(executed_of(behind)) if executed_of(behind) else ""
    amount = bare_kronor(line.signed_net)
    remark = line_remark(facts, line)
    return Row((said, "", "", "", executed, quantity_text(line), price_text(line), amount, remark), PaperRow.SUM)


def _case_sum(lines: list[tuple[LineFacts, SpecificationLine]], case_number: str) -> Row:
    amount = sum(line.signed_net for line, _ in lines if line.case_number == case_number)
    return _sum(specification_texts()["case_sum"].format(case_number=case_number), bare_kronor(amount))


def _sum(said: str, amount: str) -> Row:
    return Row((said, "", "", "", "", "", "", amount, ""), PaperRow.SUM)

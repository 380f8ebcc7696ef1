"""Invented specifications: of an invoice, of several cases, of a difference and of a credit note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from models.documents.facts import InvoiceFacts, LineFacts
from models.documents.fee_basis import FeeMonth, FeeService
from models.documents.specification import SpecificationFacts, SpecificationLine, SpecificationRow
from tests.documents.examples import a_credit_note, a_line, an_invoice
from tests.documents.paper_examples import a_difference, a_returned_difference

LABEL = "TLÅ 9304"


def a_row(day: date, quantity: int, **changed: object) -> SpecificationRow:
    """Make a part of an hour row of one of the staff."""
    row = SpecificationRow(day, 450, 450 + quantity, False, "dag", 1, quantity, quantity, "")
    return replace(row, **changed)  # type: ignore[arg-type]


def rows_of(line: LineFacts) -> tuple[SpecificationRow, ...]:
    """Divide a line's quantity over its first days, in the unit that it is paid by."""
    if line.unit == "month":
        return ()
    if line.unit == "hour":
        whole, rest = divmod(line.quantity, 60)
        parts = [60] * whole + ([rest] if rest else [])
        return tuple(a_row(line.first + timedelta(place), part) for place, part in enumerate(parts))
    days = (line.first + timedelta(place) for place in range(line.quantity))
    return tuple(a_row(day, 1, start=None, end=None, band="", minutes=0) for day in days)


def a_service(**changed: object) -> FeeService:
    """Make what was granted and executed of home care in a month."""
    service = FeeService("home-care", "Hemtjänst", 2657, 130, None, 745, 60, 0, 13, 12, 0)
    return replace(service, **changed)  # type: ignore[arg-type]


def a_month(**changed: object) -> FeeMonth:
    """Make a guest's July."""
    meals = FeeService("meal-delivery", "Matdistribution", None, None, 31, 0, 0, 28, 0, 28, 0)
    alarm = FeeService("safety-alarm", "Trygghetslarm", None, None, None, 0, 0, 0, 0, 0, 1)
    days = (date(2026, 7, 1), date(2026, 7, 31), 31)
    month = FeeMonth(1, "V2026-0117", LABEL, "2026-07", *days, (a_service(), alarm, meals))
    return replace(month, **changed)  # type: ignore[arg-type]


def a_specification(document: InvoiceFacts | None = None, **changed: object) -> SpecificationFacts:
    """Specify an invoice with a line of each unit, unless another document is given."""
    shown = document or an_invoice()
    old = {line.position for line in shown.lines if shown.corrects and line.reverses != shown.is_credit}
    lines = tuple(
        SpecificationLine(line.position, LABEL, () if line.position in old else rows_of(line)) for line in shown.lines
    )
    facts = SpecificationFacts(shown, "initials-four-digits", lines, (a_month(),))
    return replace(facts, **changed)  # type: ignore[arg-type]


def of_several_cases() -> SpecificationFacts:
    """Specify an invoice of three cases, with every remark that a row can have."""
    lines = [a_line(place, case_number=f"V2026-0{place}", quantity=120) for place in (1, 2, 3)]
    facts = a_specification(an_invoice(*lines, case_number="", number="202600044"))
    said = (
        a_row(date(2026, 7, 3), 20, minutes=45, why="Schablontid"),
        a_row(date(2026, 7, 4), 100, start=1410, end=420, is_part=True, staff=2, minutes=90, why="Minsta tid 50 min"),
    )
    return replace(facts, lines=(replace(facts.lines[0], rows=said), *facts.lines[1:]))


def of_a_credit_note() -> SpecificationFacts:
    """Specify a credit note, whose fee basis takes back what was told."""
    back = a_service(granted=None, granted_by_two=None, executed=-745, executed_by_two=-60, calls=-13, days=-12)
    month = a_month(first=None, last=None, days_present=0, services=(back,))
    return a_specification(a_credit_note(), basis=(month,))


SPECIFICATIONS = {
    "an invoice": a_specification(),
    "an invoice by case alone": a_specification(privacy="case").shielded((), {1, 2, 3, 4, 5}),
    "an invoice of several cases": of_several_cases(),
    "a withheld case": of_several_cases().shielded({2}, {3}),
    "a difference": a_specification(a_difference()),
    "a returned difference": a_specification(a_returned_difference()),
    "a credit note": of_a_credit_note(),
}
"""One of each kind, by what it is."""

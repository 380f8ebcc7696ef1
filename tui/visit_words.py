"""A visit's sheet as rows: the order, decisions, hours by month, invoices, and what was done with it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from models.language.formats import day_text, hours
from models.language.terms import term
from models.language.words import N_, Marked, tr, tr_marked
from models.operations.reports.events import EventRow
from models.operations.visits.check_orders import CheckedOrder
from models.operations.visits.visit_sheet import GrantedService, MonthSum, VisitSheet
from models.rules.granted import granted_in_month
from models.rules.order_checks import Check
from models.rules.period import Month, months_between
from models.rules.services import SERVICE_OF, Unit
from tui.beside_words import beside_rows
from tui.dates import month_text, near_moment
from tui.figures import amount, minutes_or_blank
from tui.order_rows import WIDTH, paper_rows, remark_rows
from tui.visit_forms import DETAILS
from tui.vocabulary import deed_words, service_name
from tui.widgets.row_layout import TableRow


def sheet_rows(sheet: VisitSheet, events: Iterable[EventRow], today: date, checked: CheckedOrder) -> list[TableRow]:
    """Lay out a visit's sheet."""
    return [
        *_part("", _order(sheet, checked)),
        *_part(tr("About the order"), remark_rows(checked)),
        *_part(tr("Papers"), paper_rows(sheet.papers)),
        *_part(tr("Decisions"), _decisions(sheet)),
        *_months(sheet, today),
        *beside_rows(sheet),
        *_part(tr("Invoices"), _invoices(sheet)),
        *_part(tr("About the stay"), _details(sheet)),
        *_part(tr("History"), _history(events, today)),
    ]


def _part(head: str, rows: Iterator[TableRow]) -> list[TableRow]:
    listed = list(rows)
    return [*([TableRow("", (head,))] if head else []), *listed] if listed else []


def _fact(name: str, words: Marked, text: str) -> Iterator[TableRow]:
    for place, part in enumerate(textwrap.wrap(text, WIDTH) or [""]):
        yield TableRow(f"fact:{name}:{place}", (f"  {tr_marked(words)}" if not place else "", part))


def _order(sheet: VisitSheet, checked: CheckedOrder) -> Iterator[TableRow]:
    none = tr("missing")
    is_lacking = any(remark.check is Check.NO_REFERENCE for remark in checked.remarks)
    own = none if is_lacking else tr("the recipient's own")
    until = day_text(sheet.last) if sheet.last else tr("until further notice")
    yield from _fact("home", N_("Home municipality"), f"{sheet.municipality} {sheet.municipality_name}")
    yield from _fact("stay", N_("Stay"), f"{day_text(sheet.first)} – {until}")
    yield from _fact("ordered", N_("Ordered on"), day_text(sheet.ordered_on) if sheet.ordered_on else none)
    yield from _fact("decision", N_("Their decision"), sheet.order_reference or none)
    yield from _fact("reference", N_("Invoice reference"), sheet.invoice_reference or own)
    yield from _fact("recipient", N_("Recipient"), sheet.recipient)
    yield from _fact("basis", N_("Legal basis"), sheet.legal_basis)
    if sheet.protected:
        cleared = tr("may be billed, says {login}", login=sheet.cleared_by) if sheet.cleared_by else tr("not cleared")
        yield from _fact("protected", N_("Protected"), cleared)


def _decisions(sheet: VisitSheet) -> Iterator[TableRow]:
    for place, each in enumerate(sheet.decisions):
        words = [term("provider", each.provider)] if each.provider else []
        words += [each.area] if each.area else []
        words += [tr("two of the staff")] if each.staff == 2 else []
        cells = (f"  {service_name(each.service)}", " · ".join(words), "", _granted(each), "")
        yield TableRow(f"decision:{place}", cells)


def _granted(decision: GrantedService) -> str:
    if decision.granted is None:
        return ""
    is_time = _is_time(decision)
    number = hours(decision.granted) if is_time else str(decision.granted)
    if not decision.granted_per:
        return number
    return tr("{amount} {period}", amount=number, period=term("period", decision.granted_per))


def _is_time(decision: GrantedService) -> bool:
    return SERVICE_OF[decision.service].unit is Unit.HOUR


def _months(sheet: VisitSheet, today: date) -> list[TableRow]:
    """List every month of the stay until now, or with hours in it."""
    known = {month.month: month for month in sheet.months}
    last = min(sheet.last or today, today)
    all_months = sorted({*known, *(str(month) for month in months_between(sheet.first, last))})
    rows = [_month(sheet, known.get(month, MonthSum(month, 0, 0, 0, "")), today) for month in all_months]
    head = TableRow("", (tr("Hours by month"), "", tr("executed"), tr("granted"), tr("left")))
    return [head, *rows] if rows else []


def _month(sheet: VisitSheet, month: MonthSum, today: date) -> TableRow:
    granted = _granted_minutes(sheet, Month.parse(month.month))
    if month.signed_by:
        signed = tr("signed by {login}", login=month.signed_by)
    else:
        signed = tr("not signed") if month.rows and month.month < str(Month.of(today)) else ""
    left = hours(granted - month.minutes) if granted else ""
    cells = (
        f"  {month_text(month.month)}",
        signed,
        minutes_or_blank(month.minutes),
        minutes_or_blank(granted),
        left,
    )
    return TableRow(f"month:{month.month}", cells)


def _granted_minutes(sheet: VisitSheet, month: Month) -> int:
    """Sum what was granted for a month, in minutes, of the services that are counted in hours."""
    return sum(
        granted_in_month(each.granted, each.granted_per, month, _first(sheet, each), _last(sheet, each))
        for each in sheet.decisions
        if each.granted is not None and _is_time(each)
    )


def _first(sheet: VisitSheet, decision: GrantedService) -> date:
    return max(sheet.first, decision.first or sheet.first)


def _last(sheet: VisitSheet, decision: GrantedService) -> date | None:
    return min((day for day in (sheet.last, decision.last) if day is not None), default=None)


def _invoices(sheet: VisitSheet) -> Iterator[TableRow]:
    for place, each in enumerate(sheet.invoices):
        name = each.number or tr("draft")
        cells = (f"  {name}", f"{term('kind', each.kind)} · {month_text(each.month)}", "", "", amount(each.net))
        yield TableRow(f"invoice:{each.number}" if each.number else f"draft:{place}", cells)


def _details(sheet: VisitSheet) -> Iterator[TableRow]:
    for field in DETAILS:
        if sheet.details[field.name]:
            yield from _fact(field.name, field.label, " ".join(sheet.details[field.name].split()))


def _history(events: Iterable[EventRow], today: date) -> Iterator[TableRow]:
    for event in events:
        cells = (f"  {near_moment(event.at, today)}", f"{event.login} · {deed_words(event.deed)}")
        yield TableRow(f"event:{event.id}", cells)

"""How a credit is written before it is made: what is taken back beside what comes instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.language.terms import line_name
from models.language.words import tr
from models.operations.billing.credit_preview import CreditPreview, Exchange
from models.operations.billing.invoices import InvoiceLineRow
from models.operations.billing.plan import PlannedLine
from models.rules.money import Ore
from tui.dates import days_text
from tui.figures import amount, price, quantity
from tui.line_words import by_case
from tui.vocabulary import reason_words
from tui.widgets.row_layout import TableRow


def credit_rows(
    lines: Sequence[InvoiceLineRow], marked: frozenset[int], preview: CreditPreview | None
) -> list[TableRow]:
    """Write the lines with their marks, what else would come, and the sums."""
    exchanges = preview.exchanges if preview else ()
    by_position = {each.credited.position: each for each in exchanges if each.credited}
    rows: list[TableRow] = []
    for case, theirs in by_case(lines):
        rows += [TableRow("", (case,))] if case else []
        rows += [_line(line, line.position in marked, by_position.get(line.position)) for line in theirs]
    rows += [_extra(place, each) for place, each in _extras(exchanges)]
    if preview is not None:
        sums = (amount(preview.credited), amount(preview.instead), signed(preview.difference))
        rows.append(TableRow("", (tr("Together"), "", *sums)))
    return rows


def signed(ore: Ore) -> str:
    """Write a difference with its sign; nothing as 0,00."""
    return f"+{amount(ore)}" if ore > 0 else amount(ore)


def taken_back_words(line: InvoiceLineRow | None) -> str:
    """Say what a credit note would take back of a line."""
    if line is None:
        return ""
    return "\n".join((tr("Credited"), *_sum(line)))


def instead_words(line: InvoiceLineRow | None, here: str, preview: CreditPreview | None) -> str:
    """Say what the next plan would bill instead of a line, or what holds its hours back."""
    exchange = _exchange_of(line, here, preview)
    if exchange is None:
        return ""
    held = [f"! {reason_words(reason)}" for reason in exchange.held]
    if exchange.instead is None:
        return "\n".join((tr("Instead"), *(held or [tr("nothing comes instead")])))
    changed = _same_price(exchange)
    return "\n".join((tr("Instead"), *_sum(exchange.instead), *([changed] if changed else []), *held))


def _exchange_of(line: InvoiceLineRow | None, here: str, preview: CreditPreview | None) -> Exchange | None:
    if preview is None:
        return None
    if line is None:
        return dict(_extras(preview.exchanges)).get(here)
    found = (each for each in preview.exchanges if each.credited and each.credited.position == line.position)
    return next(found, None)


def _same_price(exchange: Exchange) -> str:
    ours, theirs = exchange.credited, exchange.instead
    if ours is None or theirs is None:
        return ""
    return tr("the same rate") if ours.rate == theirs.rate else tr("another rate")


def _sum(line: InvoiceLineRow | PlannedLine) -> tuple[str, ...]:
    return (
        days_text(line.first, line.last),
        f"{quantity(line.unit, line.quantity)} × {price(line.unit, line.price)}",
        f"= {amount(line.net)}",
    )


def _extras(exchanges: Iterable[Exchange]) -> list[tuple[str, Exchange]]:
    """Key what would come beside the lines that are credited."""
    return [(f"extra:{place}", each) for place, each in enumerate(exchanges) if each.credited is None]


def _line(line: InvoiceLineRow, is_marked: bool, exchange: Exchange | None) -> TableRow:
    name = f"[{'x' if is_marked else ' '}] {line.position} {line_name(line.service, line.kind, line.share)}"
    taken = amount(line.net) if is_marked else ""
    figures = (taken, *_instead(exchange)) if exchange else (taken, "", "")
    return TableRow(str(line.position), (name, quantity(line.unit, line.quantity), *figures))


def _extra(key: str, exchange: Exchange) -> TableRow:
    line = exchange.instead
    if line is None:
        return TableRow("", ("",))
    name = f" +  {line_name(line.service, line.kind, line.share)}"
    return TableRow(key, (name, quantity(line.unit, line.quantity), "", *_instead(exchange)))


def _instead(exchange: Exchange) -> tuple[str, str]:
    mark = "! " if exchange.held else ""
    instead = amount(exchange.instead.net) if exchange.instead else amount(0)
    return f"{mark}{instead}", signed(exchange.difference)

"""Differences in words: what was billed beside what is paid now, by which rates, and what deciding them does."""

from __future__ import annotations

from collections.abc import Mapping

from models.language.formats import day_text, kronor
from models.language.terms import for_whom, line_name
from models.language.words import ntr, tr
from models.operations.billing.list_differences import ChangedLine, DifferenceRow
from models.operations.billing.propose_differences import DifferencesFound
from models.operations.reports.difference_sheet import sums_by_invoice
from models.operations.reports.rate_facts import RateFacts
from models.rules.difference import Part
from tui.credit_words import signed
from tui.dates import moment_text, month_text
from tui.figures import amount, price, quantity
from tui.vocabulary import state_words
from tui.widgets.row_layout import TableColumn, TableRow


def list_columns() -> list[TableColumn]:
    """Head the columns of the list."""
    return [
        TableColumn(tr("Recipient")),
        TableColumn(tr("known since")),
        TableColumn(tr("state")),
        TableColumn(tr("lines"), figures=True),
        TableColumn(tr("difference, kr"), figures=True),
    ]


def list_row(row: DifferenceRow) -> TableRow:
    """Write a difference on a line of the list."""
    cells = (f"{row.municipality} {row.recipient}", day_text(row.cause), state_words(row.state), str(len(row.lines)))
    return TableRow(str(row.id), (*cells, signed(row.total)))


def number_of(row: DifferenceRow) -> str:
    """Name a difference as the log does."""
    return f"D{row.id}"


def signed_kronor(row: DifferenceRow) -> str:
    """Write what a difference comes to, with its sign."""
    return f"+{kronor(row.total)}" if row.total > 0 else kronor(row.total)


def about_words(row: DifferenceRow) -> str:
    """Say which invoices a difference changes, since when it is proposed, and what has become of it."""
    numbers = row.invoices
    span = numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    invoices = ntr("{n} invoice", "{n} invoices", len(numbers))
    parts = (
        tr(
            "On {invoices}, {span}, reference {reference}", invoices=invoices, span=span, reference=row.reference or "–"
        ),
        tr("proposed {moment}", moment=moment_text(row.made_at)),
        _decided_words(row),
        _billed_words(row),
    )
    return "; ".join(filter(None, parts)) + "."


def _decided_words(row: DifferenceRow) -> str:
    if not row.decided_by:
        return ""
    state = "accepted" if row.state == "billed" else row.state
    words = tr("{state} by {who}", state=state_words(state), who=row.decided_by)
    return f"{words}: {row.reason}" if row.reason else words


def _billed_words(row: DifferenceRow) -> str:
    if row.document:
        return tr("billed by {document}", document=row.document)
    return tr("drafted in {batch}", batch=row.batch) if row.batch else ""


def found_words(found: DifferencesFound) -> str:
    """Say what pricing everything again has proposed or taken back, and which lines no rate prices."""
    parts = (
        ntr("{n} new", "{n} new", found.proposed) if found.proposed else "",
        ntr("{n} taken back", "{n} taken back", found.taken_back) if found.taken_back else "",
        tr("no rate prices {lines} now", lines=", ".join(found.left)) if found.left else "",
    )
    return "; ".join(filter(None, parts)) + "." if any(parts) else tr("Nothing new: what is proposed is what differs.")


def line_columns() -> list[TableColumn]:
    """Head the columns of a difference's lines."""
    return [
        TableColumn(tr("Line")),
        TableColumn(tr("billed"), figures=True),
        TableColumn(tr("now"), figures=True),
        TableColumn(tr("difference"), figures=True),
    ]


def line_rows(row: DifferenceRow) -> list[TableRow]:
    """Write the lines, each invoice's together, old beside new, and the sums."""
    rows: list[TableRow] = []
    for summed in sums_by_invoice(row.lines):
        theirs = [(place, line) for place, line in enumerate(row.lines) if line.invoice == summed.invoice]
        figures = (amount(summed.billed), amount(summed.now), signed(summed.difference))
        rows.append(
            TableRow("", (tr("Invoice {number}", number=summed.invoice), *(figures if len(theirs) > 1 else ())))
        )
        rows += [TableRow(str(place), _line_cells(line)) for place, line in theirs]
    billed = sum(line.net for line in row.lines)
    return [*rows, TableRow("", (tr("Together"), amount(billed), amount(billed + row.total), signed(row.total)))]


def _line_cells(line: ChangedLine) -> tuple[str, ...]:
    name = f"  {line.position} {line.case} · {line_name(line.service, 'executed', 100)}"
    return (name, amount(line.net), amount(line.net + line.difference), signed(line.difference))


def billed_words(line: ChangedLine | None, rates: Mapping[int, RateFacts]) -> str:
    """Say how a line was billed, and by which rate."""
    if line is None:
        return ""
    head = tr("Billed, {month}", month=month_text(line.month))
    return "\n".join((head, *_priced(line), _rate_words(rates[line.rate])))


def now_words(line: ChangedLine | None, rates: Mapping[int, RateFacts]) -> str:
    """Say what pays a line's care now: each rate with the day on which it came to be known, and its source."""
    if line is None:
        return ""
    parts = [words for part in line.now for words in (*_priced(part), _rate_words(rates[part.rate]))]
    return "\n".join((tr("Now"), *parts))


def _priced(each: ChangedLine | Part) -> tuple[str, ...]:
    times = f"{quantity(each.unit, each.quantity)} × {price(each.unit, each.price)}"
    return (times, f"= {amount(each.net)}")


def _rate_words(rate: RateFacts) -> str:
    until = tr("known until {day}", day=day_text(rate.known_until)) if rate.known_until else ""
    parts = (
        tr("Rate {number} from {day}", number=rate.rate, day=day_text(rate.valid_from)),
        for_whom(rate.provider, rate.area, rate.band),
        tr("known since {day}", day=day_text(rate.known_since)),
        until,
        rate.source or tr("source not known"),
    )
    return ", ".join(filter(None, parts))


def accept_question(row: DifferenceRow) -> str:
    """Ask whether to accept a difference, and say what that leads to; and first how it was decided before."""
    named = {"recipient": row.recipient, "total": signed_kronor(row)}
    if row.total < 0:
        asked = tr(
            "Accept the difference for {recipient}, {total}? The next batch credits it, by a credit note of its own.",
            **named,
        )
    else:
        asked = tr(
            "Accept the difference for {recipient}, {total}? The next batch bills it, by an invoice of its own.",
            **named,
        )
    return _after_decision(row, asked)


def _after_decision(row: DifferenceRow, asked: str) -> str:
    decided = _decided_words(row)
    return "\n".join((f"{decided[:1].upper()}{decided[1:].rstrip('.')}.", asked)) if decided else asked


def decline_question(row: DifferenceRow) -> str:
    """Ask why a difference is declined, and say first how it was decided before."""
    asked = tr(
        "Decline the difference for {recipient}, {total}: why? The reason is kept with your name. It is proposed again"
        " only when it has become another.",
        recipient=row.recipient,
        total=signed_kronor(row),
    )
    return _after_decision(row, asked)

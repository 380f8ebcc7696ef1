"""How differences are printed: billed beside what is paid now, line by line, and what a change of rates proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from commands.output import Column, Listing, codes, markdown, money, number, services, table
from commands.say import say, tell
from models.language.formats import hours, kronor, plain_kronor
from models.language.terms import for_whom, term
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.billing.list_differences import ChangedLine, DifferenceRow
    from models.operations.billing.propose_differences import DifferencesFound
    from models.operations.registers.rate_effect import ProposedDifference
    from models.operations.reports.difference_sheet import DifferenceSheet
    from models.operations.reports.rate_facts import RateFacts
    from models.operations.store.actor import Actor
    from models.rules.difference import Part

COLUMNS = (
    number("id", N_("Number")),
    codes("state", N_("State"), "state"),
    Column("municipality", N_("Code")),
    Column("recipient", N_("Recipient")),
    Column("reference", N_("Reference")),
    Column("cause", N_("Known since")),
    number("invoices", N_("Invoices")),
    number("lines", N_("Lines")),
    money("total", N_("Difference")),
    Column("batch", N_("Batch")),
    Column("document", N_("Document")),
)

SUMS = (
    Column("line", N_("Line")),
    Column("case", N_("Case")),
    services("service", N_("Service")),
    Column("month", N_("Month")),
    Column("billed", N_("Billed")),
    money("net", N_("Amount")),
    Column("now", N_("Now")),
    money("now_net", N_("Amount")),
    money("difference", N_("Difference")),
)

PARTS = (
    *SUMS[:4],
    codes("unit", N_("Unit"), "unit"),
    number("quantity", N_("Quantity")),
    money("price", N_("Price")),
    money("net", N_("Amount")),
    number("rate", N_("Rate")),
    codes("now_unit", N_("Unit now"), "unit"),
    number("now_quantity", N_("Quantity now")),
    money("now_price", N_("Price now")),
    money("now_net", N_("Amount now")),
    number("now_rate", N_("Rate now")),
)
"""What programs read of a difference in csv and tsv: a row for each part that a rate pays now."""


def difference_cells(row: DifferenceRow) -> tuple[object, ...]:
    """Give a difference's values for the list."""
    counts = (len(row.invoices), len(row.lines))
    return (*_named(row), row.cause, *counts, row.total, row.batch, row.document)


def _named(row: DifferenceRow) -> tuple[object, ...]:
    return (row.id, row.state, row.municipality, row.recipient, row.reference)


def difference_object(row: DifferenceRow) -> dict[str, Any]:
    """Give a difference as JSON has it, with its lines."""
    return {
        "id": row.id,
        "state": row.state,
        "municipality": row.municipality,
        "home": row.home,
        "recipient": row.recipient,
        "reference": row.reference,
        "cause": row.cause,
        "total": row.total,
        "made_at": row.made_at,
        "decided_by": row.decided_by or None,
        "reason": row.reason or None,
        "batch": row.batch or None,
        "document": row.document or None,
        "lines": [_line_object(line) for line in row.lines],
    }


def _line_object(line: ChangedLine) -> dict[str, Any]:
    return {
        "invoice": line.invoice,
        "line": line.position,
        "case": line.case,
        "service": line.service,
        "month": line.month,
        **_priced(line),
        "now": [_priced(part) | {"from": part.first, "to": part.last} for part in line.now],
        "difference": line.difference,
    }


def _priced(each: ChangedLine | Part) -> dict[str, object]:
    return {"unit": each.unit, "price": each.price, "quantity": each.quantity, "net": each.net, "rate": each.rate}


def sheet_object(sheet: DifferenceSheet) -> dict[str, Any]:
    """Give an opened difference as JSON has it, with the rates that its lines name."""
    return difference_object(sheet.difference) | {"rates": [_rate_object(rate) for rate in sheet.rates.values()]}


def _rate_object(rate: RateFacts) -> dict[str, object]:
    return {
        "rate": rate.rate,
        "unit": rate.unit,
        "price": rate.price,
        "from": rate.valid_from,
        "to": rate.valid_to,
        "decided_on": rate.decided_on,
        "known_since": rate.known_since,
        "known_until": rate.known_until,
        "source": rate.source or None,
        "confirmed_by": rate.confirmed_by or None,
    }


def parts_listing(row: DifferenceRow) -> Listing:
    """List a difference for programs: each line beside each part of what comes instead."""
    rows = [
        (*_line_name(line), *_priced(line).values(), *_priced(part).values()) for line in row.lines for part in line.now
    ]
    return Listing(
        "lines", PARTS, [(*r[:4], r[4], r[6], r[5], r[7], r[8], r[9], r[11], r[10], r[12], r[13]) for r in rows]
    )


def _line_name(line: ChangedLine) -> tuple[str, str, str, str]:
    return (f"{line.invoice}:{line.position}", line.case, line.service, line.month)


def print_sheet(sheet: DifferenceSheet, wanted: str) -> None:
    """Print a difference opened: its lines old and new with their sum, and every rate that they name."""
    row, write = sheet.difference, markdown if wanted == "markdown" else table
    say(_head(row))
    say(write(Listing("lines", SUMS, [cells for line in row.lines for cells in _sum_rows(line)])))
    billed = sum(line.net for line in row.lines)
    words = tr(
        "Billed {billed}, now {now}: {difference}.",
        billed=kronor(billed),
        now=kronor(billed + row.total),
        difference=signed_kronor(row.total),
    )
    say(words)
    was = {line.rate for line in row.lines}
    for number_, rate in sheet.rates.items():
        say(rate_words(rate, is_old=number_ in was))
    if row.state == "open":
        say(tr("Decide it with: vistelse difference accept {number}, or decline.", number=row.id))


def _head(row: DifferenceRow) -> str:
    state = term("state", row.state)
    by = tr("by {login}", login=row.decided_by) if row.decided_by else ""
    parts = (
        tr("Difference {number}", number=row.id),
        f"{row.municipality} {row.recipient}",
        row.reference,
        tr("known since {day}", day=row.cause),
        " ".join(filter(None, (state, by))),
        row.reason,
        row.document or row.batch,
    )
    return " · ".join(filter(None, parts))


def _sum_rows(line: ChangedLine) -> Iterator[tuple[object, ...]]:
    """Write a line and the first part that comes instead on one row, each further part on a row of its own."""
    name, was = _line_name(line), (_times(line), line.net)
    for place, part in enumerate(line.now):
        last = line.difference if place == len(line.now) - 1 else None
        first = (*name, *was) if not place else ("", "", "", "", "", None)
        yield (*first, _times(part), part.net, last)
    if not line.now:
        yield (*name, *was, "", 0, line.difference)


def _times(each: ChangedLine | Part) -> str:
    counted = hours(each.quantity) if each.unit == "hour" else str(each.quantity)
    return f"{counted} × {plain_kronor(each.price)}"


def rate_words(rate: RateFacts, *, is_old: bool) -> str:
    """Say of a rate what it is, since when it is known, and where it was read."""
    head = tr("Billed by rate {number}", number=rate.rate) if is_old else tr("Now rate {number}", number=rate.rate)
    until = tr("known until {day}", day=rate.known_until) if rate.known_until else ""
    kind = for_whom(rate.provider, rate.area, rate.band)
    parts = (
        tr("{price} {unit} from {day}", price=kronor(rate.price), unit=term("unit", rate.unit), day=rate.valid_from),
        kind,
        tr("known since {day}", day=rate.known_since),
        until,
        tr("source: {source}", source=rate.source or tr("not known")),
    )
    return f"{head}: " + ", ".join(filter(None, parts)) + "."


def signed_kronor(total: int) -> str:
    """Write an amount with its sign in front, above nought too."""
    return f"+{kronor(total)}" if total > 0 else kronor(total)


def print_proposed(found: Iterable[ProposedDifference]) -> None:
    """Print what a change of rates proposes: by municipality and posted invoice what was billed, what it is now."""
    from models.operations.reports.difference_sheet import sums_by_invoice

    columns = (
        Column("municipality", N_("Code")),
        Column("recipient", N_("Recipient")),
        Column("invoice", N_("Invoice")),
        money("billed", N_("Billed")),
        money("now", N_("Now")),
        money("difference", N_("Difference")),
    )
    rows = [
        (each.municipality, each.recipient, summed.invoice, summed.billed, summed.now, summed.difference)
        for each in found
        for summed in sums_by_invoice(each.lines)
    ]
    say(tr("Differences on posted invoices that it proposes"))
    say(table(Listing("differences", columns, rows)))
    say("")


def proposed_before(actor: Actor) -> frozenset[DifferenceRow]:
    """Remember which differences wait, before a deed that may propose others."""
    from models.operations.billing.list_differences import list_differences

    return frozenset(list_differences(actor))


def proposed_since(before: frozenset[DifferenceRow], actor: Actor) -> DifferencesFound:
    """Sum up what was proposed since, and count what was taken back."""
    from models.operations.billing.list_differences import list_differences
    from models.operations.billing.propose_differences import DifferencesFound

    now = frozenset(list_differences(actor))
    new = now - before
    return DifferencesFound(len(new), len(before - now), sum(row.total for row in new), ())


def say_differences(found: DifferencesFound) -> None:
    """Say what a change of rates proposed, and how to go on; nothing where posted invoices stay as they are."""
    if found.proposed:
        words = ntr(
            "{n} difference proposed, {total}: vistelse difference list",
            "{n} differences proposed, {total}: vistelse difference list",
            found.proposed,
            total=signed_kronor(found.total),
        )
        say(words)
    if found.taken_back:
        words = ntr(
            "{n} difference taken back: it is so no more.",
            "{n} differences taken back: they are so no more.",
            found.taken_back,
        )
        say(words)
    tell_left(found)


def tell_left(found: DifferencesFound) -> None:
    """Name the billed lines on which no price can be put now."""
    if found.left:
        words = ntr(
            "{n} billed line cannot be priced again; look at it, and credit it where it is wrong: {lines}",
            "{n} billed lines cannot be priced again; look at them, and credit what is wrong: {lines}",
            len(found.left),
            lines=", ".join(found.left),
        )
        tell(words)

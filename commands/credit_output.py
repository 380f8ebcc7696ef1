"""How a credit is printed: which lines it is about, what is taken back beside what comes instead, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands.output import Column, Listing, money, services, table
from commands.parsing import filled, numbers_of
from commands.say import say, tell
from models.errors import WrongUse
from models.language.formats import kronor
from models.language.terms import service_name, term
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.billing.credit_invoice import CreditReceipt
    from models.operations.billing.credit_preview import CreditPreview, Exchange
    from models.operations.billing.plan import BatchPlan
    from models.operations.billing.rebill import RebillReceipt
    from models.operations.store.actor import Actor

MOST_ROWS = 10
"""Keys that are named of rows that come along."""

COLUMNS = (
    Column("position", N_("Line"), str, True),
    Column("case", N_("Case")),
    services("service", N_("Service")),
    Column("month", N_("Month")),
    money("credited", N_("Credited")),
    money("instead", N_("Instead")),
    money("difference", N_("Difference")),
    Column("held", N_("Held back")),
)


def print_preview(preview: CreditPreview) -> None:
    """Print the lines side by side and what they come to together."""
    say(table(Listing("exchanges", COLUMNS, [_cells(exchange) for exchange in preview.exchanges])))
    words = tr(
        "Credited {credited}, instead {instead}, difference {difference}.",
        credited=kronor(preview.credited),
        instead=kronor(preview.instead),
        difference=kronor(preview.difference),
    )
    say(words)


def _cells(exchange: Exchange) -> tuple[Any, ...]:
    ours, theirs = exchange.credited, exchange.instead
    position, line = (ours.position if ours else "", ours or theirs)
    whose = (line.case, line.service, line.month) if line else ("", "", "")
    held = ", ".join(term("reason", reason) for reason in exchange.held)
    return (position, *whose, ours.net if ours else 0, theirs.net if theirs else 0, exchange.difference, held)


def positions_of(number: str, lines: str | None, rows: str | None, actor: Actor) -> tuple[int, ...]:
    """Find the lines that are meant, by their numbers or by hour rows, or none for all; say which rows come along.

    Raises:
        WrongUse: both were given, one was given with nothing in it, or a line's number is none.
        NotFound: there is no such invoice.
        RowNotBilledHere: no line that is left bills a row.
    """
    if lines is not None and rows is not None:
        raise WrongUse(what=tr("Give --lines or --rows, not both."))
    if lines is not None:
        return numbers_of(filled("--lines", lines))
    if rows is None:
        return ()
    from models.operations.billing.lines_of_rows import lines_of_rows

    keys = [key.strip() for key in rows.split(",") if key.strip()]
    filled("--rows", "".join(keys))
    found = lines_of_rows(number, keys, actor)
    if found.along:
        shown = ", ".join(found.along[:MOST_ROWS]) + (" …" if len(found.along) > MOST_ROWS else "")
        words = ntr(
            "A line is credited whole: {n} other row comes along: {rows}.",
            "A line is credited whole: {n} other rows come along: {rows}.",
            len(found.along),
            rows=shown,
        )
        tell(words)
    return found.positions


def print_held(plan: BatchPlan) -> None:
    """Name the rows that stay for a later batch, and what holds them."""
    for held in plan.held:
        words = ntr(
            "{n} row of {case} in {month} stays for later: {reason}.",
            "{n} rows of {case} in {month} stay for later: {reason}.",
            held.rows,
            case=held.case,
            month=held.month,
            reason=term("reason", held.reason),
        )
        say(words)
    for month in plan.held_months:
        words = tr(
            "{service} of {case} in {month} stays for later: {reason}.",
            service=service_name(month.service),
            case=month.case,
            month=month.month,
            reason=term("reason", month.reason),
        )
        say(words)


def say_annulment(number: str, positions: tuple[int, ...], actor: Actor) -> None:
    """Say of a whole invoice that never left us that it can be annulled instead."""
    if positions:
        return
    from models.operations.billing.invoices import show_invoice

    if show_invoice(number, actor).can_be_annulled:
        command = f"vistelse invoice annul {number}"
        tell(tr("{number} was never exported: annul it instead with {command}", number=number, command=command))


def say_credited(receipt: CreditReceipt) -> None:
    """Say which credit note was posted."""
    words = ntr(
        "Credit note {note}: {n} line of {number}, {total}.",
        "Credit note {note}: {n} lines of {number}, {total}.",
        receipt.lines,
        note=receipt.number,
        number=receipt.credits,
        total=kronor(receipt.total),
    )
    say(words)


def say_rebilled(receipt: RebillReceipt) -> None:
    """Say which credit note was posted, and what bills its rows again."""
    say_credited(receipt.credit)
    batch = receipt.batch
    if batch is None:
        say(tr("Nothing of it can be billed again now; the rows wait for a later batch."))
    elif batch.state == "posted":
        numbers = ", ".join(batch.numbers)
        say(tr("{batch} is posted: {numbers}, {total}.", batch=batch.batch, numbers=numbers, total=kronor(batch.total)))
    else:
        words = ntr(
            "{batch}: {n} draft, {total}. Another user posts it with: vistelse batch attest {batch}",
            "{batch}: {n} drafts, {total}. Another user posts them with: vistelse batch attest {batch}",
            batch.invoices,
            batch=batch.batch,
            total=kronor(batch.total),
        )
        say(words)

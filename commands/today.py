"""vistelse today: what waits to be done, blockers first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import typer

from commands.output import Column, FormatOption, Listing, money, number, print_listing
from commands.session import actor_of
from commands.verb import alone, verb
from models.language.order_remarks import order_work_text
from models.language.terms import term
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.reports.money_work import MoneyWork
    from models.operations.reports.today import WorkList

app = alone()

Row = tuple[str, int, int | None, str]


@verb(
    app,
    "today",
    N_("List what waits to be done: what is held back and why, what can be run, what wants attest."),
    "today",
)
def show(context: typer.Context, form: FormatOption = "table") -> None:
    """List what waits, each with the command that goes on."""
    from models.operations.reports.today import work_list

    work = work_list(date.today(), actor_of(context))
    columns = (
        Column("what", N_("What")),
        number("visits", N_("How many")),
        money("worth", N_("Worth, as far as known")),
        Column("command", N_("Go on with")),
    )
    print_listing(Listing("work", columns, list(_rows(work))), form)


def _rows(work: WorkList) -> Iterator[Row]:
    for held in work.held:
        text = tr("Held back: {reason}", reason=term("reason", held.reason))
        command = {
            "not-signed": f"vistelse hours sign --all --month {held.oldest}",
            "awaits-credit": "vistelse invoice credits-due",
            "unconfirmed-rate": "vistelse rate list --unconfirmed",
        }.get(held.reason, f"vistelse batch plan {work.month} --cases")
        yield text, len(held.cases), None if held.unpriced and not held.worth else held.worth, command
    if work.ready_documents:
        text = tr("Ready to be run for {month}", month=work.month)
        yield text, work.ready_documents, work.ready_total, f"vistelse batch run {work.month}"
    for due in work.credits_due:
        text = tr("To credit on {invoice}: hours that were reversed", invoice=due.invoice)
        lines = ",".join(map(str, due.lines))
        yield text, due.rows, due.total, f"vistelse invoice rebill {due.invoice} --lines {lines} --code wrong-hours"
    yield from _money_rows(work.money)
    if work.differences.count:
        found = work.differences
        yield tr("Rate differences to decide"), found.count, found.total, "vistelse difference list"
    for draft in work.drafts:
        text = tr("{batch} by {login} wants attest", batch=draft.name, login=draft.made_by)
        yield text, draft.invoices + draft.credits, draft.total, f"vistelse batch attest {draft.name}"
    yield from _document_rows(work)
    if work.release is not None:
        day, version = work.release.mandatory_from, work.release.version
        text = tr("E-invoices must follow rules {version} from {day}", version=version, day=day)
        yield text, 1, None, "vistelse --version"
    if work.queue.waiting:
        yield tr("Hour rows without a visit"), work.queue.waiting, None, "vistelse queue list"
    if work.rates.count:
        yield tr("Rates to ask for or remind about"), work.rates.count, None, "vistelse rate gaps"
    if work.proposals:
        known = sum(each.worth for each in work.proposals)
        worth = known if known or not any(each.unpriced for each in work.proposals) else None
        yield tr("Proposals to decide"), len(work.proposals), worth, "vistelse proposal list"
    for order in work.orders:
        case = f" {order.cases[0]}" if len(order.cases) == 1 else ""
        yield order_work_text(order.matter, order.quarter), len(order.cases), None, f"vistelse visit check{case}"


def _document_rows(work: WorkList) -> Iterator[Row]:
    if work.delivery.count:
        yield tr("Documents not delivered"), work.delivery.count, None, "vistelse delivery list --open"
    for exported in work.unexported:
        text = tr("Documents to export from {batch}", batch=exported.batch)
        yield text, exported.documents, None, f"vistelse batch export {exported.batch} --to FOLDER"
    for each in work.unbooked:
        text = tr("{batch} is not booked", batch=each.batch)
        yield text, each.documents, None, f"vistelse accounting export {each.batch} --to FOLDER"


def _money_rows(money: MoneyWork) -> Iterator[Row]:
    for dispute in money.to_credit:
        text = tr("To credit on {invoice}: a dispute that was upheld", invoice=dispute.number)
        yield text, 1, dispute.net, f"vistelse invoice credit {dispute.number} --lines {dispute.line} --code disputed"
    for dispute in money.to_decide:
        text = tr("Dispute on {invoice} to decide by {day}", invoice=dispute.number, day=dispute.deadline)
        yield text, 1, dispute.net, "vistelse dispute list"
    if money.overdue:
        yield tr("Invoices overdue"), len(money.overdue), money.overdue_total, "vistelse reminder list"
    if money.unmatched.payments:
        sums = money.unmatched
        yield tr("Payments that settle no invoice"), sums.payments, sums.amount, "vistelse payment list --unmatched"

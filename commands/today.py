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
    if work.ready_invoices:
        text = tr("Ready to be run for {month}", month=work.month)
        yield text, work.ready_invoices, work.ready_total, f"vistelse batch run {work.month}"
    for due in work.credits_due:
        text = tr("To credit on {invoice}: hours that were reversed", invoice=due.invoice)
        lines = ",".join(map(str, due.lines))
        yield text, due.rows, due.total, f"vistelse invoice credit {due.invoice} --lines {lines}"
    for draft in work.drafts:
        text = tr("{batch} by {login} wants attest", batch=draft.name, login=draft.made_by)
        yield text, draft.invoices, draft.total, f"vistelse batch attest {draft.name}"
    if work.queue.waiting:
        yield tr("Hour rows without a visit"), work.queue.waiting, None, "vistelse queue list"
    if work.proposals:
        known = sum(each.worth for each in work.proposals)
        worth = known if known or not any(each.unpriced for each in work.proposals) else None
        yield tr("Proposals to decide"), len(work.proposals), worth, "vistelse proposal list"
    for order in work.orders:
        case = f" {order.cases[0]}" if len(order.cases) == 1 else ""
        yield order_work_text(order.matter, order.quarter), len(order.cases), None, f"vistelse visit check{case}"

"""vistelse find: the look-up, which loads as little as it can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commands.output import Column, FormatOption, Listing, codes, lines, money, print_json, print_listing
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import alone, verb
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.visits.find import FoundInvoice, FoundVisit

app = alone()


@verb(
    app,
    "find",
    N_("Find visits by name, identity number or case number, and documents by number. Each search is logged."),
    "find Klintvret",
)
def find_text(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help=N_("A name, or a number written whole."))],
    form: FormatOption = "table",
) -> None:
    """Search; exit code 4 where nothing is found."""
    from models.operations.visits.find import FoundVisit, find

    wanted = " ".join(text).strip()
    hits = find(wanted, actor_of(context)) if wanted else ()
    visits = _visits([hit for hit in hits if isinstance(hit, FoundVisit)])
    invoices = _invoices([hit for hit in hits if not isinstance(hit, FoundVisit)])
    if form == "json":
        print_json({listing.name: _objects(listing) for listing in (visits, invoices)})
    elif form == "table":
        for listing in filter(lambda found: found.rows, (visits, invoices)):
            say(lines(listing))
    else:
        print_listing(visits if visits.rows else invoices, form)
    if not hits:
        tell(tr("Nothing was found."))
        raise typer.Exit(4)


def _visits(found: list[FoundVisit]) -> Listing:
    columns = (
        Column("case", N_("Case")),
        Column("name", N_("Name")),
        Column("protected", N_("Protected"), lambda protected: tr("protected identity") if protected else ""),
        Column("municipality", N_("Home municipality")),
        Column("from", N_("From")),
        Column("to", N_("To")),
        codes("state", N_("State"), "state"),
    )
    rows = [(hit.case, hit.name, hit.protected, hit.municipality, hit.first, hit.last, hit.state) for hit in found]
    return Listing("visits", columns, rows)


def _invoices(found: list[FoundInvoice]) -> Listing:
    columns = (
        Column("number", N_("Number")),
        codes("kind", N_("Kind"), "kind"),
        Column("month", N_("Month")),
        money("total", N_("Amount")),
    )
    return Listing("invoices", columns, [(hit.number, hit.kind, hit.month, hit.total) for hit in found])


def _objects(listing: Listing) -> list[dict[str, object]]:
    keys = [column.key for column in listing.columns]
    return [dict(zip(keys, row, strict=True)) for row in listing.rows]

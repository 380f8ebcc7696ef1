"""vistelse municipality: look municipalities up."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.output import Column, FormatOption, Listing, print_listing
from commands.session import actor_of
from commands.verb import group, verb
from models.language.words import N_

app = group()


@app.callback()
def municipality() -> None:
    """The municipalities."""


@verb(
    app,
    "list",
    N_("List the municipalities, or those whose code, name or county holds a text."),
    "municipality list sala",
)
def show_all(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("A part of a code, name or county."))] = "",
    form: FormatOption = "table",
) -> None:
    """List municipalities."""
    from models.operations.registers.list_registers import list_municipalities

    columns = (
        Column("code", N_("Code")),
        Column("name", N_("Name")),
        Column("county", N_("County")),
        Column("organisation_number", N_("Organisation number")),
    )
    found = list_municipalities(text, actor_of(context))
    rows = [(row.code, row.name, row.county, row.organisation_number) for row in found]
    print_listing(Listing("municipalities", columns, rows), form)

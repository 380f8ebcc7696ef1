"""vistelse source: planning systems whose files come again, and how they are read."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.options import DryRun, perhaps_dry
from commands.output import FORMATS, Column, FormatOption, Listing, codes, moments, number, print_json, print_listing
from commands.parsing import choice_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.language.words import N_, tr

app = group()

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The source's name, from: vistelse source list."))]


@verb(app, "list", N_("List the planning systems whose files have been read by a mapping."), "source list")
def show_all(context: typer.Context, form: FormatOption = "table") -> None:
    """List the sources."""
    from models.operations.hours.sources import list_sources

    columns = (
        Column("name", N_("Name")),
        number("columns", N_("Columns")),
        number("words", N_("Words")),
        Column("changed_by", N_("By")),
        moments("changed_at", N_("When")),
    )
    rows = [
        (
            source.name,
            len(source.mapping.columns),
            len(source.mapping.services) + len(source.mapping.statuses),
            source.changed_by,
            source.changed_at,
        )
        for source in list_sources(actor_of(context))
    ]
    print_listing(Listing("sources", columns, rows), form)


@verb(app, "show", N_("Show how a planning system's files are read."), "source show Treserva")
def show(context: typer.Context, name: Name, form: FormatOption = "table") -> None:
    """Show a mapping."""
    import json

    from models.operations.hours.sources import show_source

    source = show_source(name, actor_of(context))
    if choice_of(form, FORMATS) == "json":
        print_json({"name": source.name, "mapping": json.loads(source.mapping.to_json())})
        return
    mapping = source.mapping
    columns = (Column("what", N_("In the file")), codes("meaning", N_("Means"), "meaning"))
    rows: list[tuple[object, ...]] = [(column, meaning.value) for column, meaning in mapping.columns]
    rows += [*mapping.services, *mapping.statuses]
    forms = (mapping.date_form, mapping.clock_form, mapping.duration_form, mapping.default_service)
    rows += [("", each) for each in forms if each]
    print_listing(Listing("mapping", columns, rows), form)


@verb(app, "forget", N_("Forget how a planning system's files are read; the hours stay."), "source forget Treserva")
def forget(context: typer.Context, name: Name, dry_run: DryRun = False) -> None:
    """Forget a source."""
    from models.operations.hours.sources import forget_source

    actor = actor_of(context)
    with perhaps_dry(dry_run):
        forget_source(name, actor)
    say(tr("{name} is forgotten; its next file is asked about again.", name=name))

"""vistelse accounting layout: layouts of files for accounting systems that do not read SIE."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import typer

from commands.options import DryRun, perhaps_dry
from commands.output import Column, FormatOption, Listing, moments, print_listing
from commands.parsing import choice_of, content_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.language.words import N_, tr

app = group()

LayoutName = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("The layout's name: small letters, digits, - and _."))
]


@verb(
    app,
    "add",
    N_("Keep a layout, or take a newer one in its place. Without a file it is the program's own example of the name."),
    "accounting layout add unit4",
)
def add(
    context: typer.Context,
    name: LayoutName,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=N_("The layout as TOML; raindance and unit4 are examples."))
    ] = "",
    dry_run: DryRun = False,
) -> None:
    """Keep a layout."""
    from models.operations.accounting.set_layout import set_layout

    content, actor = content_of(Path(file)) if file else _example(name), actor_of(context)
    with perhaps_dry(dry_run):
        changed = set_layout(name, content, actor)
    say(tr("{name} is kept.", name=name) if changed else tr("It was so already."))


@verb(app, "list", N_("List the layouts that we keep."), "accounting layout list")
def show_all(context: typer.Context, form: FormatOption = "table") -> None:
    """List the layouts."""
    from models.operations.accounting.list_accounting import list_layouts

    columns = (
        Column("name", N_("Layout")),
        Column("changed_by", N_("Changed by")),
        moments("changed_at", N_("Changed")),
    )
    rows = [astuple(row) for row in list_layouts(actor_of(context))]
    print_listing(Listing("layouts", columns, rows), form)


@verb(
    app,
    "show",
    N_("Write a layout to stdout, to be changed and added again: ours, or else the program's example of the name."),
    "accounting layout show raindance",
)
def show(context: typer.Context, name: LayoutName) -> None:
    """Show a layout's text."""
    from models.operations.accounting.list_accounting import show_layout

    say((show_layout(name, actor_of(context)) or _example(name).decode()).rstrip("\n"))


def _example(name: str) -> bytes:
    from seed.data_files import DATA

    files = {path.stem: path for path in sorted((DATA / "layouts").glob("*.toml"))}
    return files[choice_of(name, files)].read_bytes()

"""vistelse doctor: see whether the store keeps its promises."""

from __future__ import annotations

from dataclasses import astuple

import typer

from commands.output import Column, FormatOption, Listing, print_listing
from commands.say import say
from commands.session import actor_of
from commands.verb import alone, verb
from models.language.words import N_, ntr, tr

app = alone()


@verb(app, "doctor", N_("Examine the store: rows, sums, numbers, the log and the exported files."), "doctor")
def examine(context: typer.Context, form: FormatOption = "table") -> None:
    """List what is wrong; exit code 1 where anything is."""
    from models.operations.store.check_store import check_store

    findings = check_store(actor_of(context))
    if not findings and form == "table":
        say(tr("Everything adds up."))
        return
    columns = (Column("code", N_("What")), Column("subject", N_("About")), Column("text", N_("Found")))
    print_listing(Listing("findings", columns, [astuple(finding) for finding in findings]), form)
    if findings:
        if form == "table":
            say(ntr("{n} finding.", "{n} findings.", len(findings)))
        raise typer.Exit(1)

"""vistelse log: what has been done, by whom and when."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from commands.output import Column, FormatOption, Listing, codes, moments, number, print_json, print_listing
from commands.parsing import number_of
from commands.session import actor_of
from commands.verb import alone, verb
from models.language.words import N_

app = alone()

USUAL = "50"


@verb(app, "log", N_("List the deeds of the store, the newest first."), "log --subject B2026-07")
def show(
    context: typer.Context,
    subject: Annotated[
        str, typer.Option("--subject", metavar="TEXT", help=N_("Only of a case, batch, invoice, user or file."))
    ] = "",
    limit: Annotated[str, typer.Option("--limit", metavar="N", help=N_("How many; 50 without it."))] = USUAL,
    form: FormatOption = "table",
) -> None:
    """List events."""
    from models.operations.reports.events import list_events

    events = list_events(actor_of(context), subject=subject, limit=number_of(limit))
    columns = (
        number("id", N_("Number")),
        moments("at", N_("When")),
        Column("login", N_("Who")),
        Column("door", N_("Door")),
        codes("deed", N_("Deed"), "deed"),
        Column("subject", N_("About")),
        Column("facts", N_("Facts")),
    )
    if form == "json":
        keys = [column.key for column in columns]
        objects = [{**{key: getattr(event, key) for key in keys}, "facts": json.loads(event.facts)} for event in events]
        print_json({"events": objects})
        return
    rows = [
        (event.id, event.at, event.login, event.door, event.deed, event.subject, _short(event.facts))
        for event in events
    ]
    print_listing(Listing("events", columns, rows), form)


def _short(facts: str) -> str:
    """Write an event's facts for people: a list by its length, and what was empty not at all."""
    said = {name: len(value) if isinstance(value, list | dict) else value for name, value in json.loads(facts).items()}
    return " ".join(f"{name}={value}" for name, value in said.items() if value not in (None, "", 0))

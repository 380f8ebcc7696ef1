"""The doors of the house: every command by name, each module opened only when somebody goes through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from models.language.words import N_, Marked, tr_marked

Room = TyperCommand | TyperGroup
"""A command, or a group of them."""


@dataclass(frozen=True, slots=True)
class Door:
    """A module with an `app`, and what the help says of it before it is opened."""

    module: str
    words: Marked


DOORS: dict[str, Door] = {
    "today": Door("commands.today", N_("What waits to be done.")),
    "visit": Door("commands.visit", N_("Visits: guests, their orders and decisions.")),
    "hours": Door("commands.hours", N_("Executed care: import, log, sign.")),
    "queue": Door("commands.queue", N_("Hour rows that name no visit: place them, or drop them.")),
    "source": Door("commands.source", N_("Planning systems: how their files are read.")),
    "proposal": Door("commands.proposal", N_("Proposals to bill: late cancellations, alarms put up and down.")),
    "letter": Door("commands.letter", N_("Letters on a case: receipts, questions, confirmations.")),
    "batch": Door("commands.batch", N_("The month: plan, run, attest, export.")),
    "invoice": Door("commands.invoice", N_("Invoices and credit notes.")),
    "delivery": Door("commands.delivery", N_("Delivery: what was sent, what was delivered, what was rejected.")),
    "difference": Door("commands.difference", N_("Differences that new rates make on posted invoices.")),
    "payment": Door("commands.payment", N_("Payments: what came in, what it settles, what is left to pay.")),
    "reminder": Door("commands.reminder", N_("Reminders of what is overdue, and the rates of interest.")),
    "dispute": Door("commands.dispute", N_("Lines that the home municipality does not accept.")),
    "accounting": Door("commands.accounting", N_("The books: chart, coding, and what goes to the accounting system.")),
    "explain": Door("commands.explain", N_("Why a line of an invoice comes to its amount.")),
    "rate": Door("commands.rate", N_("What home municipalities pay, and when it is day and night.")),
    "condition": Door("commands.condition", N_("Conditions: what an order needs, and what is paid without care.")),
    "municipality": Door("commands.municipality", N_("The municipalities.")),
    "recipient": Door("commands.recipient", N_("Who gets a municipality's invoices.")),
    "find": Door("commands.find", N_("Find a person, a case or an invoice.")),
    "log": Door("commands.log", N_("What has been done, by whom and when.")),
    "doctor": Door("commands.doctor", N_("Examine the store: sums, numbers, seals.")),
    "store": Door("commands.store", N_("The store: make it, describe our organisation.")),
    "user": Door("commands.user", N_("Who may do what.")),
}
"""In the order of the help: the month's work first."""


class Doors(Mapping[str, Room]):
    """The commands by name; looking one up opens its module."""

    def __getitem__(self, name: str) -> Room:
        """Open a door."""
        door = DOORS[name]
        room = get_command(import_module(door.module).app)
        assert isinstance(room, TyperCommand | TyperGroup)
        room.name = name
        if isinstance(room, TyperGroup):
            room.help = tr_marked(door.words)
        return room

    def __iter__(self) -> Iterator[str]:
        """Name the doors without opening any."""
        return iter(DOORS)

    def __len__(self) -> int:
        """Count the doors."""
        return len(DOORS)

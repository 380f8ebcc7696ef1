"""The municipalities with what the register knows of how they are billed."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import JOIN, Case, fn

from models.database import rows_of
from models.municipality import Municipality
from models.operations.store.actor import Actor, reading
from models.recipient import Recipient


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A municipality; `checked` of its `recipients` have a Peppol address that somebody has looked up."""

    code: str
    name: str
    county: str
    organisation_number: str
    recipients: int
    checked: int


def municipality_list(actor: Actor) -> tuple[HomeRow, ...]:
    """List the municipalities by code, with how many recipients each has."""
    checked = fn.COUNT(Case(None, ((Recipient.peppol_confirmed, Recipient.id),)))
    columns = (Municipality.code, Municipality.name, Municipality.county, Municipality.organisation_number)
    query = (
        Municipality.select(*columns, fn.COUNT(Recipient.id), checked)
        .join(Recipient, JOIN.LEFT_OUTER)
        .group_by(*columns)
        .order_by(Municipality.code)
    )
    with reading(actor):
        return tuple(HomeRow(*row) for row in rows_of(query))

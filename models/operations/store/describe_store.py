"""Who we are: what our documents print of us, and how we work. Shown and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.errors import WrongUse
from models.language.words import tr
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.refuse_unfit import refuse_unfit
from models.operations.store.write_event import write_event
from models.organisation import Organisation
from models.rules.checksum import bankgiro_ok
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """Our own organisation as the store has it."""

    municipality: str
    name: str
    organisation_number: str
    vat_number: str
    bankgiro: str
    payment_days: int
    mailbox: str
    street: str
    postal_code: str
    city: str
    exemption_code: str
    exemption_text: str
    attest: bool
    training: bool
    interest: bool
    outbox: str = ""
    """The folder that the access point watches; '' none."""


CHANGEABLE = frozenset(
    {
        "vat_number",
        "bankgiro",
        "payment_days",
        "mailbox",
        "street",
        "postal_code",
        "city",
        "exemption_text",
        "attest",
        "interest",
        "outbox",
    }
)
LONGEST_TERM = 365
SHOWN = ("mailbox", "street", "postal_code", "city", "exemption_text")
"""The texts that documents show."""


def show_store(actor: Actor) -> OrganisationFacts:
    """Show our own organisation."""
    with reading(actor):
        own = Organisation.get()
        names = [name for name in OrganisationFacts.__dataclass_fields__ if name != "municipality"]
        return OrganisationFacts(own.municipality.code, **{name: getattr(own, name) for name in names})


def set_store(changes: Mapping[str, str | int | bool], actor: Actor) -> None:
    """Change what is given of our own organisation; documents that are posted keep what they were posted with.

    Raises:
        WrongUse: a value cannot be right.
    """
    if not changes or not set(changes) <= CHANGEABLE:
        raise WrongUse(what=tr("Nothing was given to change."))
    refuse_wrong(changes)
    with deed(actor, Role.ADMINISTER):
        own = Organisation.get()
        before = {name: getattr(own, name) for name in changes}
        Organisation.update(**dict(changes)).execute()
        write_event(actor, "set-store", "store", before=before, after=dict(changes))


def refuse_wrong(changes: Mapping[str, object]) -> None:
    """Refuse a giro without its check digit, and a term of payment that nobody has.

    Raises:
        WrongUse: a value cannot be right.
    """
    giro = changes.get("bankgiro")
    if giro and not bankgiro_ok(str(giro)):
        raise WrongUse(what=tr("{giro} is not a bankgiro number; see that no digit is wrong.", giro=giro))
    days = changes.get("payment_days")
    if isinstance(days, int) and not 0 < days <= LONGEST_TERM:
        raise WrongUse(what=tr("The payment term is 1 to {most} days.", most=LONGEST_TERM))
    refuse_unfit({name: changes.get(name) for name in SHOWN}, numbers=True)

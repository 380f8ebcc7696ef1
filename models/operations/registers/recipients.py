"""Who gets a municipality's invoices: listed, added and changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.documents.attachment import MIME
from models.errors import Conflict, WrongUse
from models.language.words import tr
from models.municipality import Municipality
from models.operations.registers.list_registers import municipality_id
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.create_store import FIRST_RECIPIENT_DAY
from models.operations.store.refuse_unfit import refuse_unfit
from models.operations.store.write_event import write_event
from models.recipient import Recipient
from models.rules.checksum import gln_ok, organisation_number_ok
from models.rules.person_label import PRIVACIES
from models.rules.roles import Role

SCHEMES = {"0007": organisation_number_ok, "0088": gln_ok}
"""Peppol's schemes that a Swedish municipality is addressed by: organisation number and GLN, and their check digits."""

SHOWN = ("name", "reference", "street", "postal_code", "city")
"""The texts that documents show."""
GROUPINGS = ("visit", "recipient")
LONGEST_TERM = 365


@dataclass(frozen=True, slots=True)
class RecipientFacts:
    """An invoice's addressee as the register has it."""

    code: str
    municipality: str
    name: str
    organisation_number: str
    peppol_scheme: str
    peppol_id: str
    peppol_confirmed: bool
    reference: str
    reference_pattern: str
    payment_days: int | None
    grouping: str
    privacy: str
    street: str
    postal_code: str
    city: str
    is_default: bool
    valid_from: date
    valid_to: date | None
    attach: str


CHANGEABLE = frozenset(RecipientFacts.__dataclass_fields__) - {"code", "municipality"}


def list_recipients(municipality: str, actor: Actor) -> tuple[RecipientFacts, ...]:
    """List the recipients of a municipality (code or name), or all.

    Raises:
        NotFound: there is no such municipality.
    """
    with reading(actor):
        chosen = Recipient.id > 0
        if municipality:
            chosen &= Recipient.municipality == municipality_id(municipality)
        query = Recipient.select(Recipient, Municipality).join(Municipality).where(chosen)
        return tuple(_facts(recipient) for recipient in query.order_by(Municipality.code, Recipient.code))


def set_recipient(code: str, municipality: str, given: Mapping[str, Any], actor: Actor) -> bool:
    """Add a recipient, or change what is given of one; say whether it was new.

    A new one needs its municipality, and takes the name and numbers that it is not given from there. The usual
    recipient of a municipality is one; saying it of another takes it from the first.

    Raises:
        NotFound: there is no such municipality.
        Conflict: another municipality's recipient has the code.
        WrongUse: a value cannot be right, or a new recipient lacks its municipality.
    """
    refuse_wrong(given)
    with deed(actor, Role.BILL, Role.ADMINISTER):
        known: Recipient | None = Recipient.get_or_none(Recipient.code == code)
        is_new = known is None
        if known is not None and municipality and known.municipality_id != municipality_id(municipality):
            raise Conflict(what=code, stored=known.municipality.code, given=municipality)
        recipient = known or _new(code, municipality)
        before = {name: getattr(recipient, name) for name in given}
        for name, value in given.items():
            setattr(recipient, name, value)
        _refuse_wrong_whole(recipient)
        recipient.save()
        if recipient.is_default:
            others = (Recipient.municipality == recipient.municipality) & (Recipient.id != recipient.id)
            Recipient.update(is_default=False).where(others).execute()
        write_event(actor, "set-recipient", code, new=is_new, before=before, after=dict(given))
    return is_new


def _facts(recipient: Recipient) -> RecipientFacts:
    names = [name for name in RecipientFacts.__dataclass_fields__ if name != "municipality"]
    return RecipientFacts(
        municipality=recipient.municipality.code, **{name: getattr(recipient, name) for name in names}
    )


def _new(code: str, municipality: str) -> Recipient:
    if not municipality:
        text = tr("There is no recipient {code} yet; say which municipality it is of to add it.", code=code)
        raise WrongUse(what=text)
    home = Municipality.get_by_id(municipality_id(municipality))
    return Recipient(
        municipality=home,
        code=code,
        name=home.long_name,
        organisation_number=home.organisation_number,
        peppol_scheme="0007",
        peppol_id=home.organisation_number,
        valid_from=FIRST_RECIPIENT_DAY,
    )


def refuse_wrong(given: Mapping[str, Any]) -> None:
    """Refuse values that cannot be right by themselves.

    Raises:
        WrongUse: a number's check digit, a pattern or a term of payment is wrong.
    """
    number = given.get("organisation_number")
    if number is not None and not organisation_number_ok(number):
        raise WrongUse(what=tr("{number} is not an organisation number; see that no digit is wrong.", number=number))
    privacy = given.get("privacy")
    if privacy is not None and privacy not in PRIVACIES:
        raise WrongUse(what=tr("{privacy} is none of: {known}.", privacy=privacy, known=", ".join(PRIVACIES)))
    attach = given.get("attach")
    if attach and attach not in MIME:
        raise WrongUse(what=tr("{form} is none of: {known}.", form=attach, known=", ".join(MIME)))
    days = given.get("payment_days")
    if days is not None and not 0 < days <= LONGEST_TERM:
        raise WrongUse(what=tr("The payment term is 1 to {most} days.", most=LONGEST_TERM))
    try:
        re.compile(given.get("reference_pattern") or "")
    except re.error as error:
        raise WrongUse(what=tr("The pattern is no regular expression: {why}", why=error.msg)) from None
    refuse_unfit({name: given.get(name) for name in SHOWN}, numbers=True)


def _refuse_wrong_whole(recipient: Recipient) -> None:
    """Refuse values that do not go together: scheme and address, reference and pattern, from and to."""
    check = SCHEMES.get(recipient.peppol_scheme)
    if check is None or not check(recipient.peppol_id):
        text = tr(
            "{scheme}:{address} is not a Peppol address; write 0007 with an organisation number or 0088 with a GLN.",
            scheme=recipient.peppol_scheme,
            address=recipient.peppol_id,
        )
        raise WrongUse(what=text)
    pattern, reference = recipient.reference_pattern, recipient.reference
    if reference and pattern and not re.fullmatch(pattern, reference):
        raise WrongUse(what=tr("The reference does not match the recipient's own pattern {pattern}.", pattern=pattern))
    if recipient.valid_to is not None and recipient.valid_to < recipient.valid_from:
        raise WrongUse(what=tr("The last day is before the first."))

"""Say which account and objects a use has, or take that away."""

from __future__ import annotations

import json
from dataclasses import dataclass

from models.accounting import Account, AccountCoding
from models.errors import NotFound, WrongUse
from models.language.words import tr
from models.operations.accounting.entered import objects_of
from models.operations.registers.names import municipality_codes, municipality_ids
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.accounting import Use
from models.rules.roles import Role
from models.rules.services import SERVICE_OF
from models.told_key import Known


@dataclass(frozen=True, slots=True)
class CodingPlace:
    """What a coding is for: a use, a service's code, and a municipality by code or name; '' is any."""

    use: Use
    service: str = ""
    municipality: str = ""


def set_coding(place: CodingPlace, account: str, dimensions: tuple[str, ...], actor: Actor) -> bool:
    """Enter a coding, or change the one for the same place; tell whether anything changed.

    What has been exported stays as it was: the next export is the first that has it.

    Raises:
        NotFound: there is no such municipality.
        WrongUse: the account or a dimension is not entered, or the service is none.
    """
    _refuse_service(place)
    with deed(actor, Role.BILL, Role.ADMINISTER):
        home = _home(place)
        chosen = Account.get_or_none(Account.number == account)
        if chosen is None:
            raise WrongUse(what=tr("The account is not in the chart; enter it with: vistelse accounting account."))
        objects = json.dumps(objects_of(dimensions), ensure_ascii=False)
        known = AccountCoding.get_or_none(_same(place, home))
        before = _said(known)
        if known is not None and (known.account_id, known.objects) == (chosen.id, objects):
            return False
        if known is None:
            AccountCoding.create(use=str(place.use), service=place.service, home=home, account=chosen, objects=objects)
        else:
            AccountCoding.update(account=chosen, objects=objects).where(AccountCoding.id == known.id).execute()
        after = f"{account} {objects}"
        write_event(actor, "set-coding", str(place.use), service=place.service, home=home, before=before, after=after)
    return True


def remove_coding(place: CodingPlace, actor: Actor) -> None:
    """Take a coding away.

    Raises:
        NotFound: there is no such municipality, or no such coding.
        WrongUse: the service is none.
    """
    _refuse_service(place)
    with deed(actor, Role.BILL, Role.ADMINISTER):
        home = _home(place)
        known = AccountCoding.get_or_none(_same(place, home))
        if known is None:
            raise NotFound(what="coding", key=Known(f"{place.use} {place.service} {home}".strip()))
        before = _said(known)
        AccountCoding.delete().where(AccountCoding.id == known.id).execute()
        write_event(actor, "remove-coding", str(place.use), service=place.service, home=home, before=before)


def _refuse_service(place: CodingPlace) -> None:
    if place.service and (place.service not in SERVICE_OF or place.use == Use.RECEIVABLE):
        raise WrongUse(what=tr("A receivable account knows no service; a revenue or accrual account may."))


def _home(place: CodingPlace) -> str:
    if not place.municipality:
        return ""
    found = municipality_ids().get(place.municipality.strip().casefold())
    if found is None:
        raise NotFound(what="municipality", key=place.municipality)
    return municipality_codes()[found]


def _same(place: CodingPlace, home: str) -> object:
    return (
        (AccountCoding.use == str(place.use)) & (AccountCoding.service == place.service) & (AccountCoding.home == home)
    )


def _said(known: AccountCoding | None) -> str:
    return f"{known.account.number} {known.objects}" if known is not None else ""

"""Enter an account of our chart, or give it another name."""

from __future__ import annotations

from models.accounting import Account
from models.errors import WrongUse
from models.language.words import tr
from models.operations.accounting.entered import entered_name
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.accounting import is_account
from models.rules.roles import Role


def set_account(number: str, name: str, actor: Actor) -> bool:
    """Enter an account; tell whether anything changed.

    Raises:
        WrongUse: the number is no account's, or the name cannot be one.
    """
    if not is_account(number):
        raise WrongUse(what=tr("An account's number is digits alone, ten at most."))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        wanted = entered_name(name)
        before = Account.select(Account.name).where(Account.number == number).scalar()
        if before == wanted:
            return False
        if before is None:
            Account.create(number=number, name=wanted)
        else:
            Account.update(name=wanted).where(Account.number == number).execute()
        write_event(actor, "set-account", number, before=before or "", after=wanted)
    return True

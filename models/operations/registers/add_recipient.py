"""Add a recipient under a code that nobody has yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.errors import WrongUse
from models.language.words import tr
from models.operations.registers.recipients import set_recipient
from models.operations.store.actor import Actor, deed
from models.recipient import Recipient
from models.rules.roles import Role


def add_recipient(code: str, municipality: str, given: Mapping[str, Any], actor: Actor) -> None:
    """Add a recipient to a municipality; one that has the code already is left as it is.

    Raises:
        NotFound: there is no such municipality.
        WrongUse: the code is taken, or a value cannot be right.
    """
    with deed(actor, Role.BILL, Role.ADMINISTER):
        if Recipient.select().where(Recipient.code == code).exists():
            raise WrongUse(what=tr("{code} is another recipient's code; choose one of its own.", code=code))
        set_recipient(code, municipality, given, actor)

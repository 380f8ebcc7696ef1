"""Whose a condition is: a home municipality's, or our own."""

from __future__ import annotations

from models.errors import NotFound
from models.operations.registers.names import municipality_ids
from models.organisation import Organisation


def owner_ids() -> dict[str, int | None]:
    """Map every name and code, in small letters, to the municipality; our own municipality and '' to none."""
    own: int = Organisation.select(Organisation.municipality).scalar()
    found: dict[str, int | None] = {name: None if key == own else key for name, key in municipality_ids().items()}
    return found | {"": None}


def owner_id(name: str) -> int | None:
    """Find whose a condition is, inside a transaction that is open already; none is our own.

    Raises:
        NotFound: there is no such municipality.
    """
    owners = owner_ids()
    if name.casefold() not in owners:
        raise NotFound(what="municipality", key=name)
    return owners[name.casefold()]

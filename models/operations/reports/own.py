"""Who we are, and who is looking: what every screen's head says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.database import rows_of
from models.municipality import Municipality
from models.operations.store.actor import Actor, reading
from models.organisation import Organisation
from models.user import User


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """Our municipality, whether batches want an attest, the actor's roles, and every municipality's name by code."""

    municipality: str
    training: bool
    attest: bool
    roles: frozenset[str]
    names: Mapping[str, str] = field(compare=False)


def own_facts(actor: Actor) -> OwnFacts:
    """Read what the head of every screen says."""
    with reading(actor):
        query = Organisation.select(Municipality.name, Organisation.training, Organisation.attest).join(Municipality)
        name, training, attest = next(iter(rows_of(query)))
        roles = User.select(User.roles).where(User.login == actor.login).scalar()
        names = dict(rows_of(Municipality.select(Municipality.code, Municipality.name)))
    return OwnFacts(name, bool(training), bool(attest), frozenset(roles.split()), names)

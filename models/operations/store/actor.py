"""Who does a deed, through which door, and whether they may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from models.database import locked, snapshot, transaction
from models.errors import ActingNotAllowed, NotAllowed, UnknownUser
from models.organisation import Organisation
from models.rules.roles import Role
from models.user import User


@dataclass(frozen=True, slots=True)
class Actor:
    """A login and the door it came through: `cli` or `tui`."""

    login: str
    door: str = "cli"


def acting_as(own_login: str, other_login: str | None, door: str) -> Actor:
    """Say who acts; somebody else's name is possible in a training store only.

    Raises:
        ActingNotAllowed: the store is a real one.
    """
    if other_login is None or other_login == own_login:
        return Actor(own_login, door)
    with snapshot():
        if not Organisation.select(Organisation.training).scalar():
            raise ActingNotAllowed
    return Actor(other_login, door)


@contextmanager
def deed(actor: Actor, *roles: Role) -> Iterator[None]:
    """Write as one who may: one transaction, one writer at a time, any one of the roles enough.

    Raises:
        UnknownUser: the login is no active user.
        NotAllowed: the user has none of the roles.
        StoreBusy: somebody else's deed took too long.
    """
    with transaction():
        lock_store()
        authorise(actor, *roles)
        yield


@contextmanager
def reading(actor: Actor) -> Iterator[None]:
    """Read as one who may; every role may read.

    Raises:
        UnknownUser: the login is no active user.
    """
    with snapshot():
        authorise(actor, *Role)
        yield


def lock_store() -> None:
    """Let one deed write at a time on PostgreSQL too, so that numbers and the log's seals follow each other."""
    locked(Organisation.select(Organisation.id)).execute()


def authorise(actor: Actor, *roles: Role) -> None:
    """Check that the actor has one of the roles.

    Raises:
        UnknownUser: the login is no active user.
        NotAllowed: the user has none of them.
    """
    held = User.select(User.roles).where(User.login == actor.login, User.active).scalar()
    if held is None:
        raise UnknownUser(login=actor.login)
    if not {str(role) for role in roles} & set(held.split()):
        raise NotAllowed(login=actor.login, role=roles[0])

"""The users of a store and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.errors import Conflict, NotFound, WrongUse
from models.language.words import tr
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.write_event import write_event
from models.rules.money import Ore
from models.rules.roles import Role
from models.told_key import told_key
from models.user import User

LONGEST_LOGIN = 100


@dataclass(frozen=True, slots=True)
class UserFacts:
    """A login, its roles, and the öre that it may attest at once (none: no limit)."""

    login: str
    roles: tuple[str, ...]
    attest_limit: Ore | None
    active: bool


def list_users(actor: Actor) -> tuple[UserFacts, ...]:
    """List everybody who has or had a role in the store."""
    with reading(actor):
        return tuple(
            UserFacts(user.login, tuple(user.roles.split()), user.attest_limit, user.active)
            for user in User.select().order_by(User.login)
        )


def set_user(login: str, roles: Iterable[Role], attest_limit: Ore | None, actor: Actor) -> None:
    """Add a user, or give one other roles or another attest limit (öre).

    Raises:
        NotAllowed: the actor does not administer the store.
        WrongUse: no operating system has such a login.
        Conflict: nobody would administer the store any more.
    """
    if not _is_login(login):
        raise WrongUse(what=tr("{login} is no login of an operating system.", login=told_key(login, "user")))
    wanted = " ".join(role for role in Role if role in set(roles))
    with deed(actor, Role.ADMINISTER):
        user = User.get_or_none(User.login == login)
        before = user.roles if user else ""
        if user is None:
            User.create(login=login, roles=wanted, attest_limit=attest_limit)
        else:
            User.update(roles=wanted, attest_limit=attest_limit, active=True).where(User.login == login).execute()
        _keep_an_administrator()
        write_event(actor, "set-user", login, before=before, after=wanted, attest_limit=attest_limit)


def _is_login(text: str) -> bool:
    return text.isprintable() and " " not in text and 0 < len(text) <= LONGEST_LOGIN


def close_user(login: str, actor: Actor) -> None:
    """Take a login's access away; what it has done stays in the log.

    Raises:
        NotFound: there is no such user.
        Conflict: nobody would administer the store any more.
    """
    with deed(actor, Role.ADMINISTER):
        if not User.update(active=False).where(User.login == login).execute():
            raise NotFound(what="user", key=login)
        _keep_an_administrator()
        write_event(actor, "close-user", login)


def _keep_an_administrator() -> None:
    if not any(Role.ADMINISTER in user.roles.split() for user in User.select().where(User.active)):
        raise Conflict(what="the store", stored="one administrator", given="none")

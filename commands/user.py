"""vistelse user: who may do what."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.output import Column, FormatOption, Listing, codes, money, print_listing
from commands.parsing import amount_of, choice_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import Conflict, NotFound
from models.language.words import N_, tr
from models.rules.roles import Role

app = group()

Login = Annotated[str, typer.Argument(metavar="LOGIN", help=N_("The user's login in the operating system."))]
Roles = Annotated[
    list[str],
    typer.Argument(metavar="ROLE", help=N_("register, hours, bill, attest, read, administer; one or several.")),
]
Limit = Annotated[
    str | None, typer.Option("--limit", metavar="KRONOR", help=N_("The most that the user may attest at once."))
]


@verb(app, "list", N_("List the users and their roles."), "user list")
def show_all(context: typer.Context, form: FormatOption = "table") -> None:
    """List everybody who has or had a role."""
    from models.operations.store.users import list_users

    columns = (
        Column("login", N_("Login")),
        Column("roles", N_("Roles")),
        money("attest_limit", N_("Attest limit")),
        codes("active", N_("Active"), "answer"),
    )
    users = list_users(actor_of(context))
    rows = [(user.login, " ".join(user.roles), user.attest_limit, user.active) for user in users]
    print_listing(Listing("users", columns, rows), form)


@verb(app, "add", N_("Add a user with roles."), "user add anna register hours")
def add(context: typer.Context, login: Login, roles: Roles, limit: Limit = None) -> None:
    """Add a user; one who is there already is given roles with grant."""
    from models.operations.store.users import list_users, set_user

    actor, wanted = actor_of(context), _roles(roles)
    if login in {user.login for user in list_users(actor) if user.active}:
        raise Conflict(what=login, stored=tr("an entry"), given=tr("a new one"))
    set_user(login, wanted, None if limit is None else amount_of(limit), actor)
    say(tr("{login} may now: {roles}.", login=login, roles=" ".join(wanted)))


@verb(app, "grant", N_("Give a user more roles, or another attest limit."), "user grant reader hours")
def grant(context: typer.Context, login: Login, roles: Roles, limit: Limit = None) -> None:
    """Add roles to those that the user has."""
    from models.operations.store.users import list_users, set_user

    actor, wanted = actor_of(context), _roles(roles)
    known = {user.login: user for user in list_users(actor)}
    if login not in known:
        raise NotFound(what="user", key=login)
    user = known[login]
    held = tuple(role for role in Role if role in user.roles and user.active)
    together = tuple(role for role in Role if role in (*held, *wanted))
    set_user(login, together, user.attest_limit if limit is None else amount_of(limit), actor)
    say(tr("{login} may now: {roles}.", login=login, roles=" ".join(together)))


@verb(app, "close", N_("Take a user's access away. What was done stays in the log."), "user close reader")
def close(context: typer.Context, login: Login) -> None:
    """Close a user."""
    from models.operations.store.users import close_user

    close_user(login, actor_of(context))
    say(tr("{login} has no access any more.", login=login))


def _roles(given: list[str]) -> tuple[Role, ...]:
    return tuple(choice_of(text, Role) for text in given)

"""Who may use a store, and who may say so."""

from __future__ import annotations

from functools import partial

import pytest

from models.errors import ActingNotAllowed, Conflict, FeeError, NotAllowed, NotFound, UnknownUser
from models.operations.store.actor import Actor, acting_as, reading
from models.operations.store.create_store import MunicipalityFacts, NewStore, create_store
from models.operations.store.schema import open_for_work
from models.operations.store.users import close_user, list_users, set_user
from models.rules.roles import Role
from seed.reference import municipalities
from tests.operations.intake_files import ME, take_visits, visit
from tests.operations.intake_store import deeds, everything
from tests.training import close_store


def test_a_user_is_added_changed_closed_and_taken_back(store: str) -> None:
    """G34: each is an event about the login, and counts at once."""
    set_user("kim", [Role.READ], None, ME)
    with pytest.raises(NotAllowed):
        take_visits(visit(), actor=Actor("kim"))
    set_user("kim", [Role.REGISTER, Role.ATTEST], 500_00, ME)
    take_visits(visit(), actor=Actor("kim"))
    close_user("kim", ME)
    with pytest.raises(UnknownUser, match="kim"):
        take_visits(visit(), actor=Actor("kim"))
    (kim,) = [user for user in list_users(ME) if user.login == "kim"]
    assert (kim.active, kim.attest_limit, set(kim.roles)) == (False, 500_00, {"register", "attest"})
    set_user("kim", [Role.READ], None, ME)
    list_users(Actor("kim"))
    assert [deed for deed, subject in deeds() if subject == "kim"] == ["set-user", "set-user", "close-user", "set-user"]


def test_the_last_administrator_cannot_go_by_any_way(store: str) -> None:
    """Neither by closing, nor by losing the role, nor after another was closed; nothing is changed or logged."""
    close_user("administrator", ME)
    before = everything()
    for deed in (
        partial(close_user, "owner", ME),
        partial(set_user, "owner", [Role.READ, Role.BILL], None, ME),
        partial(set_user, "owner", [], None, ME),
    ):
        with pytest.raises(Conflict):
            deed()
        assert everything() == before
    set_user("reader", [Role.ADMINISTER], None, ME)
    close_user("owner", ME)
    with pytest.raises(UnknownUser):
        list_users(ME)


@pytest.mark.parametrize("login", ["registrar", "attester", "reader"])
def test_nobody_gives_themselves_a_role(store: str, login: str) -> None:
    """G27: only who administers the store does."""
    before = everything()
    for deed in (
        partial(set_user, login, list(Role), None, Actor(login)),
        partial(set_user, "new", [Role.READ], None, Actor(login)),
        partial(close_user, "owner", Actor(login)),
    ):
        with pytest.raises(NotAllowed, match=login):
            deed()
    assert everything() == before


def test_an_unknown_user_does_and_reads_nothing(store: str) -> None:
    """The refusal says how one is added."""
    before = everything()
    for call in (
        lambda: take_visits(visit(), actor=Actor("stranger")),
        lambda: list_users(Actor("stranger")),
        lambda: set_user("stranger", [Role.ADMINISTER], None, Actor("stranger")),
        lambda: list_users(Actor("")),
        lambda: list_users(Actor("OWNER")),
    ):
        with pytest.raises(UnknownUser):
            call()
    assert everything() == before


def test_a_user_without_any_role_neither_does_nor_reads(store: str) -> None:
    """A login is no right."""
    set_user("guest", [], None, ME)
    with pytest.raises(NotAllowed), reading(Actor("guest")):
        pass


def test_a_role_whose_name_is_part_of_anothers_is_not_that_role(store: str) -> None:
    """Roles are compared whole."""
    set_user("kim", [Role.READ], None, ME)
    for role in set(Role) - {Role.READ}:
        assert str(role) not in "read"
    with pytest.raises(NotAllowed):
        set_user("kim", list(Role), None, Actor("kim"))


def test_closing_somebody_who_is_not_there_is_refused(store: str) -> None:
    """It names who was meant."""
    with pytest.raises(NotFound, match="nobody"):
        close_user("nobody", ME)


def test_a_login_that_no_system_gives_is_no_user(store: str) -> None:
    """G13: refused in words, the same on both engines."""
    before = everything()
    for login in ("", " ", "x" * 300, "a\nb", "\udce4", "a\0b"):
        with pytest.raises(FeeError):
            set_user(login, [Role.READ], None, ME)
    assert everything() == before


def test_acting_as_somebody_else_is_possible_in_a_training_store(store: str) -> None:
    """The other's name and roles count, and stand in the log."""
    actor = acting_as("owner", "reader", "tui")
    assert actor == Actor("reader", "tui")
    with pytest.raises(NotAllowed):
        take_visits(visit(), actor=actor)
    assert acting_as("owner", None, "cli") == acting_as("owner", "owner", "cli") == Actor("owner", "cli")


def test_acting_as_somebody_else_is_refused_in_a_real_store(store_url: str) -> None:
    """Whoever asks; as oneself is always possible."""
    known = [
        MunicipalityFacts(row.code, row.name, row.long_name, row.county, row.organisation_number)
        for row in municipalities()[:20]
    ]
    create_store(store_url, NewStore(known[0].code), known, ME)
    close_store()
    open_for_work(store_url)
    for other in ("reader", "nobody", ""):
        with pytest.raises(ActingNotAllowed):
            acting_as("owner", other, "cli")
    assert acting_as("owner", "owner", "cli") == ME
    assert [user.login for user in list_users(ME)] == ["owner"]

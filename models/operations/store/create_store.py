"""Make a store: who we are, the municipalities, the services, the first users."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.database import database, open_store, snapshot, sqlite_path, transaction
from models.errors import NotFound, StoreExists, StoreUnreachable
from models.language.refusals import address_text
from models.language.system_words import system_words
from models.municipality import Municipality
from models.operations.store.actor import Actor
from models.operations.store.schema import applied_migrations, apply_migrations, is_filled
from models.operations.store.write_event import write_event
from models.organisation import Organisation
from models.recipient import Recipient
from models.rules.checksum import vat_number_of
from models.rules.roles import ALL_ROLES, TRAINING_USERS
from models.rules.services import SERVICES
from models.service import Service
from models.user import User

EXEMPTION_CODE = "VATEX-EU-132-1G"
EXEMPTION_TEXT = "Undantag från skatteplikt, 10 kap. 14 § mervärdesskattelagen (2023:200)"
TRAINING_BANKGIRO = "9912346"
"""Bankgirot's own example number: nobody's account."""
FIRST_RECIPIENT_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class MunicipalityFacts:
    """A municipality as the register has it; the organisation number is ten digits."""

    code: str
    name: str
    long_name: str
    county: str
    organisation_number: str


@dataclass(frozen=True, slots=True)
class NewStore:
    """What a new store must know of its owner; empty texts are taken from the register or filled in later."""

    municipality: str
    bankgiro: str = ""
    payment_days: int = 30
    mailbox: str = ""
    vat_number: str = ""
    attest: bool = True
    training: bool = False


def create_store(url: str, new: NewStore, municipalities: Iterable[MunicipalityFacts], actor: Actor) -> None:
    """Make the tables and fill in what every store has; the actor becomes its first administrator.

    Raises:
        StoreExists: there is a store at the address already.
        NotFound: no municipality has the code.
        StoreUnreachable: the place cannot be written.
    """
    known = tuple(municipalities)
    if new.municipality not in {facts.code for facts in known}:
        raise NotFound(what="municipality", key=new.municipality)
    _make_folder(url)
    open_store(url, must_exist=False)
    _refuse_what_is_there(url)
    apply_migrations()
    with transaction():
        _fill_registers(known)
        _fill_organisation(new)
        _fill_users(new, actor)
        write_event(actor, "create-store", new.municipality, training=new.training, attest=new.attest)


def _refuse_what_is_there(url: str) -> None:
    """Let tables that were begun and not filled be filled now; leave a store, and another program's tables, alone."""
    with snapshot():
        tables = set(database.get_tables())
    if not tables:
        return
    if "schema_migration" not in tables or (applied_migrations() and is_filled()):
        raise StoreExists(url=address_text(url))


def _make_folder(url: str) -> None:
    path = sqlite_path(url)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnreachable(why=system_words(error)) from error


def _fill_registers(known: tuple[MunicipalityFacts, ...]) -> None:
    for facts in known:
        home = Municipality.create(
            code=facts.code,
            name=facts.name,
            long_name=facts.long_name,
            county=facts.county,
            organisation_number=facts.organisation_number,
        )
        Recipient.create(
            municipality=home,
            code=facts.code,
            name=facts.long_name,
            organisation_number=facts.organisation_number,
            peppol_scheme="0007",
            peppol_id=facts.organisation_number,
            is_default=True,
            valid_from=FIRST_RECIPIENT_DAY,
        )
    for service in SERVICES:
        Service.create(code=service.code, swedish=service.swedish, unit=service.unit)


def _fill_organisation(new: NewStore) -> None:
    own = Municipality.get(Municipality.code == new.municipality)
    Organisation.create(
        id=1,
        municipality=own,
        name=own.long_name,
        organisation_number=own.organisation_number,
        vat_number=new.vat_number or vat_number_of(own.organisation_number),
        bankgiro=new.bankgiro or (TRAINING_BANKGIRO if new.training else ""),
        payment_days=new.payment_days,
        mailbox=new.mailbox,
        city=own.name,
        exemption_code=EXEMPTION_CODE,
        exemption_text=EXEMPTION_TEXT,
        attest=new.attest,
        training=new.training,
    )


def _fill_users(new: NewStore, actor: Actor) -> None:
    User.create(login=actor.login, roles=" ".join(ALL_ROLES))
    if new.training:
        for login, roles in TRAINING_USERS.items():
            if login != actor.login:
                User.create(login=login, roles=" ".join(roles))

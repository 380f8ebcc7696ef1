"""vistelse store: make the store, describe our organisation, bring the store up to date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.fields import Field, values_of, with_fields
from commands.output import Column, FormatOption, Listing, print_json, print_listing
from commands.parsing import number_of
from commands.say import say
from commands.session import Session, actor_of, own_login
from commands.store_copies import add_copy_verbs
from commands.verb import group, verb
from models.errors import StoreUnreachable, WrongUse
from models.language.system_words import system_words
from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr, tr_marked

if TYPE_CHECKING:
    from models.operations.store.actor import Actor
    from models.operations.store.create_store import NewStore

app = group()


def _digits(giro: str) -> str:
    return giro.replace("-", "").replace(" ", "")


def _folder(text: str) -> str:
    """Keep the folder by its whole path, wherever the next command is given."""
    return str(Path(text).expanduser().resolve()) if text.strip() else ""


FIELDS = (
    Field("bankgiro", "--bankgiro", "NUMBER", N_("The giro that is paid to."), _digits),
    Field("mailbox", "--mailbox", "ADDRESS", N_("The function's e-mail address.")),
    Field("payment_days", "--payment-days", "DAYS", N_("The payment term in days."), number_of),
    Field("vat_number", "--vat-number", "NUMBER", N_("The VAT number, as SE…01.")),
    Field("street", "--street", "TEXT", N_("Street address.")),
    Field("postal_code", "--postal-code", "CODE", N_("Postal code.")),
    Field("city", "--city", "TEXT", N_("City.")),
    Field("exemption_text", "--exemption-text", "TEXT", N_("Why no VAT is charged.")),
    Field("attest", "--attest/--no-attest", "", N_("Whether another person attests each batch.")),
    Field("outbox", "--outbox", "DIR", N_("The folder that the access point watches; '' for none."), _folder),
    Field("interest", "--interest/--no-interest", "", N_("Whether late payment bears interest by räntelagen.")),
)
NEW = tuple(field for field in FIELDS if field.name in ("bankgiro", "mailbox", "payment_days", "vat_number", "attest"))
"""What a new store may be told at once."""


@verb(
    app,
    "create",
    N_("Make a store for our own municipality. You become its administrator."),
    "--store sqlite:///example.db store create --municipality 0885 --training",
)
@with_fields(NEW)
def create(
    context: typer.Context,
    municipality: Annotated[
        str, typer.Option("--municipality", metavar="CODE", help=N_("Our own municipality's code, as 0885."))
    ],
    training: Annotated[
        bool, typer.Option("--training", help=N_("A store to practise in: users may act as each other."))
    ] = False,
    **given: Any,
) -> None:
    """Make the store and enter the published rates as unconfirmed examples."""
    from models.operations.store.actor import Actor
    from models.operations.store.create_store import NewStore
    from models.operations.store.describe_store import refuse_wrong

    facts = values_of(NEW, given)
    refuse_wrong(facts)
    session: Session = context.obj
    rates = _create(session.url, NewStore(municipality, training=training, **facts), Actor(own_login()))
    say(tr("Made a store for {municipality} at {url}.", municipality=municipality, url=session.shown_url))
    say(ntr("{n} published rate is there, unconfirmed.", "{n} published rates are there, unconfirmed.", rates))


def _create(url: str, new: NewStore, actor: Actor) -> int:
    """Make the store with the municipalities and the published rates; say how many rates."""
    from models.operations.registers.seed_rates import PublishedFacts, seed_published_rates
    from models.operations.store.create_store import MunicipalityFacts, create_store
    from seed.reference import municipalities, published_rates

    known = (
        MunicipalityFacts(row.code, row.name, row.long_name, row.county, row.organisation_number)
        for row in municipalities()
    )
    try:
        create_store(url, new, known, actor)
    except OSError as error:
        raise StoreUnreachable(why=system_words(error)) from None
    facts = (
        PublishedFacts(
            rate.municipality,
            rate.service,
            rate.provider,
            rate.area,
            rate.band,
            rate.unit,
            rate.price,
            rate.valid_from,
            rate.source,
        )
        for rate in published_rates()
    )
    return seed_published_rates(facts, date.today(), actor)


FACTS: dict[str, Marked] = {
    "municipality": N_("Municipality"),
    "name": N_("Name"),
    "organisation_number": N_("Organisation number"),
    "vat_number": N_("VAT number"),
    "bankgiro": N_("Bankgiro"),
    "payment_days": N_("Payment term, days"),
    "mailbox": N_("E-mail"),
    "street": N_("Street"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "exemption_code": N_("VAT exemption, code"),
    "exemption_text": N_("VAT exemption, text"),
    "attest": N_("Attest by another person"),
    "training": N_("Training store"),
    "interest": N_("Interest on late payment"),
    "outbox": N_("Folder of the access point"),
}


@verb(app, "show", N_("Show our own organisation and where the store is."), "store show")
def show(context: typer.Context, form: FormatOption = "table") -> None:
    """Show what the documents print of us."""
    from models.operations.store.describe_store import show_store

    facts = show_store(actor_of(context))
    values = {name: getattr(facts, name) for name in FACTS}
    session: Session = context.obj
    if form == "json":
        print_json({"store": session.shown_url, **values})
        return
    rows = [(tr_marked(words), _said(values[name])) for name, words in FACTS.items()]
    columns = (Column("fact", N_("What")), Column("value", N_("Value")))
    print_listing(Listing("store", columns, [(tr("Store"), session.shown_url), *rows]), form)


def _said(value: object) -> str:
    return term("answer", value) if isinstance(value, bool) else str(value)


@verb(app, "set", N_("Change what our documents say of us."), "store set --payment-days 30 --city Borgholm")
@with_fields(FIELDS)
def change(context: typer.Context, **given: Any) -> None:
    """Change what was given, and nothing else."""
    from models.operations.store.describe_store import set_store

    changes = values_of(FIELDS, given)
    if not changes:
        raise WrongUse(what=tr("Nothing was given to change; see: vistelse store set --help"))
    set_store(changes, actor_of(context))
    say(tr("Changed: {names}.", names=", ".join(tr_marked(FACTS[name]) for name in changes)))


add_copy_verbs(app)

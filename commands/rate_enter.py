"""vistelse rate enter: one rate by hand, its effect shown before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.fields import Field, values_of, with_fields
from commands.options import DryRun, Yes
from commands.parsing import amount_of, day_of
from commands.rate_effect_output import save_after_effect
from commands.say import say
from commands.verb import verb
from models.errors import WrongUse
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.registers.enter_rate import NewRate
    from models.operations.registers.import_rates import RatesReceipt


def _cell(read: Any, text: str) -> str:
    from models.interchange.cells import Bad

    found = read(text)
    if isinstance(found, Bad):
        raise WrongUse(what=found.text)
    return str(found)


def _service(text: str) -> str:
    from models.interchange.cells import read_service

    return _cell(read_service, text)


def _unit(text: str) -> str:
    from models.interchange.cells import read_unit

    return _cell(read_unit, text)


def _provider(text: str) -> str:
    from models.interchange.cells import read_provider

    return _cell(read_provider, text)


def _text(text: str) -> str:
    from models.interchange.cells import read_text

    return _cell(read_text, text)


FIELDS = (
    Field("unit", "--unit", "hour|visit|day|month|piece", N_("What it is paid by; the service's usual."), _unit),
    Field("valid_to", "--to", "DATE", N_("The last day; until the next rate without it."), day_of),
    Field("decided_on", "--decided", "DATE", N_("The day of the decision; known from today without it."), day_of),
    Field("provider", "--provider", "own|private", N_("Only where they perform it; any without it."), _provider),
    Field("area", "--area", "TEXT", N_("Only in this area; any without it."), _text),
    Field("band", "--band", "BAND", N_("Only in this band, as night; any without it."), _text),
    Field("source", "--source", "TEXT", N_("Where it is known from: a letter, an address, a person."), _text),
)


def add_enter(app: typer.Typer) -> None:
    """Put the verb among those of rates."""

    @verb(
        app,
        "enter",
        N_("Enter one rate, after its effect has been shown and asked about."),
        "rate enter 0180 home-care 432,50 --from 2026-01-01 --confirm --dry-run",
    )
    @with_fields(FIELDS)
    def enter(
        context: typer.Context,
        municipality: Annotated[str, typer.Argument(metavar="MUNICIPALITY", help=N_("Its code or its name."))],
        service: Annotated[str, typer.Argument(metavar="SERVICE", help=N_("The service's code or name."))],
        amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("Kronor a unit, as 414,80."))],
        first: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("The first day, as 2026-07-01."))],
        confirm: Annotated[bool, typer.Option("--confirm", help=N_("It has been checked with its source."))] = False,
        yes: Yes = False,
        dry_run: DryRun = False,
        **given: Any,
    ) -> None:
        """Enter a rate by the operation that the screen enters one by."""
        new = _new_rate(municipality, service, amount, first, confirm, values_of(FIELDS, given))
        saved = save_after_effect(new, tr("Save the rate?"), context, yes, dry_run)
        if saved is not None:
            say(_saved_words(saved.receipt))


def _new_rate(
    municipality: str, service: str, amount: str, first: str, confirm: bool, given: dict[str, Any]
) -> NewRate:
    from models.operations.registers.enter_rate import NewRate
    from models.rules.services import SERVICE_OF, Unit

    code = _service(service)
    if not code:
        raise WrongUse(what=tr("The service is not known; write its name, as Hemtjänst."))
    unit = given.pop("unit", "") or SERVICE_OF[code].unit
    open_ends = {"valid_to": None, "decided_on": None, "provider": "", "area": "", "band": "", "source": ""}
    return NewRate(
        municipality=municipality,
        service=code,
        unit=Unit(unit),
        price=amount_of(amount),
        valid_from=day_of(first),
        confirmed=confirm,
        **open_ends | given,
    )


def _saved_words(receipt: RatesReceipt) -> str:
    if not receipt.added:
        return tr("The rate is confirmed.")
    return tr("The rate is entered and confirmed.") if receipt.confirmed else tr("The rate is entered, unconfirmed.")

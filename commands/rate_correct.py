"""vistelse rate correct, end, withdraw, agree: what is known otherwise of a rate, its effect shown before saving."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from commands.fields import Field, values_of, with_fields
from commands.options import Case, DryRun, Reason, Yes
from commands.parsing import amount_of, choice_of, day_of, good, number_of, service_of
from commands.rate_effect_output import save_after_effect
from commands.say import say
from commands.verb import verb
from models.errors import WrongUse
from models.language.words import N_, tr

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The rate's number, from the list."))]
Checked = Annotated[bool, typer.Option("--confirm", help=N_("It has been checked with its source."))]

DECIDED = Field("decided_on", "--decided", "DATE", N_("The day of the decision; known from today without it."), day_of)
CORRECTED = (
    Field("price", "--amount", "AMOUNT", N_("What a unit costs, in kronor; as it was without it."), amount_of),
    Field("valid_from", "--from", "DATE", N_("The first day; as it was without it."), day_of),
    Field("valid_to", "--to", "DATE", N_("The last day; as it was without it."), day_of),
    DECIDED,
    Field("source", "--source", "TEXT", N_("Where it is known from: a letter, an address, a person.")),
)


def _band(text: str) -> str:
    from models.interchange.cells import read_text

    return str(good(read_text(text)))


AGREED = (
    Field("unit", "--unit", "hour|visit|day|month|piece", N_("What it is paid by; the service's usual.")),
    Field("valid_from", "--from", "DATE", N_("The first day; the stay's first without it."), day_of),
    Field("valid_to", "--to", "DATE", N_("The last day; as long as the stay without it."), day_of),
    Field("band", "--band", "BAND", N_("Only in this band, as night; any without it."), _band),
    DECIDED,
)


def add_corrections(app: typer.Typer) -> None:
    """Put the verbs among those of rates."""
    _add_correct(app)
    _add_end(app)
    _add_withdraw(app)
    _add_agree(app)


def _add_correct(app: typer.Typer) -> None:
    @verb(
        app,
        "correct",
        N_("Say what is right of a rate; what was known before stays known of the days before."),
        "rate correct 1 --amount 412 --decided 2026-04-02 --confirm --dry-run",
    )
    @with_fields(CORRECTED)
    def correct(
        context: typer.Context,
        number: Number,
        is_open: Annotated[bool, typer.Option("--open", help=N_("It has no last day."))] = False,
        confirm: Checked = False,
        yes: Yes = False,
        dry_run: DryRun = False,
        **given: Any,
    ) -> None:
        """Correct a rate by the operation that the screen corrects one by."""
        from models.operations.registers.correct_rate import CorrectRate

        values = values_of(CORRECTED, given)
        if is_open and "valid_to" in values:
            raise WrongUse(what=tr("Give --to or --open, not both."))
        change = CorrectRate(number_of(number), is_open=is_open, confirmed=confirm, **values)
        if save_after_effect(change, tr("Correct the rate?"), context, yes, dry_run):
            say(tr("The rate is corrected and confirmed.") if confirm else tr("The rate is corrected, unconfirmed."))


def _add_end(app: typer.Typer) -> None:
    @verb(
        app,
        "end",
        N_("Give a rate a last day; nothing need follow it."),
        "rate end 1 --on 2030-12-31 --dry-run",
    )
    @with_fields((DECIDED,))
    def end(
        context: typer.Context,
        number: Number,
        on: Annotated[str, typer.Option("--on", metavar="DATE", help=N_("Its last day."))],
        yes: Yes = False,
        dry_run: DryRun = False,
        **given: Any,
    ) -> None:
        """End a rate by the operation that the screen ends one by."""
        from models.operations.registers.end_rate import EndRate

        last = day_of(on)
        change = EndRate(number_of(number), last, **values_of((DECIDED,), given))
        if save_after_effect(change, tr("End the rate?"), context, yes, dry_run):
            say(tr("The rate ends {day}.", day=last))


def _add_withdraw(app: typer.Typer) -> None:
    @verb(
        app,
        "withdraw",
        N_("Say that a rate does not hold, with nothing in its place."),
        "rate withdraw 1 --reason 'entered for the wrong municipality' --dry-run",
    )
    def withdraw(
        context: typer.Context, number: Number, reason: Reason = "", yes: Yes = False, dry_run: DryRun = False
    ) -> None:
        """Withdraw a rate by the operation that the screen withdraws one by."""
        from models.operations.registers.withdraw_rate import WithdrawRate

        change = WithdrawRate(number_of(number), reason)
        if save_after_effect(change, tr("Withdraw the rate?"), context, yes, dry_run):
            say(tr("The rate is withdrawn."))


def _add_agree(app: typer.Typer) -> None:
    @verb(
        app,
        "agree",
        N_("Enter a rate that a visit's order agrees on; it comes before the municipality's."),
        "rate agree SN2026-00051 home-care 450 --reference 'order 17' --dry-run",
    )
    @with_fields(AGREED)
    def agree(
        context: typer.Context,
        case: Case,
        service: Annotated[str, typer.Argument(metavar="SERVICE", help=N_("The service's code or name."))],
        amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("Kronor a unit, as 414,80."))],
        reference: Annotated[str, typer.Option("--reference", metavar="TEXT", help=N_("The order that agrees on it."))],
        yes: Yes = False,
        dry_run: DryRun = False,
        **given: Any,
    ) -> None:
        """Enter an agreed rate, confirmed at once."""
        from models.operations.registers.agree_rate import AgreedRate
        from models.rules.services import SERVICE_OF, Unit

        code, values = service_of(service), values_of(AGREED, given)
        unit = choice_of(values.pop("unit", SERVICE_OF[code].unit), tuple(Unit))
        new = AgreedRate(case, code, Unit(unit), amount_of(amount), reference, **values)
        if save_after_effect(new, tr("Save the rate?"), context, yes, dry_run):
            say(tr("The rate is agreed."))

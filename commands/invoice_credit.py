"""vistelse invoice: credit, bill again, annul; why is always said, and both sides are shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import DryRun, Yes, perhaps_dry
from commands.parsing import choice_of
from commands.say import ask, say
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import ReasonMissing, WrongUse
from models.language.formats import kronor
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.rules.credit_reasons import CreditReason

app = group()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The invoice's number."))]
Lines = Annotated[
    str | None, typer.Option("--lines", metavar="1,2", help=N_("The lines; without it all that are left."))
]
Rows = Annotated[
    str | None,
    typer.Option("--rows", metavar="KEY,KEY", help=N_("Hour rows by their keys; the lines that bill them, whole.")),
]
Code = Annotated[
    str,
    typer.Option(
        "--code",
        metavar="CODE",
        help=N_(
            "Why: wrong-hours, wrong-rate, wrong-recipient, wrong-reference, billed-twice, not-ordered, disputed, or"
            " other with --reason."
        ),
    ),
]
Text = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=N_("Why in words of your own; needed with the code other."))
]


@verb(
    app,
    "credit",
    N_(
        "Credit an invoice, whole or some of its lines. That posts a credit note and frees the rows to be billed again."
    ),
    "invoice credit 202600003 --lines 1 --code wrong-rate --yes",
)
def credit(
    context: typer.Context,
    number: Number,
    lines: Lines = None,
    rows: Rows = None,
    code: Code = "",
    reason: Text = "",
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Credit an invoice."""
    from commands.credit_output import positions_of, print_preview, say_annulment, say_credited
    from models.operations.billing.credit_invoice import credit_invoice
    from models.operations.billing.credit_preview import preview_credit

    actor, today = actor_of(context), date.today()
    positions = positions_of(number, lines, rows, actor)
    why, text = _why(code, reason, dry_run)
    preview = preview_credit(number, positions, today, actor)
    print_preview(preview)
    say_annulment(number, positions, actor)
    if not (yes or dry_run):
        ask(tr("Post the credit note? That cannot be undone; its rows wait for the next batch."))
    with perhaps_dry(dry_run):
        receipt = credit_invoice(number, preview.positions, text, today, actor, code=why)
    say_credited(receipt)


@verb(
    app,
    "rebill",
    N_("Credit an invoice or some of its lines and draft what comes instead, as one, after both have been shown."),
    "invoice rebill 202600004 --code wrong-rate --yes",
)
def rebill(
    context: typer.Context,
    number: Number,
    lines: Lines = None,
    rows: Rows = None,
    code: Code = "",
    reason: Text = "",
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Credit and bill again."""
    from commands.credit_output import positions_of, print_held, print_preview, say_annulment, say_rebilled
    from models.operations.billing.credit_preview import preview_credit
    from models.operations.billing.rebill import rebill_invoice

    actor, today = actor_of(context), date.today()
    positions = positions_of(number, lines, rows, actor)
    why, text = _why(code, reason, dry_run)
    preview = preview_credit(number, positions, today, actor)
    print_preview(preview)
    print_held(preview.plan)
    say_annulment(number, positions, actor)
    if not (yes or dry_run):
        ask(tr("Post the credit note, and draft what comes instead?"))
    with perhaps_dry(dry_run):
        receipt = rebill_invoice(preview, text, today, actor, code=why)
    say_rebilled(receipt)


@verb(
    app,
    "annul",
    N_("Annul an invoice that was never exported. Both it and its credit note keep their numbers; neither is sent."),
    "invoice annul 202600005 --code wrong-recipient --yes",
)
def annul(
    context: typer.Context,
    number: Number,
    code: Code = "",
    reason: Text = "",
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Annul an invoice."""
    from commands.credit_output import print_preview
    from models.operations.billing.annul_invoice import annul_invoice
    from models.operations.billing.credit_preview import preview_annulment

    actor, today = actor_of(context), date.today()
    why, text = _why(code, reason, dry_run)
    print_preview(preview_annulment(number, today, actor))
    if not (yes or dry_run):
        ask(tr("Annul {number}? That cannot be undone; its rows wait for the next batch.", number=number))
    with perhaps_dry(dry_run):
        receipt = annul_invoice(number, text, today, actor, code=why)
    words = tr(
        "{number} is annulled by {note}, {total}. Neither is sent; its rows wait for the next batch.",
        number=number,
        note=receipt.number,
        total=kronor(receipt.total),
    )
    say(words)


def _why(code: str, reason: str, is_rehearsal: bool) -> tuple[CreditReason, str]:
    """Read why something is taken back; a rehearsal needs no reason."""
    from models.rules.credit_reasons import CreditReason

    if code:
        why = choice_of(code, CreditReason)
        if why is CreditReason.OTHER and not reason.strip():
            raise ReasonMissing
        return why, reason
    if is_rehearsal:
        return CreditReason.OTHER, reason or "-"
    raise WrongUse(what=tr("Say why with --code: {codes}.", codes=", ".join(CreditReason)))

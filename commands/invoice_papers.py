"""vistelse invoice: the papers that go beside an invoice, never in it: the specification and the fee basis."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Namesake, namesakes_of
from commands.parsing import choice_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.documents.write_specification import PaperReceipt

app = group()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The invoice's number."))]
Folder = Annotated[str, typer.Option("--to", metavar="DIR", help=N_("The folder; it is made where it is missing."))]
Form = Annotated[str, typer.Option("--form", metavar="pdf|xlsx|both", help=N_("On paper, as Excel, or both."))]


@verb(
    app,
    "specification",
    N_("Write what an invoice or a credit note bills, per person and day, as much as its recipient is to be told."),
    "invoice specification 202600003 --to demo-out/papers",
)
def specification(
    context: typer.Context, number: Number, to: Folder, form: Form = "both", namesake: Namesake = None
) -> None:
    """Write a specification."""
    from models.operations.documents.write_specification import PaperForm, write_specification

    wanted = PaperForm(choice_of(form, tuple(PaperForm)))
    _say(write_specification(number, wanted, Path(to), actor_of(context), namesakes=namesakes_of(namesake)))


@verb(
    app,
    "fee-basis",
    N_("Write what the home municipality needs to charge its residents: granted and executed, without our prices."),
    "invoice fee-basis 202600003 --to demo-out/papers",
)
def fee_basis(
    context: typer.Context, number: Number, to: Folder, form: Form = "both", namesake: Namesake = None
) -> None:
    """Write a fee basis."""
    from models.operations.documents.write_specification import PaperForm, write_fee_basis

    wanted = PaperForm(choice_of(form, tuple(PaperForm)))
    _say(write_fee_basis(number, wanted, Path(to), actor_of(context), namesakes=namesakes_of(namesake)))


def _say(receipt: PaperReceipt) -> None:
    """Say what was written, how people are called there, and what is held back."""
    for file in receipt.files:
        say(tr("{file} in {folder}", file=file, folder=receipt.folder))
    say(tr("People are shown by: {privacy}.", privacy=term("privacy", receipt.privacy)))
    if receipt.is_withheld:
        said = tr(
            "Lines about protected persons are left out; their sum, {total}, stands there.",
            total=kronor(receipt.withheld),
        )
        tell(said)

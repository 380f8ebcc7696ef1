"""vistelse visit file: everything about one visit, to hand out or to keep."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commands.options import Case, Reason
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import verb
from models.language.words import N_, ntr, tr


def add_file_verb(app: typer.Typer) -> None:
    """Add the verb to the visits' group."""

    @verb(
        app,
        "file",
        N_("Write everything about a visit as PDF and JSON, masked if wanted. That you did, and why, is logged."),
        "visit file SN2026-00051 --to demo-out/files --mask --reason 'requested by the home municipality'",
    )
    def make(
        context: typer.Context,
        case: Case,
        to: Annotated[str, typer.Option("--to", metavar="DIR", help=N_("The folder; it is made where it is missing."))],
        reason: Reason,
        mask: Annotated[
            bool, typer.Option("--mask", help=N_("Labels instead of names, numbers, addresses and telephones."))
        ] = False,
    ) -> None:
        """Make a case file."""
        from models.operations.documents.case_file import make_case_file

        receipt = make_case_file(case, Path(to), reason, date.today(), actor_of(context), is_masked=mask)
        names = ", ".join(receipt.files)
        say(tr("{case}: {files} in {folder}.", case=receipt.case, files=names, folder=receipt.folder))
        if receipt.others:
            tell(
                ntr(
                    "Another guest is told in {n} text; … stands there.",
                    "Other guests are told in {n} texts; … stands there.",
                    receipt.others,
                )
            )
        if not receipt.is_masked:
            tell(tr("It tells who the guest is; keep it where nobody else reads it."))

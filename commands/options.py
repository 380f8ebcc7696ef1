"""Arguments and options that several verbs share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from commands.say import tell
from models.language.words import N_, tr

Case = Annotated[str, typer.Argument(metavar="CASE", help=N_("The visit's case number."))]
MonthArgument = Annotated[str, typer.Argument(metavar="MONTH", help=N_("The month, as 2026-07."))]
MonthOption = Annotated[str, typer.Option("--month", metavar="MONTH", help=N_("The month, as 2026-07."))]
BatchName = Annotated[str, typer.Argument(metavar="BATCH", help=N_("The batch's name, as B2026-07."))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why; it is kept in the log."))]
Namesake = Annotated[
    list[str] | None,
    typer.Option(
        "--namesake",
        metavar="TEXT=WHY",
        help=N_("A text, as it stands, in which a name is somebody else's, and why; that is kept in the log."),
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help=N_("Do it without asking."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Do everything, then take it back: nothing is changed."))]


def namesakes_of(given: list[str] | None) -> str:
    """Put what was said of namesakes together, a line each."""
    return "\n".join(given or ())


@contextmanager
def perhaps_dry(is_dry: bool) -> Iterator[None]:
    """Take back what is done inside, where it is a rehearsal, and say so."""
    if not is_dry:
        yield
        return
    from models.operations.store.rehearse import rehearsal

    with rehearsal():
        yield
    tell(tr("A rehearsal: nothing was changed."))


@contextmanager
def all_or_none() -> Iterator[None]:
    """Do several deeds as one."""
    from models.operations.store.rehearse import together

    with together():
        yield

"""vistelse: the front door. Without a command it opens the user interface."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from commands.front_door import FrontDoor, value_of
from commands.session import STORE_VARIABLE, Session, spare_the_driver
from models.language.words import N_

app = typer.Typer(
    cls=FrontDoor,
    help=N_("Bill another municipality for the care given to its residents. Without a command the program opens."),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def enter(
    context: typer.Context,
    store: Annotated[
        str,
        typer.Option(
            "--store",
            envvar=STORE_VARIABLE,
            metavar="URL",
            help=N_("The store: sqlite:///path or postgresql://…; default: a file in your own data folder."),
        ),
    ] = "",
    as_login: Annotated[
        str, typer.Option("--as", metavar="LOGIN", help=N_("Act as another user; in training stores only."))
    ] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="sv|en", help=N_("The language of words; default: the computer's."))
    ] = "",
    version: Annotated[bool, typer.Option("--version", help=N_("Say which version this is."))] = False,
) -> None:
    """Remember which store and who; with no command, open the user interface."""
    context.obj = Session(store, as_login)
    if version:
        _say_version()
    elif context.invoked_subcommand is None:
        _open_interface(context.obj)


def _say_version() -> None:
    from importlib.metadata import PackageNotFoundError, version  # costs 10 ms that no look-up should pay

    try:
        typer.echo(f"vistelse {version('vistelse')}")
    except PackageNotFoundError:  # run from its sources
        typer.echo("vistelse")
    raise typer.Exit


def _open_interface(session: Session) -> None:
    session.refuse_without_terminal()
    gc.disable()  # what is loaded stays loaded: looking through it for garbage would take a tenth of the start
    from tui.app import VistelseApp  # a command never pays for Textual

    actor = session.enter("tui")
    gc.freeze()
    gc.enable()
    VistelseApp(session.url, actor).run()


def run() -> None:
    """Open the front door on the arguments of the process."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    spare_the_driver(value_of("--store", sys.argv[1:]))
    app()


if __name__ == "__main__":
    run()

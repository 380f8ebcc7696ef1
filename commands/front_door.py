"""The front door's own group: options anywhere on the line, doors opened late, refusals in one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, cast

import typer
from typer.core import TyperGroup

from commands.doors import DOORS, Doors, Room
from commands.plain import plain_help_option, take_as_typed
from models.errors import FeeError, WrongUse
from models.language.words import languages, tr, tr_marked, use_language

PROGRAM = "vistelse"
EVERYWHERE = ("--store", "--as", "--language")
"""The options that may stand before or after the command."""


class FrontDoor(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = cast(Any, Doors())
        take_as_typed(self.params)

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Give the option --help."""
        return plain_help_option(super().get_help_option(ctx))

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Name the commands without opening any."""
        return list(DOORS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Room | None:  # type: ignore[override]
        """Open the module of a command."""
        return self.commands.get(cmd_name)  # type: ignore[return-value]

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse with the options that belong to the front door in front."""
        _check_language(args)
        return super().parse_args(ctx, hoisted(args))

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command; a reader that has had enough, as `| head`, is no error."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        return done

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Show the commands by what they are for."""
        from commands.help_page import help_page  # only who asks for help pays for it

        return help_page(self, ctx, {name: tr_marked(door.words) for name, door in DOORS.items()})

    def main(self, args: Sequence[str] | None = None, *_: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command line and end the process with its exit code; a refusal is one line on stderr."""
        given = list(sys.argv[1:] if args is None else args)
        _speak_as_asked(given)
        extra["prog_name"] = PROGRAM
        if not standalone_mode:
            return super().main(given, standalone_mode=False, **extra)
        try:
            code = super().main(given, standalone_mode=False, **extra)
        except (FeeError, typer.TyperException) as refusal:
            code = _say(refusal)
        sys.exit(code or 0)


def _say(refusal: FeeError | typer.TyperException) -> int:
    from commands.refusals import say_refusal, say_wrong_use  # only who is refused pays for it

    return say_refusal(refusal) if isinstance(refusal, FeeError) else say_wrong_use(refusal)


def hoisted(args: Sequence[str]) -> list[str]:
    """Put the front door's options first, wherever they stood; what follows `--` stays where it is."""
    front: list[str] = []
    rest: list[str] = []
    left = iter(args)
    for arg in left:
        if arg == "--":
            rest.extend((arg, *left))
        elif arg in EVERYWHERE:
            front.extend((arg, *_next(left)))
        else:
            (front if arg.split("=")[0] in EVERYWHERE and "=" in arg else rest).append(arg)
    return [*front, *rest]


def _next(left: Any) -> tuple[str, ...]:
    following = next(left, None)
    return () if following is None else (following,)


def value_of(option: str, args: Sequence[str]) -> str:
    """Read one of the options that may stand anywhere, before the line is parsed; empty where it is not given."""
    value = ""
    front = hoisted(args)
    for place, arg in enumerate(front):
        if arg == "--":
            break
        if arg == option:
            value = "".join(front[place + 1 : place + 2])
        elif arg.startswith(f"{option}="):
            value = arg.partition("=")[2]
    return value


def _speak_as_asked(args: Sequence[str]) -> None:
    """Choose the language before any help text is read."""
    asked = value_of("--language", args)
    for known in languages():
        if asked == known:
            use_language(known)


def _check_language(args: Sequence[str]) -> None:
    asked = value_of("--language", args)
    if asked and asked not in languages():
        raise WrongUse(what=tr("{language} is not a language of this program; choose sv or en.", language=asked))

"""Verbs: Typer commands that speak the user's language and show an example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from commands.plain import plain_help_option, take_as_typed
from models.language.words import Marked, tr_marked

Function = TypeVar("Function", bound=Callable[..., None])


class Verb(TyperCommand):
    """A command; its epilog is the example."""

    def __init__(self, *given: Any, **attributes: Any) -> None:
        super().__init__(*given, **attributes)
        self.help = tr_marked(Marked(self.help or ""))
        take_as_typed(self.params)

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Give the option --help."""
        return plain_help_option(super().get_help_option(ctx))

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Show the help as plain text."""
        from commands.help_page import help_page  # only who asks for help pays for it

        return help_page(self, ctx, {})


class Group(TyperGroup):
    """Verbs about one noun."""

    def __init__(self, *given: Any, **attributes: Any) -> None:
        super().__init__(*given, **attributes)
        self.help = tr_marked(Marked(self.help or ""))

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Give the option --help."""
        return plain_help_option(super().get_help_option(ctx))

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse; a noun without a verb shows its verbs on stderr and is wrong use."""
        if not args and not ctx.resilient_parsing:
            typer.echo(self.get_help(ctx), err=True)
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Show the verbs by the first sentence of their help."""
        from commands.help_page import help_page  # only who asks for help pays for it

        return help_page(self, ctx, {name: _first_sentence(verb.help or "") for name, verb in self.commands.items()})


def _first_sentence(text: str) -> str:
    head, dot, _ = text.partition(". ")
    return head + dot.rstrip()


def group() -> typer.Typer:
    """Make the app of a noun's verbs."""
    return typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def alone() -> typer.Typer:
    """Make the app of a verb without a noun."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def verb(app: typer.Typer, name: str, words: Marked, example: str) -> Callable[[Function], Function]:
    """Register a function as a verb with its help and an example of its use, without the program's name."""

    def register(function: Function) -> Function:
        app.command(name, cls=Verb, help=words, epilog=f"vistelse {example}")(function)
        return function

    return register

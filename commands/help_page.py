"""A command's help as plain text: usage, words, an example, arguments, options, commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from shutil import get_terminal_size
from textwrap import fill
from typing import Any

import typer

from models.language.words import Marked, tr, tr_marked

WIDEST = 100
NAME_ROOM = 30
"""Characters for the names at the left; longer names stand on a line of their own."""

Row = tuple[str, str]


def help_page(command: Any, context: typer.Context, below: Mapping[str, str]) -> str:
    """Write the help of a command, `below` being the commands of a group and what each is for."""
    parts = [_usage(command, context, bool(below)), fill(tr_marked(Marked(command.help or "")), _width())]
    if command.epilog:
        parts.append(tr("Example: {example}", example=command.epilog))
    parts += _section(tr("Arguments:"), _arguments(command))
    parts += _section(tr("Options:"), _options(command, context))
    parts += _section(tr("Commands:"), below.items())
    if context.parent is not None:
        parts.append(tr("Everywhere: --store URL, --as LOGIN, --language sv|en"))
    return "\n\n".join(parts)


def _width() -> int:
    return min(WIDEST, get_terminal_size().columns)


def _usage(command: Any, context: typer.Context, has_below: bool) -> str:
    pieces = [_argument_name(param) for param in command.params if param.param_type_name == "argument"]
    options = tr("[OPTIONS]") if command.params else ""
    line = [context.command_path, *pieces, tr("COMMAND …") if has_below else "", options]
    return tr("Usage: {line}", line=" ".join(filter(None, line)))


def _argument_name(param: Any) -> str:
    name = (param.metavar or param.name.upper()) + ("…" if param.nargs == -1 else "")
    return name if param.required else f"[{name}]"


def _arguments(command: Any) -> Iterator[Row]:
    for param in command.params:
        if param.param_type_name == "argument":
            yield _argument_name(param), _words(param)


def _options(command: Any, context: typer.Context) -> Iterator[Row]:
    for param in command.params:
        if param.param_type_name == "option":
            names = ", ".join((*param.opts, *param.secondary_opts))
            value = "" if param.is_flag else f" {param.metavar or param.name.upper()}"
            yield names + value, _words(param)
    if context.help_option_names:
        yield "--help", tr("Show this help.")


def _words(param: Any) -> str:
    words = tr_marked(Marked(param.help or ""))
    must = param.required and param.param_type_name == "option"
    return f"{words} {tr('Must be given.')}" if must else words


def _section(title: str, rows: Iterable[Row]) -> list[str]:
    lines = [_row(*row) for row in rows]
    return ["\n".join([title, *lines])] if lines else []


def _row(name: str, words: str) -> str:
    indent = " " * (NAME_ROOM + 4)
    text = fill(words, _width(), initial_indent=indent, subsequent_indent=indent)
    head = f"  {name}"
    return f"{head:{len(indent)}}{text.lstrip()}" if len(name) <= NAME_ROOM else f"{head}\n{text}"

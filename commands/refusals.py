"""Refusals on the command line: one line on stderr in the user's language, and a published exit code."""

from __future__ import annotations

import re

import typer

from commands.say import tell
from models.errors import FeeError, ImportRefused
from models.language.refusals import refusal_text
from models.language.words import N_, Marked, tr, tr_marked

WRONG_USE = 2


def say_refusal(refusal: FeeError) -> int:
    """Say a refusal, with every fault of a refused file below it; give the exit code."""
    tell(f"vistelse: {refusal_text(refusal)}")
    if isinstance(refusal, ImportRefused):
        for fault in refusal.faults:
            place = fault.file if fault.line is None else f"{fault.file}:{fault.line}"
            code = getattr(fault, "code", "")
            tell(": ".join(filter(None, (place, fault.column, fault.text))) + (f" [{code}]" if code else ""))
    return refusal.exit_code


def say_wrong_use(fault: typer.TyperException) -> int:
    """Say in one line what is wrong with a command line; give the exit code."""
    context = getattr(fault, "ctx", None)
    path = context.command_path if context is not None else "vistelse"
    text = usage_text(fault.format_message())
    tell(f"vistelse: {text} {tr('See: {path} --help', path=path)}")
    return WRONG_USE


_USAGE: tuple[tuple[str, Marked], ...] = (
    (
        r"No such command '(?P<name>.*?)'\. Did you mean (?P<guess>.*)\?",
        N_("{name} is not known; did you mean {guess}?"),
    ),
    (r"No such command '(?P<name>.*)'\.?", N_("{name} is not known.")),
    (
        r"No such option: (?P<name>\S+) \(Possible options: (?P<guess>.*)\)",
        N_("{name} is not known; did you mean {guess}?"),
    ),
    (r"No such option: (?P<name>\S+)", N_("{name} is not known.")),
    (r"Missing (?:argument|option|parameter) '(?P<name>.*?)'.*", N_("{name} is missing.")),
    (r"Missing command\.", N_("The command is missing.")),
    (r"Got unexpected extra argument\(s\) \((?P<name>.*)\)", N_("{name} is too much.")),
    (r"Option '(?P<name>.*)' requires .*", N_("{name} wants a value.")),
    (r"Option '(?P<name>.*)' does not take a value\.", N_("{name} takes no value.")),
)


def usage_text(message: str) -> str:
    """Say what Typer says of a command line in the user's language; what it has not said before stays as it is."""
    for pattern, words in _USAGE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return tr_marked(words, **found.groupdict())
    return " ".join(message.split())

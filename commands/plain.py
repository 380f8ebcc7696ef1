"""Values as the user typed them: the commands read them by their own rules, and refuse in the user's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models.language.words import Marked, tr, tr_marked


class AsTyped:
    """What stands where Typer would put a Pydantic adapter, whose import costs a look-up 80 ms."""

    def coerce(self, value: Any, param: object, ctx: object) -> Any:
        """Give the value as it is."""
        return value


AS_TYPED = AsTyped()


def take_as_typed(params: Iterable[Any]) -> None:
    """Let parameters through untouched, and say their help in the user's language."""
    for param in params:
        param._runtime_param = AS_TYPED
        param.help = tr_marked(Marked(param.help or ""))


def plain_help_option(option: Any) -> Any:
    """Do the same for --help, which every command makes for itself."""
    if option is not None:
        option._runtime_param, option.help = AS_TYPED, tr("Show this help.")
    return option

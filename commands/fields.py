"""Many options of one kind: a verb that sets what is given, and nothing else."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from models.language.words import Marked


@dataclass(frozen=True, slots=True)
class Field:
    """An option that may be left out: its name in the store, how it is written, and how its text is read."""

    name: str
    option: str
    metavar: str
    words: Marked
    read: Callable[[str], Any] = str

    @property
    def annotation(self) -> Any:
        """The option as Typer reads it; one with a slash is a yes or a no."""
        kind: Any = bool if "/" in self.option else str
        return Annotated[kind | None, typer.Option(self.option, metavar=self.metavar or None, help=self.words)]


def with_fields(fields: Iterable[Field]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a function the options of some fields; it takes them together as keywords."""

    def widen(function: Callable[..., None]) -> Callable[..., None]:
        own = [
            param
            for param in inspect.signature(function, eval_str=True).parameters.values()
            if param.kind is not param.VAR_KEYWORD
        ]
        more = [
            inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=field.annotation)
            for field in fields
        ]
        setattr(function, "__signature__", inspect.Signature([*own, *more]))  # noqa: B010
        return function

    return widen


def values_of(fields: Iterable[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """Read what was given of some fields."""
    return {
        field.name: given[field.name] if isinstance(given[field.name], bool) else field.read(given[field.name])
        for field in fields
        if given[field.name] is not None
    }

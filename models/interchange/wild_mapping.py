"""What was decided about the files of one source, kept so that its next file needs no question."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, TypeVar

from models.interchange.columns import plain_name
from models.interchange.wild_clocks import ClockForm
from models.interchange.wild_dates import DateForm
from models.interchange.wild_durations import DurationForm
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_periods import period_of
from models.rules.services import SERVICE_OF

VERSION: Final = 1
SKIP: Final = "skip"
"""Stands for a service whose rows are left out, such as travel and planning."""

STATUSES: Final = ("executed", "refused", "missed", "planned")

E = TypeVar("E", bound=StrEnum)

_DIGEST_CHARACTERS = 32


class MappingRefused(ValueError):
    """A text that is no mapping of a version that is known; it never repeats the text."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a source means, what its words stand for, and how it writes days and times.

    Names and words are written as `plain_name` and `plain_word` give them. The default case and the period are answers
    about one file: `for_next_file` leaves them out.
    """

    columns: tuple[tuple[str, Meaning], ...] = ()
    services: tuple[tuple[str, str], ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    heading_line: int | None = None
    date_form: DateForm | None = None
    clock_form: ClockForm | None = None
    duration_form: DurationForm | None = None
    fill_down: bool | None = None
    default_service: str = ""
    default_case: str = ""
    period: str = ""

    def with_column(self, name: str, meaning: Meaning) -> Mapping:
        """Say what a column means, in place of what was said before."""
        return replace(self, columns=_put(self.columns, plain_name(name), meaning))

    def with_service(self, word: str, code: str) -> Mapping:
        """Say which service a word stands for, or that its rows are left out."""
        return replace(self, services=_put(self.services, plain_word(word), code))

    def with_status(self, word: str, status: str) -> Mapping:
        """Say what a word for a visit's status stands for."""
        return replace(self, statuses=_put(self.statuses, plain_word(word), status))

    def for_next_file(self) -> Mapping:
        """Give what holds for the source, without the answers about one file."""
        return replace(self, default_case="", period="")

    def to_json(self) -> str:
        """Write the mapping, with its version."""
        values = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        return json.dumps({"version": VERSION, **values}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """Read a mapping that was written.

        Raises:
            MappingRefused: it is none, is of a newer version, or says what no mapping can.
        """
        try:
            said = json.loads(text)
            if not isinstance(said, dict) or said.pop("version", None) != VERSION:
                raise MappingRefused("version")
            return _read(said)
        except MappingRefused:
            raise
        except (ValueError, TypeError, KeyError, RecursionError):
            raise MappingRefused("not a mapping") from None


def plain_word(word: str) -> str:
    """Give a word of a cell in small letters with single spaces."""
    return " ".join(word.split()).casefold()


def fingerprint(heading: Iterable[str]) -> str:
    """Give the mark by which a source's heading is known again; neither order nor numbered columns count in it."""
    names = sorted({plain_name(name) for name in heading if name.strip() and not re.search("[0-9]", name)})
    return sha256("\x1f".join(names).encode()).hexdigest()[:_DIGEST_CHARACTERS]


V = TypeVar("V", bound=str)


def _put(pairs: tuple[tuple[str, V], ...], name: str, value: V) -> tuple[tuple[str, V], ...]:
    return (*(pair for pair in pairs if pair[0] != name), (name, value))


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [list(item) if isinstance(item, tuple) else item for item in value]
    return value


def _read(said: dict[str, Any]) -> Mapping:
    unknown = set(said) - {field.name for field in fields(Mapping)}
    if unknown:
        raise MappingRefused("unknown field")
    mapping = Mapping(
        columns=tuple((name, Meaning(meaning)) for name, meaning in _pairs(said, "columns")),
        services=_pairs(said, "services"),
        statuses=_pairs(said, "statuses"),
        sheets=tuple(_text(name) for name in said.get("sheets", ())),
        heading_line=_line(said.get("heading_line")),
        date_form=_form(DateForm, said.get("date_form")),
        clock_form=_form(ClockForm, said.get("clock_form")),
        duration_form=_form(DurationForm, said.get("duration_form")),
        fill_down=_yes_no(said.get("fill_down")),
        default_service=_text(said.get("default_service", "")),
        default_case=_text(said.get("default_case", "")),
        period=_text(said.get("period", "")),
    )
    _judge(mapping)
    return mapping


def _judge(mapping: Mapping) -> None:
    """Refuse a mapping that names services or statuses that do not exist."""
    codes = {code for _, code in mapping.services} - {SKIP} | ({mapping.default_service} - {""})
    statuses = {status for _, status in mapping.statuses}
    if not codes <= set(SERVICE_OF) or not statuses <= set(STATUSES):
        raise MappingRefused("unknown code")
    if mapping.period and period_of(mapping.period) is None:
        raise MappingRefused("not a period")


def _pairs(said: dict[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    return tuple((_text(first), _text(second)) for first, second in said.get(name, ()))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MappingRefused("not a text")
    return value


def _line(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise MappingRefused("not a line")


def _yes_no(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise MappingRefused("not yes or no")


def _form(forms: type[E], value: object) -> E | None:
    return None if value is None else forms(_text(value))

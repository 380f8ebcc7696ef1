"""How a line of a form is read: its value and how it was understood, or what is wrong and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import FeeError
from models.interchange.cells import Bad, read_day, read_service, read_text
from models.language.formats import day_text
from models.language.refusals import refusal_text
from models.language.terms import service_name, term
from models.language.words import tr
from models.rules.fields import FieldRefused, parse_yes_no
from models.rules.services import SERVICE_OF, SERVICES

_AHEAD = re.compile(r"([+-])([0-9]{1,4})")
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:[ /-]([0-9]{4}))?")
TODAY_WORDS = frozenset({"idag", "i dag", "today"})


@dataclass(frozen=True, slots=True)
class Understood:
    """A line's value, and words that say how it was understood where that is not what was typed."""

    value: object
    echo: str = ""


Read = Callable[[str], "Understood | Bad"]
"""Reads what stands on a line; spaces around it are gone."""


def cell(
    read: Callable[[str], object], echo: Callable[[object], str] = lambda value: "", *, needed: bool = False
) -> Read:
    """Read a line as a cell of a file is read; `needed` refuses an empty one."""

    def read_line(text: str) -> Understood | Bad:
        if needed and not text:
            return Bad(tr("Fill this in."))
        value = read(text)
        if isinstance(value, Bad):
            return value
        return Understood(value, echo(value) if text else "")

    return read_line


def text_line(*, needed: bool = False) -> Read:
    """Read a line of free text."""
    return cell(read_text, needed=needed)


def day_line(today: date, *, needed: bool = False) -> Read:
    """Read a day: 2026-07-01, 1/7 (of this year), idag, +14; an empty line is none."""

    def read_line(text: str) -> Understood | Bad:
        if not text:
            return Bad(tr("Fill this in.")) if needed else Understood(None)
        day = _day_of(text.casefold(), today)
        value = read_day(text) if day is None else day
        if isinstance(value, Bad) or value is None:
            return Bad(tr("This is not a day; write 2026-07-01, 1/7, idag or +14."))
        return Understood(value, "" if text == day_text(value) else f"= {day_text(value)}")

    return read_line


def _day_of(text: str, today: date) -> date | None:
    if text in TODAY_WORDS:
        return today
    try:
        if ahead := _AHEAD.fullmatch(text):
            return today + timedelta(days=int(ahead[1] + ahead[2]))
        if found := _DAY_AND_MONTH.fullmatch(text):
            return date(int(found[3] or today.year), int(found[2]), int(found[1]))
    except (ValueError, OverflowError):
        return None
    return None


def yes_no_line(text: str) -> Understood | Bad:
    """Read a yes or a no; an empty line is no."""
    if not text:
        return Understood(False, f"= {term('answer', False)}")
    try:
        return Understood(parse_yes_no(text))
    except FieldRefused:
        return Bad(tr("Write yes or no."))


def choice_line(choices: Mapping[str, str]) -> Read:
    """Read one of some codes, by the code or by the beginning of its words."""

    def read_line(text: str) -> Understood | Bad:
        wanted = text.casefold()
        fitting = [code for code, words in choices.items() if wanted and words.casefold().startswith(wanted)]
        codes = [code for code in choices if code.casefold() == wanted] or fitting
        if len(codes) != 1:
            return Bad(tr("Write one of: {choices}.", choices=", ".join(choices.values())))
        words = choices[codes[0]]
        return Understood(codes[0], "" if words.casefold() == wanted else f"= {words}")

    return read_line


def service_line(*, needed: bool = False) -> Read:
    """Read a service by its code, its name, or a beginning of its name that no other has."""

    def read_line(text: str) -> Understood | Bad:
        if not text and not needed:
            return Understood("")
        found = read_service(text)
        fitting = [found] if isinstance(found, str) and found else _services_beginning_with(text.casefold())
        if len(fitting) > 1:
            names = ", ".join(map(service_name, fitting))
            return Bad(tr("Several fit: {names}; write more of it.", names=names))
        if not fitting:
            return Bad(tr("The service is not known; write its name, as Hemtjänst."))
        service = SERVICE_OF[fitting[0]]
        return Understood(service.code, f"= {service_name(service.code)}, {term('unit', service.unit)}")

    return read_line


def _services_beginning_with(text: str) -> list[str]:
    if not text:
        return []
    names = {service.code: (service.swedish, service.english) for service in SERVICES}
    return [code for code, known in names.items() if any(name.casefold().startswith(text) for name in known)]


def checked(read: Read, check: Callable[[object], None]) -> Read:
    """Let an operation's own check refuse what was read."""

    def read_line(text: str) -> Understood | Bad:
        found = read(text)
        if isinstance(found, Bad):
            return found
        try:
            check(found.value)
        except FeeError as refusal:
            return Bad(refusal_text(refusal))
        return found

    return read_line

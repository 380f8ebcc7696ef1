"""Fields of forms: what each is called, how its text is read, and what is said beside it while it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.interchange.cells import (
    Bad,
    identity_reader,
    read_granted,
    read_period,
    read_provider,
    read_service,
    read_staff,
    read_text,
    read_yes_no,
)
from models.language.formats import hours
from models.language.terms import term
from models.language.words import Marked, tr
from models.operations.visits.details import LONGEST_DETAIL
from models.rules.identity import Identity, IdentityKind, birth_date
from models.rules.services import SERVICE_OF, SERVICES
from tui.typed_day import DayNotUnderstood, day_echo, read_typed_day, wrong_day
from tui.vocabulary import service_name

LISTED = 3
"""Names shown where a part of one fits several."""

_HOURS = re.compile(r"([0-9]{1,3})(?::([0-5][0-9])|\s*(?:h|tim))")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a reader needs to know besides the text."""

    today: date
    municipalities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Understood:
    """A text as it was read: its value, what to say of it, or what is wrong and what to do."""

    value: Any = None
    echo: str = ""
    wrong: str = ""


Reader = Callable[[str, Surroundings], Understood]


@dataclass(frozen=True, slots=True)
class FormField:
    """One field; `needed` says that the form is not saved without it, `hint` stands in it while it is empty."""

    name: str
    label: Marked
    read: Reader
    hint: Marked | None = None
    needed: bool = False


def understand(field: FormField, text: str, around: Surroundings) -> Understood:
    """Read a field's text; an empty one has no value."""
    return field.read(text.strip(), around) if text.strip() else Understood()


def a_text(text: str, around: Surroundings) -> Understood:
    """Read a line of text."""
    read = read_text(text)
    return Understood(wrong=read.text) if isinstance(read, Bad) else Understood(read)


def a_detail(text: str, around: Surroundings) -> Understood:
    """Read a text of the visit's sheet, which may be longer."""
    if len(text) > LONGEST_DETAIL:
        return Understood(wrong=tr("A text is longer than {most} characters; shorten it.", most=LONGEST_DETAIL))
    return Understood(text)


def a_day(text: str, around: Surroundings) -> Understood:
    """Read a day."""
    try:
        day = read_typed_day(text, around.today)
    except DayNotUnderstood:
        return Understood(wrong=wrong_day())
    return Understood(day, day_echo(day))


def an_identity(text: str, around: Surroundings) -> Understood:
    """Read an identity number; a whole one is checked, and one that is being typed is waited for."""
    read = identity_reader(around.today)(text)
    if isinstance(read, Bad):
        return Understood(wrong=read.text)
    kinds = {
        IdentityKind.PERSONAL: tr("personal number"),
        IdentityKind.COORDINATION: tr("coordination number"),
        IdentityKind.RESERVE: tr("reserve number"),
    }
    if read is None or read.kind not in kinds:
        return Understood()
    return Understood(read.number, f"{kinds[read.kind]}{_age(read, around.today)}")


def a_municipality(text: str, around: Surroundings) -> Understood:
    """Read a municipality by its code, its name, or a part of the name that fits one alone."""
    wanted = text.casefold()
    names = around.municipalities
    code = wanted.zfill(4) if wanted.isdecimal() else ""
    exact = [each for each, name in names.items() if name.casefold() == wanted or each == code]
    begins = [each for each, name in names.items() if name.casefold().startswith(wanted)]
    holds = [each for each, name in names.items() if wanted in name.casefold()]
    fits = exact or begins or holds
    if len(fits) == 1:
        return Understood(fits[0], f"{fits[0]} {names[fits[0]]}")
    if not fits:
        return Understood(wrong=tr("No municipality is called that; write its code or a part of its name."))
    some = ", ".join(names[each] for each in fits[:LISTED])
    more = "" if len(fits) <= LISTED else " …"
    return Understood(wrong=tr("Several fit: {names}; write more of it.", names=some + more))


def a_yes_no(text: str, around: Surroundings) -> Understood:
    """Read a yes or a no."""
    read = read_yes_no(text)
    if isinstance(read, Bad):
        return Understood(wrong=read.text)
    return Understood("yes" if read else "no", tr("yes") if read else tr("no"))


def a_service(text: str, around: Surroundings) -> Understood:
    """Read a service by its name or a part of it."""
    wanted = text.casefold()
    known = read_service(text)
    names = {each.code: (service_name(each.code), each.swedish, each.english, each.code) for each in SERVICES}
    fits = [code for code, words in names.items() if any(word.casefold().startswith(wanted) for word in words)]
    if isinstance(known, str):
        fits = [known]
    if len(fits) == 1:
        return Understood(fits[0], service_name(fits[0]))
    some = ", ".join(service_name(code) for code in fits[:LISTED])
    if fits:
        return Understood(wrong=tr("Several fit: {names}; write more of it.", names=some))
    return Understood(wrong=tr("No service is called that; write for example {names}.", names=_some_services()))


def a_provider(text: str, around: Surroundings) -> Understood:
    """Read who performs a service."""
    return _coded(read_provider(text), "provider")


def a_period(text: str, around: Surroundings) -> Understood:
    """Read what a granted amount is for."""
    return _coded(read_period(text), "period")


def a_staff(text: str, around: Surroundings) -> Understood:
    """Read how many of the staff a service takes."""
    read = read_staff(text)
    return Understood(wrong=read.text) if isinstance(read, Bad) else Understood(read)


def an_amount_granted(text: str, around: Surroundings) -> Understood:
    """Read how much was granted: hours as 10:00 or 10 h, else minutes, or pieces."""
    found = _HOURS.fullmatch(text.casefold())
    if found:
        minutes = int(found[1]) * 60 + int(found[2] or 0)
        return Understood(minutes, tr("{hours} hours", hours=hours(minutes))) if minutes else _no_amount()
    read = read_granted(text)
    if isinstance(read, Bad) or read is None:
        return _no_amount()
    return Understood(read, tr("{n} minutes ({hours}), or pieces", n=read, hours=hours(read)))


def _no_amount() -> Understood:
    return Understood(wrong=tr("Not an amount; write hours as 10:00, or a whole number of minutes or pieces."))


def _coded(read: str | Bad, sort: str) -> Understood:
    return Understood(wrong=read.text) if isinstance(read, Bad) else Understood(read, term(sort, read))


def _age(identity: Identity, today: date) -> str:
    born = birth_date(identity)
    if born is None:
        return ""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return f", {tr('{n} years old', n=years)}"


def _some_services() -> str:
    return ", ".join(service_name(each) for each in list(SERVICE_OF)[:LISTED])

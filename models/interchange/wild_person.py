"""Whose the hours are, as a cell, a title or a sheet's name says it: a number, a name, a birth date or a case."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from models.interchange.cells import Bad, identity_reader, read_text
from models.interchange.wild_dates import DateForm, read_wild_day
from models.interchange.wild_periods import MONTHS
from models.language.words import tr
from models.rules.identity import Identity
from models.rules.secrecy import HIDDEN, harmless_reference


@dataclass(frozen=True, slots=True)
class Subject:
    """What a file says of whose the hours are; what it does not say is empty."""

    case: str = ""
    identity: Identity | None = None
    name: str = ""
    birth_date: date | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is said."""
        return bool(self.case or self.identity or self.name)

    def filled_by(self, other: Subject) -> Subject:
        """Give the subject with what it lacks taken from another one, if both can be the same person's."""
        if self.is_known:
            return self
        return replace(other, birth_date=self.birth_date or other.birth_date)


NOBODY: Final = Subject()

OLDEST: Final = 120
"""The greatest age in years that a birth date of two-digit year may mean."""

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:1[89]|20)?[0-9]{6}\s?[-+\u2010-\u2015\u2212]?\s?[0-9A-Z]{4}(?![0-9A-Za-z])")
_BORN = re.compile(r"(?<![0-9])(?:(?:1[89]|20)[0-9]{2}[-/.]?[0-9]{2}[-/.]?[0-9]{2}|[0-9]{6})(?![0-9])")
_EDGES = " \t\u00a0,;:()[]/-–\u2013*"
_CASE = re.compile(r"(?=.*[0-9]{3})[A-ZÅÄÖ]{1,6}[ -]?[0-9][0-9 /:-]*")
_NAME = re.compile(r"[^\W\d_][\w.'’ -]*(?:, ?[^\W\d_][\w.'’ -]*)?")


def read_person(text: str, today: date) -> Subject | Bad:
    """Read a cell that says who: 'Anna Ek', 'Ek, Anna (19330101-1234)', 'Anna Ek 1933-01-01' or a case number."""
    bare = read_text(text)
    if isinstance(bare, Bad) or not bare:
        return bare if isinstance(bare, Bad) else NOBODY
    if _CASE.fullmatch(bare) and harmless_reference(bare) != HIDDEN:
        return Subject(case=bare)
    if found := _NUMBER.search(bare):
        identity = identity_reader(today)(found[0])
        rest = _rest(bare, found)
        if isinstance(identity, Bad) or identity is None:
            return identity or NOBODY
        return Subject(identity=identity, name=read_name(rest)) if _is_name(rest) else _not_a_person()
    if found := _BORN.search(bare):
        born = read_birth_date(found[0], today)
        rest = _rest(bare, found)
        if isinstance(born, Bad):
            return born
        return Subject(name=read_name(rest), birth_date=born) if rest and _is_name(rest) else _not_a_person()
    return Subject(name=read_name(bare)) if _is_name(bare) else _not_a_person()


def read_name(text: str) -> str:
    """Give a name with the first name first: 'Ek, Anna' is Anna Ek."""
    last, comma, first = text.partition(",")
    return " ".join((f"{first} {last}" if comma and first.strip() else last).split())


def read_birth_date(text: str, today: date) -> date | Bad | None:
    """Read a birth date; two digits for the year are read only where one century alone is possible."""
    bare = text.strip()
    if not bare:
        return None
    if re.fullmatch("[0-9]{2}-?[0-9]{2}-?[0-9]{2}", bare):
        return _of_a_century(bare.replace("-", ""), today)
    for form in (DateForm.YEAR_FIRST, DateForm.COMPACT, DateForm.DAY_FIRST):
        day = read_wild_day(bare, form, None)
        if day is not None and (form is not DateForm.DAY_FIRST or re.search("[0-9]{4}$", bare)):
            return day if day <= today else Bad(tr("The birth date lies ahead; see that the year is right."))
    return Bad(tr("The birth date cannot be read; write it as 1933-05-17."))


def subject_of_sheet(name: str, today: date) -> Subject:
    """Read a sheet's name as a person's, where it is a number, a case, or a name of at least two words."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    if any(word in MONTHS for word in words):
        return NOBODY
    subject = read_person(name, today)
    if isinstance(subject, Bad):
        return NOBODY
    is_told = subject.case or subject.identity or len(subject.name.split()) > 1
    return subject if is_told else NOBODY


def _of_a_century(six: str, today: date) -> date | Bad:
    days = [
        day
        for century in ("19", "20")
        if (day := read_wild_day(century + six, DateForm.COMPACT, None)) and day <= today and _age(day, today) <= OLDEST
    ]
    if len(days) == 1:
        return days[0]
    return Bad(tr("The birth date's century is not told; write the year with four digits."))


def _age(day: date, today: date) -> int:
    return today.year - day.year


def _rest(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip(_EDGES)


def _is_name(text: str) -> bool:
    return not text or _NAME.fullmatch(text) is not None


def _not_a_person() -> Bad:
    return Bad(tr("It cannot be read who it is; write a name, an identity number or the case number alone."))

"""What stands above a heading and between the rows: whose the hours below are, of which service and which month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from models.interchange.cells import Bad, identity_reader
from models.interchange.wild_meanings import PERSON_MEANINGS, Meaning, meaning_of_name
from models.interchange.wild_periods import Period, period_in
from models.interchange.wild_person import NOBODY, Subject, read_birth_date, read_person
from models.rules.identity import identity_numbers_in

MOST_TITLE_CELLS: Final = 8
"""A row of more different texts is no title."""

_LABEL = re.compile(r"([^:0-9]{2,40}):\s*(.*)")


@dataclass(frozen=True, slots=True)
class Titles:
    """What the rows above, or one row between, say about the rows that follow."""

    subject: Subject = NOBODY
    service: str = ""
    period: Period | None = None

    def followed_by(self, later: Titles) -> Titles:
        """Give what holds after a further title: the later word counts."""
        subject = _joined(self.subject, later.subject)
        return Titles(subject, later.service or self.service, later.period or self.period)


def read_titles(cells: Sequence[str], today: date) -> Titles:
    """Read one title row: 'Kund: Anna Ek', 'Personnummer' beside its number, 'Utförd tid juli 2026'."""
    texts = distinct_texts(cells)
    if not texts or len(texts) > MOST_TITLE_CELLS:
        return Titles()
    titles = Titles(period=period_in(" ".join(texts)))
    for label, value in _labelled(texts):
        titles = titles.followed_by(_labelled_titles(meaning_of_name(label).meaning, value, today))
    if titles.subject.identity is None and len(texts) <= 2:
        for text in texts:
            if identity_numbers_in(text) and isinstance(found := read_person(text.split(":")[-1], today), Subject):
                titles = replace(titles, subject=_joined(titles.subject, found))
    return titles


def distinct_texts(cells: Sequence[str]) -> list[str]:
    """List the different texts of a row in their order; a merged cell's text stands in all of its places."""
    return list(dict.fromkeys(text for cell in cells if (text := " ".join(cell.split()))))


def _labelled(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Pair labels with their values, in one cell or in two beside each other."""
    pairs: list[tuple[str, str]] = []
    label = ""
    for text in texts:
        found = _LABEL.fullmatch(text)
        if found and found[2]:
            pairs.append((found[1], found[2]))
            label = ""
        elif label:
            pairs.append((label, text))
            label = ""
        else:
            label = found[1] if found else text
    return pairs


def _labelled_titles(meaning: Meaning | None, value: str, today: date) -> Titles:
    """Read a value by its label."""
    if meaning is Meaning.SERVICE:
        return Titles(service=value)
    if meaning is Meaning.CASE:
        return Titles(Subject(case=value))
    if meaning is Meaning.BIRTH_DATE:
        born = read_birth_date(value, today)
        return Titles(Subject(birth_date=None if isinstance(born, Bad) else born))
    if meaning is Meaning.IDENTITY:
        identity = identity_reader(today)(value)
        return Titles(Subject(identity=None if isinstance(identity, Bad) else identity))
    if meaning in PERSON_MEANINGS:
        person = read_person(value, today)
        return Titles(person) if isinstance(person, Subject) else Titles()
    return Titles()


def _joined(earlier: Subject, later: Subject) -> Subject:
    """Put together what titles say of one person; another name begins another person."""
    if later.name and earlier.name and later.name != earlier.name:
        return later
    return Subject(
        later.case or earlier.case,
        later.identity or earlier.identity,
        later.name or earlier.name,
        later.birth_date or earlier.birth_date,
    )

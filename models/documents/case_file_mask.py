"""Mask a case file: labels instead of what tells who the guest is, in every text that somebody typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from models.documents.case_file import CaseFile, CaseRow, Value
from models.documents.case_file_layout import SECTIONS
from models.documents.letter_secrecy import SHORTEST_SECRET, secrets_of
from models.documents.scan import number_pattern
from models.documents.secrecy import words_in
from models.language.words import N_, Marked, tr_swedish
from models.rules.identity import identity_numbers_in
from models.rules.secrecy import HIDDEN

WHOLE: dict[str, Marked] = {
    "name": N_("[name]"),
    "identity_number": N_("[identity number]"),
    "stay_address": N_("[address]"),
    "home_address": N_("[address]"),
    "stay_phone": N_("[telephone]"),
    "home_phone": N_("[telephone]"),
    "relatives": N_("[relatives]"),
}
"""Facts of the person that are masked whole."""

SHORTEST_PHONE = 6
"""Digits: fewer are met in every figure."""

_BETWEEN = r"[-\s/()]*"
_DIALLED = rf"(?:\+|00)\s*46{_BETWEEN}(?:\(0\){_BETWEEN})?|0{_BETWEEN}"
"""How a telephone number may begin: +46, 0046, +46 (0) or 0."""

Mask = tuple[re.Pattern[str], str]


def masked(file: CaseFile) -> CaseFile:
    """Give the file with labels for the guest's names, numbers, addresses and telephones, wherever they were typed.

    Relatives are masked whole; officers stay, for they act in their office.
    """
    (person,) = file.sections["person"]
    masks = tuple(_masks(person))
    sections = {name: tuple(_row(name, row, masks) for row in rows) for name, rows in file.sections.items()}
    return replace(file, is_masked=True, sections=sections)


def _row(section: str, row: CaseRow, masks: tuple[Mask, ...]) -> CaseRow:
    free = {fact.name for each in SECTIONS if each.name == section for fact in each.facts if fact.is_free}
    return {name: _value(section, name, value, masks) if name in free else value for name, value in row.items()}


def _value(section: str, name: str, value: Value, masks: tuple[Mask, ...]) -> Value:
    if not isinstance(value, str) or not value:
        return value
    if section == "person" and name in WHOLE:
        return tr_swedish(WHOLE[name])
    return _text(value, masks)


def _text(text: str, masks: tuple[Mask, ...]) -> str:
    """Put labels into a text; identity numbers go whoever's they are."""
    said = plain(text)
    for pattern, label in masks:
        said = pattern.sub(label, said)
    for number in identity_numbers_in(said):
        said = number_pattern(number).sub(tr_swedish(WHOLE["identity_number"]), said)
    return said


def plain(text: str) -> str:
    """Compose a text as names are compared; what is hidden already stays so, and is not three dots."""
    return HIDDEN.join(unicodedata.normalize("NFKC", part) for part in text.split(HIDDEN))


def _masks(person: CaseRow) -> Iterator[Mask]:
    """Make the patterns, the longest texts first."""
    for name in ("stay_address", "home_address"):
        for secret in sorted(secrets_of(_of(person, name)), key=len, reverse=True):
            if len(secret) >= SHORTEST_SECRET:
                yield re.compile(_loosely(secret), re.IGNORECASE), tr_swedish(WHOLE[name])
    for name in ("stay_phone", "home_phone"):
        if len(digits := _phone_digits(_of(person, name))) >= SHORTEST_PHONE:
            yield re.compile(rf"(?<![0-9])(?:{_DIALLED})?{_BETWEEN.join(digits)}(?![0-9])"), tr_swedish(WHOLE[name])
    if number := _of(person, "identity_number"):
        yield number_pattern(number), tr_swedish(WHOLE["identity_number"])
    words = sorted(words_in(_of(person, "name")), key=len, reverse=True)
    if words:
        alternatives = "|".join(map(re.escape, words))
        yield (
            re.compile(rf"(?<![^\W\d_])(?:{alternatives})s?(?![^\W\d_])", re.IGNORECASE),
            tr_swedish(WHOLE["name"]),
        )


def _phone_digits(text: str) -> str:
    """Give the digits of a telephone number without the country's number and the first nought."""
    return re.sub("^(?:0046|46|0)", "", re.sub("[^0-9]", "", text.replace("(0)", "")))


def _of(person: CaseRow, name: str) -> str:
    return unicodedata.normalize("NFKC", str(person.get(name) or ""))


def _loosely(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))

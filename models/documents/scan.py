"""The last look at what is to leave: nobody's name or identity number stands in it, and no protected case (G30).

One rule with `models.documents.secrecy`: a name is met where two words of it stand in a text, in any order and case.
For those whose care the document bills that is enough, wherever in the text the words are, and so is the only word of
a name that has one. For everybody else in the store the two words must stand beside each other, or every street would
be somebody's; and then it may be a namesake's, which a person may say of a text: the rest is met still. An identity
number is nobody else's, and the name of a protected guest whom nobody has cleared is told by no text, whosever it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from models.documents.facts import InvoiceFacts
from models.documents.secrecy import WORD, has_name, words_in
from models.documents.texts import texts_of
from models.rules.identity import identity_numbers_in


class HitKind(StrEnum):
    """What was met: a number, a name (of who is billed for, a protected guest, or another), or a protected case."""

    NUMBER = "number"
    OWN_NAME = "own-name"
    PROTECTED_NAME = "protected-name"
    NAME = "name"
    PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody cared for: name and identity number ('' unknown), and the case numbers of the visits.

    `hidden` are those of them that stand in no file: protected, and not expressly cleared.
    """

    name: str
    number: str
    cases: tuple[str, ...]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """What was met, in which document or file, in which field of it, and whose case it is: never the name."""

    kind: HitKind
    document: str
    field: str
    case: str


_Found = tuple[tuple[HitKind, int], ...]

_ENOUGH_DIGITS = re.compile(r"(?:[0-9][^0-9]{0,3}){5}[0-9]")
_CODE = re.compile(r"(?<![^\W_])((?:[0-9]{2})?[0-9]{6}|99[0-9A-Z]{6})[-+\s]{0,3}([0-9A-Z]{4})(?![^\W_])")
"""A reserve number, which has letters where others have digits."""


def neighbours(text: str) -> Iterator[tuple[str, str]]:
    """Give each two words that stand beside each other; the last s of one may be whose something is."""
    for first, second in pairwise(words_in(text)):
        yield first, second
        if second.endswith("s"):
            yield first, second.removesuffix("s")
        if first.endswith("s"):
            yield first.removesuffix("s"), second


def number_pattern(number: str) -> re.Pattern[str]:
    """Match an identity number of ten or twelve characters, with whatever stands between them."""
    century, ten = number[:-10], number[-10:]
    between = r"(?:\s|[-+./\u2010-\u2015\u2212]){0,3}"
    return re.compile(
        rf"(?<![^\W_])(?:{century}{between})?{between.join(map(re.escape, ten))}(?![^\W_])", re.IGNORECASE
    )


def reserve_codes_in(text: str) -> Iterator[str]:
    """Give the last ten characters of everything that has a reserve number's shape."""
    for first, last in _CODE.findall(unicodedata.normalize("NFKC", text).upper()):
        yield (first + last)[-10:]


class Scanner:
    """Everybody in the store, ready to be looked for in many texts; a text that comes again is looked through once."""

    def __init__(self, guests: Iterable[Guest], excused: Iterable[str] = ()) -> None:
        """Index the guests by two words of their names, by number, and by the cases that stand in no file.

        `excused` are texts, as they stand, in which a name is known to be a namesake's.
        """
        self._guests = tuple(guests)
        self._excused = tuple(excused)
        self._pairs: dict[tuple[str, str], int] = {}
        self._numbers: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        self._of_case: dict[str, int] = {}
        self._known: dict[str, _Found] = {}
        for place, guest in sorted(enumerate(self._guests), key=lambda each: not each[1].hidden):
            self._add(place, guest)  # of two with one name the protected one counts
        hidden = [case for guest in self._guests for case in guest.hidden]
        self._hidden = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, hidden))})(?!\w)") if hidden else None

    def scan_document(self, facts: InvoiceFacts) -> Iterator[Hit]:
        """Look through every text of a document: for those whose care it bills, and for everybody else."""
        cases = dict.fromkeys(line.case_number for line in facts.lines)
        own = {self._of_case[case] for case in cases if case in self._of_case}
        names = {place: frozenset({self._guests[place].name}) - {""} for place in own}
        for field, text in texts_of(facts):
            for place in own:
                if names[place] and has_name(text, names[place]):
                    yield Hit(HitKind.OWN_NAME, facts.number, field, self._case(place, cases))
            for kind, place in self._found(text):
                if not (kind in (HitKind.NAME, HitKind.PROTECTED_NAME) and place in own):
                    yield Hit(kind, facts.number, field, self._case(place, cases))

    def scan_texts(self, document: str, texts: Iterable[tuple[str, str]]) -> Iterator[Hit]:
        """Look through texts, each with the name of its field, for everybody."""
        for field, text in texts:
            for kind, place in self._found(text):
                yield Hit(kind, document, field, self._case(place))

    def others_in(self, text: str, case: str, *, protected: bool = False) -> Iterator[tuple[int, int]]:
        """Give where a text, composed as by NFKC, tells who anybody is but the guest of a case: from and to.

        Of the `protected` alone where it says so. Words of the guest's own name are nobody else's there.
        """
        own = self._of_case.get(case, -1)
        mine = set(words_in(self._guests[own].name)) if own >= 0 else set()
        found = (*self._name_places(text, mine), *self._number_places(text))
        if self._hidden:
            found = (*found, *((hit.start(), hit.end(), self._of_case[hit[0]]) for hit in self._hidden.finditer(text)))
        for start, end, place in found:
            if place != own and (self._guests[place].hidden or not protected):
                yield start, end

    def _name_places(self, text: str, mine: set[str]) -> Iterator[tuple[int, int, int]]:
        words = [(word.start(), word.end(), word[0].casefold()) for word in WORD.finditer(text) if len(word[0]) > 1]
        for (start, _, first), (_, end, second) in pairwise(words):
            for pair in neighbours(f"{first} {second}"):
                if pair in self._pairs and not mine.issuperset(pair):
                    yield start, end, self._pairs[pair]

    def _number_places(self, text: str) -> Iterator[tuple[int, int, int]]:
        numbers = {number: self._numbers.get(number) for number in identity_numbers_in(text)}
        for number, place in (*numbers.items(), *((code, self._codes.get(code)) for code in reserve_codes_in(text))):
            if place is not None:
                yield from ((hit.start(), hit.end(), place) for hit in number_pattern(number).finditer(text))

    def _case(self, place: int, cases: Iterable[str] = ()) -> str:
        """Name a guest by a case: the one that the document bills, else the first."""
        mine = self._guests[place].cases
        return next((case for case in cases if case in mine), mine[0] if mine else "")

    def _add(self, place: int, guest: Guest) -> None:
        words = tuple(dict.fromkeys(words_in(guest.name)))
        for first in words:
            for second in words:
                if first != second:
                    self._pairs.setdefault((first, second), place)
        if guest.number.isdigit():
            self._numbers.setdefault(guest.number, place)
        elif guest.number:
            self._codes.setdefault(guest.number.upper()[-10:], place)
        for case in guest.cases:
            self._of_case[case] = place

    def _found(self, text: str) -> _Found:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = tuple(dict.fromkeys(self._look(text)))
        return known

    def _look(self, text: str) -> Iterator[tuple[HitKind, int]]:
        for place in self._named(text):
            if self._guests[place].hidden:
                yield HitKind.PROTECTED_NAME, place
            elif not self._is_excused(text, place):
                yield HitKind.NAME, place
        if _ENOUGH_DIGITS.search(text) or not text.isascii():
            yield from ((HitKind.NUMBER, place) for place in self._numbered(text))
        if self._hidden:
            for found in self._hidden.finditer(text):
                yield HitKind.PROTECTED, self._of_case[found[0]]

    def _is_excused(self, text: str, place: int) -> bool:
        """Say whether a name stands only in texts that are known to be a namesake's."""
        rest = text
        for excused in self._excused:
            if excused in rest and place in self._named(excused):
                rest = rest.replace(excused, ";")
        return place not in self._named(rest)

    def _named(self, text: str) -> Iterator[int]:
        """Find two words of a name beside each other."""
        for pair in neighbours(text):
            if pair in self._pairs:
                yield self._pairs[pair]

    def _numbered(self, text: str) -> Iterator[int]:
        """Find identity numbers of ten or twelve digits in any spelling, and reserve numbers."""
        for number in identity_numbers_in(text):
            if number in self._numbers:
                yield self._numbers[number]
        if self._codes:
            for code in reserve_codes_in(text):
                if code in self._codes:
                    yield self._codes[code]

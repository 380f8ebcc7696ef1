"""What a deed writes into the log, without the name or the number of anybody cared for: it is never rewritten (G30)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache, reduce
from itertools import permutations
from operator import or_
from unicodedata import is_normalized

from peewee import Expression, fn

from models.database import among, is_sqlite, rows_of
from models.documents.scan import neighbours, reserve_codes_in
from models.documents.secrecy import WORD, has_name, words_in
from models.language.terms import TERMS
from models.person import Person
from models.rules.identity import IdentityKind, identity_numbers_in
from models.rules.secrecy import HIDDEN
from models.rules.services import SERVICE_OF
from models.user import User
from models.visit import Visit

MOST_ASKED = 16
"""Pairs of words that are looked for by the database: beyond that, reading every name once is quicker."""

_HASH = re.compile(r"[0-9a-f]{64}")

Pair = tuple[str, str]


def unnamed_facts(subject: str, facts: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Give a deed's subject and facts as the log keeps them: a text that could tell who a guest is becomes `…`.

    The guest of the case that the deed is about is told by two words of the name anywhere in a text; anybody else by
    two words beside each other, as in what leaves (models.documents.scan), or by a text that is the whole of a name.
    Codes, hashes and logins are kept, whatever they look like. Call it inside the deed's transaction.
    """
    found = (_encodable(text) for value in (subject, *facts, *facts.values()) for text in _texts(value))
    texts = {text for text in found if not _is_code(text)}
    told = _telling(texts, _own_names(subject, facts))

    def said(text: str) -> str:
        return HIDDEN if _encodable(text) in told else _encodable(text)

    return said(subject), {said(name): _masked(value, said) for name, value in facts.items()}


def _texts(value: object) -> Iterator[str]:
    """Give every text in a fact, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(name)
            yield from _texts(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _texts(part)


def _masked(value: object, said: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return said(value)
    if isinstance(value, Mapping):
        return {_masked(name, said): _masked(part, said) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(part, said) for part in value]
    return value


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for terms in TERMS.values() for code in terms) | frozenset(SERVICE_OF)


def _is_code(text: str) -> bool:
    return text in _codes() or bool(_HASH.fullmatch(text))


def _own_names(subject: str, facts: Mapping[str, object]) -> frozenset[str]:
    """Name the guest of the case that the deed is about."""
    cases = [_encodable(text).casefold() for text in (subject, facts.get("case")) if isinstance(text, str)]
    query = Person.select(Person.name).join(Visit).where(Visit.case_key.in_(cases) & (Person.name != ""))
    return frozenset(name for (name,) in rows_of(query))


def _telling(texts: Set[str], own: frozenset[str]) -> set[str]:
    """Choose the texts that tell who somebody is."""
    told, pairs, alone = set(), dict[str, set[Pair]](), dict[str, str]()
    for text in texts:
        words = words_in(text)
        if identity_numbers_in(text) or (own and words and has_name(text, own)):
            told.add(text)
        elif len(words) > 1:
            pairs[text] = set(neighbours(text))
        elif words and not re.search("[0-9]", text):
            alone[text] = words[0]
    met = _names_met({pair for each in pairs.values() for pair in each})
    told |= {text for text, each in pairs.items() if each & met}
    told |= _whole_names(alone)
    told |= _with_reserve_number(texts)
    if not told & {*pairs, *alone}:
        return told
    logins = {login for (login,) in rows_of(User.select(User.login).where(User.login.in_(sorted(told))))}
    return told - logins


def _names_met(pairs: set[Pair]) -> set[Pair]:
    """Say which pairs of words are two words of somebody's name."""
    if not pairs:
        return set()
    query = Person.select(Person.search_name).where(Person.search_name != "")
    stems = {(first.removesuffix("s"), second.removesuffix("s")) for first, second in pairs}
    if len(stems) <= MOST_ASKED:
        query = query.where(reduce(or_, (_holds(first) & _holds(second) for first, second in sorted(stems))))
    words = {word for pair in pairs for word in pair}
    met: set[Pair] = set()
    for (name,) in rows_of(query):
        known = words.intersection(WORD.findall(name) if is_normalized("NFKC", name) else words_in(name))
        met |= {pair for pair in permutations(known, 2) if pair in pairs}
    return met


def _holds(word: str) -> Expression:
    """Look for a word in a name as it is searched for, without the cost of patterns."""
    place = fn.INSTR(Person.search_name, word) if is_sqlite() else fn.STRPOS(Person.search_name, word)
    holds: Expression = place > 0
    return holds


def _whole_names(alone: Mapping[str, str]) -> set[str]:
    """Choose the texts that are the only name that somebody has."""
    if not alone:
        return set()
    wanted = {form for word in alone.values() for form in (word, word.removesuffix("s"))}
    query = Person.select(Person.search_name).where(among(Person.search_name, sorted(wanted)))
    found = {name for (name,) in rows_of(query)}
    return {text for text, word in alone.items() if found & {word, word.removesuffix("s")}}


def _with_reserve_number(texts: Set[str]) -> set[str]:
    """Choose the texts with a guest's reserve number, which no check digit tells."""
    codes = {text: found for text in texts if (found := set(reserve_codes_in(text)))}
    if not codes:
        return set()
    query = Person.select(Person.identity_number).where(Person.identity_kind == str(IdentityKind.RESERVE))
    known = {number.upper()[-10:] for (number,) in rows_of(query) if number}
    return {text for text, found in codes.items() if found & known}

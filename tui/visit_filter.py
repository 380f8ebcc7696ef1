"""What the words of a filter may mean: a part of a case number, a municipality, a state, or a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from models.language.terms import term
from models.language.words import tr, tr_marked
from models.operations.visits.page_visits import Wish
from models.rules.period import Month
from models.rules.visit_states import VisitState
from tui.dates import MONTHS

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
LEAST = 3
"""Letters of a month's name that are enough."""


def wishes_of(text: str, names: Mapping[str, str], today: date) -> tuple[Wish, ...]:
    """Read a filter: a visit is shown when every word fits it in one of the ways that the word can be meant."""
    return tuple(_wish(word.casefold(), names, today) for word in text.split())


def wish_text(wish: Wish, names: Mapping[str, str]) -> str:
    """Say how a word was understood, the likeliest first."""
    if wish.states:
        return " / ".join(term("state", state) for state in wish.states)
    if len(wish.municipalities) == 1:
        return names[wish.municipalities[0]]
    if wish.first and wish.last:
        return f"{wish.first}–{wish.last}" if wish.first != wish.last else str(wish.first)
    if wish.municipalities:
        return tr("{n} municipalities with “{text}”", n=len(wish.municipalities), text=wish.case)
    return tr("case with “{text}”", text=wish.case)


def _wish(word: str, names: Mapping[str, str], today: date) -> Wish:
    days = _days(word, today)
    if days and "-" in word:
        return Wish(first=days[0], last=days[1])
    return Wish(
        case=word,
        municipalities=tuple(code for code, name in names.items() if code == word or word in name.casefold()),
        states=tuple(str(state) for state in VisitState if _is_state(word, state)),
        first=days[0] if days else None,
        last=days[1] if days else None,
    )


def _is_state(word: str, state: VisitState) -> bool:
    return len(word) > 1 and (term("state", state).casefold().startswith(word) or state.value.startswith(word))


def _days(word: str, today: date) -> tuple[date, date] | None:
    """Read a year, a month, a month's name in this year, or a day."""
    try:
        if _DAY.fullmatch(word):
            return (date.fromisoformat(word), date.fromisoformat(word))
        if _YEAR.fullmatch(word):
            return (date(int(word), 1, 1), date(int(word), 12, 31))
        for number, name in enumerate(MONTHS, start=1):
            if len(word) >= LEAST and tr_marked(name).casefold().startswith(word):
                month = Month(today.year, number)
                return (month.first, month.last)
        month = Month.parse(word)
    except ValueError:
        return None
    return (month.first, month.last)

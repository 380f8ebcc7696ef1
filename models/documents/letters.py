"""A letter from its template and its facts: plain words in braces are filled in, nothing else is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.care_errors import BadTemplate, LetterLacks, UnknownWord
from models.documents.letter_texts import CASE_WORD, KNOWN_WORDS, MUST_SAY, NEEDS, LetterKind, LetterTemplate
from models.language.words import tr
from models.rules.services import SERVICE_OF, Unit

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000
"""Characters."""

_BRACES = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"\w{1,40}")
_PERIODS = {"day": "dag", "week": "vecka", "month": "månad"}


@dataclass(frozen=True, slots=True)
class GrantedFact:
    """A granted service by its code; `granted` is minutes, or pieces of a piece service, a period."""

    service: str
    granted: int | None = None
    per: str = ""
    staff: int = 1


@dataclass(frozen=True, slots=True)
class DaysWithoutRate:
    """Days, both included, of a granted service in a band without a confirmed rate; no band: any."""

    service: str
    band: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter can say of a stay; who the guest is and where the stay is are not among it."""

    case: str
    today: date
    host: str
    home: str
    legal_basis: str
    first: date
    last: date | None = None
    ordered_on: date | None = None
    decision: str = ""
    officer: str = ""
    contact: str = ""
    until: date | None = None
    note: str = ""
    services: tuple[GrantedFact, ...] = ()
    missing: tuple[str, ...] = ()
    gaps: tuple[DaysWithoutRate, ...] = ()
    invoices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as it is read: one line of subject, and its body."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class _Page:
    """A body that is being filled, line by line."""

    values: Mapping[str, str]
    lines: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        """Fill a line in; one whose words are all empty is left out, and with it the heading that it stood under."""
        words = _BRACES.findall(line)
        if not words or any(self.values[word] for word in words):
            self.lines.append(fill(line, self.values).rstrip())
        elif self.lines and self.lines[-1].endswith(":") and _BRACES.fullmatch(line.strip()):
            self.lines.pop()


def letter_text(kind: LetterKind, template: LetterTemplate, facts: LetterFacts) -> LetterText:
    """Fill a template in.

    Raises:
        UnknownWord: a word in braces is none that letters know.
        BadTemplate: a brace stands alone, or the text cannot be that of a letter.
        LetterLacks: there is nothing to say where the letter must say something.
    """
    check_template(kind, template)
    values = values_of(facts)
    if any(not values[word] for word in NEEDS.get(kind, ())):
        raise LetterLacks(case=facts.case, what=_lacking(kind))
    return LetterText(fill(template.subject, values), filled_body(template.body, values))


def check_template(kind: LetterKind, template: LetterTemplate) -> None:
    """Judge a template before it is kept.

    Raises:
        UnknownWord: a word in braces is none that letters know.
        BadTemplate: a brace stands alone, a word is missing, or the text cannot be that of a letter.
    """
    text = f"{template.subject}\n{template.body}"
    words = _BRACES.findall(text)
    for word in words:
        if word not in KNOWN_WORDS:
            known = ", ".join(f"{{{each}}}" for each in KNOWN_WORDS)
            raise UnknownWord(word=f"{{{word if _WORD.fullmatch(word) else '…'}}}", known=known)
    if re.search("[{}]", _BRACES.sub("", text)):
        raise BadTemplate(why=tr("a brace stands alone"))
    for word in (CASE_WORD, *MUST_SAY.get(kind, ())):
        if word not in words:
            raise BadTemplate(why=tr("{word} is missing", word=f"{{{word}}}"))
    if wrong := _wrong_shape(template):
        raise BadTemplate(why=wrong)


def _wrong_shape(template: LetterTemplate) -> str:
    if not template.subject.strip() or not template.body.strip():
        return tr("the subject or the body is empty")
    if not template.subject.isprintable() or not template.body.replace("\n", " ").isprintable():
        return tr("it holds characters that cannot be seen, or the subject more than one line")
    if len(template.subject) > LONGEST_SUBJECT or len(template.body) > LONGEST_BODY:
        return tr("it is too long")
    return ""


def _lacking(kind: LetterKind) -> str:
    if kind is LetterKind.RECEIPT:
        return tr("no order has come")
    if kind is LetterKind.COMPLETION:
        return tr("nothing is said to be missing")
    if kind is LetterKind.RATE_REQUEST:
        return tr("every granted service has a confirmed rate on each day of the stay")
    return tr("the last day of the stay is not known")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values where their words stand in braces, once: a value is never looked through for more."""
    return _BRACES.sub(lambda found: values[found[1]], text)


def filled_body(body: str, values: Mapping[str, str]) -> str:
    """Fill a body in; lines that say nothing are left out, and no two empty lines follow each other."""
    page = _Page(values)
    for line in body.split("\n"):
        page.take(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(page.lines)).strip("\n") + "\n"


def values_of(facts: LetterFacts) -> dict[str, str]:
    """Write every fact as the text that takes its word's place; empty where nothing is known."""
    return {
        "ärende": facts.case,
        "beslut": facts.decision,
        "handläggare": facts.officer,
        "saknas": _listed(facts.missing),
        "upplysning": facts.note,
        "kontakt": facts.contact,
        "idag": str(facts.today),
        "kommun": facts.host,
        "hemkommun": facts.home,
        "lagrum": facts.legal_basis,
        "beställd": _day(facts.ordered_on),
        "vistelse": _stay(facts.first, facts.last),
        "första_dag": str(facts.first),
        "sista_dag": _day(facts.last),
        "önskad_sista_dag": _day(facts.until),
        "insatser": _listed(map(_granted, facts.services)),
        "nivåer": _listed(map(_gap, facts.gaps)),
        "fakturor": ", ".join(facts.invoices),
    }


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _day(day: date | None) -> str:
    return "" if day is None else str(day)


def _stay(first: date, last: date | None) -> str:
    return f"från och med {first}" if last is None else f"{first} till {last}"


def _granted(fact: GrantedFact) -> str:
    service = SERVICE_OF[fact.service]
    amount = ""
    if fact.granted is not None and fact.per:
        is_time = service.unit is Unit.HOUR
        often = _PERIODS[fact.per]
        amount = f", {_time(fact.granted) if is_time else f'{fact.granted} st'} per {often}"
    return f"{service.swedish}{amount}{', dubbelbemanning' if fact.staff > 1 else ''}"


def _time(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    hours, left = f"{whole} tim" if whole else "", f"{rest} min" if rest else ""
    return " ".join(filter(None, (hours, left)))


def _gap(gap: DaysWithoutRate) -> str:
    band = f" ({gap.band})" if gap.band else ""
    return f"{SERVICE_OF[gap.service].swedish}{band}, {gap.first} till {gap.last}"

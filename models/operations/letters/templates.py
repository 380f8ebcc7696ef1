"""The texts of letters: those that come with the program, and our own in their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.database import rows_of
from models.documents.letter_texts import TEMPLATES, LetterKind, LetterTemplate
from models.documents.letters import DaysWithoutRate, GrantedFact, LetterFacts, LetterText, letter_text
from models.errors import NotFound
from models.letter import LetterTemplate as OwnTemplate
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.write_event import utc_now, write_event
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """A letter's text; `changed_by` is empty where it is the one that comes with the program."""

    kind: LetterKind
    subject: str
    body: str
    changed_by: str


def list_templates(actor: Actor) -> tuple[TemplateSheet, ...]:
    """List the text of every kind of letter."""
    with reading(actor):
        own = {row[0]: row for row in rows_of(_own())}
    return tuple(_sheet(kind, own.get(kind)) for kind in LetterKind)


def show_template(kind: LetterKind, actor: Actor) -> TemplateSheet:
    """Show the text of a kind of letter."""
    return next(sheet for sheet in list_templates(actor) if sheet.kind is kind)


def set_letter_template(kind: LetterKind, subject: str, body: str, actor: Actor) -> LetterText:
    """Keep our own text for a kind of letter, and give a letter drawn from it about an invented stay.

    Raises:
        UnknownWord: a word in braces is none that letters know.
        BadTemplate: a brace stands alone, a word is missing, or the text cannot be that of a letter.
    """
    template = LetterTemplate(subject.strip(), body.replace("\r\n", "\n").strip() + "\n")
    trial = letter_text(kind, template, INVENTED)
    with deed(actor, Role.ADMINISTER):
        OwnTemplate.delete().where(OwnTemplate.kind == kind).execute()
        OwnTemplate.create(
            kind=kind, subject=template.subject, body=template.body, changed_by=actor.login, changed_at=utc_now()
        )
        write_event(actor, "set-letter-template", kind)
    return trial


def reset_letter_template(kind: LetterKind, actor: Actor) -> None:
    """Take our own text for a kind of letter away: the program's own stands again.

    Raises:
        NotFound: there is no text of our own.
    """
    with deed(actor, Role.ADMINISTER):
        if not OwnTemplate.delete().where(OwnTemplate.kind == kind).execute():
            raise NotFound(what="letter text", key=kind)
        write_event(actor, "reset-letter-template", kind)


def template_of(kind: LetterKind) -> tuple[LetterTemplate, bool]:
    """Give the text of a kind of letter and whether it is our own, inside a transaction that is open already."""
    own = OwnTemplate.get_or_none(OwnTemplate.kind == kind)
    return (TEMPLATES[kind], False) if own is None else (LetterTemplate(own.subject, own.body), True)


def _own() -> Any:
    return OwnTemplate.select(OwnTemplate.kind, OwnTemplate.subject, OwnTemplate.body, OwnTemplate.changed_by)


def _sheet(kind: LetterKind, own: tuple[str, str, str, str] | None) -> TemplateSheet:
    usual = TEMPLATES[kind]
    return TemplateSheet(kind, usual.subject, usual.body, "") if own is None else TemplateSheet(kind, *own[1:])


INVENTED = LetterFacts(
    case="V2026-0001",
    today=date(2026, 6, 22),
    host="Borgholms kommun",
    home="Solna stad",
    legal_basis="29 kap. 5–6 §§ SoL (2025:400)",
    first=date(2026, 7, 1),
    last=date(2026, 7, 31),
    ordered_on=date(2026, 6, 20),
    decision="B 12",
    officer="Kim Exempel",
    contact="vistelse@example.se",
    until=date(2026, 8, 14),
    note="Ring gärna.",
    services=(GrantedFact("home-care", 600, "week"),),
    missing=("Samtycke till att uppgifter lämnas",),
    gaps=(DaysWithoutRate("home-care", "", date(2026, 7, 1), date(2026, 7, 31)),),
    invoices=("2026000001",),
)
"""A stay that nobody has had, to try a text on."""

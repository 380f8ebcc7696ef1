"""Draw a letter up on a case, show it, and keep it as it was drawn up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.care_errors import BadMailAddress, LetterDoesNotFit, LetterTellsWho
from models.database import transaction
from models.documents.letter_mail import is_address, mail_draft, mail_name
from models.documents.letter_secrecy import holds_number, tells, words_that_tell
from models.documents.letter_texts import FITS, INTERNAL, LetterKind, LetterTemplate
from models.documents.letters import LetterText, letter_text, values_of
from models.errors import WrongUse
from models.language.terms import term
from models.language.words import tr
from models.letter import Letter
from models.operations.letters.letter_facts import LetterWish, letter_facts, names_of, secrets_of_visit
from models.operations.letters.templates import template_of
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise, deed
from models.operations.store.write_event import utc_now, write_event
from models.operations.visits.by_case import visit_of
from models.rules.roles import Role
from models.rules.visit_states import VisitState
from models.visit import Visit

LONGEST_ADDITION = 2000
"""Characters of a note, or of a thing that is missing."""
WRITERS = (Role.REGISTER, Role.BILL)


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """A letter as it was drawn up: to whom, what it says, by whom and when (UTC); a draft has no id yet."""

    id: int
    case: str
    kind: LetterKind
    address: str
    subject: str
    body: str
    made_by: str
    made_at: datetime

    @property
    def text(self) -> str:
        """The letter as it is read: its subject, an empty line, its body."""
        return f"{self.subject}\n\n{self.body}"

    @property
    def mail(self) -> bytes:
        """The letter as a mail draft: the same bytes each time."""
        return mail_draft(LetterText(self.subject, self.body), self.address)

    @property
    def file_name(self) -> str:
        """What the mail draft is called."""
        return mail_name(self.case, self.kind, self.id)


def draft_letter(case: str, kind: LetterKind, wish: LetterWish, today: date, actor: Actor) -> LetterSheet:
    """Show a letter as it would be drawn up; nothing is kept but that somebody looked.

    Raises:
        NotFound: there is no visit with the case number.
        LetterDoesNotFit: what it says is not true of the visit as it stands.
        LetterLacks: there is nothing to say where it must say something.
        LetterTellsWho: it would tell who the guest is.
        BadMailAddress: the recipient is no e-mail address.
    """
    with transaction():
        authorise(actor, *WRITERS)
        visit = visit_of(case)
        write_access(actor, "draft-letter", [visit.case_number])
        return _drawn(visit, kind, wish, today, actor)


def write_letter(case: str, kind: LetterKind, wish: LetterWish, today: date, actor: Actor) -> LetterSheet:
    """Draw a letter up and keep it; the log says which and for what, never its text.

    Raises:
        NotFound: there is no visit with the case number.
        LetterDoesNotFit: what it says is not true of the visit as it stands.
        LetterLacks: there is nothing to say where it must say something.
        LetterTellsWho: it would tell who the guest is.
        BadMailAddress: the recipient is no e-mail address.
    """
    with deed(actor, *WRITERS):
        visit = visit_of(case)
        drawn = _drawn(visit, kind, wish, today, actor)
        kept = Letter.create(
            visit=visit,
            kind=drawn.kind,
            address=drawn.address,
            subject=drawn.subject,
            body=drawn.body,
            made_by=drawn.made_by,
            made_at=drawn.made_at,
        )
        write_event(actor, "write-letter", visit.case_number, letter=kept.id, kind=kind)
    return sheet_of(kept, visit.case_number)


def sheet_of(letter: Letter, case: str) -> LetterSheet:
    """Give a kept letter as it was drawn up."""
    return LetterSheet(
        letter.id,
        case,
        LetterKind(letter.kind),
        letter.address,
        letter.subject,
        letter.body,
        letter.made_by,
        letter.made_at,
    )


def _drawn(visit: Visit, kind: LetterKind, wish: LetterWish, today: date, actor: Actor) -> LetterSheet:
    """Draw a letter up inside a transaction that is open already."""
    case, state = visit.case_number, VisitState(visit.state)
    if state not in FITS.get(kind, frozenset(VisitState)):
        raise LetterDoesNotFit(case=case, state=term("state", state))
    _refuse_unreadable(wish)
    template, is_own = template_of(kind)
    facts = letter_facts(visit, kind, wish, today)
    text = letter_text(kind, template, facts)
    address = _address(visit, kind, wish)
    _refuse_telling(visit, template, values_of(facts), address, is_own=is_own)
    if holds_number(text):
        raise LetterTellsWho(case=case, where=tr("an identity number in its text"))
    return LetterSheet(0, case, kind, address, text.subject, text.body, actor.login, utc_now())


def _address(visit: Visit, kind: LetterKind, wish: LetterWish) -> str:
    address = wish.address.strip() or ("" if kind in INTERNAL else visit.officer_email.strip())
    if address and not is_address(address):
        raise BadMailAddress
    return address


def _refuse_telling(
    visit: Visit, template: LetterTemplate, values: Mapping[str, str], address: str, *, is_own: bool
) -> None:
    names, secrets = names_of(visit), secrets_of_visit(visit)
    words = words_that_tell(template, values, names, secrets, is_own=is_own)
    found = [f"{{{word}}}" if word else tr("its own text") for word in words]
    if tells(address, names, secrets):
        found.append(tr("the recipient's address"))
    if found:
        raise LetterTellsWho(case=visit.case_number, where=", ".join(dict.fromkeys(found)))


def _refuse_unreadable(wish: LetterWish) -> None:
    for text in (wish.note, *wish.missing):
        if len(text) > LONGEST_ADDITION:
            raise WrongUse(what=tr("A text is longer than {most} characters; shorten it.", most=LONGEST_ADDITION))
        if not text.replace("\n", " ").isprintable():
            raise WrongUse(what=tr("A text holds characters that cannot be seen; write it anew."))

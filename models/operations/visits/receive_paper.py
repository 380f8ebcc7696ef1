"""Say that a paper came with an order, or that it did not after all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.documents.secrecy import has_name
from models.errors import NotFound, ReasonNamesPerson, WrongUse
from models.language.words import tr
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.operations.visits.by_case import visit_of
from models.paper import Paper
from models.rules.identity import identity_numbers_in
from models.rules.papers import PaperKind
from models.rules.roles import Role
from models.visit import Visit

LONGEST_REFERENCE = 200
"""Characters."""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper that came; `reference` says where it is kept."""

    kind: str
    received_on: date
    reference: str
    entered_by: str


def receive_paper(case: str, kind: PaperKind, day: date, reference: str, today: date, actor: Actor) -> bool:
    """Say that a paper came on a day; a better one takes the place of one that was there. Say whether it was new.

    Raises:
        NotFound: there is no visit with the case number.
        WrongUse: the day lies ahead, or the reference is too long or holds what cannot be seen.
        ReasonNamesPerson: the reference names the guest.
    """
    if day > today:
        raise WrongUse(what=tr("A paper cannot have come on a day that lies ahead."))
    if len(reference) > LONGEST_REFERENCE or not reference.isprintable():
        raise WrongUse(what=tr("The reference is one line of at most {most} characters.", most=LONGEST_REFERENCE))
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        _refuse_names(reference, visit)
        known: Paper | None = Paper.get_or_none((Paper.visit == visit) & (Paper.kind == str(kind)))
        values = {"received_on": day, "reference": reference, "entered_by": actor.login}
        if known is None:
            Paper.create(visit=visit, kind=str(kind), **values)
        else:
            Paper.update(**values).where(Paper.id == known.id).execute()
        write_event(actor, "receive-paper", visit.case_number, paper=str(kind), day=str(day), new=known is None)
    return known is None


def take_paper_back(case: str, kind: PaperKind, actor: Actor) -> None:
    """Say that a paper did not come after all.

    Raises:
        NotFound: there is no visit with the case number, or no such paper has come.
    """
    with deed(actor, Role.REGISTER):
        visit = visit_of(case)
        gone = Paper.delete().where((Paper.visit == visit) & (Paper.kind == str(kind))).execute()
        if not gone:
            raise NotFound(what="paper", key=kind)
        write_event(actor, "take-paper-back", visit.case_number, paper=str(kind))


def papers_of(visit: Visit) -> tuple[PaperFacts, ...]:
    """List the papers of a visit by the day they came, inside a transaction that is open already."""
    query = Paper.select().where(Paper.visit == visit).order_by(Paper.received_on, Paper.id)
    return tuple(PaperFacts(each.kind, each.received_on, each.reference, each.entered_by) for each in query)


def _refuse_names(reference: str, visit: Visit) -> None:
    """Keep the guest out of a text that whoever may read the visit sees, masked or not (G30)."""
    if identity_numbers_in(reference) or has_name(reference, frozenset({visit.person.name} - {""})):
        raise ReasonNamesPerson

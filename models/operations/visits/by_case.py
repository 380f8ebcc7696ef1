"""Find a visit by its case number, however its letters are written."""

from __future__ import annotations

from models.errors import NotFound, WrongUse
from models.language.words import tr
from models.rules.secrecy import harmless_reference
from models.visit import Visit


def visit_of(case: str) -> Visit:
    """Give the visit with a case number.

    Raises:
        NotFound: there is none.
    """
    visit: Visit | None = Visit.get_or_none(Visit.case_key == case.casefold())
    if visit is None:
        raise NotFound(what="visit", key=harmless_reference(case))
    return visit


def refuse_closed(visit: Visit) -> None:
    """See that a visit takes hours still: nobody signs a month of one that does not.

    Raises:
        WrongUse: it is closed or cancelled.
    """
    if not visit.is_open:
        case = visit.case_number
        raise WrongUse(
            what=tr("{case} is closed or cancelled and takes no new hours; see to the visit first.", case=case)
        )

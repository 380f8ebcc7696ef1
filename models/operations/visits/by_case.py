"""Find a visit by its case number, however its letters are written."""

from __future__ import annotations

from models.errors import NotFound
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

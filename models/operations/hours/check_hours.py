"""Check the hours that are stored: what is to be looked at before a month is signed."""

from __future__ import annotations

from typing import Any

from models.care_entry import CareEntry
from models.database import transaction
from models.operations.hours.row_remarks import Remarks, remarks_on_rows
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise, reading
from models.operations.visits.by_case import visit_of
from models.rules.period import Month
from models.rules.roles import Role


def check_hours(month: Month | None, case: str | None, actor: Actor) -> Remarks:
    """Check the rows of a month, of a case, of both or of all; that somebody looked at a case is logged.

    Raises:
        NotFound: there is no visit with the case number.
    """
    chosen: Any = CareEntry.id.is_null(False)
    if case is not None:
        with transaction():
            authorise(actor, *Role)
            visit = visit_of(case)
            write_access(actor, "check-hours", [visit.case_number])
        chosen &= CareEntry.visit == visit
    if month is not None:
        chosen &= CareEntry.day.between(month.first, month.last)
    with reading(actor):
        return remarks_on_rows(chosen, {})

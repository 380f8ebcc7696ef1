"""The reference rates of the half-years (9 § räntelagen 1975:635): entered by whoever looked them up, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database import rows_of
from models.errors import WrongUse
from models.interchange.cells import LONGEST_TEXT
from models.language.words import tr
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import utc_now, write_event
from models.reminder import ReferenceRate
from models.rules.interest import HIGHEST_REFERENCE, LOWEST_REFERENCE, half_year
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class ReferenceSheet:
    """A half-year's reference rate in hundredths of a percent, and where it was read."""

    first: date
    hundredths: int
    source: str
    entered_by: str


def enter_reference_rate(first: date, hundredths: int, source: str, actor: Actor) -> bool:
    """Enter the reference rate of a half-year, or put it right; say whether that changed anything.

    What was written with another rate stays as it was written.

    Raises:
        WrongUse: the day begins no half-year, or the rate cannot be right.
        ReasonMissing: nothing is said of where it was read.
    """
    if half_year(first) != first:
        raise WrongUse(what=tr("A reference rate begins on 1 January or 1 July; write it as 2026-07-01."))
    if not LOWEST_REFERENCE <= hundredths <= HIGHEST_REFERENCE:
        raise WrongUse(what=tr("That cannot be a reference rate; write percent, as 2,50."))
    if len(source) > LONGEST_TEXT:
        raise WrongUse(what=tr("A text is longer than {most} characters; shorten it.", most=LONGEST_TEXT))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        where = given_reason(source, ())
        values = {"hundredths": hundredths, "source": where}
        before = ReferenceRate.get_or_none(ReferenceRate.first_day == first)
        if before is not None and (before.hundredths, before.source) == (hundredths, where):
            return False
        made = {**values, "entered_by": actor.login, "entered_at": utc_now()}
        if before is None:
            ReferenceRate.create(first_day=first, **made)
        else:
            ReferenceRate.update(**made).where(ReferenceRate.id == before.id).execute()
        was = None if before is None else before.hundredths
        write_event(actor, "enter-reference-rate", str(first), before=was, **values)
    return True


def list_reference_rates(actor: Actor) -> tuple[ReferenceSheet, ...]:
    """List the reference rates, the newest first."""
    columns = (ReferenceRate.hundredths, ReferenceRate.source, ReferenceRate.entered_by)
    query = ReferenceRate.select(ReferenceRate.first_day, *columns).order_by(ReferenceRate.first_day.desc())
    with reading(actor):
        return tuple(ReferenceSheet(*row) for row in rows_of(query))


def known_rates() -> dict[date, int]:
    """Read the rates by the first days of their half-years, inside a transaction that is open already."""
    return dict(rows_of(ReferenceRate.select(ReferenceRate.first_day, ReferenceRate.hundredths)))

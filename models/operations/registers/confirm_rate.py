"""Confirm rates: somebody has asked the home municipality, and they may bill."""

from __future__ import annotations

from datetime import date

from models.errors import NotFound
from models.operations.billing.propose_differences import propose_differences
from models.operations.registers.supersede_rate import refuse_superseded
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import utc_now, write_event
from models.rate import Rate
from models.rules.roles import Role


def confirm_rate(rate_id: int, actor: Actor, today: date | None = None) -> bool:
    """Confirm a rate by its id; say whether that changed anything. Differences are proposed as known `today`.

    Raises:
        NotFound: there is no such rate.
        RateSuperseded: it was corrected, ended or withdrawn.
    """
    with deed(actor, Role.BILL, Role.ADMINISTER):
        rate = Rate.get_or_none(Rate.id == rate_id)
        if rate is None:
            raise NotFound(what="rate", key=rate_id)
        refuse_superseded(rate)
        if rate.confirmed_by is not None:
            return False
        Rate.update(confirmed_by=actor.login, confirmed_at=utc_now()).where(Rate.id == rate_id).execute()
        write_event(actor, "confirm-rate", str(rate_id))
        propose_differences({rate.municipality_id}, rate.valid_from, today or date.today(), actor)
    return True

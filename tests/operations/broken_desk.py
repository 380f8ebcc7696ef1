"""Short words for tests that try to break what hours, stays and billing promise together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

from models.database import database
from models.errors import FeeError
from models.operations.billing.credits_due import credits_due
from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.correct_row import correct_row
from models.operations.hours.reopen_month import Reopening, reopen_month
from models.operations.store.actor import Actor
from models.operations.store.users import set_user
from models.operations.visits.step_visit import step_visit
from models.rules.period import Month
from models.rules.reasons import Reason
from models.rules.roles import Role
from models.rules.visit_states import VisitState
from tests.operations.billing.month import BILLED_ON, JULY, ONE, attest, credit, guest_row, posted, run
from tests.operations.builders import OWNER, put_rates, put_visits, rate_row

OTHER = Actor("second")
"""Somebody else who may sign and open months."""


def arrange_stay() -> None:
    """Have one guest in July with an hour of care a day, laundry and an alarm, and the rates of all three."""
    put_rates(rate_row("485,00"), rate_row("62,50", "laundry", "piece"), rate_row("185,00", "safety-alarm", "month"))
    usual = {"invoice_reference": "KST 100", "to": "2026-07-31"}
    put_visits(
        guest_row(ONE, granted="420", granted_per="week", **usual),
        guest_row(ONE, "laundry", **usual),
        guest_row(ONE, "safety-alarm", **usual),
    )
    set_user(OTHER.login, [Role.HOURS], None, OWNER)


def walk(*states: VisitState, case: str = ONE, on: date = BILLED_ON) -> None:
    """Take a visit through some states."""
    for state in states:
        step_visit(case, state, OWNER, on)


def correct(key: str, **instead: str) -> str:
    """Correct a row, or take it back where nothing is to come instead; give the key of what came."""
    return correct_row(key, "fel underlag", instead or None, BILLED_ON, OWNER).instead


def credit_due() -> int:
    """Credit every line that is due, and give how many lines there were."""
    due = credits_due(OWNER)
    for each in due:
        credit(each.invoice, *each.lines)
    return sum(len(each.lines) for each in due)


def bill_again(month: Month = JULY) -> None:
    """Run what waits, and have it attested."""
    attest(run(month).batch)


def billed_ore() -> int:
    """Sum every invoice less every credit note."""
    return sum(-row.total if row.kind == "credit" else row.total for row in posted() if row.number)


def live_lines(case: str = ONE) -> list[tuple[str, str, int, int]]:
    """Give service, kind, quantity and öre of each line of a case that nobody has credited."""
    return sorted(
        (line.service, line.kind, line.quantity, line.net)
        for invoice in posted()
        if invoice.kind == "invoice"
        for line in invoice.lines
        if line.case == case and not line.credited_by
    )


def reasons(month: Month = JULY) -> dict[str, Reason]:
    """Say why each unbilled row waits, by its key."""
    return {row.key: row.reason for row in plan_batch(month, BILLED_ON, OWNER, with_rows=True).rows}


def planned(month: Month = JULY) -> list[tuple[str, str, int, int]]:
    """Give service, kind, quantity and öre of each line that a plan has."""
    lines = plan_batch(month, BILLED_ON, OWNER).lines
    return sorted((line.service, str(line.kind), line.quantity, line.net) for line in lines)


def open_again(month: Month = JULY, case: str = ONE) -> None:
    """Open a month again: by two, where it is billed."""
    if reopen_month(month, case, "glömda timmar", OWNER) is Reopening.ASKED:
        reopen_month(month, case, "", OTHER)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do deeds in threads of their own connections; give each one's result, or its refusal's class."""
    barrier, told = threading.Barrier(len(deeds)), list[str]()

    def act(deed: Callable[[], object]) -> None:
        barrier.wait(20)
        try:
            told.append(str(deed()))
        except FeeError as refusal:
            told.append(type(refusal).__name__)
        finally:
            if not database.is_closed():
                database.close()

    threads = [threading.Thread(target=act, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(told)

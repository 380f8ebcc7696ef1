"""What is refused across hours, proposals and closed cases, as the command line says it."""

from __future__ import annotations

import os
import pwd
from datetime import date

import pytest

from models.operations.store.users import set_user
from models.operations.visits.change_stay import end_stay, extend_stay
from models.rules.roles import Role
from models.rules.visit_states import VisitState
from tests.commands.desk import Desk
from tests.operations.billing.month import GUESTS, ONE, bill, nothing_wrong
from tests.operations.broken_desk import arrange_stay, walk
from tests.operations.builders import OWNER, hour_row, put_hours, sign
from tests.operations.intake_store import everything
from tests.operations.stay_changes import put_condition


@pytest.fixture
def desk(store: str) -> Desk:
    """Give commands to a store with a guest who is here, as one who may do everything."""
    arrange_stay()
    set_user(pwd.getpwuid(os.getuid()).pw_name, list(Role), None, OWNER)
    put_condition("cancellation", days=10, paid_days=10, source="villkor 2026")
    put_hours(hour_row("k1", ONE, "2026-07-02", minutes=60))
    walk(VisitState.ONGOING)
    return Desk(store)


def refused(desk: Desk, line: str) -> None:
    """See that a command is refused in a line or two that name nobody, and changes nothing."""
    before = everything()
    said = desk.give(line)
    assert said.exit_code != 0, line
    assert said.out == ""
    assert 1 <= len(said.told) <= 2
    assert not any(word in said.err for word in (*GUESTS[ONE][0].split(), GUESTS[ONE][1]))
    assert everything() == before


def test_a_closed_case_takes_neither_costs_nor_proposals_nor_reopenings(desk: Desk) -> None:
    """G10, G13: nothing is written that nobody could sign."""
    end_stay(ONE, date(2026, 7, 31), date(2026, 7, 20), date(2026, 7, 20), OWNER)
    sign("2026-07")
    bill()
    walk(VisitState.FINALLY_BILLED, VisitState.CLOSED)
    for line in (
        f"hours cost {ONE} 2026-07-03 850,00 --receipt 'Båttaxi 4711'",
        f"hours reopen {ONE} 2026-07 --reason 'glömda timmar'",
        "hours correct k1 --minutes 30 --reason 'fel tid'",
        f"proposal accept {ONE} cancelled",
    ):
        refused(desk, line)
    desk.ok("hours correct k1 --none --reason 'fel tid'")
    nothing_wrong()


def test_a_stay_that_goes_on_again_pays_no_cancellation(desk: Desk) -> None:
    """The proposal is declined with a reason, and the command says so."""
    end_stay(ONE, date(2026, 7, 31), date(2026, 7, 10), date(2026, 7, 10), OWNER)
    extend_stay(ONE, date(2026, 7, 10), date(2026, 7, 31), OWNER)
    refused(desk, f"proposal accept {ONE} cancelled")
    desk.ok(f"proposal decline {ONE} cancelled --reason 'gästen är kvar'")
    nothing_wrong()


def test_no_command_takes_the_guests_name_into_log_or_refusal(desk: Desk) -> None:
    """G30: reasons, receipts, papers and bands."""
    sign("2026-07")
    name = GUESTS[ONE][0]
    for line in (
        f"hours correct k1 --none --reason '{name}'",
        f"hours reopen {ONE} 2026-07 --reason '{name}'",
        f"hours cost {ONE} 2026-07-03 850,00 --receipt '{name}'",
        f"hours cost {ONE} 2026-07-03 99999999999,00 --receipt 'Båttaxi'",
    ):
        refused(desk, line)
    desk.give(f"hours correct k1 --minutes 30 --band '{name}' --reason 'fel tid'")
    log = desk.ok("log --format json")
    assert not any(word in log for word in name.split())

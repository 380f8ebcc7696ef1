"""What was billed and is corrected leads to a credit that somebody makes, and to the right sum in the end."""

from __future__ import annotations

import pytest

from models.errors import FeeError
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_preview import preview_credit
from models.operations.billing.credits_due import CreditDue, credits_due
from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.correct_row import correct_row
from models.operations.reports.today import work_list
from models.rules.reasons import Reason
from tests.operations.billing.month import (
    ATTESTER,
    AUGUST,
    BILLED_ON,
    JULY,
    ONE,
    THREE,
    TWO,
    attest,
    bill,
    changes_nothing,
    credit,
    invoice_of,
    nothing_wrong,
    posted,
    run,
    value,
)
from tests.operations.builders import OWNER


def correct(key: str, **instead: str) -> str:
    """Correct a row, or take it back where nothing is to come instead."""
    return correct_row(key, "fel tid", instead or None, BILLED_ON, OWNER).instead


def billed_ore() -> int:
    """Sum every invoice less every credit note."""
    return sum(-row.total if row.kind == "credit" else row.total for row in posted() if row.number)


def line_of(case: str, service: str) -> tuple[str, int, int]:
    """Give an invoice's number, and the position and öre of the live line of a service."""
    for invoice in posted():
        for line in invoice.lines:
            if (invoice.kind, line.case, line.service, line.credited_by) == ("invoice", case, service, ""):
                return invoice.number or "", line.position, line.net
    raise AssertionError(service)


@pytest.mark.usefixtures("billed")
def test_a_corrected_row_that_is_billed_leads_to_a_credit_of_its_line_alone() -> None:
    """G4: nothing is credited by itself; the proposal names invoice, line and öre."""
    number, position, net = line_of(ONE, "escort")
    assert credits_due(OWNER) == ()
    correct("k8", minutes="55")
    (due,) = credits_due(OWNER)
    assert due == CreditDue(number, invoice_of(ONE).recipient, (position,), 1, net)
    assert work_list(BILLED_ON, OWNER).credits_due == (due,)
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_credited_and_billed_again_the_sum_is_that_of_the_right_hours() -> None:
    """G4, G3: 50 minutes of 400 kr become 55, and no minute is paid twice on the way."""
    before = billed_ore()
    number, position, net = line_of(ONE, "escort")
    correct("k8", minutes="55")
    changes_nothing(lambda: preview_credit(number, [position], BILLED_ON, OWNER))
    preview = preview_credit(number, [position], BILLED_ON, OWNER)
    assert (preview.credited, preview.instead) == (33333, 36667)
    credit(number, position)
    assert credits_due(OWNER) == ()
    bill()
    assert net == 33333
    assert line_of(ONE, "escort")[2] == 36667
    assert billed_ore() == before - 33333 + 36667
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_what_came_instead_waits_until_the_old_line_is_credited() -> None:
    """G5: one reason, and never both paid at once."""
    key = correct("k11", minutes="90")
    plan = plan_batch(JULY, BILLED_ON, OWNER, with_rows=True)
    assert {each.key: each.reason for each in plan.rows}[key] is Reason.AWAITS_CREDIT
    assert THREE not in {line.case for line in plan.lines}
    credit(invoice_of(THREE).number or "")
    (line,) = [line for line in plan_batch(AUGUST, BILLED_ON, OWNER).lines if line.case == THREE]
    assert (line.quantity, line.late) == (90, True)


@pytest.mark.usefixtures("billed")
def test_a_chain_of_corrections_waits_for_the_line_of_the_first() -> None:
    """G3: the row in the middle was never billed, and frees nothing."""
    last = correct(correct("k11", minutes="90"), minutes="80")
    plan = plan_batch(JULY, BILLED_ON, OWNER, with_rows=True)
    assert {each.key: each.reason for each in plan.rows}[last] is Reason.AWAITS_CREDIT
    (due,) = credits_due(OWNER)
    assert due.rows == 1
    credit(due.invoice, *due.lines)
    bill()
    assert line_of(THREE, "home-care")[2] == (80 * 39999 + 30) // 60
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_row_taken_back_with_nothing_instead_is_credited_and_never_billed_again() -> None:
    """G4: the other rows of its line come again by themselves."""
    before = billed_ore()
    number, position, _ = line_of(TWO, "home-care")
    correct("k9")
    credit(number, position)
    bill()
    assert billed_ore() < before
    assert value("SELECT COUNT(*) FROM care_piece p JOIN care_entry e ON e.id = p.entry_id"
                 " WHERE e.key = 'k9' AND p.line_id IS NOT NULL") == 0  # fmt: skip
    assert credits_due(OWNER) == ()
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_two_rows_of_one_line_are_one_credit() -> None:
    """The line is credited whole, once."""
    correct("k1", start="07:30", end="08:00")
    correct("k3", start="23:30", end="00:00")
    (due,) = credits_due(OWNER)
    assert due.rows == 2
    assert due.total == sum(line.net for line in invoice_of(ONE).lines if line.position in due.lines)


@pytest.mark.usefixtures("july")
def test_a_row_of_a_draft_is_corrected_and_the_draft_cannot_be_attested() -> None:
    """G28: what is attested is what stands; nothing is to be credited, since nothing was sent."""
    run()
    correct("k11", minutes="90")
    assert credits_due(OWNER) == ()
    with pytest.raises(FeeError):
        attest_batch("B2026-07", BILLED_ON, ATTESTER)
    annul_batch("B2026-07", OWNER)
    attest(run().batch)
    (line,) = invoice_of(THREE).lines
    assert line.quantity == 90
    nothing_wrong()

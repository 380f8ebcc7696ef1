"""Whatever a plan read and that has changed since is refused by name: before a run, and between run and attest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.errors import FeeError, PlanIsStale
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.exclude_row import exclude_row, include_row
from models.operations.hours.reopen_month import reopen_month
from tests.operations.billing.month import (
    BILLED_ON,
    JULY,
    ONE,
    SHIELDED,
    THREE,
    TWO,
    UNORDERED,
    attest,
    bill,
    change,
    content,
    nothing_wrong,
    refuses,
    run,
    value,
    visit_id,
)
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, put_visits, rate_row, sign, visit_row

pytestmark = pytest.mark.usefixtures("july")

Act = Callable[[], object]


def set_visit(case: str, what: str) -> Act:
    """Change a visit in SQL."""
    return lambda: change(f"UPDATE visit SET {what} WHERE case_number = '{case}'")


def set_decision(case: str, service: str, what: str) -> Act:
    """Change a decision in SQL."""
    chosen = f"visit_id = {visit_id(case)} AND service_id = (SELECT id FROM service WHERE code = '{service}')"
    return lambda: change(f"UPDATE decision SET {what} WHERE {chosen}")


def another_recipient(case: str, home: str) -> Act:
    """Move a visit to a second recipient of its own municipality."""

    def act() -> None:
        change(
            "INSERT INTO recipient (municipality_id, code, name, organisation_number, peppol_scheme, peppol_id,"
            " peppol_confirmed, reference, reference_pattern, grouping, privacy, street, postal_code, city,"
            " is_default, valid_from) SELECT municipality_id, 'district', 'Ett område', organisation_number,"
            " peppol_scheme, peppol_id, FALSE, '', '', 'visit', 'case', '', '', '', FALSE, valid_from"
            f" FROM recipient WHERE code = '{home}'",
            f"UPDATE visit SET recipient_id = (SELECT id FROM recipient WHERE code = 'district')"
            f" WHERE case_number = '{case}'",
        )

    return act


def new_hours(case: str) -> Act:
    """Open a signed month, log a row and sign again."""

    def act() -> None:
        reopen_month(JULY, case, "glömd rad", OWNER)
        put_hours(hour_row("extra", case, "2026-07-15", "12:00-12:01"))
        sign("2026-07", [case])

    return act


def unconfirm(service: str) -> Act:
    """Take the confirmation of a service's rates back."""
    return lambda: change(
        "UPDATE rate SET confirmed_by = NULL, confirmed_at = NULL"
        f" WHERE service_id = (SELECT id FROM service WHERE code = '{service}')"
    )


CHANGED_FOR_BOTH: dict[str, tuple[str, Act]] = {
    "another rate is known": (THREE, lambda: put_rates(rate_row("401,00", home="0380", decided_on="2026-09-01"))),
    "the same price by another rate": (
        THREE,
        lambda: put_rates(rate_row("399,99", home="0380", decided_on="2026-09-01")),
    ),
    "a rate for a narrower kind": (ONE, lambda: put_rates(rate_row("401,00", "escort", provider="own", area="tätort"))),
    "the confirmation is taken back": (ONE, unconfirm("meal-delivery")),
    "the month's rate is not confirmed": (ONE, unconfirm("safety-alarm")),
    "the visit's reference": (TWO, set_visit(TWO, "invoice_reference = 'KST 201'")),
    "no reference": (TWO, set_visit(TWO, "invoice_reference = ''")),
    "the form of the reference": (
        THREE,
        lambda: change("UPDATE recipient SET reference_pattern = '[0-9]+' WHERE code = '0380'"),
    ),
    "the recipient": (THREE, another_recipient(THREE, "0380")),
    "the decision's area": (ONE, set_decision(ONE, "escort", "area = 'landsbygd'")),
    "the decision ends earlier": (ONE, set_decision(ONE, "home-care", "last_day = '2026-07-02'")),
    "the alarm begins later": (TWO, set_decision(TWO, "safety-alarm", "first_day = '2026-07-09'")),
    "the stay ends earlier": (TWO, set_visit(TWO, "last_day = '2026-07-19'")),
    "the order is taken back": (THREE, set_visit(THREE, "ordered_on = NULL")),
    "the signature is taken back": (TWO, lambda: reopen_month(JULY, TWO, "fel", OWNER)),
    "the person is protected": (
        THREE,
        lambda: change(
            f"UPDATE person SET protected = TRUE WHERE id = (SELECT person_id FROM visit WHERE id = {visit_id(THREE)})"
        ),
    ),
}

CHANGED_BEFORE_THE_RUN: dict[str, tuple[str, Act]] = {
    "hours came": (TWO, new_hours(TWO)),
    "a row is excluded": (THREE, lambda: exclude_row("k11", "dubblett", OWNER)),
    "a held visit's month is opened": (SHIELDED, lambda: reopen_month(JULY, SHIELDED, "fel", OWNER)),
    "an order came": (UNORDERED, set_visit(UNORDERED, "ordered_on = '2026-07-01'")),
    "a new guest": (
        "V2026-0009",
        lambda: (
            put_visits(visit_row("V2026-0009", home="0480", from_="2026-07-01", name="Rakel Öst")),
            put_hours(hour_row("g1", "V2026-0009", "2026-07-05", "10:00-11:00")),
        ),
    ),
}


@pytest.mark.parametrize("what", [*CHANGED_FOR_BOTH, *CHANGED_BEFORE_THE_RUN])
def test_a_plan_that_something_changed_after_is_not_run(what: str) -> None:
    """G9: nothing is made, and the case is named."""
    case, act = (CHANGED_FOR_BOTH | CHANGED_BEFORE_THE_RUN)[what]
    plan = plan_batch(JULY, BILLED_ON, OWNER)
    act()
    before = content()
    with pytest.raises(PlanIsStale, match=case):
        run_batch(plan, BILLED_ON, OWNER)
    assert content() == before
    assert run(JULY).state == "drafted"


@pytest.mark.parametrize("what", CHANGED_FOR_BOTH)
def test_a_batch_that_something_changed_after_is_not_posted(what: str) -> None:
    """G9, G28: no number is used, the case is named; annulled and run again it is attested."""
    case, act = CHANGED_FOR_BOTH[what]
    run()
    act()
    before = content()
    with pytest.raises(PlanIsStale, match=case):
        attest()
    assert content() == before
    annul_batch("B2026-07", OWNER)
    assert attest(run().batch).numbers[0] == "202600001"
    nothing_wrong()


def test_another_grouping_of_invoices_is_not_posted_as_it_was() -> None:
    """G9, G28: the recipient wants one invoice now, and the drafts are two."""
    change(f"UPDATE visit SET invoice_reference = 'KST 100' WHERE case_number = '{TWO}'")
    run()
    change("UPDATE recipient SET grouping = 'recipient' WHERE code = '0180'")
    with pytest.raises(PlanIsStale, match=f"{ONE}|{TWO}"):
        attest()


@pytest.mark.parametrize(
    "what",
    ["quantity = quantity + 1", "price = price + 1", "net = net + 1", "first_day = '2026-07-01'", "rate_id = 1"],
)
def test_a_drafted_line_that_was_changed_is_not_posted(what: str) -> None:
    """G9: in SQL, before anything is final."""
    run()
    change(f"UPDATE invoice_line SET {what} WHERE visit_id = {visit_id(THREE)}")
    with pytest.raises(PlanIsStale, match=THREE):
        attest()


@pytest.mark.parametrize("what", ["reference = 'KST 999'", "recipient_id = 1", "total = total + 1"])
def test_a_draft_that_was_changed_is_not_posted(what: str) -> None:
    """G9, G19: its reference, its recipient, or a total that is not the sum of its lines."""
    run()
    change(f"UPDATE invoice SET {what} WHERE reference = 'UA-7'")
    before = content()
    with pytest.raises(FeeError):
        attest()
    assert content() == before


def test_a_draft_that_was_taken_away_is_not_missed() -> None:
    """G9: a line and the rows on it, taken out of a draft in SQL."""
    run()
    line = value(f"SELECT id FROM invoice_line WHERE visit_id = {visit_id(THREE)}")
    change(
        f"UPDATE care_piece SET line_id = NULL WHERE line_id = {line}",
        f"DELETE FROM line_piece WHERE line_id = {line}",
        f"DELETE FROM invoice_line WHERE id = {line}",
    )
    with pytest.raises(FeeError):
        attest()


def test_hours_that_came_after_the_run_wait_for_the_next_batch() -> None:
    """G6, G9: they were not in the plan, so that they neither stop the batch nor slip into it."""
    total = run().total
    new_hours(TWO)()
    assert attest().total == total
    assert bill().invoices == 1
    nothing_wrong()


def test_what_the_plan_did_not_read_stops_nothing() -> None:
    """G9: the rate of another service or a later time, a held row's reason, an unrelated visit's address."""
    plan = plan_batch(JULY, BILLED_ON, OWNER)
    put_rates(rate_row("99,00", "laundry", "piece"), rate_row("500,00", valid_from="2026-12-01"))
    change("UPDATE rate SET source = 'kommunens webbplats'")
    set_visit(ONE, "stay_address = 'Strandvägen 1', state = 'ongoing'")()
    run_batch(plan, BILLED_ON, OWNER)
    set_visit(TWO, "officer_phone = '0'")()
    assert attest().state == "posted"


def test_excluded_and_taken_in_again_is_the_same_plan() -> None:
    """G9, G10: what was excluded waits, and is billed when it is taken in again."""
    plan = plan_batch(JULY, BILLED_ON, OWNER)
    exclude_row("k11", "dubblett", OWNER)
    assert plan_batch(JULY, BILLED_ON, OWNER) != plan
    include_row("k11", OWNER)
    assert run_batch(plan, BILLED_ON, OWNER).total == plan.total


def test_a_posted_batch_is_not_touched_by_any_of_it() -> None:
    """G15, G16: every change above after posting leaves the documents as they were."""
    bill()
    before = content()
    for case, act in CHANGED_FOR_BOTH.values():
        assert case
        act()
    after = content()
    for table in ("invoice", "invoice_line", "line_piece", "line_month", "batch", "care_piece"):
        assert after[table] == before[table]
    refuses("UPDATE invoice SET facts = '{}'")

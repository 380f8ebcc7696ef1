"""A month planned, run, attested: once, by two people, and exactly what was planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.errors import (
    AlreadyRun,
    AttestLimit,
    DocumentFaulty,
    FeeError,
    NotAllowed,
    NotFound,
    NothingToBill,
    OwnAttest,
    UnknownUser,
    WrongBatchState,
)
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.export_batch import export_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.store.actor import Actor
from models.operations.store.users import close_user, set_user
from models.rules.period import Month
from models.rules.roles import Role
from tests.operations.billing.month import (
    ADMINISTRATOR,
    ATTESTER,
    AUGUST,
    BILLED_ON,
    JULY,
    ONE,
    READER,
    TWO,
    attest,
    bill,
    change,
    changes_nothing,
    content,
    guest_row,
    nothing_wrong,
    posted,
    rows,
    run,
    value,
)
from tests.operations.builders import (
    OWNER,
    hour_row,
    plan_of,
    put_hours,
    put_rates,
    put_visits,
    rate_row,
    sign,
)

pytestmark = pytest.mark.usefixtures("july")


def test_a_month_is_run_once() -> None:
    """G1: the second run makes nothing, uses no number, and says by whom and when it was run."""
    plan = plan_batch(JULY, BILLED_ON, OWNER)
    assert run_batch(plan, BILLED_ON, OWNER).invoices == 3
    before = content()
    for again in (plan, plan_batch(JULY, BILLED_ON, OWNER)):
        with pytest.raises(AlreadyRun, match=r"B2026-07 was run by owner at 20\d\d-"):
            run_batch(again, BILLED_ON, OWNER)
    assert content() == before
    attest()
    with pytest.raises(AlreadyRun):
        run()
    nothing_wrong()


def test_a_plan_changes_nothing() -> None:
    """G8: the content of every table is the same before and after, and nothing is numbered."""
    changes_nothing(lambda: plan_batch(JULY, BILLED_ON, OWNER, with_rows=True))
    changes_nothing(lambda: plan_batch(AUGUST, BILLED_ON, READER))


def test_a_plan_is_the_same_each_time_and_what_is_posted() -> None:
    """G9: amounts, lines and their order, from the plan to the documents."""
    plan = plan_of("2026-07", BILLED_ON)
    assert plan_of("2026-07", BILLED_ON) == plan
    bill()
    stored = [(row.recipient, row.reference, row.total) for row in posted()]
    assert stored == [(invoice.recipient_name, invoice.reference, invoice.total) for invoice in plan.invoices]
    lines = [
        (ln.case, ln.service, ln.rate, ln.unit, ln.price, ln.quantity, ln.net, ln.first, ln.last) for ln in plan.lines
    ]
    posted_lines = [
        (ln.case, ln.service, ln.rate, ln.unit, ln.price, ln.quantity, ln.net, ln.first, ln.last)
        for row in posted()
        for ln in row.lines
    ]
    assert posted_lines == lines


def test_billed_rows_and_reasons_are_all_candidates() -> None:
    """G5: every row that was signed is on one invoice or has one reason."""
    held = [row.key for row in plan_of("2026-07", BILLED_ON).rows]
    bill()
    billed = rows(
        "SELECT DISTINCT e.key FROM line_piece lp JOIN care_piece p ON p.id = lp.piece_id"
        " JOIN care_entry e ON e.id = p.entry_id"
    )
    assert sorted([*held, *(key for (key,) in billed)]) == sorted(key for (key,) in rows("SELECT key FROM care_entry"))
    assert sorted(held) == ["k12", "k13"]


def test_a_missing_rate_blocks_and_never_costs_nothing() -> None:
    """G7: neither a planned nor a posted line is for 0 kr; the rows wait with their reason."""
    put_visits(guest_row(TWO, "laundry", invoice_reference="KST 200"))
    change("DELETE FROM month_signature")
    put_hours(hour_row("n1", TWO, "2026-07-08", service="laundry", pieces=3))
    sign("2026-07")
    assert ("n1", "no-rate") in {(row.key, row.reason) for row in plan_of("2026-07", BILLED_ON).rows}
    bill()
    assert value("SELECT COUNT(*) FROM invoice_line WHERE price <= 0 OR net <= 0") == 0
    assert ("n1", "no-rate") in {(row.key, row.reason) for row in plan_of("2026-08", BILLED_ON).rows}


@pytest.mark.parametrize("month", ["2026-06", "2025-07", "2026-09"])
def test_a_month_with_nothing_to_bill_makes_no_batch(month: str) -> None:
    """G1: an empty month before, an unsigned one after: said, and nothing made."""
    change("DELETE FROM month_signature")
    before = content()
    with pytest.raises(NothingToBill, match=month):
        run(Month.parse(month))
    assert content() == before


def test_late_rows_come_in_the_next_batch_marked_late() -> None:
    """G6: whatever their age, on lines of their own month; neither dropped nor slipped into this month's lines."""
    bill()
    change(f"DELETE FROM month_signature WHERE visit_id = (SELECT id FROM visit WHERE case_number = '{TWO}')")
    put_hours(hour_row("late", TWO, "2026-07-09", "08:00-09:00"), hour_row("new", TWO, "2026-08-09", "08:00-09:00"))
    sign("2026-07", [TWO])
    sign("2026-08", [TWO])
    found = {(line.month, line.service): line for line in plan_of("2026-08", BILLED_ON).lines if line.case == TWO}
    assert found["2026-07", "home-care"].late
    assert found["2026-07", "home-care"].quantity == 60
    assert not found["2026-08", "home-care"].late
    assert ("2026-07", "safety-alarm") not in found
    bill(AUGUST)
    nothing_wrong()
    late = [line for row in posted() if row.month == "2026-08" for line in row.lines if line.late]
    assert [(line.case, line.first, line.last) for line in late] == [(TWO, date(2026, 7, 9), date(2026, 7, 9))]


def test_a_second_batch_of_a_month_has_a_name_of_its_own() -> None:
    """G1, G6: what came late makes B2026-07-2, and the month can be run again only since it came."""
    bill()
    change("DELETE FROM month_signature")
    put_hours(hour_row("late", TWO, "2026-07-09", "08:00-09:00"))
    sign("2026-07")
    receipt = bill()
    assert (receipt.batch, receipt.invoices, receipt.numbers) == ("B2026-07-2", 1, ("202600004",))
    nothing_wrong()


def test_an_annulled_batch_frees_its_rows_and_keeps_its_name() -> None:
    """G10, G14: the same plan again, under another name, with the first number of the series."""
    before = plan_of("2026-07", BILLED_ON)
    run()
    assert annul_batch("B2026-07", OWNER) == 3
    assert plan_of("2026-07", BILLED_ON) == before
    assert value("SELECT COUNT(*) FROM line_piece") == 0
    assert value("SELECT COUNT(*) FROM invoice_line") == 0
    receipt = bill()
    assert (receipt.batch, receipt.numbers) == ("B2026-07-2", ("202600001", "202600002", "202600003"))
    nothing_wrong()


def test_the_maker_never_attests() -> None:
    """G27: not with every role, not as administrator with the role of attester; another one may."""
    run(actor=OWNER)
    with pytest.raises(OwnAttest, match="owner"):
        attest(actor=OWNER)
    set_user("administrator", tuple(Role), None, OWNER)
    annul_batch("B2026-07", OWNER)
    run(actor=ADMINISTRATOR)
    for _ in range(2):
        with pytest.raises(OwnAttest, match="administrator"):
            attest("B2026-07-2", ADMINISTRATOR)
    assert value("SELECT COUNT(*) FROM invoice WHERE number IS NOT NULL") == 0
    assert attest("B2026-07-2", OWNER).state == "posted"


@pytest.mark.parametrize("who", [READER, ADMINISTRATOR, Actor("registrar"), Actor("nobody"), Actor("OWNER"), Actor("")])
def test_nobody_attests_without_the_role(who: Actor) -> None:
    """G27: nor under the maker's login in other letters."""
    run()
    before = content()
    with pytest.raises((NotAllowed, UnknownUser)):
        attest(actor=who)
    assert content() == before


def test_one_whose_access_was_taken_away_does_nothing_more() -> None:
    """G27: neither attests nor plans."""
    run()
    close_user("attester", OWNER)
    for act in (attest, lambda: plan_batch(JULY, BILLED_ON, ATTESTER)):
        with pytest.raises(UnknownUser):
            act()


def test_the_attest_limit_holds_to_the_ore() -> None:
    """G27: one öre above is refused with both amounts, the limit itself is not."""
    total = run().total
    set_user("attester", (Role.ATTEST,), total - 1, OWNER)
    before = content()
    with pytest.raises(AttestLimit, match="attester"):
        attest()
    assert content() == before
    set_user("attester", (Role.ATTEST,), total, OWNER)
    assert attest().total == total


def test_without_attest_a_run_posts() -> None:
    """G9, G14: numbers at once; no one is named as attester, and nobody can attest it afterwards."""
    change("UPDATE organisation SET attest = FALSE")
    receipt = run()
    assert (receipt.state, receipt.numbers) == ("posted", ("202600001", "202600002", "202600003"))
    assert rows("SELECT state, attested_by FROM batch") == [("posted", None)]
    with pytest.raises(WrongBatchState, match="posted, by owner"):
        attest()
    nothing_wrong()


def test_without_attest_a_faulty_document_stops_the_run() -> None:
    """G9, G14: nothing is drafted, no number used; mended, the same plan is run and begins with the first number."""
    change("UPDATE organisation SET attest = FALSE, bankgiro = ''")
    plan = plan_batch(JULY, BILLED_ON, OWNER)
    before = content()
    with pytest.raises(DocumentFaulty):
        run_batch(plan, BILLED_ON, OWNER)
    assert content() == before
    change("UPDATE organisation SET bankgiro = '9912346'")
    assert run_batch(plan, BILLED_ON, OWNER).numbers[0] == "202600001"


def test_an_unconfirmed_example_holds_nothing_back_where_a_rate_was_entered() -> None:
    """G5, G23: an example by the month for what is paid by the hour makes no month that waits to be charged."""
    put_rates(rate_row("999,00", unit="month"), confirm=False)
    change("UPDATE rate SET is_example = TRUE WHERE price = 99900")
    before = plan_of("2026-07", BILLED_ON)
    assert [held.service for held in before.held_months] == []
    bill()
    nothing_wrong()


def test_attest_switched_off_does_not_post_what_waits_for_it() -> None:
    """G27: a batch keeps the rule under which it was made; its maker still cannot post it."""
    run()
    change("UPDATE organisation SET attest = FALSE")
    with pytest.raises(OwnAttest):
        attest(actor=OWNER)
    with pytest.raises(AlreadyRun):
        run()
    assert attest().state == "posted"


Act = Callable[[], object]

STATES: dict[str, Act] = {
    "drafted": lambda: run(),
    "posted": lambda: bill(),
    "annulled": lambda: (run(), annul_batch("B2026-07", OWNER)),
}
DEEDS = ("attest", "annul", "export")
ALLOWED = {("drafted", "attest"), ("drafted", "annul"), ("posted", "export")}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("what", DEEDS)
def test_a_batch_takes_only_the_listed_steps(state: str, what: str, tmp_path: Path) -> None:
    """G29: each state with each deed; a refusal names the state, by whom and when, and changes nothing."""
    STATES[state]()
    deeds: dict[str, Act] = {
        "attest": attest,
        "annul": lambda: annul_batch("B2026-07", OWNER),
        "export": lambda: export_batch("B2026-07", tmp_path / "out", OWNER),
    }
    if (state, what) in ALLOWED:
        deeds[what]()
        return
    before = content()
    with pytest.raises(WrongBatchState, match=rf"B2026-07 is {state}, by \w+ at 20\d\d-"):
        deeds[what]()
    assert content() == before
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", DEEDS)
def test_a_batch_that_is_not_there_is_not_found(what: str, tmp_path: Path) -> None:
    """G29: nor under a name in other letters."""
    run()
    for name in ("B2026-08", "b2026-07", "", "B2026-07 "):
        deeds: dict[str, Act] = {
            "attest": lambda name=name: attest(name),  # type: ignore[misc]
            "annul": lambda name=name: annul_batch(name, OWNER),  # type: ignore[misc]
            "export": lambda name=name: export_batch(name, tmp_path, OWNER),  # type: ignore[misc]
        }
        with pytest.raises(NotFound):
            deeds[what]()


def test_a_failed_attest_uses_no_number() -> None:
    """G14: a faulty bankgiro on the way, twice, then mended: the series begins with 1 and has no gap."""
    run()
    for wrong in ("", "9912345"):
        change(f"UPDATE organisation SET bankgiro = '{wrong}'")
        before = content()
        with pytest.raises(DocumentFaulty, match="V2026-0001"):
            attest()
        assert content() == before
    change("UPDATE organisation SET bankgiro = '9912346'")
    assert attest().numbers == ("202600001", "202600002", "202600003")
    nothing_wrong()


def test_one_faulty_document_among_many_posts_none() -> None:
    """G14: the last of them has a recipient without a right Peppol address; the numbers before it are not used."""
    run()
    change("UPDATE recipient SET peppol_id = '1234567890' WHERE code = '0380'")
    with pytest.raises(DocumentFaulty, match="V2026-0003"):
        attest()
    assert value("SELECT COUNT(*) FROM number_series") == 0
    assert value("SELECT COUNT(*) FROM invoice WHERE number IS NOT NULL OR facts IS NOT NULL") == 0
    change("UPDATE recipient SET peppol_id = organisation_number WHERE code = '0380'")
    assert len(attest().numbers) == 3


def test_numbers_follow_each_other_over_batches_and_begin_anew_each_year() -> None:
    """G14: invoices and credit notes each in their series of the year."""
    bill()
    change("DELETE FROM month_signature")
    put_hours(hour_row("late", TWO, "2026-07-09", "08:00-09:00"))
    sign("2026-07")
    run()
    next_year = date(2027, 1, 2)
    assert attest("B2026-07-2", today=next_year).numbers == ("202700001",)
    nothing_wrong()


def test_a_recipient_that_wants_it_gets_one_invoice_for_its_visits() -> None:
    """G9: but visits with different references do not share one."""
    change("UPDATE recipient SET grouping = 'recipient' WHERE code = '0180'")
    apart = [(invoice.reference, invoice.case) for invoice in plan_of("2026-07", BILLED_ON).invoices]
    assert apart == [("KST 100", ""), ("KST 200", ""), ("UA-7", "V2026-0003")]
    change(f"UPDATE visit SET invoice_reference = 'KST 100' WHERE case_number = '{TWO}'")
    bill()
    shared = posted()[0]
    assert {line.case for line in shared.lines} == {ONE, TWO}
    assert [row.reference for row in posted()] == ["KST 100", "UA-7"]
    assert [line.position for line in shared.lines] == list(range(1, len(shared.lines) + 1))
    assert sum(line.net for line in shared.lines) == shared.total
    nothing_wrong()


def test_a_month_rate_that_changes_within_the_month_is_attested() -> None:
    """G9: the month costs what its first day says, with rows before and after the change."""
    change("DELETE FROM month_signature")
    put_rates(rate_row("444,00", "safety-alarm", "month", valid_from="2026-07-15"))
    put_hours(*(hour_row(f"m{day}", TWO, f"2026-07-{day}", service="safety-alarm", minutes=5) for day in (10, 20)))
    sign("2026-07")
    line = next(line for line in plan_of("2026-07", BILLED_ON).lines if (line.case, line.unit) == (TWO, "month"))
    assert (line.price, line.quantity, line.pieces) == (30100, 1, 2)
    bill()
    nothing_wrong()


def test_a_plan_of_yesterday_does_not_take_what_was_shown_for_something_else() -> None:
    """G9: a plan whose amounts were edited on the way is refused."""
    plan = plan_batch(JULY, BILLED_ON, OWNER)
    first = plan.invoices[0]
    cheaper = replace(first, lines=(replace(first.lines[0], net=1), *first.lines[1:]))
    with pytest.raises(FeeError, match="V2026-0001"):
        run_batch(replace(plan, invoices=(cheaper, *plan.invoices[1:])), BILLED_ON, OWNER)
    with pytest.raises(FeeError):
        run_batch(replace(plan, invoices=plan.invoices[1:]), BILLED_ON, OWNER)
    assert value("SELECT COUNT(*) FROM batch") == 0

"""What the screens show is read from one plan and one store: every sum opens down to its hour rows."""

from __future__ import annotations

import pytest

from models.database import connected
from models.errors import NotFound
from models.event import Access
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.invoices import list_invoices
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.reports.batches import list_batches, show_batch
from models.operations.reports.by_recipient import by_recipient
from models.operations.reports.events import list_events
from models.operations.reports.held_by_reason import held_by_reason
from models.operations.reports.hour_rows import (
    BilledPiece,
    rows_held,
    rows_of_invoice_line,
    rows_of_planned_line,
)
from models.operations.reports.own import own_facts
from models.operations.reports.rate_facts import rate_facts
from models.operations.reports.today import work_list
from models.rules.reasons import Reason
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY


def _counted(unit: str, pieces: tuple[BilledPiece, ...]) -> int:
    if unit == "hour":
        return sum(piece.minutes for piece in pieces)
    if unit == "piece":
        return sum(piece.pieces for piece in pieces)
    return len({piece.key for piece in pieces}) if unit == "visit" else len({piece.day for piece in pieces})


def test_every_planned_line_opens_down_to_rows_that_add_up_to_it(village: str) -> None:
    """The minutes, calls, days or pieces behind a line are its quantity; a started month needs none."""
    plan = plan_batch(JULY, TODAY, MAKER)
    for line in plan.lines:
        behind = rows_of_planned_line(line, plan.month, plan.known_on, MAKER)
        assert line.unit == "month" or _counted(line.unit, behind) == line.quantity
        assert len(behind) == line.pieces


def test_every_line_of_a_draft_an_invoice_and_a_credit_note_opens_down_to_the_same_rows(village: str) -> None:
    """What was planned, drafted, posted and credited rests on the same rows."""
    plan = plan_batch(JULY, TODAY, MAKER)
    planned = [rows_of_planned_line(line, plan.month, plan.known_on, MAKER) for line in plan.lines]

    def behind() -> list[tuple[BilledPiece, ...]]:
        return [
            rows_of_invoice_line(each, line, MAKER)
            for each in list_invoices(MAKER)
            if each.kind == "invoice"
            for line in each.lines
        ]

    run_batch(plan, TODAY, MAKER)
    assert behind() == planned
    attest_batch("B2026-07", TODAY, ATTESTER)
    assert behind() == planned
    note = credit_invoice(list_invoices(MAKER)[0].number, (), "wrong", TODAY, MAKER)
    credited = next(each for each in list_invoices(MAKER) if each.number == note.number)
    assert [rows_of_invoice_line(credited, line, MAKER) for line in credited.lines] == planned[: len(credited.lines)]


def test_the_sums_by_recipient_are_the_plan(village: str) -> None:
    """No invoice, line or öre is in two rows or in none."""
    plan = plan_batch(JULY, TODAY, MAKER)
    sums = by_recipient(plan)
    assert sum(each.total for each in sums) == plan.total
    assert sum(each.lines for each in sums) == len(plan.lines)
    assert sum(each.invoices for each in sums) == len(plan.invoices)


def test_what_is_held_back_opens_down_to_as_many_rows_as_are_counted(village: str) -> None:
    """G5: each reason's rows are the rows that are listed behind it."""
    plan = plan_batch(JULY, TODAY, MAKER)
    for held in held_by_reason(plan):
        listed = [rows_held(case, held.reason, JULY, TODAY, MAKER) for case in held.cases]
        assert sum(map(len, listed)) == held.rows


def test_the_work_list_leads_with_what_stands_in_the_way(village: str) -> None:
    """Its sums are those of the plan of the same month; a draft is a thing to do, and then nothing more to run."""
    plan, work = plan_batch(JULY, TODAY, MAKER), work_list(TODAY, MAKER)
    assert (work.month, work.ready_total, work.ready_invoices) == (JULY, plan.total, len(plan.invoices))
    assert work.held == tuple(held for held in held_by_reason(plan) if held.reason != Reason.EXCLUDED)
    assert work.at_stake == sum(held.worth for held in work.held)
    run_batch(plan, TODAY, MAKER)
    work = work_list(TODAY, MAKER)
    assert (work.ready_invoices, [draft.name for draft in work.drafts]) == (0, ["B2026-07"])


def test_looking_at_somebodys_hours_is_logged(village: str) -> None:
    """G31: each opening down to hour rows leaves who looked, through which door, at which case."""
    plan = plan_batch(JULY, TODAY, MAKER)
    rows_of_planned_line(plan.lines[0], plan.month, plan.known_on, MAKER)
    with connected():
        looked = Access.get()
    assert (looked.login, looked.door, looked.subject) == ("administrator", "tui", plan.lines[0].case)


def test_a_batch_counts_its_credit_notes_apart(village: str) -> None:
    """The total is what was invoiced less what was credited."""
    plan = plan_batch(JULY, TODAY, MAKER)
    run_batch(plan, TODAY, MAKER)
    attest_batch("B2026-07", TODAY, ATTESTER)
    note = credit_invoice(list_invoices(MAKER)[0].number, (), "wrong", TODAY, MAKER)
    batch = show_batch("B2026-07", MAKER)
    assert (batch.invoices, batch.credits, batch.total) == (len(plan.invoices), 1, plan.total - note.total)
    assert list_batches(MAKER, month="2026-07", state="posted") == (batch,)
    assert list_batches(MAKER, month="2026-06") == ()


def test_the_log_is_read_page_by_page_without_a_gap(village: str) -> None:
    """The pages together are the whole log, the newest first."""
    whole = list_events(MAKER)
    paged = list_events(MAKER, limit=3)
    while page := list_events(MAKER, limit=3, before=paged[-1].id):
        paged = (*paged, *page)
    assert paged == whole
    assert [event.id for event in whole] == sorted((event.id for event in whole), reverse=True)
    assert {event.subject for event in list_events(MAKER, subject="2026-07")} == {"2026-07"}


def test_what_is_not_there_is_refused_in_words(village: str) -> None:
    """A batch or rate that nobody made is not an empty one."""
    with pytest.raises(NotFound):
        show_batch("B1999-01", MAKER)
    with pytest.raises(NotFound):
        rate_facts(0, MAKER)


def test_the_head_knows_whose_store_it_is(village: str) -> None:
    """Our municipality, that it is a training store, and what the user may do."""
    own = own_facts(ATTESTER)
    assert (own.municipality, own.training, own.attest) == ("Borgholm", True, True)
    assert own.roles == {"attest", "read"}
    assert len(own.names) == 290

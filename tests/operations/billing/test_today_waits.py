"""What waits stands on Today until somebody has done it: nothing billed is left in the store, no started month lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.batch import Batch
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.export_batch import export_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.documents.deliver import SendWish, send_documents
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.reports.held_by_reason import HeldByReason
from models.operations.reports.today import WorkList, work_list
from models.operations.store.describe_store import set_store
from models.rules.period import Month
from models.rules.reasons import Reason
from tests.operations.billing.month import BILLED_ON, ONE, THREE, TWO, attest, credit, invoice_of, posted
from tests.operations.builders import OWNER, put_rates, put_visits, rate_row, sign, visit_row

ALARM = "V2026-0077"
LATE = date(2027, 1, 15)


def work(today: date = BILLED_ON) -> WorkList:
    """Read the work list."""
    return work_list(today, OWNER)


def annul(number: str) -> None:
    """Annul an invoice."""
    annul_invoice(number, "fel mottagare", BILLED_ON, OWNER)


def to_export(today: date = BILLED_ON) -> dict[str, int]:
    """Say how many documents wait to be exported, by batch."""
    return {each.batch: each.documents for each in work(today).unexported}


def unsigned(today: date) -> HeldByReason | None:
    """Give what waits for a month to be signed."""
    return next((held for held in work(today).held if held.reason == Reason.NOT_SIGNED), None)


def test_what_was_posted_waits_until_it_is_exported(billed: str, tmp_path: Path) -> None:
    """G20: with no folder to send to; the credit note that is posted after the export waits too."""
    count = len(posted())
    assert to_export() == {"B2026-07": count}
    export_batch("B2026-07", tmp_path / "out", OWNER)
    assert to_export() == {}
    credit(invoice_of(ONE).number, 1)
    credit(invoice_of(TWO).number)
    assert to_export() == {"B2026-07": 2}
    export_batch("B2026-07", tmp_path / "out", OWNER)
    assert to_export() == {}


def test_an_annulled_pair_waits_for_nobody(billed: str, tmp_path: Path) -> None:
    """G14: neither of the two is ever written; a part that is credited does not make a pair."""
    count = len(posted())
    annul(invoice_of(TWO).number)
    assert to_export() == {"B2026-07": count - 1}
    credit(invoice_of(ONE).number, 1)
    assert to_export() == {"B2026-07": count}
    annul(invoice_of(THREE).number)
    assert to_export() == {"B2026-07": count - 1}


def test_every_batch_waits_for_itself_the_oldest_first(billed: str, tmp_path: Path) -> None:
    """G20: an export of one batch says nothing of another; a draft is nothing to export."""
    sign("2026-08")
    drafted = run_batch(plan_batch(Month(2026, 8), BILLED_ON, OWNER), BILLED_ON, OWNER).batch
    assert list(to_export()) == ["B2026-07"]
    attest(drafted)
    assert list(to_export()) == ["B2026-07", "B2026-08"]
    export_batch("B2026-07", tmp_path / "out", OWNER)
    assert list(to_export()) == ["B2026-08"]
    assert Batch.select().count() == 2


def test_what_was_sent_is_not_to_be_exported_and_with_a_folder_it_is_to_be_sent(billed: str, tmp_path: Path) -> None:
    """G20: told of once, as what it is."""
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    numbers = [row.number for row in posted()]
    send_documents(SendWish(numbers[0], str(outbox), False, ""), OWNER)
    assert to_export() == {"B2026-07": len(numbers) - 1}
    set_store({"outbox": str(outbox)}, OWNER)
    waits = work()
    assert (waits.unexported, waits.delivery.unsent) == ((), len(numbers) - 1)
    set_store({"outbox": ""}, OWNER)
    assert to_export() == {"B2026-07": len(numbers) - 1}


@pytest.fixture
def alarm(store: str) -> str:
    """Let a guest have nothing but a safety alarm from May to August, of which May and June are billed."""
    put_rates(rate_row("190,00", "safety-alarm", "month"))
    put_visits(visit_row(ALARM, "safety-alarm", from_="2026-05-10", to="2026-08-31"))
    for month in ("2026-05", "2026-06"):
        sign(month)
        attest(run_batch(plan_batch(Month.parse(month), BILLED_ON, OWNER), BILLED_ON, OWNER).batch)
    return store


def test_a_started_month_without_a_row_stands_there_until_it_is_billed(alarm: str) -> None:
    """G5, G6: as it was found: after the last hour rows are billed, the months that follow are paid all the same."""
    waiting = unsigned(LATE)
    assert waiting is not None
    assert (waiting.cases, waiting.started_months, waiting.worth) == ((ALARM,), 2, 380_00)
    assert waiting.oldest == "2026-07"
    assert work(LATE).month == Month(2026, 8)
    for month, left in (("2026-07", 1), ("2026-08", 0)):
        _sign_as_the_list_says(month)
        found = unsigned(LATE)
        assert (found.started_months if found else 0) == left
    ready = work(LATE)
    assert (ready.held, ready.ready_invoices, ready.ready_total) == ((), 1, 380_00)
    attest(run_batch(plan_batch(ready.month, LATE, OWNER), LATE, OWNER).batch, today=LATE)
    done = work(LATE)
    assert (done.held, done.ready_documents) == ((), 0)


def _sign_as_the_list_says(month: str) -> None:
    waiting = unsigned(LATE)
    assert waiting is not None
    assert waiting.oldest == month
    sign_months(plan_signing(Month.parse(month), None, OWNER).within, OWNER)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 7, 31), 0),
        (date(2026, 8, 1), 1),
        (date(2026, 8, 31), 1),
        (date(2026, 9, 1), 2),
        (date(2027, 9, 1), 2),
    ],
)
def test_only_months_that_are_over_stand_there(alarm: str, today: date, months: int) -> None:
    """A month is not to be signed before its last day."""
    found = unsigned(today)
    assert (found.started_months if found else 0) == months


def test_an_open_stay_stands_there_for_each_month_that_has_passed(store: str) -> None:
    """G6: whatever its age; what was credited comes back."""
    put_rates(rate_row("190,00", "safety-alarm", "month"))
    put_visits(visit_row(ALARM, "safety-alarm", from_="2026-01-01", to=""))
    for month, count in ((3, 2), (7, 6), (12, 11)):
        found = unsigned(date(2026, month, 1))
        assert found is not None
        assert (found.started_months, found.worth, found.oldest) == (count, count * 190_00, "2026-01")

"""Bill, credit, late hours, credit again, a changed period: nothing is billed twice and nothing lost (G3 G4 G14 G21).

The price is 10 kronor a minute, so that every sum can be told from the minutes alone.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest

from models.errors import AlreadyRun, FeeError, NothingToBill
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.credit_preview import preview_credit
from models.operations.billing.invoices import InvoiceRow, list_invoices
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.rebill import rebill_invoice
from models.operations.billing.run_batch import run_batch
from models.operations.hours.correct_row import correct_row
from models.rules.credit_reasons import CreditReason
from models.rules.period import Month
from tests.operations.billing.month import ATTESTER, BILLED_ON, change, nothing_wrong, rows, value
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, put_visits, rate_row, sign, visit_row

CASE = "S-1"
MONTHS = (Month(2026, 7), Month(2026, 8))
PER_MINUTE = 1000
"""Öre."""


@pytest.fixture(autouse=True)
def _one_guest(store: str) -> None:
    put_rates(rate_row("600,00"))
    put_visits(visit_row(CASE, name="Tuva-Lisa Åkerlund", identity_number="189304059802"))


def put(*given: tuple[str, str, int]) -> None:
    """Bring rows of so many minutes in, which may be late, and sign both months anew."""
    change("DELETE FROM month_signature")
    put_hours(*(hour_row(key, CASE, day, minutes=minutes) for key, day, minutes in given))
    sign_all()


def sign_all() -> None:
    """Sign both months again where there is anything to sign."""
    change("DELETE FROM month_signature")
    for month in MONTHS:
        sign(str(month))


def bill(month: Month) -> str:
    """Bill a month and have it attested; give the batch."""
    batch = run_batch(plan_batch(month, BILLED_ON, OWNER), BILLED_ON, OWNER).batch
    attest_batch(batch, BILLED_ON, ATTESTER)
    return batch


def credit(number: str, *positions: int) -> str:
    """Credit an invoice, or some of its lines."""
    return credit_invoice(number, positions, "", BILLED_ON, OWNER, code=CreditReason.WRONG_HOURS).number


def rebill(number: str, *positions: int) -> str:
    """Credit and bill again, and have what comes instead attested; give the batch, or nothing."""
    seen = preview_credit(number, positions, BILLED_ON, OWNER)
    batch = rebill_invoice(seen, "", BILLED_ON, OWNER, code=CreditReason.WRONG_HOURS).batch
    if batch is None:
        return ""
    attest_batch(batch.batch, BILLED_ON, ATTESTER)
    return batch.batch


def live_invoices() -> list[str]:
    """Name the invoices of which something is left."""
    return [row.number for row in list_invoices(OWNER) if row.left]


def owed() -> int:
    """Sum what the documents claim together, in öre."""
    return sum(-row.total if row.kind == "credit" else row.total for row in list_invoices(OWNER) if row.number)


def owed_minutes() -> int:
    """Say for how many minutes that is."""
    assert owed() % PER_MINUTE == 0
    return owed() // PER_MINUTE


def nothing_twice() -> None:
    """See that every claimed minute is on exactly one live line, that numbers have no gap, and the doctor's content."""
    live = value("SELECT COALESCE(SUM(minutes), 0) FROM care_piece WHERE line_id IS NOT NULL")
    drafted = value(
        "SELECT COALESCE(SUM(care_piece.minutes), 0) FROM care_piece JOIN invoice_line ON invoice_line.id = line_id"
        " JOIN invoice ON invoice.id = invoice_id WHERE number IS NULL"
    )
    assert live - drafted == owed_minutes()
    numbers = [row.number for row in list_invoices(OWNER) if row.number]
    for prefix in ("2026", "K2026"):
        theirs = sorted(int(number.removeprefix(prefix)) for number in numbers if number.startswith(prefix))
        assert theirs == list(range(1, len(theirs) + 1))
    nothing_wrong()


def test_bill_credit_late_hours_credit_again() -> None:
    """G3, G4, G6: each invoice is credited for what it billed, and the rows come once each in the end."""
    put(("a", "2026-07-01", 30), ("b", "2026-07-02", 45))
    bill(MONTHS[0])
    credit("202600001")
    assert owed_minutes() == 0
    put(("late", "2026-07-03", 60))
    bill(MONTHS[0])
    assert owed_minutes() == 135
    nothing_twice()
    put(("later", "2026-07-04", 15))
    bill(MONTHS[0])
    assert owed_minutes() == 150
    credit("202600002")
    assert owed_minutes() == 15
    nothing_twice()
    bill(MONTHS[0])
    assert (owed_minutes(), live_invoices()) == (150, ["202600003", "202600004"])
    for number in live_invoices():
        credit(number)
    assert owed() == 0
    bill(MONTHS[0])
    assert owed_minutes() == 150
    nothing_twice()


def test_late_hours_come_along_in_no_rebill_of_others() -> None:
    """G3, G21: a rebill bills what it freed; the late row waits for the batch of its own."""
    put(("a", "2026-07-01", 30))
    bill(MONTHS[0])
    put(("late", "2026-07-03", 60))
    rebill("202600001")
    assert owed_minutes() == 30
    nothing_twice()
    bill(MONTHS[0])
    assert owed_minutes() == 90
    nothing_twice()


def test_a_corrected_row_is_credited_and_billed_once_as_it_is() -> None:
    """G4: bill, correct, rebill, correct again, rebill again: the last word is what is owed."""
    put(("a", "2026-07-01", 30), ("b", "2026-07-02", 45))
    bill(MONTHS[0])
    first = correct_row("a", "wrong", {"minutes": "20"}, BILLED_ON, OWNER)
    sign_all()
    rebill("202600001")
    assert owed_minutes() == 65
    nothing_twice()
    correct_row(first.instead, "wrong again", {"minutes": "25"}, BILLED_ON, OWNER)
    sign_all()
    rebill("202600002")
    assert owed_minutes() == 70
    nothing_twice()


def test_a_row_that_was_of_another_month_is_billed_in_that_month() -> None:
    """G4, G6: moved from July to August: July's credit bills the rest again, August's batch bills the moved row."""
    put(("a", "2026-07-01", 30), ("b", "2026-07-02", 45))
    bill(MONTHS[0])
    correct_row("b", "wrong day", {"date": "2026-08-02"}, BILLED_ON, OWNER)
    sign_all()
    rebill("202600001")
    assert owed_minutes() == 30
    nothing_twice()
    bill(MONTHS[1])
    assert owed_minutes() == 75
    nothing_twice()


def test_a_stay_is_shortened_and_made_longer_again() -> None:
    """G3, G6: what falls outside is credited and held; when the stay is longer again it is billed, once."""
    put(("a", "2026-07-01", 30), ("b", "2026-07-20", 45), ("c", "2026-08-03", 10))
    for month in MONTHS:
        bill(month)
    change("UPDATE visit SET last_day = '2026-07-10'")
    rebill("202600001")
    assert rebill("202600002") == ""
    assert owed_minutes() == 30
    nothing_twice()
    change("UPDATE visit SET last_day = '2026-12-31'")
    bill(MONTHS[1])
    assert owed_minutes() == 85
    nothing_twice()


def test_an_annulled_invoice_is_billed_once_again() -> None:
    """G14: annul, late hours, bill, credit: numbers follow each other in both series."""
    put(("a", "2026-07-01", 30))
    bill(MONTHS[0])
    annul_invoice("202600001", "", BILLED_ON, OWNER, code=CreditReason.WRONG_RECIPIENT)
    put(("late", "2026-07-03", 60))
    bill(MONTHS[0])
    assert (owed_minutes(), live_invoices()) == (90, ["202600002"])
    credit("202600002")
    assert owed() == 0
    nothing_twice()


class Chance:
    """A fee administrator whose hand is led by chance, and what the visit owes in the end."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.minutes: dict[str, tuple[date, int]] = {}
        self.last = date(2026, 12, 31)

    def step(self) -> None:
        """Do one thing; a refusal is fine, as long as nothing is wrong after it."""
        acts = (self.late, self.late, self.bill, self.bill, self.credit, self.rebill, self.annul, self.period,
                self.correct)  # fmt: skip
        with suppress(NothingToBill, AlreadyRun):
            self.random.choice(acts)()

    def late(self) -> None:
        """A row comes, late or not."""
        key, minutes = f"r{len(self.minutes)}", self.random.randint(1, 90)
        day = date(2026, 7, 1) + timedelta(days=self.random.randint(0, 61))
        self.minutes[key] = (day, minutes)
        put((key, str(day), minutes))

    def bill(self) -> None:
        """A month is billed."""
        bill(self.random.choice(MONTHS))

    def credit(self) -> None:
        """A line of an invoice is credited, or all that is left."""
        for row in self._some_invoice():
            credit(row.number, *self.random.choice(((), (row.left[0].position,))))

    def rebill(self) -> None:
        """The same, and billed again."""
        for row in self._some_invoice():
            rebill(row.number)

    def annul(self) -> None:
        """An invoice is annulled, where it can be."""
        for row in self._some_invoice():
            if row.can_be_annulled:
                annul_invoice(row.number, "", BILLED_ON, OWNER, code=CreditReason.NOT_ORDERED)

    def period(self) -> None:
        """The stay ends on another day."""
        self.last = date(2026, 7, 1) + timedelta(days=self.random.randint(0, 90))
        change(f"UPDATE visit SET last_day = '{self.last}'")

    def correct(self) -> None:
        """A row is corrected."""
        key = self.random.choice([*self.minutes] or [""])
        if not key:
            return
        day, minutes = self.minutes[key]
        try:
            done = correct_row(key, "wrong", {"minutes": str(minutes + 5)}, BILLED_ON, OWNER)
        except FeeError:
            return
        del self.minutes[key]
        self.minutes[done.instead] = (day, minutes + 5)
        sign_all()

    def settle(self) -> None:
        """Credit what is due or outside, and bill everything that waits."""
        self.last = date(2026, 12, 31)
        change(f"UPDATE visit SET last_day = '{self.last}'")
        for number in live_invoices():
            credit(number)
        for month in MONTHS:
            with suppress(NothingToBill, AlreadyRun):
                bill(month)

    def _some_invoice(self) -> list[InvoiceRow]:
        found = [row for row in list_invoices(OWNER) if row.left]
        return [self.random.choice(found)] if found else []


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_every_minute_is_owed_once_in_the_end(seed: int) -> None:
    """G3, G4, G14, G21: after every step nothing is claimed twice; settled, exactly the standing rows are owed."""
    chance = Chance(seed)
    for _ in range(14):
        chance.step()
        nothing_twice()
    chance.settle()
    nothing_twice()
    assert owed_minutes() == sum(minutes for _, minutes in chance.minutes.values())
    assert rows("SELECT id FROM invoice WHERE number IS NULL") == []

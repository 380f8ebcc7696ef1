"""Money by keys: payments recorded, matched and set aside, reminders, disputes, and the way there from Today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.database import open_store
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.payments.disputes import close_dispute, list_disputes, open_dispute
from models.operations.payments.import_payments import import_payments
from models.operations.payments.list_payments import list_payments
from models.operations.payments.match_payment import set_aside
from models.operations.payments.record_payment import NewPayment, record_payment
from models.operations.payments.reminders import read_reminder
from models.operations.payments.standing import Standing, list_standings, show_standing
from models.rules.payments import Outcome
from tests.tui.driving import LARGE, SMALL, press, screen_of, shown, sitting, write
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY

EARLIER = TODAY - timedelta(days=60)


def _posted(day: date) -> tuple[Standing, ...]:
    """Post July as of a day; sixty days back it is overdue today."""
    run_batch(plan_batch(JULY, day, MAKER), day, MAKER)
    attest_batch("B2026-07", day, ATTESTER)
    return list_standings(MAKER)


def _of(number: str) -> Standing:
    return show_standing(number, MAKER)


async def test_a_payment_is_recorded_on_its_invoice(village: str) -> None:
    """The whole amount is proposed, and today; what is paid leaves the list and comes back with a key."""
    number = _posted(TODAY)[0].number
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "i")
        assert screen_of(pilot).rows.key_here == number
        await press(pilot, "p", "enter", "enter")
        assert f"{number}: 0,00 kr left to pay, paid." in shown(pilot)
        assert number not in [row.key for row in screen_of(pilot).rows.rows_shown]
        await press(pilot, "a")
        assert number in [row.key for row in screen_of(pilot).rows.rows_shown]
        assert "vistelse payment open --all" in shown(pilot)
    assert _of(number).money.balance == 0


async def test_another_amount_is_typed_and_nonsense_is_asked_again(village: str) -> None:
    """An amount of nought, or letters, is told of at once; going back records nothing."""
    number = _posted(TODAY)[0].number
    async with sitting(village) as pilot:
        await press(pilot, "4", "i", "p")
        await write(pilot, "abc")
        assert "write kronor, as 414,80" in shown(pilot)
        await write(pilot, "0")
        await write(pilot, "10,50")
        await press(pilot, "ctrl+g")
        assert list_payments(MAKER) == ()
        await press(pilot, "p")
        await write(pilot, "10,50")
        await press(pilot, "enter")
    assert _of(number).money.settled == 1050


async def test_a_day_before_the_invoice_is_taken_and_told_of(village: str) -> None:
    """A wrong year is seen at once; a day that lies ahead is refused."""
    number = _posted(TODAY)[0].number
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "i", "p")
        await write(pilot, "10,50")
        await write(pilot, str(TODAY + timedelta(days=1)))
        assert "The day lies ahead" in shown(pilot)
        await press(pilot, "p")
        await write(pilot, "10,50")
        await write(pilot, "2020-01-01")
        told = " ".join(shown(pilot).split())
        assert f"The payment is dated 2020-01-01, before {number} was issued on {TODAY}" in told
    assert _of(number).money.settled == 1050


async def test_today_leads_to_what_is_overdue_and_a_reminder_is_written(village: str) -> None:
    """Asked first; kept as it was written; a second one only another day."""
    _posted(EARLIER)
    async with sitting(village, size=LARGE) as pilot:
        screen_of(pilot).rows.go_to("overdue")
        await press(pilot, "enter", "m", "n")
        number = screen_of(pilot).subject_here()
        assert _of(number).reminded == 0
        await press(pilot, "m", "y")
        assert f"Kept as reminder 1 of {number}" in shown(pilot)
        assert "overdue · reminded" in shown(pilot)
        await press(pilot, "m", "y")
        assert "is not to be reminded of" in shown(pilot)
    assert read_reminder(number, 1, MAKER).balance == _of(number).money.balance


async def test_a_payment_without_an_invoice_is_put_on_one_or_set_aside(village: str) -> None:
    """From Today; the invoice with just so much left to pay is proposed."""
    first = _posted(TODAY)[0]
    owed = first.money.balance
    text = f"date;amount;key\n2026-08-03;{owed // 100},{owed % 100:02};b1\n2026-08-02;5;b2\n"
    import_payments("bank.csv", text.encode(), TODAY, MAKER)
    async with sitting(village, size=LARGE) as pilot:
        assert "2 payments" in shown(pilot)
        screen_of(pilot).rows.go_to("unmatched")
        await press(pilot, "enter")
        assert "no reference" in shown(pilot)
        await press(pilot, "p", "enter")
        assert f"put on {first.number}" in shown(pilot)
        await press(pilot, "x")
        await write(pilot, "meant for another")
        assert "Every payment has its invoice." in shown(pilot)
    assert _of(first.number).money.balance == 0
    assert list_payments(MAKER, unmatched=True) == ()


async def test_a_dispute_is_closed_with_its_outcome_and_leads_to_the_credit(village: str) -> None:
    """Today to the dispute; upheld, to the credit of its line."""
    number = _posted(TODAY)[0].number
    open_dispute(number, 1, TODAY, "twelve hours, not fourteen", TODAY, MAKER)
    async with sitting(village, size=LARGE) as pilot:
        screen_of(pilot).rows.go_to("decide:0")
        await press(pilot, "enter")
        assert "twelve hours, not fourteen" in shown(pilot)
        await press(pilot, "c", "enter")
        await write(pilot, "they are right")
        assert f"The dispute of line 1 of {number} is upheld." in shown(pilot)
        await press(pilot, "enter")
        assert "Credit" in shown(pilot)
    assert list_disputes(MAKER)[0].outcome is Outcome.UPHELD


async def test_what_was_paid_too_much_is_paid_back(village: str) -> None:
    """Only there is the key; the whole of it is proposed, and more is refused."""
    first, second = _posted(TODAY)[:2]
    paid = NewPayment(first.number, first.money.balance + 8158, TODAY)
    record_payment(paid, TODAY, MAKER)
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "i")
        screen_of(pilot).rows.go_to(second.number)
        await press(pilot, "up", "down")
        assert "we paid back" not in shown(pilot)
        screen_of(pilot).rows.go_to(first.number)
        await press(pilot, "r", "9", "0", "enter", "enter")
        assert "overpaid" in shown(pilot)
        assert _of(first.number).money.balance == -8158
        await press(pilot, "r", "ctrl+u", *"81,58", "enter", "enter")
        assert f"{first.number}: 0,00 kr left to pay" in shown(pilot)
    assert _of(first.number).money.balance == 0


async def test_a_payment_on_the_wrong_invoice_is_taken_off(village: str) -> None:
    """Of several it is asked which; the reason is kept, nothing is deleted, and the payment waits for its invoice."""
    first, second = _posted(TODAY)[:2]
    for amount, payer in ((1000, "Solna"), (2000, "Luleå")):
        record_payment(NewPayment(first.number, amount, TODAY, payer=payer), TODAY, MAKER)
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "i")
        screen_of(pilot).rows.go_to(second.number)
        await press(pilot, "up", "down")
        assert "take a payment back" not in shown(pilot)
        screen_of(pilot).rows.go_to(first.number)
        await press(pilot, "t")
        assert "Which payment is to be taken back from" in shown(pilot)
        await press(pilot, "down", "enter", "ctrl+g")
        assert _of(first.number).money.settled == 3000
        await press(pilot, "t", "down", "enter")
        await write(pilot, "meant for another")
        assert "10,00 kr taken back; 10,00 kr left over." in shown(pilot)
        await press(pilot, "t")
        assert "20,00 kr · Luleå" in shown(pilot)
        await press(pilot, "ctrl+g", "u")
        assert "Solna" in shown(pilot)
        assert "Luleå" not in shown(pilot)
    assert _of(first.number).money.settled == 2000


async def test_all_payments_are_listed_with_what_they_settle_and_that_is_taken_back(village: str) -> None:
    """What was set aside too; the foot names the same command."""
    number = _posted(TODAY)[0].number
    record_payment(NewPayment(number, 1000, TODAY, payer="Solna"), TODAY, MAKER)
    import_payments("bank.csv", b"date;amount;key\n2026-08-02;5;b2\n", TODAY, MAKER)
    set_aside("b2", "meant for another", MAKER)
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "i", "u")
        assert "Every payment has its invoice." in shown(pilot)
        await press(pilot, "a")
        assert f"{number} 10,00" in shown(pilot)
        assert "set aside 5,00 kr" in shown(pilot)
        assert "put on an invoice" not in shown(pilot)
        assert shown(pilot).splitlines()[-1].endswith("vistelse payment list")
        screen_of(pilot).rows.go_to("b2")
        await press(pilot, "t")
        await write(pilot, "it was for us")
        assert "5,00 kr taken back; 5,00 kr left over." in shown(pilot)
        assert "put on an invoice" in shown(pilot)
        await press(pilot, "a")
        assert "taken back" in shown(pilot)
    assert [each.left for each in list_payments(MAKER, unmatched=True)] == [500]


async def test_the_help_names_the_commands_of_what_has_no_key(seen_village: str) -> None:
    """A fee on a reminder, interest, its reference rates, a bank's file."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "i", "question_mark")
        said = " ".join(shown(pilot).split())
        for command in ("payment import", "reminder write NUMBER --fee", "payment interest", "reminder rates"):
            assert f"vistelse {command}" in said
        assert "money.refund" in said


async def test_the_invoice_says_which_line_is_disputed(village: str) -> None:
    """And what an upheld dispute asks for; closed as rejected it says nothing more."""
    number = _posted(TODAY)[0].number
    open_dispute(number, 1, TODAY, "not ours", TODAY, MAKER)
    async with sitting(village, size=SMALL) as pilot:
        await press(pilot, "slash")
        await write(pilot, number)
        await press(pilot, "enter")
        lines = shown(pilot).splitlines()
        place = next(place for place, line in enumerate(lines) if f"disputed, to be decided by {TODAY}" in line)
        assert screen_of(pilot).rows.rows_shown[screen_of(pilot).rows.cursor_row].cells[0] in lines[place - 1]
        close_dispute(number, 1, Outcome.PARTLY, "half of it", MAKER)
        await press(pilot, "q", "enter")
        assert "dispute upheld in part: to credit" in shown(pilot)
        open_dispute(number, 1, TODAY, "the rest too", TODAY, MAKER)
        await press(pilot, "q", "enter")
        assert "disputed, to be decided by" in shown(pilot)


@pytest.mark.parametrize("language", ["en", "sv"])
async def test_the_three_lists_fit_a_small_terminal(
    seen_village: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """80 by 24, in both languages: amounts stand whole, and the last line names the command."""
    monkeypatch.setenv("VISTELSE_LANGUAGE", language)
    open_store(seen_village)
    first = _posted(EARLIER)[0]
    open_dispute(first.number, 1, TODAY, "12 timmar", TODAY, MAKER)
    import_payments("bank.csv", b"date;amount;payer\n2026-08-02;123456,78;Solna stad\n", TODAY, MAKER)
    async with sitting(seen_village, size=SMALL) as pilot:
        await press(pilot, "4", "i")
        assert "vistelse payment open" in shown(pilot)
        assert "22 155,88" in shown(pilot)
        await press(pilot, "u")
        assert "123 456,78" in shown(pilot)
        assert "vistelse payment list --unmatched" in shown(pilot)
        await press(pilot, "q", "4", "i", "d")
        assert "vistelse dispute list" in shown(pilot)
        assert "12 timmar" in shown(pilot)
        await press(pilot, "1")
        assert f"{first.number}, {'due' if language == 'en' else 'senast'} 2026-08-03" in shown(pilot)

"""Lines of differences and credits, opened by keys: what each takes back, and what comes instead."""

from __future__ import annotations

import pytest

from models.language.words import use_language
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.decide_difference import accept_difference
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow, list_invoices
from models.operations.billing.list_differences import list_differences, show_difference
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.registers.import_rates import import_rates
from models.operations.reports.explain_line import explain_line
from models.operations.reports.rate_facts import rate_facts
from models.rules.credit_reasons import CreditReason
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.raised_prices import HEADING, change_prices, post_july
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY
from tui.change_words import change_of
from tui.credit_words import signed
from tui.figures import amount, price, quantity
from tui.screens.invoice import InvoiceScreen


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _drafted(more: int = 1_000) -> InvoiceRow:
    """Accept the first difference and draft it; give the draft."""
    row = change_prices(more, homes=1)[0]
    accept_difference(row.id, MAKER)
    batch = run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER).batch
    return next(each for each in list_invoices(MAKER, batch=batch) if each.is_difference)


def _pair(invoice: InvoiceRow) -> tuple[InvoiceLineRow, InvoiceLineRow]:
    """Give a line that takes back, and the one that comes instead of it."""
    back = next(line for line in invoice.lines if line.takes_back)
    about = (back.original, back.original_line)
    now = next(line for line in invoice.lines if not line.takes_back and (line.original, line.original_line) == about)
    return back, now


def _sum(line: InvoiceLineRow) -> str:
    return _plain(f"{quantity(line.unit, line.quantity)} × {price(line.unit, line.price)} = {amount(line.net)}")


@pytest.mark.parametrize("is_posted", [False, True])
async def test_each_line_of_a_difference_says_what_it_changes(village: str, is_posted: bool) -> None:
    """G25: the sign of what is taken back; of what comes instead the old price, the old sum and the difference."""
    draft = _drafted()
    if is_posted:
        attest_batch(draft.batch, TODAY, ATTESTER)
        draft = next(each for each in list_invoices(MAKER, batch=draft.batch) if each.is_difference)
    back, now = _pair(draft)
    assert now.net > back.net > 0
    named = f"{back.original} line {back.original_line}"
    more = f"+{_plain(amount(now.net - back.net))}"
    async with sitting(village, size=(110, 30)) as pilot:
        await press(pilot, "4")
        pilot.app.push_screen(InvoiceScreen(draft))
        await press(pilot, "home")
        screen_of(pilot).rows.go_to(str(back.position))
        await press(pilot, "w")
        assert f"Why −{_plain(amount(back.net))} kr?" in shown(pilot)
        assert "Takes back" in shown(pilot)
        assert named in shown(pilot)
        await press(pilot, "q", "enter")
        assert f"−{_plain(amount(back.net))} kr" in shown(pilot).splitlines()[3]
        assert f"Takes back {named}: {_sum(back)}" in shown(pilot)
        await press(pilot, "q")
        screen_of(pilot).rows.go_to(str(now.position))
        await press(pilot, "w")
        before = f"{_plain(amount(back.net))} at {_plain(price(back.unit, back.price))}"
        assert f"Why {_plain(amount(now.net))} kr?" in shown(pilot)
        assert f"{named} · {before}" in shown(pilot)
        assert more in shown(pilot)
        await press(pilot, "q", "enter")
        assert _sum(now) in shown(pilot)
        assert f"Instead of {named} · {before} · difference {more}" in shown(pilot)


async def test_where_two_lines_come_instead_of_one_the_difference_is_theirs_together(seen_village: str) -> None:
    """A rate that changes within the month parts the line; neither half alone is compared with the whole."""
    line = next(line for each in post_july() for line in each.lines if line.unit == "hour" and line.first.day < 10)
    rate = rate_facts(line.rate, MAKER)
    kind = f"{rate.municipality},{rate.service},{rate.provider},{rate.area},{rate.band},{rate.unit}"
    row = f"{kind},{rate.price // 100 + 7},2026-07-16,,2026-07-31,their letter"
    import_rates("newer.csv", "\n".join([HEADING, row]).encode(), TODAY, MAKER, confirm=True)
    (found,) = list_differences(MAKER)
    parted = next(each for each in found.lines if len(each.now) == 2)
    accept_difference(found.id, MAKER)
    batch = run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER).batch
    (draft,) = list_invoices(MAKER, batch=batch)
    about = (parted.invoice, parted.position)
    halves = [line for line in draft.lines if not line.takes_back and (line.original, line.original_line) == about]
    places = ", ".join(str(line.position) for line in halves)
    said = f"difference {_plain(signed(sum(line.net for line in halves) - parted.net))} (lines {places} together)"
    async with sitting(seen_village, size=(120, 30)) as pilot:
        await press(pilot, "4")
        pilot.app.push_screen(InvoiceScreen(draft))
        for half in halves:
            await press(pilot, "home")
            screen_of(pilot).rows.go_to(str(half.position))
            await press(pilot, "enter")
            assert said in shown(pilot)
            await press(pilot, "q")


async def test_the_screen_and_the_command_explain_a_line_by_the_same_figures(seen_village: str) -> None:
    """G25: which line was meant, what it came to and at which price."""
    draft = _drafted(-1_000)
    attest_batch(draft.batch, TODAY, ATTESTER)
    invoice = next(each for each in list_invoices(MAKER, batch=draft.batch) if each.is_difference)
    for line in invoice.lines:
        change, earlier = change_of(line, invoice), explain_line(invoice.number, line.position, MAKER).earlier
        assert change is not None
        assert earlier is not None
        assert (change.number, change.position) == (earlier.number, earlier.position)
        assert (change.unit, change.price, change.net) == (earlier.unit, earlier.price, earlier.net)
    assert sum(invoice.signed_net(line) for line in invoice.lines) == invoice.total


async def test_a_line_of_a_credit_note_takes_its_line_back_and_an_invoice_s_own_changes_nothing(
    seen_village: str,
) -> None:
    """A credit note bills nothing, so its amounts stand with a minus there too."""
    invoice = post_july()[0]
    note = credit_invoice(invoice.number, (1,), "", TODAY, MAKER, code=CreditReason.WRONG_RATE).number
    async with sitting(seen_village, size=(110, 30)) as pilot:
        for number, sign, word in ((note, "−", True), (invoice.number, "", False)):
            await press(pilot, "slash")
            await write(pilot, number)
            await press(pilot, "enter", "enter")
            net = _plain(amount(invoice.lines[0].net))
            assert shown(pilot).splitlines()[3].endswith(f" {sign}{net} kr")
            assert (f"Takes back {invoice.number} line 1: " in shown(pilot)) is word


async def test_what_a_line_changes_is_said_in_swedish(seen_village: str) -> None:
    """As the rest of the screen."""
    draft = _drafted()
    back, now = _pair(draft)
    use_language("sv")
    try:
        async with sitting(seen_village, size=(110, 30)) as pilot:
            await press(pilot, "4")
            pilot.app.push_screen(InvoiceScreen(draft))
            await press(pilot, "home")
            screen_of(pilot).rows.go_to(str(back.position))
            await press(pilot, "enter")
            assert f"Återtar {back.original} rad {back.original_line}: " in shown(pilot)
            await press(pilot, "q")
            screen_of(pilot).rows.go_to(str(now.position))
            await press(pilot, "enter")
            assert f"I stället för {back.original} rad {back.original_line} · " in shown(pilot)
    finally:
        use_language(None)
    assert show_difference(1, MAKER).batch == draft.batch

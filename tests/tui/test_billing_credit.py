"""Crediting by keys: what is taken back beside what comes instead, and nothing before the number is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.errors import CreditOfCredit, NotFound
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.credit_preview import preview_credit
from models.operations.billing.export_batch import export_batch
from models.operations.billing.invoices import InvoiceRow, list_invoices, show_invoice
from models.operations.billing.plan import PlannedLine
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.reopen_month import reopen_month
from models.operations.registers.import_rates import import_rates
from models.operations.reports.events import list_events
from models.operations.reports.rate_facts import rate_facts
from models.operations.store.actor import Actor
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.village import ATTESTER, JULY, MAKER, READER, TODAY


def _post_july() -> tuple[InvoiceRow, ...]:
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    attest_batch("B2026-07", TODAY, ATTESTER)
    return list_invoices(MAKER)


def _with_several_lines() -> InvoiceRow:
    return next(each for each in _post_july() if len(each.lines) > 2)


def _raise_the_price(invoice: InvoiceRow, service: str) -> None:
    line = next(line for line in invoice.lines if line.service == service)
    old = rate_facts(line.rate, MAKER)
    text = (
        "municipality,service,provider,area,band,unit,amount,valid_from,valid_to,decided_on,source\n"
        f"{old.municipality},{old.service},{old.provider},{old.area},{old.band},{old.unit},999.00,2026-07-01,,,letter\n"
    )
    import_rates("new.csv", text.encode(), TODAY, MAKER, confirm=True)


def test_what_comes_instead_is_what_the_next_plan_makes(village: str) -> None:
    """G10: the preview's lines are those that are planned once the credit note is posted, öre by öre."""
    for invoice in _post_july():
        preview = preview_credit(invoice.number, [], TODAY, MAKER)
        before = plan_batch(JULY, TODAY, MAKER)
        credit_invoice(invoice.number, [], "wrong", TODAY, MAKER)
        after = plan_batch(JULY, TODAY, MAKER)
        instead = [each.instead for each in preview.exchanges if each.instead]
        assert sorted(_shapes(instead)) == sorted(set(_shapes(after.lines)) - set(_shapes(before.lines)))
        assert preview.instead == after.total - before.total
        assert preview.credited == invoice.total


def _shapes(lines: list[PlannedLine] | tuple[PlannedLine, ...]) -> list[tuple[str, str, int, int, int]]:
    return [(line.case, line.service, line.rate, line.quantity, line.net) for line in lines]


def test_a_preview_changes_nothing(village: str) -> None:
    """G8: no note, no number, no freed row, no event."""
    invoice = _with_several_lines()
    before = (list_invoices(MAKER), plan_batch(JULY, TODAY, MAKER), list_events(MAKER))
    preview_credit(invoice.number, [1], TODAY, MAKER)
    assert (list_invoices(MAKER), plan_batch(JULY, TODAY, MAKER), list_events(MAKER)) == before


def test_a_reopened_month_is_said_to_hold_the_hours_back(village: str) -> None:
    """What is not signed would not come again, and the reason stands on the right."""
    invoice = _with_several_lines()
    reopen_month(JULY, invoice.lines[0].case, "late hours", MAKER)
    reopen_month(JULY, invoice.lines[0].case, "", Actor("registrar"))
    preview = preview_credit(invoice.number, [1], TODAY, MAKER)
    (exchange,) = preview.exchanges
    assert (exchange.instead, [str(reason) for reason in exchange.held]) == (None, ["not-signed"])
    assert preview.difference == -invoice.lines[0].net


async def test_c_credits_what_is_marked_after_reason_and_number(village: str) -> None:
    """One line of three, its number typed; the note, the reason and the freed rows stand in the store."""
    invoice = _with_several_lines()
    async with sitting(village) as pilot:
        await _open(pilot, invoice.number)
        await press(pilot, "c")
        assert f"Credit {invoice.number}" in shown(pilot)
        assert "Instead" in shown(pilot)
        await press(pilot, "m", "space", "c", "down", "enter")
        await write(pilot, "")
        await write(pilot, "202600099")
        assert "That is not" in shown(pilot)
        assert len(list_invoices(MAKER, batch="B2026-07")) == _invoices_of_july()
        await write(pilot, invoice.number)
        assert f"Credit note K202600001 on {invoice.number} is posted" in shown(pilot)
        assert len([line for line in shown(pilot).splitlines() if line.startswith((" [", " ["))]) == (
            len(invoice.lines) - 1
        )
        await press(pilot, "q")
        assert "credited by K202600001" in shown(pilot)
    note = show_invoice("K202600001", MAKER)
    assert (note.credits, note.total, len(note.lines)) == (invoice.number, invoice.lines[0].net, 1)
    assert (note.reason_code, note.reason) == ("wrong-rate", "")
    assert [line.credited_by for line in show_invoice(invoice.number, MAKER).lines][:2] == ["K202600001", ""]


def _invoices_of_july() -> int:
    return len([each for each in list_invoices(MAKER) if each.kind == "invoice"])


async def _open(pilot: Pilot[None], number: str) -> None:
    await press(pilot, "slash")
    await write(pilot, number)
    await press(pilot, "enter")


async def test_a_new_rate_shows_the_difference_in_ore(village: str) -> None:
    """Left the price that was billed, right the one that holds now, and what it comes to."""
    invoice = next(each for each in _post_july() if any(line.unit == "hour" for line in each.lines))
    line = next(line for line in invoice.lines if line.unit == "hour")
    _raise_the_price(invoice, line.service)
    preview = preview_credit(invoice.number, [line.position], TODAY, MAKER)
    assert preview.difference > 0
    async with sitting(village) as pilot:
        await _open(pilot, invoice.number)
        await press(pilot, "c", *["down"] * (line.position - 1))
        assert "another rate" in shown(pilot)
        assert "999,00/h" in shown(pilot)


async def test_going_back_on_the_way_credits_nothing(village: str) -> None:
    """Neither an empty reason nor an empty number makes a note."""
    invoice = _with_several_lines()
    async with sitting(village) as pilot:
        await _open(pilot, invoice.number)
        await press(pilot, "c", "c", "q")
        await press(pilot, "c", "end", "enter", "enter")
        await press(pilot, "c", "enter")
        await write(pilot, "wrong")
        await press(pilot, "enter", "b", "enter", "enter", "enter", "n", "enter", "enter", "enter", "q", "q")
    assert {each.kind for each in list_invoices(MAKER)} == {"invoice"}


async def test_a_reason_that_names_the_guest_is_refused(village: str) -> None:
    """G30: the log is never rewritten."""
    from seed.reference import identity_numbers

    invoice = _with_several_lines()
    async with sitting(village) as pilot:
        await _open(pilot, invoice.number)
        await press(pilot, "c", "c", "enter")
        await write(pilot, identity_numbers()[0])
        await write(pilot, invoice.number)
        assert "!" in screen_of(pilot).notice.words
    assert {each.kind for each in list_invoices(MAKER)} == {"invoice"}


async def test_a_reader_sees_why_nothing_can_be_credited(village: str) -> None:
    """The store refuses, and no key to credit is offered."""
    invoice = _with_several_lines()
    async with sitting(village, READER) as pilot:
        await _open(pilot, invoice.number)
        await press(pilot, "c")
        assert "reader does not have the role bill" in shown(pilot)
        assert "credit what is marked" not in shown(pilot)


async def test_a_credit_note_is_shown_as_one_everywhere(village: str) -> None:
    """With the number of what it credits: in the batch, on its own, in the search; it cannot be credited itself."""
    invoice = _with_several_lines()
    credit_invoice(invoice.number, [], "wrong", TODAY, MAKER)
    async with sitting(village) as pilot:
        await press(pilot, "4", "end", "enter", "end")
        assert f"credits {invoice.number}" in shown(pilot)
        await press(pilot, "enter")
        assert f"Credit note K202600001 on {invoice.number}" in shown(pilot)
        assert "c credit" not in shown(pilot)
        await press(pilot, "slash")
        await write(pilot, "K202600001")
        assert f"credit note K202600001 on {invoice.number}" in shown(pilot)


@pytest.mark.parametrize("number", ["K202600001", "202600999"])
def test_a_note_or_nothing_cannot_be_previewed(village: str, number: str) -> None:
    """The same refusals as the credit itself."""
    credit_invoice(_post_july()[0].number, [], "wrong", TODAY, MAKER)
    with pytest.raises((CreditOfCredit, NotFound)):
        preview_credit(number, [], TODAY, MAKER)


async def test_b_credits_and_bills_again_as_one(village: str) -> None:
    """G3, G10: the note is posted, what stood on the right is a draft of its own that waits for attest."""
    invoice = _with_several_lines()
    async with sitting(village) as pilot:
        await _open(pilot, invoice.number)
        await press(pilot, "c", "m", "space", "b", "enter")
        await write(pilot, "")
        assert f"Type {invoice.number} to do both" in shown(pilot)
        await write(pilot, invoice.number)
        assert f"Credit note K202600001 on {invoice.number} is posted" in shown(pilot)
        assert "B2026-07-2 waits for attest" in " ".join(shown(pilot).split())
    drafted = list_invoices(MAKER, batch="B2026-07-2")
    assert [line.net for row in drafted for line in row.lines] == [invoice.lines[0].net]


async def test_what_changed_since_it_was_looked_at_stops_both(village: str) -> None:
    """G9: another rate came between the look and the number; nothing is posted, and the look is taken anew."""
    invoice = next(each for each in _post_july() if any(line.unit == "hour" for line in each.lines))
    line = next(line for line in invoice.lines if line.unit == "hour")
    async with sitting(village) as pilot:
        await _open(pilot, invoice.number)
        await press(pilot, "c", "b", "enter")
        await write(pilot, "")
        _raise_the_price(invoice, line.service)
        await write(pilot, invoice.number)
        assert "! Something changed" in shown(pilot)
    assert {each.kind for each in list_invoices(MAKER)} == {"invoice"}


async def test_n_annuls_what_was_never_exported(village: str, tmp_path: Path) -> None:
    """G14: offered while nothing left us and nothing is credited; afterwards no longer."""
    first, second = _post_july()[:2]
    async with sitting(village) as pilot:
        await _open(pilot, first.number)
        await press(pilot, "c", "n", "end", "enter")
        await write(pilot, "sent to the wrong one")
        await write(pilot, first.number)
        assert f"{first.number} is annulled by K202600001." in shown(pilot)
        await press(pilot, "q")
        assert "annulled by K202600001: neither is sent" in shown(pilot)
    export_batch("B2026-07", tmp_path / "out", MAKER)
    async with sitting(village) as pilot:
        await _open(pilot, second.number)
        await press(pilot, "c")
        assert "annul all of it" not in shown(pilot)
    assert show_invoice("K202600001", MAKER).reason == "sent to the wrong one"


async def test_from_the_rows_of_a_line_to_its_credit(village: str) -> None:
    """Whoever found the wrong row credits its line from there; only that line is marked."""
    invoice = _with_several_lines()
    async with sitting(village) as pilot:
        await _open(pilot, invoice.number)
        await press(pilot, "down", "enter")
        assert "credit this line" in shown(pilot)
        await press(pilot, "c")
        assert f"Credit {invoice.number}" in shown(pilot)
        assert shown(pilot).count("[x]") == 1

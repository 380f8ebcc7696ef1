"""Credit notes: mirrors of what they take back, which free exactly its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.care_errors import RowIsBilled
from models.documents.facts import InvoiceFacts, from_json
from models.errors import AlreadyCredited, CreditOfCredit, FeeError, NoSuchLine, NotAllowed, NotFound
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.invoices import show_invoice
from models.operations.hours.exclude_row import exclude_row, include_row
from models.operations.visits.step_visit import step_visit
from models.rules.visit_states import VisitState
from tests.operations.billing.month import (
    ATTESTER,
    BILLED_ON,
    ONE,
    TWO,
    attest,
    bill,
    change,
    content,
    credit,
    invoice_of,
    nothing_wrong,
    posted,
    rows,
    run,
    value,
)
from tests.operations.builders import (
    OWNER,
    band_row,
    hour_row,
    plan_of,
    put_bands,
    put_hours,
    put_rates,
    rate_row,
    sign,
)


def facts_of(number: str) -> InvoiceFacts:
    """Read what a document shows."""
    return from_json(value(f"SELECT facts FROM invoice WHERE number = '{number}'"))


@pytest.mark.usefixtures("billed")
def test_a_credit_note_mirrors_its_invoice() -> None:
    """G3, G19: the same lines, quantities, prices and amounts, positive, naming the invoice and its date."""
    invoice = invoice_of(ONE)
    receipt = credit(invoice.number)
    note = facts_of(receipt.number)
    mirrored = facts_of(invoice.number)
    assert note.lines == mirrored.lines
    assert (note.total, receipt.total) == (mirrored.total, mirrored.total)
    assert (note.credits_number, note.credits_date) == (mirrored.number, mirrored.issue_date)
    assert note.buyer_reference == mirrored.buyer_reference
    assert receipt.number == "K202600001"
    assert {line.credited_by for line in show_invoice(invoice.number, OWNER).lines} == {"K202600001"}
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_credit_note_mirrors_what_was_posted_not_what_is_known_now() -> None:
    """G16: a later order reference, service name or reference is not on the mirror of an older document."""
    invoice = invoice_of(ONE)
    change(
        "UPDATE visit SET order_reference = 'BIST-99', invoice_reference = 'KST 999'",
        "UPDATE service SET swedish = 'Något annat'",
    )
    note, mirrored = facts_of(credit(invoice.number).number), facts_of(invoice.number)
    assert note.lines == mirrored.lines
    assert note.buyer_reference == mirrored.buyer_reference


@pytest.mark.usefixtures("july")
def test_a_credit_frees_exactly_its_rows_and_they_are_billed_anew() -> None:
    """G3, G4: the plan offers the same lines again; a new invoice comes to the same; the third time too."""
    first = plan_of("2026-07", BILLED_ON)
    bill()
    for _ in range(2):
        invoice = invoice_of(ONE)
        credit(invoice.number)
        again = plan_of("2026-07", BILLED_ON)
        assert [line for line in again.lines if line.case == ONE] == [line for line in first.lines if line.case == ONE]
        assert {line.case for line in again.lines} == {ONE}
        nothing_wrong()
        receipt = bill()
        assert (receipt.invoices, receipt.total) == (1, invoice.total)
        nothing_wrong()
    assert [row.number for row in posted()] == [
        "202600001", "202600002", "202600003", "K202600001", "202600004", "K202600002", "202600005"
    ]  # fmt: skip


@pytest.mark.usefixtures("july")
@pytest.mark.parametrize("service", ["home-care", "safety-alarm", "meal-delivery", "care-home-day", "home-visit-night"])
def test_one_credited_line_is_offered_again_alone(service: str) -> None:
    """G3: of each unit: hours, a started month, pieces, days and visits."""
    before = plan_of("2026-07", BILLED_ON)
    bill()
    line = next(line for line in invoice_of(ONE).lines if line.service == service)
    credit(invoice_of(ONE).number, line.position)
    offered = plan_of("2026-07", BILLED_ON).lines
    assert [(ln.service, ln.unit, ln.quantity, ln.net, ln.rate) for ln in offered] == [
        (ln.service, ln.unit, ln.quantity, ln.net, ln.rate)
        for ln in before.lines
        if ln.case == ONE and (ln.service, ln.rate, ln.first) == (service, line.rate, line.first)
    ]
    nothing_wrong()
    assert bill().total == line.net
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_part_and_then_the_rest() -> None:
    """G3: without positions what is left is credited; then nothing is left."""
    invoice = invoice_of(ONE)
    part = credit(invoice.number, 3, 1, 3)
    rest = credit(invoice.number)
    assert (part.lines, rest.lines) == (2, len(invoice.lines) - 2)
    assert part.total + rest.total == invoice.total
    assert [line.position for line in show_invoice(part.number, OWNER).lines] == [1, 2]
    before = content()
    for positions in ((), (1,), (2, 3)):
        with pytest.raises(AlreadyCredited, match=invoice.number):
            credit(invoice.number, *positions)
    assert content() == before
    assert bill().total == invoice.total
    nothing_wrong()


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize(
    ("positions", "refusal"),
    [((99,), NoSuchLine), ((0,), NoSuchLine), ((-1,), NoSuchLine), ((2, 99), NoSuchLine), ((1,), AlreadyCredited),
     ((2, 1), AlreadyCredited)],
)  # fmt: skip
def test_a_line_that_is_not_there_or_is_credited_stops_the_whole(
    positions: tuple[int, ...], refusal: type[FeeError]
) -> None:
    """G3, G14: no number of the series is used, no other line is credited."""
    number = invoice_of(ONE).number
    credit(number, 1)
    before = content()
    with pytest.raises(refusal, match=number):
        credit(number, *positions)
    assert content() == before
    assert credit(number).number == "K202600002"


@pytest.mark.usefixtures("billed")
def test_a_credit_note_is_not_credited() -> None:
    """G3: neither whole nor by line; nor a draft, a number that is not there, or by one who may not bill."""
    note = credit(invoice_of(TWO).number, 1)
    before = content()
    for positions in ((), (1,)):
        with pytest.raises(CreditOfCredit, match=note.number):
            credit(note.number, *positions)
    for number in ("202699999", "", "k202600001", "None"):
        with pytest.raises(NotFound):
            credit(number)
    with pytest.raises(NotAllowed):
        credit_invoice(invoice_of(ONE).number, [], "fel", BILLED_ON, ATTESTER)
    assert content() == before
    run()
    with pytest.raises(NotFound):
        credit("")


@pytest.mark.usefixtures("billed")
def test_a_row_on_two_lines_is_freed_by_halves() -> None:
    """G3: a row that went past the month's end stands on two lines; each credit frees its own part only."""
    invoice = invoice_of(ONE)
    august = next(line for line in invoice.lines if line.first.month == 8)
    credit(invoice.number, august.position)
    assert [(line.month, line.quantity) for line in plan_of("2026-07", BILLED_ON).lines] == [("2026-08", 30)]
    with pytest.raises(RowIsBilled, match=invoice.number):
        exclude_row("k3", "dubblett", OWNER)
    nothing_wrong()
    bill()
    nothing_wrong()


@pytest.mark.usefixtures("july")
def test_what_is_billed_is_excluded_only_after_its_credit() -> None:
    """G4, G10: refused naming the invoice or the draft; then excluded, and taken in and billed again."""
    run()
    with pytest.raises(RowIsBilled, match="k11 is billed on a draft"):
        exclude_row("k11", "dubblett", OWNER)
    attest()
    with pytest.raises(RowIsBilled, match="202600003"):
        exclude_row("k11", "dubblett", OWNER)
    credit("202600003")
    exclude_row("k11", "dubblett", OWNER)
    assert plan_of("2026-07", BILLED_ON).lines == ()
    nothing_wrong()
    include_row("k11", OWNER)
    assert bill().total == 24666
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_freed_rows_take_the_rate_that_is_known_now() -> None:
    """G24: the credit note keeps the old price, the new invoice has the new one."""
    put_rates(rate_row("500,00", home="0380", decided_on="2026-09-01"))
    assert plan_of("2026-07", BILLED_ON).lines == ()
    assert credit("202600003").total == 24666
    assert bill().total == 30833
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_freed_rows_are_split_by_the_bands_of_now_and_billed_ones_are_not() -> None:
    """G3, G25: old sums open down to the parts they were made of; new ones to the new parts."""
    before = rows("SELECT line_id, piece_id FROM line_piece ORDER BY 1, 2")
    credit(invoice_of(TWO).number)
    put_bands(band_row("natt", "all", "20:00", "10:30"))
    nothing_wrong()
    offered = {line.price: line.quantity for line in plan_of("2026-07", BILLED_ON).lines if line.unit == "hour"}
    assert offered == {41235: 31, 51777: 30 + 120}
    bill()
    nothing_wrong()
    assert set(before) <= set(rows("SELECT line_id, piece_id FROM line_piece"))


@pytest.mark.usefixtures("billed")
def test_a_day_is_paid_once_when_a_late_row_for_it_comes() -> None:
    """G4: the late row of a billed day adds nothing; one of a new day adds that day."""
    change("DELETE FROM month_signature")
    put_hours(hour_row("d1", ONE, "2026-07-10", service="care-home-day", minutes=10))
    sign("2026-07")
    plan = plan_of("2026-07", BILLED_ON)
    assert plan.lines == ()
    assert ("d1", "excluded") in {(row.key, row.reason) for row in plan.rows}
    change("DELETE FROM month_signature")
    put_hours(hour_row("d2", ONE, "2026-07-14", service="care-home-day", minutes=10))
    sign("2026-07")
    assert [(line.quantity, line.net) for line in plan_of("2026-07", BILLED_ON).lines] == [(1, 185000)]
    bill()
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_day_that_was_credited_is_paid_again_also_when_a_late_row_for_it_was_billed() -> None:
    """G4: the later invoice never paid for that day, so its credit leaves it unpaid, and it is offered again."""
    change("DELETE FROM month_signature")
    put_hours(*(hour_row(f"d{day}", ONE, f"2026-07-{day}", service="care-home-day", minutes=10) for day in (10, 14)))
    sign("2026-07")
    assert bill().total == 185000
    first = next(row for row in posted() if row.lines[0].case == ONE)
    line = next(line for line in first.lines if line.service == "care-home-day")
    credit(first.number, line.position)
    assert [(line.unit, line.quantity) for line in plan_of("2026-07", BILLED_ON).lines] == [("day", 2)]
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_billed_day_is_not_paid_again_by_a_new_rate() -> None:
    """G4, G24: a late row for a billed day adds nothing, also when another rate has been decided since."""
    put_rates(rate_row("1900,00", "care-home-day", "day", decided_on="2026-09-01"))
    change("DELETE FROM month_signature")
    put_hours(hour_row("d1", ONE, "2026-07-10", service="care-home-day", minutes=10))
    sign("2026-07")
    assert plan_of("2026-07", BILLED_ON).lines == ()


@pytest.mark.usefixtures("billed")
def test_a_credited_month_is_offered_again_also_for_a_closed_visit() -> None:
    """G3, G6: what a credit frees waits to be billed, whatever has become of the visit since."""
    for state in (VisitState.ONGOING, VisitState.ENDED, VisitState.FINALLY_BILLED, VisitState.CLOSED):
        step_visit(TWO, state, OWNER)
    invoice = invoice_of(TWO)
    credit(invoice.number)
    assert plan_of("2026-07", BILLED_ON).total == invoice.total


@pytest.mark.usefixtures("billed")
def test_a_credit_note_is_dated_by_its_own_day_and_numbered_by_its_year() -> None:
    """G14, G16: a credit in a later year has that year's first number, and names the invoice's date."""
    receipt = credit_invoice("202600003", [], "fel", date(2027, 1, 2), OWNER)
    note = facts_of(receipt.number)
    assert receipt.number == "K202700001"
    assert (note.issue_date, note.credits_date) == (date(2027, 1, 2), BILLED_ON)
    assert note.batch == "B2026-07"
    nothing_wrong()


@pytest.mark.usefixtures("july")
def test_a_shared_invoice_is_credited_by_line_for_one_of_its_visits() -> None:
    """G3: the other visits' rows stay billed."""
    change("UPDATE recipient SET grouping = 'recipient'", "UPDATE visit SET invoice_reference = 'KST 100'")
    bill()
    shared = posted()[0]
    theirs = [line.position for line in shared.lines if line.case == TWO]
    note = facts_of(credit(shared.number, *theirs).number)
    assert {line.case_number for line in note.lines} == {TWO}
    assert note.case_number == TWO
    assert {line.case for line in plan_of("2026-07", BILLED_ON).lines} == {TWO}
    assert replace(note, lines=()).total == 0
    nothing_wrong()

"""A rate that is decided in April for the whole year, when three months are billed: the difference, to the öre."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from models.documents.facts import InvoiceFacts, from_json
from models.documents.peppol import render
from models.invoice import Invoice
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.decide_difference import accept_difference
from models.operations.billing.list_differences import DifferenceRow, list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.store.check_store import check_store
from models.rules.money import line_net
from models.rules.period import Month
from models.rules.services import Unit
from tests.operations.billing.month import ATTESTER
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, put_visits, rate_row, sign, visit_row

HOMES = ("1480", "1490")
DECIDED = date(2019, 4, 2)
MINUTES = {"2019-01": 1_237, "2019-02": 905, "2019-03": 1_357}
"""Uneven, so that every line is rounded."""


def bill(month: str, today: date) -> tuple[str, ...]:
    """Run and attest a month; give the numbers."""
    plan = plan_batch(Month.parse(month), today, OWNER)
    batch = run_batch(plan, today, OWNER).batch
    return attest_batch(batch, today, ATTESTER).numbers


@pytest.fixture
def billed(store: str) -> str:
    """Bill January to March 2019 of two municipalities' guests at the rate of the year before."""
    put_rates(
        *(rate_row("400,00", home=home, valid_from="2018-01-01", decided_on="2017-12-12") for home in HOMES),
        today=date(2018, 1, 2),
    )
    cases = {f"V-{home}-{place}": home for home in HOMES for place in (1, 2)}
    put_visits(
        *(
            visit_row(case, home=home, from_="2019-01-01", to="2019-12-31", ordered_on="2018-12-01")
            for case, home in cases.items()
        ),
        today=date(2019, 1, 1),
    )
    for month, minutes in MINUTES.items():
        day = f"{month}-07"
        rows = [hour_row(f"{day}-{case}", case, day, minutes=minutes + place) for place, case in enumerate(cases)]
        put_hours(*rows, today=date(2019, 4, 1))
        sign(month, list(cases))
        bill(month, date(2019, 4, 1))
    return store


def decide() -> tuple[DifferenceRow, ...]:
    """Enter the recommendation of 2 April 2019: 412 kr an hour for the whole of 2019 (VästKom)."""
    rows = [
        rate_row("412,00", home=home, valid_from="2019-01-01", decided_on=DECIDED, source="VästKom") for home in HOMES
    ]
    put_rates(*rows, today=DECIDED)
    return list_differences(OWNER)


def test_one_difference_a_recipient_is_proposed_and_nothing_posted_changes(billed: str) -> None:
    """G24: quantity times new less old, line by line, in öre; the posted documents stay as they are."""
    before = [(each.number, each.total, each.facts) for each in Invoice.select().order_by(Invoice.id)]
    found = decide()
    assert [row.municipality for row in found] == list(HOMES)
    for row in found:
        lines = [(line.net, line_net(Unit.HOUR, line.quantity, 41_200)) for line in row.lines]
        assert len(lines) == 6
        assert row.total == sum(now - was for was, now in lines) > 0
        assert row.cause == DECIDED
        assert row.state == "open"
    assert [(each.number, each.total, each.facts) for each in Invoice.select().order_by(Invoice.id)] == before
    assert check_store(OWNER) == ()


def test_only_what_a_person_accepts_is_billed_and_only_once(billed: str) -> None:
    """G24, G1: the next batch bills it, as one document a recipient; the batch after it bills nothing."""
    first, second = decide()
    assert plan_batch(Month(2019, 4), DECIDED, OWNER).differences == ()
    accept_difference(first.id, OWNER)
    numbers = bill("2019-04", DECIDED)
    document = Invoice.get(Invoice.number == numbers[0])
    assert len(numbers) == 1
    assert (document.kind, document.total) == ("invoice", first.total)
    assert [row.id for row in list_differences(OWNER)] == [second.id]
    assert plan_batch(Month(2019, 4), DECIDED, OWNER).documents == 0
    assert check_store(OWNER) == ()


def test_the_document_is_explained_and_faultless(billed: str, official_findings: Callable[[bytes], list[str]]) -> None:
    """G18: each line of January to March is taken back at 400 and billed at 412, with its invoice named."""
    for row in decide():
        accept_difference(row.id, OWNER)
    for number in bill("2019-04", DECIDED):
        facts = from_json(Invoice.get(Invoice.number == number).facts or "")
        assert official_findings(render(facts)) == []
        assert len(facts.corrects) == 6
        assert explained(facts) == facts.total


def explained(facts: InvoiceFacts) -> int:
    """Add up what the document says, from its quantities and prices alone."""
    total = 0
    for line in facts.lines:
        assert line.price == (40_000 if line.reverses else 41_200)
        assert line.original in {document.number for document in facts.corrects}
        assert line.reverses or "412,00 kr per timme i stället för 400,00 kr per timme" in line.why
        net = (2 * line.quantity * line.price + 60) // 120
        total += -net if line.reverses else net
    return total

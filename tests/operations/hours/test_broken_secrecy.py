"""A guest's name in every text that issue by issue can be typed: refused, or in no log, invoice, letter or error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.database import connected, rows_of
from models.documents.letter_texts import LetterKind
from models.errors import FeeError
from models.event import Access, Event
from models.interchange.condition_row import ConditionRow
from models.invoice import Invoice
from models.letter import Letter
from models.operations.billing.export_batch import export_batch
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.hours.correct_row import correct_row
from models.operations.hours.drop_row import drop_row
from models.operations.hours.exclude_row import exclude_row
from models.operations.hours.import_hours import import_hours
from models.operations.hours.list_queue import open_queued
from models.operations.hours.mark_row import mark_row
from models.operations.hours.place_row import place_row
from models.operations.hours.read_wild_file import Said
from models.operations.hours.reopen_month import reopen_month
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.letters.letter_facts import LetterWish
from models.operations.letters.templates import set_letter_template
from models.operations.letters.write_letter import write_letter
from models.operations.registers.enter_condition import enter_condition
from models.operations.registers.import_conditions import import_conditions
from models.operations.visits.decide_proposal import decline_proposal
from models.operations.visits.receive_paper import receive_paper
from models.operations.visits.step_visit import step_visit
from models.rules.conditions import ConditionKind
from models.rules.papers import PaperKind
from models.rules.row_kinds import RowKind
from models.rules.visit_states import VisitState
from tests.operations.billing.month import AUGUST, BILLED_ON, GUESTS, JULY, ONE, TWO, attest, guest_row, run
from tests.operations.broken_desk import arrange_stay
from tests.operations.builders import OWNER, csv_bytes, hour_row, put_hours, put_visits, sign
from tests.operations.stay_changes import put_condition

NAME, NUMBER = GUESTS[ONE]
SAID = f"{NAME} {NUMBER[2:8]}-{NUMBER[8:]}"
YEAR = date(2026, 1, 1)
WILD = f"Brukare;Datum;Från kl;Till kl;Insats\n{NAME};2026-07-03;08:00;09:00;bad\n".encode()
CONDITIONS = f"kommun;villkor;dagar;gäller från;källa\n;lead-time;28;2026-07-01;{NAME}\n".encode()


@pytest.fixture(autouse=True)
def _stay(store: str) -> None:
    """Have a guest with hours, a queue that names them, a proposal of another stay, and a signed July."""
    arrange_stay()
    put_visits(guest_row(TWO, granted="420", granted_per="week", invoice_reference="KST 200"))
    put_hours(hour_row("k1", ONE, "2026-07-02", minutes=60), hour_row("k2", ONE, "2026-07-03", minutes=60))
    put_hours(hour_row("k3", TWO, "2026-07-02", minutes=60))
    import_hours("w.csv", WILD, BILLED_ON, OWNER, Said("North", (("bad", "home-care"),)))
    put_condition("cancellation", days=14, paid_days=14)
    put_condition("refused", percent=50)
    sign("2026-07")
    step_visit(TWO, VisitState.CANCELLED, OWNER, date(2026, 6, 30))


Deed = Callable[[], object]


def then(*deeds: Deed) -> None:
    """Do deeds one after the other."""
    for each in deeds:
        each()


EVERY: dict[str, Deed] = {
    "a condition's source": lambda: enter_condition(
        ConditionRow(1, "", ConditionKind.LEAD_TIME, "", "", 14, None, None, None, YEAR, None, NAME), OWNER
    ),
    "a file of conditions": lambda: import_conditions("c.csv", CONDITIONS, OWNER),
    "a paper": lambda: receive_paper(ONE, PaperKind.CONSENT, YEAR, NAME, BILLED_ON, OWNER),
    "a letter's note": lambda: write_letter(ONE, LetterKind.RECEIPT, LetterWish(note=NAME), BILLED_ON, OWNER),
    "what is missing": lambda: write_letter(
        ONE, LetterKind.COMPLETION, LetterWish(missing=(f"samtycke av {SAID}",)), BILLED_ON, OWNER
    ),
    "a letter's address": lambda: write_letter(
        ONE, LetterKind.RECEIPT, LetterWish(address="tuva-lisa.akerlund@solna.example"), BILLED_ON, OWNER
    ),
    "a template": lambda: (
        set_letter_template(LetterKind.RECEIPT, "Om {ärende}", f"Gäller {NAME}.\n", OWNER),
        write_letter(ONE, LetterKind.RECEIPT, LetterWish(), BILLED_ON, OWNER),
    ),
    "a queue's reason to open": lambda: open_queued(1, SAID, OWNER),
    "a queue's reason to drop": lambda: drop_row(1, NAME, OWNER),
    "a queue's placing": lambda: place_row(1, ONE, OWNER, anyway=True),
    "a proposal's reason": lambda: decline_proposal(TWO, "cancelled", f"{GUESTS[TWO][0]} avled", OWNER),
    "a receipt": lambda: add_extra_cost(ONE, date(2026, 7, 3), 100, f"båt för {NAME}", BILLED_ON, OWNER),
    "a receipt with a number": lambda: add_extra_cost(ONE, date(2026, 7, 3), 100, NUMBER, BILLED_ON, OWNER),
    "a source's name": lambda: import_hours(
        "w2.csv", WILD.replace(b"09:00", b"09:30"), BILLED_ON, OWNER, Said(NAME, (("bad", "home-care"),))
    ),
    "a planning system's file": lambda: import_hours(f"{NAME}.csv", WILD, BILLED_ON, OWNER, Said("North")),
    "a correction's reason": lambda: correct_row("k1", NAME, None, BILLED_ON, OWNER),
    "a correction's band": lambda: correct_row("k2", "fel", {"minutes": "30", "band": NAME}, BILLED_ON, OWNER),
    "a corrected key": lambda: (
        put_hours(hour_row(f"{NAME} 1", ONE, "2026-07-04", minutes=30)),
        correct_row(f"{NAME} 1", "fel", {"minutes": "10"}, BILLED_ON, OWNER),
    ),
    "an excluded key": lambda: then(
        lambda: put_hours(hour_row(f"{NAME} 3", ONE, "2026-07-05", minutes=30)),
        lambda: exclude_row(f"{NAME} 3", "fel", OWNER),
    ),
    "a marked key": lambda: (
        put_hours(hour_row(f"{NAME} 2", ONE, "2026-06-04", minutes=30)),
        mark_row(f"{NAME} 2", RowKind.REFUSED, OWNER),
    ),
    "a reopening": lambda: reopen_month(JULY, ONE, NAME, OWNER),
    "a deviation": lambda: sign_months(plan_signing(AUGUST, None, OWNER), OWNER, NAME),
    "the strict form's file": lambda: import_hours(
        f"{NAME}.csv", csv_bytes([hour_row("k9", ONE, "2026-07-09", minutes=10)]), BILLED_ON, OWNER
    ),
}


def tells(text: str) -> bool:
    """Say whether a text holds the guest's name or number, or the other guest's."""
    plain = text.casefold()
    names = [word.casefold() for case in (ONE, TWO) for word in GUESTS[case][0].split()]
    return any(name in plain for name in names) or any(number[2:8] in plain for _, number in GUESTS.values())


def log() -> str:
    """Read the log of deeds and of looking."""
    with connected():
        return repr([*Event.select(Event.subject, Event.facts).tuples(), *Access.select().tuples()])


def what_tells() -> list[str]:
    """Do every deed, and name those whose refusal or event tells who the guest is."""
    found = []
    for what, act in EVERY.items():
        said = ""
        try:
            act()
        except FeeError as refusal:
            said = str(refusal)
        if tells(said) or tells(log()):
            found.append(what)
    return found


def test_a_guests_name_reaches_nothing_that_others_read(tmp_path: Path) -> None:
    """G30: neither the log, the refusal, a letter, an invoice's facts nor a file or its name."""
    assert what_tells() == []
    attest(run().batch)
    export_batch("B2026-07", tmp_path / "out", OWNER)
    with connected():
        letters = repr(list(rows_of(Letter.select(Letter.address, Letter.subject, Letter.body))))
        facts = repr(list(rows_of(Invoice.select(Invoice.facts, Invoice.reason))))
    assert not tells(log())
    assert not tells(letters)
    assert not tells(facts)
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert written
    for path in written:
        assert not tells(path.name)
        assert not tells(path.read_bytes().decode("utf-8", "replace"))

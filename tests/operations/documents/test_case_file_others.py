"""A case file tells of its own guest alone, and its history is read without a key to our codes (G17, G30)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from models.event import Event
from models.operations.documents.case_file import CaseFileReceipt, make_case_file
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.registers.agree_rate import AgreedRate, agree_rate
from models.operations.visits.change_decision import set_decision
from models.operations.visits.change_visit import set_visit
from models.operations.visits.step_visit import step_visit
from models.rules.services import Unit
from models.rules.visit_states import VisitState
from tests.operations.billing.month import BILLED_ON, GUESTS, ONE, change
from tests.operations.builders import OWNER, hour_row, put_hours, put_visits, visit_row

NAME, NUMBER, THEIRS = "Zacharias Hemligsson", "189002119817", "V2026-0900"
KIN, OFFICER = "Bothild Kaxås", "Kim Handläggare"
OWN, _ = GUESTS[ONE]
TODAY = date(2026, 12, 1)
TOLD = ("Hemligsson", "Zacharias", "900211", THEIRS)

pytestmark = pytest.mark.usefixtures("planted")


@pytest.fixture
def planted(july: str) -> None:
    """Write of another, protected guest wherever one can; of a sister and an officer where they belong."""
    put_hours(hour_row(f"{NAME} 1", ONE, "2026-07-20", "08:00-09:00"))
    set_visit(ONE, {"order_reference": f"Order {NAME}"}, OWNER)  # nobody is called so yet, and the log keeps it
    set_visit(ONE, {"order_reference": "BIST-1"}, OWNER)
    put_visits(
        visit_row(THEIRS, name=NAME, identity_number=NUMBER, protected="yes"),
        visit_row("V2026-0901", name=KIN),
        visit_row("V2026-0902", name=OFFICER),
    )
    add_extra_cost(ONE, date(2026, 7, 9), 85_000, f"Båttaxi för {NAME}", BILLED_ON, OWNER)
    texts = {
        "relatives": f"Systern {KIN}; {NAME}",
        "officer_name": OFFICER,
        "objective": f"Som {KIN}. Delar lägenhet med {NAME.upper()}s ({NUMBER[:8]}-{NUMBER[8:]}), se {THEIRS}; {OWN}",
    }
    set_visit(ONE, {**texts, "invoice_reference": f"Ref {NAME}"}, OWNER)
    change(f"UPDATE recipient SET name = 'Hos {NAME}'")


def made(folder: Path, *, is_masked: bool) -> tuple[CaseFileReceipt, dict[str, Any], str]:
    """Make the file; give the open format, and the text on paper."""
    receipt = make_case_file(ONE, folder, "begärd av hemkommunen", TODAY, OWNER, is_masked=is_masked)
    pdf, data = (folder / name for name in receipt.files)
    with pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return receipt, json.loads(data.read_text(encoding="utf-8")), text.replace("\ufffe", "").replace("\r", "")


@pytest.mark.parametrize("is_masked", [False, True])
def test_no_text_tells_who_else_is_a_guest(is_masked: bool, tmp_path: Path) -> None:
    """G30: keys, receipts, history, recipient and details; what is about others stands as `…`, and is counted."""
    receipt, data, text = made(tmp_path, is_masked=is_masked)
    for said in (json.dumps(data, ensure_ascii=False), text):
        assert not [word for word in TOLD if word.casefold() in said.casefold()]
    assert receipt.others >= 6
    assert data["order"][0]["recipient"] == "Hos …"
    assert data["order"][0]["invoice_reference"] == "Ref …"
    assert "… 1" in {row["key"] for row in data["hours"]}
    assert f'"others": {receipt.others}' in Event.select(Event.facts).order_by(Event.id.desc()).scalar()


def test_the_whole_file_says_who_is_near_and_who_acts_in_office(tmp_path: Path) -> None:
    """A sister may be a guest too, and an officer called like one; elsewhere they are others."""
    _, data, text = made(tmp_path, is_masked=False)
    (person,), (order,) = data["person"], data["order"]
    assert person["name"] == OWN
    assert person["relatives"] == f"Systern {KIN}; …"
    assert person["objective"] == f"Som …. Delar lägenhet med … (…), se …; {OWN}"
    assert order["officer_name"] == OFFICER
    assert OWN in text


def test_masked_it_says_nothing_of_them(tmp_path: Path) -> None:
    """The guest's own labels and the others' dots stand side by side."""
    _, data, _ = made(tmp_path, is_masked=True)
    (person,) = data["person"]
    assert person["relatives"] == "[närstående]"
    assert person["objective"].startswith("Som …. Delar lägenhet med … (…), se …; [namn]")


def test_a_guest_called_like_another_is_named_in_the_own_file(tmp_path: Path) -> None:
    """What is the guest's own name is nobody else's there."""
    put_visits(visit_row("V2026-0903", name=OWN))
    _, data, _ = made(tmp_path, is_masked=False)
    assert data["person"][0]["objective"].endswith(OWN)


def test_the_history_is_said_in_words(tmp_path: Path) -> None:
    """Deeds by their words, money in kronor, services by name, changes as what was and what became."""
    agree_rate(AgreedRate(ONE, "laundry", Unit.PIECE, 42_000, "order 12"), BILLED_ON, OWNER)
    set_decision(ONE, "home-care", {"granted": 600, "granted_per": "week"}, OWNER)
    set_visit(ONE, {"order_reference": "BIST-9"}, OWNER)
    step_visit(ONE, VisitState.ONGOING, OWNER)
    _, data, text = made(tmp_path, is_masked=True)
    said = " ".join(text.split())
    for shown in (
        "Pris: 420,00 kr",
        "Insats: Tvätt",
        "BIST-1 → BIST-9",
        "– → 600",
        "– → vecka",
        "bekräftad → pågående",
        "Belopp: 850,00 kr",
    ):
        assert shown in said, shown
    for code in ('{"', '":', "agree-rate", "set-decision", "granted_per", "add-extra-cost", "valid_from", "laundry"):
        assert code not in said, code
    assert json.loads(next(row for row in data["events"] if row["deed"] == "agree-rate")["facts"])["price"] == 42_000

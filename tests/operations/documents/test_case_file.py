"""The case file holds everything about one visit; masked, it tells nobody who the guest is (G31, G17, G30)."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from models.care_errors import HoldsProtectedCase
from models.documents.letter_texts import LetterKind
from models.documents.secrecy import has_name
from models.errors import ExportBlocked, NotAllowed, NotFound, ReasonMissing, ReasonNamesPerson
from models.event import Access, Event
from models.operations.documents.case_file import make_case_file
from models.operations.hours.correct_row import correct_row
from models.operations.letters.letter_facts import LetterWish
from models.operations.letters.write_letter import write_letter
from models.operations.payments.disputes import open_dispute
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.operations.visits.change_visit import set_visit
from models.operations.visits.receive_paper import receive_paper
from models.operations.visits.step_visit import clear_visit
from models.rules.identity import identity_numbers_in
from models.rules.papers import PaperKind
from tests.operations.billing.month import BILLED_ON, GUESTS, ONE, READER, SHIELDED, TWO, credit, invoice_of
from tests.operations.builders import OWNER
from tests.operations.intake_store import counts

NAME, NUMBER = GUESTS[ONE]
TODAY = date(2026, 12, 1)
SECRETS = {
    "stay_address": "Långgatan 12 B, Köpingsvik",
    "stay_phone": "0485-123 45",
    "home_address": "Solnavägen 4, Solna",
    "home_phone": "+46 70 123 45 67",
    "relatives": "Dottern Greta, 070-765 43 21",
}
TYPED = {
    "social_situation": f"{NAME} ({NUMBER[2:8]}-{NUMBER[8:]}) bor på LÅNGGATAN 12 B; tuva når man på 048512345",
    "objective": "Åkerlunds dotter hjälper till; ring 070 123 45 67 eller se 570620-2610",
}


@pytest.fixture
def known(billed: str) -> None:
    """Have a visit with something of everything."""
    set_visit(ONE, {**SECRETS, **TYPED, "officer_name": "Kim Handläggare"}, OWNER)
    receive_paper(ONE, PaperKind.CONSENT, BILLED_ON, "dnr 4", BILLED_ON, OWNER)
    write_letter(ONE, LetterKind.RECEIPT, LetterWish(address="kim@solna.example"), BILLED_ON, OWNER)
    correct_row("k1", "fel underlag", {"minutes": "30", "start": "", "end": ""}, BILLED_ON, OWNER)
    number = invoice_of(ONE).number
    open_dispute(number, 2, TODAY, "för många", BILLED_ON, OWNER)
    credit(number, 1)


def made(folder: Path, *, is_masked: bool = False, actor: Actor = OWNER) -> tuple[dict[str, Any], str]:
    """Make the file; give the open format, and the text on paper."""
    receipt = make_case_file(ONE, folder, "begärd av hemkommunen", TODAY, actor, is_masked=is_masked)
    pdf, data = (folder / name for name in receipt.files)
    with pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return json.loads(data.read_text(encoding="utf-8")), text.replace("\ufffe", "").replace("\r", "")


@pytest.mark.usefixtures("known")
def test_the_file_holds_everything_about_the_visit(tmp_path: Path) -> None:
    """Order, decisions, papers, rows with corrections, signatures, letters, documents, disputes, deeds, looks."""
    data, text = made(tmp_path)
    number = invoice_of(ONE).number
    assert (data["case"], data["masked"], data["format"]) == (ONE, False, 1)
    assert data["person"][0]["name"] == NAME
    assert {row["service"] for row in data["decisions"]} >= {"home-care", "safety-alarm"}
    assert [row["kind"] for row in data["papers"]] == ["consent"]
    rows = {row["key"]: row for row in data["hours"]}
    assert rows["k1"]["billed_on"].startswith(number)
    assert "fel underlag" in rows["k1"]["remark"]
    assert len(rows) == 9
    assert [row["month"] for row in data["signatures"]] == ["2026-07"]
    assert data["letters"][0]["address"] == "kim@solna.example"
    assert {row["kind"] for row in data["lines"]} == {"invoice", "credit"}
    assert next(row["about"] for row in data["lines"] if row["kind"] == "credit") == number
    assert [row["number"] for row in data["disputes"]] == [number]
    assert {"set-visit", "receive-paper", "correct-row"} <= {row["deed"] for row in data["events"]}
    for shown in ("Akt", NAME, "Hemtjänst", "återförd", number, "Sekretess".casefold(), "Kim Handläggare"):
        assert shown.casefold() in text.casefold(), shown
    assert TWO not in json.dumps(data)
    assert check_store(OWNER) == ()


@pytest.mark.usefixtures("known")
def test_masked_it_tells_nobody_who_the_guest_is(tmp_path: Path) -> None:
    """G30: names, numbers, addresses and telephones are labels wherever they were typed; the rest stays."""
    data, text = made(tmp_path, is_masked=True)
    assert data["person"][0]["name"] == "[namn]"
    assert data["person"][0]["social_situation"] == (
        "[namn]-[namn] [namn] ([personnummer]) bor på [adress]; [namn] når man på [telefon]"
    )
    assert data["person"][0]["objective"] == "[namn] dotter hjälper till; ring [telefon] eller se [personnummer]"
    assert data["order"][0]["officer_name"] == "Kim Handläggare"
    for said in (json.dumps(data, ensure_ascii=False), text):
        assert not has_name(said, frozenset({NAME}))
        assert identity_numbers_in(re.sub("[a-f0-9]{64}", "", said)) == ()
        for secret in ("Långgatan", "Köpingsvik", "Greta", "765 43", "123 45", "Solnavägen"):
            assert secret.casefold() not in said.casefold(), secret
    assert len(data["hours"]) == 9


@pytest.mark.usefixtures("known")
def test_the_same_visit_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    """G17: but for the line that says that somebody made it before."""
    first, _ = made(tmp_path / "a")
    second, _ = made(tmp_path / "b")
    assert second["accesses"][:-1] == first["accesses"]
    assert second["events"][:-1] == first["events"]
    assert second["accesses"][-1]["reason"] == "begärd av hemkommunen"
    for each in (first, second):
        del each["accesses"], each["events"]
    assert first == second


@pytest.mark.usefixtures("known")
def test_nobody_else_on_the_machine_reads_it(tmp_path: Path) -> None:
    """It tells who the guest is."""
    made(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("akt-*")} == {0o600}


@pytest.mark.usefixtures("billed")
def test_a_reason_is_asked_for_and_kept_and_a_role_is_needed(tmp_path: Path) -> None:
    """G31, G34: who, when and why; nothing is written without."""
    for wrong, refusal in (("  ", ReasonMissing), (f"om {NAME}", ReasonNamesPerson)):
        with pytest.raises(refusal):
            make_case_file(ONE, tmp_path, wrong, TODAY, OWNER)
    with pytest.raises(NotAllowed):
        make_case_file(ONE, tmp_path, "begärd", TODAY, READER)
    with pytest.raises(NotFound):
        make_case_file("none", tmp_path, "begärd", TODAY, OWNER)
    assert list(tmp_path.glob("akt-*")) == []
    looks = counts(Access)
    make_case_file(ONE, tmp_path, "begärd av arkivet", TODAY, OWNER)
    assert counts(Access) == (looks[0] + 1,)
    assert Access.select(Access.reason).order_by(Access.id.desc()).scalar() == "begärd av arkivet"
    assert "begärd av arkivet" in Event.select(Event.facts).order_by(Event.id.desc()).scalar()


@pytest.mark.usefixtures("billed")
def test_a_protected_guests_file_is_an_administrators(tmp_path: Path) -> None:
    """G30, G31: whoever may register or bill may not."""
    with pytest.raises(NotAllowed):
        make_case_file(SHIELDED, tmp_path, "begärd", TODAY, Actor("registrar"))
    with pytest.raises(HoldsProtectedCase, match=SHIELDED):
        make_case_file(SHIELDED, tmp_path, "begärd", TODAY, Actor("administrator"), is_masked=True)
    assert list(tmp_path.glob("akt-*")) == []
    clear_visit(SHIELDED, "begärd av gästen själv", Actor("administrator"))
    assert make_case_file(SHIELDED, tmp_path, "begärd", TODAY, Actor("administrator")).files


@pytest.mark.usefixtures("billed")
def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    """G13: no half file."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportBlocked):
        make_case_file(ONE, tmp_path / "file", "begärd", TODAY, OWNER)


@pytest.mark.usefixtures("billed")
def test_the_files_are_named_by_the_case_and_never_by_the_guest(tmp_path: Path) -> None:
    """G30: not in a file's name."""
    receipt = make_case_file(ONE, tmp_path, "begärd", TODAY, OWNER)
    assert receipt.files == (f"akt-{ONE}.pdf", f"akt-{ONE}.json")

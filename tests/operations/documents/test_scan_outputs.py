"""Before anything is written it is looked through for everybody in the store (G30)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from models.care_errors import HoldsIdentityNumber, HoldsName, HoldsProtectedCase
from models.database import connected, rows_of
from models.documents.secrecy import words_in
from models.errors import DocumentFaulty, FeeError, WrongUse
from models.event import Event
from models.operations.billing.export_batch import export_batch
from models.operations.documents.deliver import SendWish, send_documents
from models.operations.documents.list_deliveries import list_deliveries
from models.operations.documents.scan_outputs import store_scanner
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.registers.recipients import set_recipient
from models.operations.store.describe_store import set_store
from models.operations.store.schema import open_for_work
from models.operations.visits.change_visit import set_visit
from models.person import Person
from models.rules.identity import identity_numbers_in
from tests.engines import Sqlite, Templates
from tests.operations.billing.month import BILLED_ON, ONE, SHIELDED, attest, change, rows, run
from tests.operations.billing.test_documents_of_a_month import make_village
from tests.operations.builders import OWNER, put_visits, visit_row
from tests.training import close_store

NAME, NUMBER = "Vilgot Ramqvist", "189002119817"
OTHER = "V2026-0900"

Plant = Callable[[str], object]

FIELDS: dict[str, Plant] = {
    "recipient street": lambda text: set_recipient("0180", "", {"street": text}, OWNER),
    "recipient city": lambda text: set_recipient("0180", "", {"city": text}, OWNER),
    "recipient name": lambda text: change(f"UPDATE recipient SET name = '{text}'"),
    "recipient reference": lambda text: (
        set_visit(ONE, {"invoice_reference": ""}, OWNER),
        set_recipient("0180", "", {"reference": text}, OWNER),
    ),
    "invoice reference": lambda text: set_visit(ONE, {"invoice_reference": text}, OWNER),
    "order reference": lambda text: set_visit(ONE, {"order_reference": text}, OWNER),
    "case number": lambda text: change(f"UPDATE visit SET case_number = '{text}' WHERE case_number = '{ONE}'"),
    "legal basis": lambda text: change(f"UPDATE visit SET legal_basis = '{text}' WHERE case_number = '{ONE}'"),
    "service": lambda text: change(f"UPDATE service SET swedish = '{text}' WHERE code = 'home-care'"),
    "own name": lambda text: change(f"UPDATE organisation SET name = '{text}'"),
    "own street": lambda text: set_store({"street": text}, OWNER),
    "own city": lambda text: set_store({"city": text}, OWNER),
    "own mailbox": lambda text: set_store({"mailbox": f"{text.replace(' ', '.')}@example.se"}, OWNER),
    "source of a rate": lambda text: (
        add_extra_cost(ONE, date(2026, 7, 9), 85_000, text, BILLED_ON, OWNER),
        change("UPDATE care_entry SET signed = TRUE, after_signing = TRUE WHERE kind = 'extra-cost'"),
    ),
    "exemption text": lambda text: set_store({"exemption_text": text}, OWNER),
}
"""Every text in the store that a document copies, and a way to write something into it."""


@pytest.fixture
def stranger(july: str) -> None:
    """Have somebody in the store whose care is not billed."""
    put_visits(visit_row(OTHER, name=NAME, identity_number=NUMBER))


def refused(deed: Callable[[], object]) -> str:
    """Give what is said where something is refused, which never says who."""
    try:
        deed()
    except FeeError as refusal:
        said = f"{refusal} {refusal.values}"
        assert "amqvist" not in said.casefold()
        assert NUMBER[2:8] not in said
        return type(refusal).__name__
    return ""


@pytest.mark.usefixtures("stranger")
@pytest.mark.parametrize("field", FIELDS)
def test_a_name_planted_in_a_field_never_leaves(field: str, tmp_path: Path) -> None:
    """G30: refused before it is posted, or before a file of it is written; the attempt to send it is kept."""
    FIELDS[field](NAME)
    if refused(lambda: attest(run().batch)) != DocumentFaulty.__name__:
        shown = rows("SELECT facts FROM invoice WHERE facts IS NOT NULL")
        assert any("ramqvist" in text.casefold() for (text,) in shown), "it did not reach a document"
        for deed in (
            lambda: export_batch("B2026-07", tmp_path / "out", OWNER),
            lambda: export_batch("B2026-07", tmp_path / "out", OWNER, with_pdf=True),
        ):
            assert refused(deed) in (HoldsName.__name__, HoldsIdentityNumber.__name__)
        (tmp_path / "outbox").mkdir()
        held = send_documents(SendWish("B2026-07", str(tmp_path / "outbox")), OWNER).held
        assert held
        assert "amqvist" not in repr(held).casefold()
        assert "blocked" in {str(each.state) for each in list_deliveries(OWNER)}
    leaked = [path for path in tmp_path.rglob("*") if path.is_file() and b"amqvist" in path.read_bytes()]
    assert [path for path in leaked if not path.name.startswith("store-")] == []


@pytest.mark.usefixtures("stranger")
def test_a_number_planted_in_a_field_is_refused_before_it_is_posted() -> None:
    """G30: posting refuses every identity number, whoever's."""
    with pytest.raises(WrongUse, match="identity number"):
        FIELDS["own street"]("900211+9817")
    change("UPDATE organisation SET street = '900211+9817'")
    with pytest.raises(DocumentFaulty, match="the street of our own organisation"):
        attest(run().batch)


@pytest.mark.usefixtures("stranger")
def test_a_namesake_is_let_through_in_the_text_that_is_given_with_a_reason_that_is_kept(tmp_path: Path) -> None:
    """The officer at the recipient may be called like a guest; numbers and own guests are never let through."""
    FIELDS["recipient reference"](NAME)
    attest(run().batch)
    why = "handläggaren heter likadant"
    assert export_batch("B2026-07", tmp_path / "out", OWNER, namesakes=f"{NAME}={why}").documents
    (tmp_path / "outbox").mkdir()
    receipt = send_documents(SendWish("B2026-07", str(tmp_path / "outbox"), namesakes=f"{NAME}={why}"), OWNER)
    assert (receipt.held, bool(receipt.sent)) == ((), True)
    with connected():
        logged = [text for (text,) in rows_of(Event.select(Event.facts)) if why in text]
    assert len(logged) == 1 + len(receipt.sent)


def test_a_guest_who_became_protected_stands_in_no_file_until_cleared(billed: str, tmp_path: Path) -> None:
    """G30: what was posted before waits too."""
    change(f"UPDATE person SET protected = TRUE WHERE id IN (SELECT person_id FROM visit WHERE case_number = '{ONE}')")
    (tmp_path / "outbox").mkdir()
    with pytest.raises(HoldsProtectedCase):
        export_batch("B2026-07", tmp_path / "out", OWNER)
    receipt = send_documents(SendWish("B2026-07", str(tmp_path / "outbox")), OWNER)
    assert len(receipt.held) == 1
    assert receipt.sent
    change(f"UPDATE visit SET cleared_by = 'administrator' WHERE case_number = '{ONE}'")
    assert send_documents(SendWish("B2026-07", str(tmp_path / "outbox")), OWNER).sent == (receipt.held[0][0],)
    assert export_batch("B2026-07", tmp_path / "out", OWNER).documents


def test_the_scanner_knows_everybody(billed: str) -> None:
    """G30: and the protected cases that nobody has cleared."""
    with connected():
        scanner = store_scanner()
    assert {hit.case for hit in scanner.scan_texts("f", [("x", f"{SHIELDED} och 193005129810")])} == {SHIELDED}


def test_nothing_of_a_villages_month_names_any_of_its_people(templates: Templates, tmp_path: Path) -> None:
    """G30: e-invoices, PDF, register, checksums and file names, read back and held against everybody."""
    url = templates.copy(Sqlite(), "village's july", make_village, tmp_path)
    open_for_work(url)
    export_batch("B2026-07", tmp_path / "out", OWNER, with_pdf=True)
    (tmp_path / "outbox").mkdir()
    send_documents(SendWish("B2026-07", str(tmp_path / "outbox")), OWNER)
    with connected():
        people = list(rows_of(Person.select(Person.name, Person.identity_number)))
    close_store()
    texts = [text for folder in ("out", "outbox") for path in (tmp_path / folder).iterdir() for text in read(path)]
    assert len(people) > 30
    assert len(texts) > 100
    words, numbers = set(), set()
    for text in texts:
        said = words_in(text)
        words |= {frozenset(pair) for pair in pairwise(said)}
        numbers |= set(identity_numbers_in(text))
    for name, number in people:
        assert number not in numbers
        known = words_in(name)
        assert not any(frozenset((known[0], other)) in words for other in known[1:])


def read(path: Path) -> list[str]:
    """Read a file as whoever gets it does."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return [path.name, *(page.get_textpage().get_text_range() for page in document)]
    return [path.name, path.read_text(encoding="utf-8-sig")]

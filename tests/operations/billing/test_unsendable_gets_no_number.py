"""What could never leave gets no number: it is refused where it is typed, or before it is posted (G10, G14, G30)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from models.documents.secrecy import has_name
from models.errors import DocumentFaulty, FeeError, ImportRefused, WrongUse
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.registers.agree_rate import AgreedRate, agree_rate
from models.operations.registers.recipients import set_recipient
from models.operations.store.describe_store import set_store
from models.operations.visits.change_visit import set_visit
from models.operations.visits.step_visit import clear_visit
from models.rules.services import Unit
from tests.operations.billing.month import BILLED_ON, ONE, TWO, attest, change, content, invoice_of, run, value
from tests.operations.builders import OWNER, put_visits, visit_row

NAME, NUMBER, THEIRS = "Zacharias Hemligsson", "189002119817", "V2026-0900"
BOAT = "Båttaxi \N{SPEEDBOAT} kvitto 4711"

TYPED: dict[str, Callable[[str], object]] = {
    "receipt": lambda text: add_extra_cost(ONE, date(2026, 7, 9), 85_000, text, BILLED_ON, OWNER),
    "agreed rate": lambda text: agree_rate(AgreedRate(ONE, "laundry", Unit.PIECE, 5_000, text), BILLED_ON, OWNER),
    "order reference": lambda text: set_visit(ONE, {"order_reference": text}, OWNER),
    "invoice reference": lambda text: set_visit(ONE, {"invoice_reference": text}, OWNER),
    "visits file": lambda text: put_visits(visit_row("V2026-0700", order_reference=text)),
    "case number": lambda text: put_visits(visit_row(text)),
    "recipient name": lambda text: set_recipient("0180", "", {"name": text}, OWNER),
    "recipient reference": lambda text: set_recipient("0180", "", {"reference": text}, OWNER),
    "recipient street": lambda text: set_recipient("0180", "", {"street": text}, OWNER),
    "recipient city": lambda text: set_recipient("0180", "", {"city": text}, OWNER),
    "own street": lambda text: set_store({"street": text}, OWNER),
    "own city": lambda text: set_store({"city": text}, OWNER),
    "exemption text": lambda text: set_store({"exemption_text": text}, OWNER),
}
"""Every text that is typed and that a document shows."""

pytestmark = pytest.mark.usefixtures("july")


UNFIT = ["漢字 12", "a\N{ZERO WIDTH SPACE}b 1", "två\nrader 1", "flik\there 1", "\x00 1"]
ANYWHERE = [*((field, BOAT) for field in TYPED), *(("receipt", text) for text in UNFIT), ("own city", UNFIT[1])]


@pytest.mark.parametrize(("field", "text"), ANYWHERE)
def test_what_cannot_be_printed_or_seen_is_refused_where_it_is_typed(field: str, text: str) -> None:
    """G10: with the documents' own rule; nothing is written."""
    before = content()
    with pytest.raises((WrongUse, ImportRefused)):
        TYPED[field](text)
    assert content() == before


@pytest.mark.parametrize("field", TYPED)
def test_what_people_write_is_taken(field: str) -> None:
    """Letters of Europe, dashes and signs are on paper."""
    TYPED[field]("Łódź – ΑΘ Ж nr 7 §, 50 % & 'Örs'")
    attest(run().batch)


def test_the_refusal_names_the_field_and_the_character() -> None:
    """Whoever typed it finds it."""
    with pytest.raises(WrongUse, match=r"the receipt: .*U\+1F6A4"):
        TYPED["receipt"](BOAT)


def test_the_attester_is_told_which_text_it_is() -> None:
    """What came in before texts were judged is found at the last."""
    change(f"UPDATE recipient SET city = '{BOAT}' WHERE code = '0180'")
    run()
    before = content()
    with pytest.raises(DocumentFaulty, match=r"the city of the recipient: .*U\+1F6A4"):
        attest()
    assert content() == before


REACHES: dict[str, Callable[[], object]] = {
    "recipient's street": lambda: set_recipient("0180", "", {"street": f"{NAME}s väg"}, OWNER),
    "recipient's name": lambda: set_recipient("0180", "", {"name": NAME}, OWNER),
    "reference": lambda: set_visit(ONE, {"invoice_reference": NAME}, OWNER),
    "order": lambda: set_visit(ONE, {"order_reference": f"order {NAME}"}, OWNER),
    "own text": lambda: set_store({"exemption_text": f"Undantag, {NAME}"}, OWNER),
}


def said_by(deed: Callable[[], object]) -> str:
    """Give a refusal's words, which name nobody."""
    with pytest.raises(FeeError) as refusal:
        deed()
    assert isinstance(refusal.value, DocumentFaulty)
    said = f"{refusal.value} {refusal.value.values}"
    assert not has_name(said, frozenset({NAME}))
    return said


@pytest.mark.parametrize("field", REACHES)
def test_a_protected_guests_name_stops_a_batch_before_a_number_is_taken(field: str) -> None:
    """G30: whoever it is; the field and the case are told, and cleared it is posted."""
    put_visits(visit_row(THEIRS, name=NAME, identity_number=NUMBER, protected="yes"))
    REACHES[field]()
    run()
    before = content()
    said = said_by(attest)
    assert content() == before
    assert THEIRS in said
    assert value("SELECT COUNT(*) FROM number_series") == 0
    clear_visit(THEIRS, "referensen är en handläggare", OWNER)
    assert attest().numbers[0] == "202600001"


def test_without_attest_the_run_is_stopped_too() -> None:
    """G14: nothing is drafted."""
    put_visits(visit_row(THEIRS, name=NAME, protected="yes"))
    REACHES["reference"]()
    change("UPDATE organisation SET attest = FALSE")
    before = content()
    assert THEIRS in said_by(run)
    assert content() == before


def test_a_namesake_who_is_not_protected_stops_no_batch() -> None:
    """The officer at the recipient may be called so; what is written out is looked through once more."""
    put_visits(visit_row(THEIRS, name=NAME))
    REACHES["reference"]()
    assert len(attest(run().batch).numbers) == 3


def test_what_was_posted_is_annulled_whoever_became_protected() -> None:
    """A credit note says what its invoice said, and must always be possible."""
    put_visits(visit_row(THEIRS, name=NAME))
    set_visit(TWO, {"invoice_reference": NAME}, OWNER)
    attest(run().batch)
    change(f"UPDATE person SET protected = TRUE WHERE name = '{NAME}'")
    assert annul_invoice(invoice_of(TWO).number, "wrong-reference", BILLED_ON, OWNER)

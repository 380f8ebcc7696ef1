"""The last look: everybody in the store, in every text that leaves (G30)."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import pytest
from xlsxwriter import Workbook

from models.documents.file_texts import texts_of_file
from models.documents.peppol import render
from models.documents.register import render_register
from models.documents.scan import Guest, Hit, HitKind, Scanner
from tests.documents.examples import a_line, an_invoice
from tests.documents.test_secrecy import NUMBER, PLACES

OWN_CASE = a_line().case_number
OTHER_CASE = "V2026-0999"
OWN = Guest("Tuva-Lisa Åkerlund", "194801019801", (OWN_CASE,))
OTHER = Guest("Vilgot Elof Ramqvist", NUMBER, (OTHER_CASE,))
PLACE_NAMES = Guest("Borg", "", ("V1",)), Guest("Per Dag", "", ("V2",)), Guest("Solna", "", ("V3",))
NUMBERED = Guest("", "19480101T123", ("V4",))
HIDDEN = Guest("Sköld Skyddsson", "", ("V2026-0500", "V2026-0501"), hidden=("V2026-0500",))

SCANNER = Scanner((OWN, OTHER, *PLACE_NAMES, NUMBERED, HIDDEN))


def hits(text: str) -> set[tuple[HitKind, str]]:
    """Tell what is met in a text."""
    return {(hit.kind, hit.case) for hit in SCANNER.scan_texts("f", [("x", text)])}


@pytest.mark.parametrize("field", PLACES)
def test_another_guests_name_and_number_are_found_in_every_text_of_a_document(field: str) -> None:
    """G30: whoever in the store it is, in any spelling; told by field and case, never by name."""
    for spelling in ("Vilgot Ramqvist", "RAMQVIST, Vilgot Elof", "vilgot.ramqvist@x.example", "Elof Ramqvists timmar"):
        found = list(SCANNER.scan_document(PLACES[field](spelling)))
        assert Hit(HitKind.NAME, PLACES[field](spelling).number, field, OTHER_CASE) in found, spelling
        assert "amqvist" not in repr([hit for hit in found if hit.field != "number" and field != "number"])
    for spelling in (NUMBER, "18900211-9817", "900211+9817", NUMBER[2:], "1890-02-11-9817", "x 900211 9817 y"):
        kinds = {(hit.kind, hit.field) for hit in SCANNER.scan_document(PLACES[field](spelling))}
        assert (HitKind.NUMBER, field) in kinds, spelling


@pytest.mark.parametrize("field", [field for field in PLACES if field != "lines.1.case_number"])
def test_the_name_of_who_is_billed_for_is_found_by_two_words_anywhere(field: str) -> None:
    """G30: the same rule as when the document was posted."""
    facts = PLACES[field]("Åkerlund, hemtjänst för Tuva")
    assert (HitKind.OWN_NAME, field) in {(hit.kind, hit.field) for hit in SCANNER.scan_document(facts)}


@pytest.mark.parametrize(
    "text", ["Borg", "Solna stad", "Dagverksamhet per dygn", "Borgvägen 4", "Ramqvists gata 3", "Vilgot Andersson"]
)
def test_a_guest_called_like_a_place_stops_nothing(text: str) -> None:
    """A name of one word, or one word of a name, is no name of somebody whose care is not billed there."""
    assert hits(text) == set()


def test_two_words_of_a_name_are_met_only_beside_each_other() -> None:
    """Or every street would be somebody's."""
    assert hits("Vilgot bor på Ramqvists väg") == set()
    assert hits("Vilgot Ramqvist") == {(HitKind.NAME, OTHER_CASE)}
    assert hits("10 tim per dag") == {(HitKind.NAME, "V2")}  # what a namesake's is, a person has to say


def test_reserve_numbers_are_found_too() -> None:
    """Whoever has no personal number has a number all the same."""
    for spelling in ("19480101T123", "480101-T123", "480101t123", "19480101 T123"):
        assert hits(f"avser {spelling}") == {(HitKind.NUMBER, "V4")}, spelling
    assert hits("480101T1234") == set()


def test_other_numbers_are_nobodys() -> None:
    """OCR references, giro numbers, periods and hashes are left in peace."""
    for text in (
        "2026000011",
        "991-2346",
        "2026-07-01 2026-07-31",
        "ab9817",
        "SE212000079501",
        "1890021198170",
    ):
        assert hits(text) == set(), text


def test_a_protected_case_is_found_wherever_it_stands_and_a_cleared_one_is_not() -> None:
    """G30: in a line, in a text, in a file's name."""
    line = replace(a_line(), case_number="V2026-0500")
    facts = replace(an_invoice(line), case_number="V2026-0500")
    assert HitKind.PROTECTED in {hit.kind for hit in SCANNER.scan_document(facts)}
    assert hits("ärende V2026-0500, juli") == {(HitKind.PROTECTED, "V2026-0500")}
    assert hits("V2026-0501 V2026-05001 XV2026-0500") == set()


def test_every_kind_of_file_is_read_as_its_reader_would() -> None:
    """G30: escapes, page codes, cells and the file's own name."""
    name = "Vilgot Ramqvist"
    book = io.BytesIO()
    with Workbook(book) as made:
        made.add_worksheet("Blad").write(3, 3, name)
    facts = replace(an_invoice(), note=f"{name} & co")
    for file, content in (
        ("1.xml", render(facts)),
        ("1.csv", render_register([replace(an_invoice(), buyer_reference=name)])),
        ("1.csv", f"a;b\nx;{name}\n".encode("cp1252")),
        ("1.SI", f'#VER A 1 20260701 "{name}"\r\n'.encode("cp437")),
        ("1.txt", b"\x84 Vilgot Ramqvist"),
        ("1.xlsx", book.getvalue()),
        (f"{name}.pdf", b"%PDF"),
        ("1.sha256", f"{'0' * 64}  {name}.xml\n".encode()),
    ):
        found = list(SCANNER.scan_texts(file, texts_of_file(file, content)))
        assert {(hit.kind, hit.case) for hit in found} == {(HitKind.NAME, OTHER_CASE)}, file


def test_swedish_letters_are_met_in_the_page_codes_of_accounting_systems() -> None:
    """G30: SIE is written in CP437."""
    for page in ("cp437", "cp1252", "utf-8"):
        content = "#VER Tuva-Lisa Åkerlund".encode(page)
        assert list(SCANNER.scan_texts("f", texts_of_file("x.SI", content))), page


def test_ten_thousand_guests_cost_no_more_than_three_hundred_documents() -> None:
    """Looking through three hundred documents for ten thousand people takes no more texts than there are."""
    chance = random.Random(1)
    words = [f"{a}{b}{c}us" for a in "bdfgklm" for b in "aeiouyåäö" for c in "lnrst"]
    guests = [
        Guest(f"{chance.choice(words)} {chance.choice(words)}x", "", (f"C-{number}",)) for number in range(10_000)
    ]
    scanner = Scanner(guests)
    documents = [replace(an_invoice(), number=str(202_600_000 + number)) for number in range(300)]
    assert [hit for facts in documents for hit in scanner.scan_document(facts)] == []
    assert len(scanner._known) < 1000

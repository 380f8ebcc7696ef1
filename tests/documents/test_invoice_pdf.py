"""An invoice on paper says what its facts say: every number, for everybody who reads it."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from pikepdf import Dictionary, pdfa

from models.documents.checks import faults
from models.documents.facts import InvoiceFacts, LineFacts
from models.documents.invoice_pdf import render_invoice_pdf
from models.documents.invoice_rows import bare_kronor, price_text, quantity_text
from models.documents.pdf_table import Mark
from models.documents.pdf_texts import paper_texts
from models.language.formats import kronor
from models.rules.services import SERVICES, Unit
from tests.documents.examples import a_credit_note, a_line, an_invoice, lines
from tests.documents.paper_examples import PAPERS, a_long_invoice, bare, opened, pages_of, read_of, tags_of

INTEREST: str = paper_texts()["interest"]

EVERY_PAPER = pytest.mark.parametrize("facts", PAPERS.values(), ids=PAPERS)


@EVERY_PAPER
def test_every_paper_is_of_a_document_that_may_be_sent(facts: InvoiceFacts) -> None:
    """What is tried here is what would be posted."""
    assert faults(facts) == ()


@EVERY_PAPER
def test_the_paper_says_what_the_document_says(facts: InvoiceFacts) -> None:
    """G19: numbers, days, references, parties and the sum."""
    said = read_of(render_invoice_pdf(facts))
    wanted = [facts.number, facts.issue_date.isoformat(), facts.ocr, facts.buyer_reference, facts.case_number]
    wanted += [facts.seller.name, facts.seller.street, facts.seller.vat_number, facts.seller.contact_email]
    wanted += [facts.buyer.name, facts.buyer.street, facts.buyer.postal_code, facts.buyer.city]
    wanted += [facts.exemption_text, facts.legal_basis, facts.payment_terms, facts.note, kronor(facts.total)]
    wanted += [facts.credits_number, *(changed.number for changed in facts.corrects)]
    wanted += [
        f"{party.organisation_number[:6]}-{party.organisation_number[6:]}" for party in (facts.seller, facts.buyer)
    ]
    assert [text for text in wanted if bare(text) not in said] == []


@EVERY_PAPER
def test_the_paper_says_what_every_line_says(facts: InvoiceFacts) -> None:
    """G19: in the order of the lines, each once, its amount last."""
    said = read_of(render_invoice_pdf(facts))
    place = 0
    for line in facts.lines:
        for text in (line.text, line.first.isoformat(), line.last.isoformat(), line.order_reference, line.why):
            place = said.index(bare(text), place)
        amount = f"{quantity_text(line)}{price_text(line)}{bare_kronor(line.signed_net)}"
        place = said.index(bare(amount), place) + len(bare(amount))
        assert line.original in said[:place]


@given(line=lines())
def test_quantity_times_price_on_paper_is_the_amount(line: LineFacts) -> None:
    """G22: as somebody reckons it from the paper alone, rounded half up to the öre."""
    figures = [int(found.replace("\u00a0", "")) for found in re.findall("[0-9\u00a0]*[0-9]", quantity_text(line))]
    count = figures[0] + Fraction(figures[1], 60) if line.unit == Unit.HOUR else Fraction(figures[0])
    price = Fraction(re.sub("[^0-9,]", "", price_text(line)).replace(",", "."))
    ore = int(count * price * 100 + Fraction(1, 2))
    assert bare_kronor(line.net) == bare_kronor(ore)


def test_a_reversing_line_has_a_minus_and_counts_down() -> None:
    """The sum is what is left to pay."""
    page = pages_of(render_invoice_pdf(PAPERS["a difference"]))[0].replace("\u00a0", " ")
    assert "−12 tim 25 min 414,80 kr/tim −5 150,43" in page
    assert "Att betala 253,30 kr" in page
    assert "Ändrar 202600001 av 2026-08-05" in page
    assert "202600009 av 2026-08-04" in page


def test_a_credit_note_is_not_to_be_paid() -> None:
    """It names its invoice, asks for nothing, and has no interest."""
    page = pages_of(render_invoice_pdf(a_credit_note(), interest_text=INTEREST))[0]
    assert "Kreditfaktura" in page
    assert "Krediterar faktura 202600001 av 2026-08-05" in page
    assert "Att kreditera" in page
    assert "Kreditfakturan ska inte betalas." in page
    for wrong in ("Att betala", "Betala till", "Förfallodatum", "dröjsmål tas"):
        assert wrong not in page


def test_interest_is_named_only_when_it_is_charged() -> None:
    """Räntelagen (1975:635) 4 §: a claim must say that late payment costs; many municipalities charge none."""
    assert bare(INTEREST) in read_of(render_invoice_pdf(an_invoice(), interest_text=INTEREST))
    assert "räntautenligt" not in read_of(render_invoice_pdf(an_invoice()))


@pytest.mark.parametrize(("mark", "said"), [(Mark.ORIGINAL, ""), (Mark.COPY, "Kopia"), (Mark.ANNULLED, "Makulerad")])
def test_a_copy_and_an_annulled_invoice_are_marked(mark: Mark, said: str) -> None:
    """Nobody pays one twice, nor one that is taken back."""
    text = read_of(render_invoice_pdf(an_invoice(), mark=mark))
    assert [word for word in ("Kopia", "Makulerad") if word in text] == [said] * bool(said)
    assert ("Betalatill" in text) == (mark is not Mark.ANNULLED)


def test_a_case_stands_over_its_lines_and_has_its_sum() -> None:
    """A recipient who gets one invoice for many finds each."""
    facts = PAPERS["an invoice of many cases"]
    pages = pages_of(render_invoice_pdf(facts))
    said = bare("".join(pages))
    for case in ("V2026-0117", "V2026-0118"):
        total = sum(line.net for line in facts.lines if line.case_number == case)
        assert bare(f"Summa ärende {case}{bare_kronor(total)}") in said
    assert [page.count("Ärende V2026-0118") for page in pages] == [0, 1, 1]


def test_following_pages_carry_the_headings_and_their_number() -> None:
    """No page can be taken for another invoice's, and no line is lost between two."""
    pages = pages_of(render_invoice_pdf(a_long_invoice()))
    assert len(pages) == 4
    for number, page in enumerate(pages, 1):
        assert f"Sida {number} av 4" in page
        assert page.count("Faktura 202600001") == 1 + (number > 1)
    for page in pages[:3]:
        assert "Rad Insats Antal Ersättningsnivå Belopp, kr" in page
    starts = [int(found) for page in pages for found in re.findall(r"(?m)^(\d+) Hemtjänst", page)]
    assert starts == list(range(1, 60))


@EVERY_PAPER
def test_nothing_lies_outside_the_margins(facts: InvoiceFacts) -> None:
    """Long names wrap; no character is cut by the edge, whatever its text is."""
    for page in pypdfium2.PdfDocument(render_invoice_pdf(facts)):
        assert [round(side) for side in page.get_size()] == [595, 842]
        text = page.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        assert min(box[0] for box in boxes) >= 56
        assert max(box[2] for box in boxes) <= 595 - 56
        assert min(box[1] for box in boxes if box[1]) >= 28


@EVERY_PAPER
def test_the_paper_can_be_heard(facts: InvoiceFacts) -> None:
    """PDF/UA-1: Swedish, titled, with one heading and a table whose rows and headings are marked as such."""
    pdf = render_invoice_pdf(facts)
    paper, tags = opened(pdf), tags_of(pdf)
    root = paper.Root
    assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("sv-SE", True)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert tags.count("/H1") == tags.count("/Table") == 1
    cases = {line.case_number for line in facts.lines}
    assert tags.count("/TR") == 1 + len(facts.lines) + (2 * len(cases) if len(cases) > 1 else 0)
    assert tags.count("/TH") == 5 + (len(cases) if len(cases) > 1 else 0)


@EVERY_PAPER
def test_the_paper_can_be_kept(facts: InvoiceFacts) -> None:
    """PDF/A-2: an independent checker finds nothing, beside what it does not know of metadata and CIDSet."""
    found = pdfa.validate_written(io.BytesIO(render_invoice_pdf(facts)), "2b").findings
    unknown = {"ISO_19005_2:6.6.2.3.1-1", "ISO_19005_2:6.6.2.3.1-2", "ISO_19005_2:6.6.4-3", "ISO_19005_2:6.2.11.4.2-2"}
    assert {finding.rule for finding in found} <= unknown


def test_the_fonts_are_in_the_paper_and_are_ours() -> None:
    """Only the glyphs that are used, of the two fonts that come with the program."""
    pdf = opened(render_invoice_pdf(an_invoice()))
    found = [part for part in pdf.objects if isinstance(part, Dictionary) and part.get("/Type") == "/FontDescriptor"]
    assert sorted(str(font.FontName)[8:] for font in found) == ["SourceSans3-Regular", "SourceSans3-Semibold"]
    assert all("/FontFile2" in font for font in found)


def test_the_file_names_the_municipality_and_the_number_and_nothing_else() -> None:
    """The days in it are the invoice's, never the machine's."""
    paper = opened(render_invoice_pdf(an_invoice()))
    said = {name: str(value) for name, value in paper.docinfo.items() if name != "/Creator"}
    day = "D:20260805000000Z"
    assert said == {
        "/Title": "Faktura 202600001",
        "/Author": "Borgholms kommun",
        "/CreationDate": day,
        "/ModDate": day,
    }


def test_what_is_typed_is_never_read_as_markup() -> None:
    """A text is shown as it stands, whatever the typesetter would make of it."""
    hostile = '#eval("1") *fet* _x_ $a^2$ ] [ = Rubrik <e> @f \\ // /* `kod` ~ --- {page} {value}'
    facts = an_invoice(a_line(text=hostile, order_reference=hostile), note=hostile, buyer_reference=hostile)
    pdf = render_invoice_pdf(facts)
    assert read_of(pdf).count(bare(hostile)) == 4
    assert tags_of(pdf).count("/H1") == 1


def test_every_service_and_unit_has_its_words() -> None:
    """One and many; a day in a home is a dygn."""
    for unit in Unit:
        for service in SERVICES:
            for quantity in (1, 2):
                line = a_line(service=service.code, unit=unit, quantity=quantity)
                assert quantity_text(line)
                assert price_text(line).startswith("414,80\u00a0kr/")
    assert quantity_text(a_line(service="care-home-day", unit="day", quantity=12)) == "12\u00a0dygn"
    assert quantity_text(a_line(service="day-care", unit="day", quantity=1)) == "1\u00a0dag"


def test_a_text_that_is_printed_is_a_text_that_is_searched() -> None:
    """G30: planted in each fact that is a text, a name is found before posting, or does not stand on the paper."""
    name = "Tuva Lind"
    facts = an_invoice(a_line())
    planted = [replace(facts, **field) for field in _with(facts, name) if "kind" not in field]
    planted += [replace(facts, seller=replace(facts.seller, **field)) for field in _with(facts.seller, name)]
    planted += [replace(facts, buyer=replace(facts.buyer, **field)) for field in _with(facts.buyer, name)]
    planted += [replace(facts, lines=(replace(facts.lines[0], **field),)) for field in _with(facts.lines[0], name)]
    names = frozenset({name})
    printed = [
        changed
        for changed in planted
        if _can_be_printed(changed) and bare(name) in read_of(render_invoice_pdf(changed))
    ]
    assert len(printed) > 20
    assert all("name" in {fault.code for fault in faults(changed, names)} for changed in printed)


def _can_be_printed(facts: InvoiceFacts) -> bool:
    return facts.lines[0].unit in {unit.value for unit in Unit}


def _with(facts: object, name: str) -> list[dict[str, Any]]:
    return [{field.name: name} for field in fields(facts) if isinstance(getattr(facts, field.name), str)]  # type: ignore[arg-type]


def test_two_who_print_at_once_do_not_disturb_each_other() -> None:
    """The screen and a batch may print in the same process."""
    papers = list(PAPERS.values())[:4]
    alone = [render_invoice_pdf(facts) for facts in papers]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render_invoice_pdf, papers * 3)) == alone * 3


@settings(max_examples=25)
@given(line=lines())
def test_any_line_can_be_printed(line: LineFacts) -> None:
    """Whatever its unit, price or period."""
    said = read_of(render_invoice_pdf(an_invoice(line)))
    assert bare(f"{quantity_text(line)}{price_text(line)}{bare_kronor(line.net)}") in said

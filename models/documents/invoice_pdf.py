"""A posted invoice or credit note on paper: an accessible PDF in Swedish."""

from __future__ import annotations

from models.documents.facts import CorrectedFacts, InvoiceFacts, PartyFacts
from models.documents.invoice_rows import invoice_columns, invoice_rows
from models.documents.pdf import print_page
from models.documents.pdf_table import Mark, Table, page_data, table_data
from models.documents.pdf_texts import paper_texts
from models.language.formats import day_text, kronor

_Pairs = list[tuple[str, str]]


def render_invoice_pdf(facts: InvoiceFacts, *, mark: Mark = Mark.ORIGINAL, interest_text: str = "") -> bytes:
    """Print a document: the same facts, mark and text give the same bytes on every machine (G17).

    The facts are to be without faults (models.documents.checks). `interest_text` says what is taken when an invoice is
    paid late.

    Raises:
        ValueError: there are no lines, or a line has a unit that does not exist.
    """
    heading = paper_texts()["headings"][facts.kind]
    page = page_data(f"{heading} {facts.number}", facts.seller.name, facts.issue_date, mark)
    content: dict[str, object] = {
        "heading": heading,
        "seller": _seller(facts.seller),
        "buyer": _buyer(facts.buyer),
        "numbers": _numbers(facts),
        "references": _references(facts),
        "before": _before(facts),
        "after": _after(facts, interest_text),
        "payment": [] if mark is Mark.ANNULLED else _payment(facts),
        "table": table_data(Table(invoice_columns(), invoice_rows(facts))),
    }
    if facts.annuls:
        content["mark"] = paper_texts()["marks"]["annuls"]
    return print_page("invoice", page | content | _sums(facts))


def dashed(organisation_number: str) -> str:
    """Write an organisation number as people do: 2120000795 is 212000-0795."""
    return f"{organisation_number[:-4]}-{organisation_number[-4:]}"


def dashed_giro(bankgiro: str) -> str:
    """Write a bankgiro number as people do: 9912346 is 991-2346, and 59912346 is 5991-2346."""
    return dashed(bankgiro)


def _seller(party: PartyFacts) -> list[str]:
    texts = paper_texts()["seller"]
    said = [
        texts["organisation_number"].format(value=dashed(party.organisation_number)),
        texts["vat_number"].format(value=party.vat_number) if party.vat_number else "",
        party.contact_email,
    ]
    return [party.name, *_address(party), *filter(None, said)]


def _buyer(party: PartyFacts) -> list[str]:
    number = paper_texts()["buyer_number"].format(value=dashed(party.organisation_number))
    return [party.name, *_address(party), number]


def _address(party: PartyFacts) -> list[str]:
    return [said for said in (party.street, f"{party.postal_code} {party.city}".strip()) if said]


def _numbers(facts: InvoiceFacts) -> _Pairs:
    texts = paper_texts()["numbers"]
    pairs = [(texts[facts.kind], facts.number), (texts["issue_date"][facts.kind], day_text(facts.issue_date))]
    if not facts.is_credit:
        pairs.append((texts["due_date"], day_text(facts.due_date)))
    if facts.ocr:
        pairs.append((texts["ocr"], facts.ocr))
    if facts.credits_date:
        pairs.append((texts["credits"], _dated(CorrectedFacts(facts.credits_number, facts.credits_date))))
    if facts.corrects:
        pairs.append((texts["corrects"], "\n".join(map(_dated, facts.corrects))))
    return pairs


def _dated(document: CorrectedFacts) -> str:
    said: str = paper_texts()["dated"].format(number=document.number, date=day_text(document.date))
    return said


def _references(facts: InvoiceFacts) -> _Pairs:
    texts = paper_texts()
    first, last = min(line.first for line in facts.lines), max(line.last for line in facts.lines)
    said = {
        "buyer_reference": facts.buyer_reference,
        "case_number": facts.case_number,
        "period": texts["period"].format(first=day_text(first), last=day_text(last)),
        "legal_basis": facts.legal_basis,
    }
    return [(texts["references"][name], value) for name, value in said.items() if value]


def _before(facts: InvoiceFacts) -> list[str]:
    texts = paper_texts()
    said = [texts["annuls"] if facts.annuls else "", texts["difference"][facts.kind] if facts.corrects else ""]
    return [text for text in (*said, *facts.note.split("\n")) if text]


def _after(facts: InvoiceFacts, interest_text: str) -> list[str]:
    texts = paper_texts()
    said = [texts["exemption"].format(value=facts.exemption_text.rstrip("."))]
    said += facts.payment_terms.split("\n")
    said += [texts["credit_note"]] if facts.is_credit else interest_text.split("\n")
    return [text for text in said if text]


def _sums(facts: InvoiceFacts) -> dict[str, object]:
    texts = paper_texts()
    return {
        "sums": [(texts["sum"], kronor(facts.total)), tuple(texts["vat"])],
        "total": (texts["total"][facts.kind], kronor(facts.total)),
    }


def _payment(facts: InvoiceFacts) -> _Pairs:
    """Say where and when to pay; a credit note is not paid."""
    texts = paper_texts()["payment"]
    said = {
        "bankgiro": dashed_giro(facts.bankgiro),
        "ocr": facts.ocr,
        "due_date": day_text(facts.due_date),
        "total": kronor(facts.total),
    }
    return [] if facts.is_credit else [(texts[name], value) for name, value in said.items()]

"""Invented facts of every kind of document, and a generator of faultless ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from models.documents.facts import CREDIT, INVOICE, CorrectedFacts, InvoiceFacts, LineFacts, PartyFacts
from models.rules.checksum import ocr_reference, vat_number_of
from models.rules.money import line_net
from models.rules.services import SERVICE_OF, SERVICES, Unit

EXEMPTION_TEXT = "Undantag från skatteplikt, 10 kap. 14 § mervärdesskattelagen (2023:200)"

SELLER = PartyFacts(
    name="Borgholms kommun",
    organisation_number="2120000795",
    endpoint_scheme="0007",
    endpoint_id="2120000795",
    street="Badhusgatan 4",
    city="Borgholm",
    postal_code="387 88",
    vat_number=vat_number_of("2120000795"),
    contact_email="avgift@borgholm.example",
)

BUYER = PartyFacts(
    name="Stockholms kommun",
    organisation_number="2120000142",
    endpoint_scheme="0007",
    endpoint_id="2120000142",
    street="Fakturagatan 1",
    city="Stockholm",
    postal_code="105 35",
)

DISTRICT = replace(BUYER, endpoint_scheme="0088", endpoint_id="7340000000017", street="", city="", postal_code="")
"""A recipient that is found by its GLN, and of which no address is known."""


def a_line(
    position: int = 1,
    service: str = "home-care",
    unit: str = "hour",
    quantity: int = 745,
    price: int = 41_480,
    **changed: object,
) -> LineFacts:
    """Make a line whose amount is right; `changed` facts are put in last."""
    facts = LineFacts(
        position=position,
        case_number="V2026-0117",
        service=service,
        text=SERVICE_OF[service].swedish,
        unit=unit,
        quantity=quantity,
        price=price,
        net=line_net(Unit(unit), quantity, price),
        first=date(2026, 7, 1),
        last=date(2026, 7, 31),
        rate_id=7,
        order_reference="SoL 2026/0442",
        late=False,
    )
    return replace(facts, **changed)  # type: ignore[arg-type]


def every_unit() -> tuple[LineFacts, ...]:
    """Make one line of each unit, the last one late and of another month."""
    june = {"first": date(2026, 6, 12), "last": date(2026, 6, 30), "late": True}
    return (
        a_line(),
        a_line(2, "home-visit-night", "visit", 9, 24_500),
        a_line(3, "care-home-day", "day", 12, 219_600),
        a_line(4, "safety-alarm", "month", 1, 18_500),
        a_line(5, "meal-delivery", "piece", 31, 5_025, **june, order_reference=""),
    )


def an_invoice(*lines: LineFacts, **changed: object) -> InvoiceFacts:
    """Make a faultless invoice of one case, with a line of each unit unless others are given."""
    facts = InvoiceFacts(
        kind=INVOICE,
        number="202600001",
        issue_date=date(2026, 8, 5),
        due_date=date(2026, 9, 4),
        seller=SELLER,
        buyer=BUYER,
        buyer_reference="VOK1170-11",
        case_number="V2026-0117",
        bankgiro="9912346",
        ocr=ocr_reference("202600001"),
        exemption_code="VATEX-EU-132-1G",
        exemption_text=EXEMPTION_TEXT,
        legal_basis="29 kap. 5–6 §§ SoL (2025:400)",
        payment_terms="30 dagar netto. Dröjsmålsränta enligt räntelagen.",
        note="Fakturaunderlag sänds för sig.",
        lines=lines or every_unit(),
        credits_number="",
        credits_date=None,
        batch="B2026-07",
        month="2026-07",
    )
    return replace(facts, **changed)  # type: ignore[arg-type]


def a_credit_note(*lines: LineFacts, **changed: object) -> InvoiceFacts:
    """Make a faultless credit note of the first invoice."""
    credit: dict[str, object] = {
        "kind": CREDIT,
        "number": "K202600001",
        "issue_date": date(2026, 8, 20),
        "credits_number": "202600001",
        "credits_date": date(2026, 8, 5),
        "note": "Krediteras på grund av fel timmar.",
    }
    return an_invoice(*lines, **(credit | changed))


def a_difference(before: int = 40_000, now: int = 41_200, **changed: object) -> InvoiceFacts:
    """Make a faultless difference: January and February, billed at one price an hour, at another."""
    why = "Ny ersättningsnivå från 2026-01-01, känd 2026-04-02."
    lines = tuple(
        a_line(
            2 * place + billed,
            quantity=745 + place,
            price=now if billed else before,
            first=date(2026, place + 1, 1),
            last=date(2026, place + 1, 28),
            reverses=billed == (now < before),
            original=f"20260000{place + 1}",
            why=why if billed else "",
        )
        for place in (0, 1)
        for billed in (0, 1)
    )
    lines = tuple(replace(line, position=position) for position, line in enumerate(lines, start=1))
    difference: dict[str, object] = {
        "kind": INVOICE if now >= before else CREDIT,
        "number": "202600009" if now >= before else "K202600002",
        "corrects": tuple(CorrectedFacts(f"20260000{place}", date(2026, place + 1, 3)) for place in (1, 2)),
        "month": "2026-04",
    }
    return an_invoice(*lines, **(difference | changed))


def a_shared_invoice() -> InvoiceFacts:
    """Make an invoice of several cases, to a recipient with a GLN, with as little as may be in it."""
    lines = (a_line(case_number="V2026-0117"), a_line(2, case_number="V2026-0118", order_reference=""))
    return an_invoice(*lines, case_number="", buyer=DISTRICT, note="", payment_terms="")


EXAMPLES = {
    "an invoice": an_invoice(),
    "a credit note": a_credit_note(),
    "an invoice of several cases": a_shared_invoice(),
    "a credit note without OCR": a_credit_note(a_line(), ocr=""),
    "home health care": an_invoice(a_line(service="home-health-care"), exemption_code="VATEX-EU-132-1C"),
    "an additional invoice": a_difference(),
    "a credit of a difference": a_difference(41_200, 40_000),
    "marks that XML must escape": an_invoice(buyer_reference="<A&B> \"C\" 'D' ]]>", note="Rad ett\nrad två"),
}
"""One faultless document of each kind, by what it is."""


@st.composite
def lines(draw: st.DrawFn, position: int = 1) -> LineFacts:
    """Draw a line of any unit, 1 to 20 000 minutes, any day and any price that a rate may have."""
    first = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    return a_line(
        position,
        draw(st.sampled_from([service.code for service in SERVICES])),
        draw(st.sampled_from([unit.value for unit in Unit])),
        draw(st.integers(1, 20_000)),
        draw(st.integers(1, 8_000_000)),
        first=first,
        last=first + timedelta(days=draw(st.integers(0, 30))),
        late=draw(st.booleans()),
        order_reference=draw(st.sampled_from(["", "SoL 2026/0442", "B & Ö <1>"])),
    )


@st.composite
def documents(draw: st.DrawFn) -> InvoiceFacts:
    """Draw an invoice or a credit note with one to six lines."""
    drawn = [draw(lines(position)) for position in range(1, draw(st.integers(1, 6)) + 1)]
    number = str(draw(st.integers(2020_00001, 2035_99999)))
    make = draw(st.sampled_from([an_invoice, a_credit_note]))
    return make(*drawn, number=number, ocr=ocr_reference(number), buyer=draw(st.sampled_from([BUYER, DISTRICT])))

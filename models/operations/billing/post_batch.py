"""Post drafts: numbers without gaps, and everything that the documents show copied in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from models.batch import Batch
from models.database import locked
from models.documents.checks import faults
from models.documents.facts import InvoiceFacts, to_json
from models.documents.peppol_release import WRITTEN_BY
from models.documents.scan import HitKind, Scanner
from models.errors import DocumentFaulty, PlanIsStale
from models.invoice import Invoice, InvoiceLine, NumberSeries
from models.language.field_words import field_text
from models.operations.billing.draft_facts import draft_facts
from models.operations.billing.exchange_lines import exchange_lines
from models.operations.documents.render_document import attached_to, freeze_attachment
from models.operations.documents.scan_outputs import hits_text, store_scanner
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.person import Person
from models.rules.checksum import ocr_reference
from models.visit import Visit

PREFIX = {"invoice": "", "credit": "K"}


@dataclass(frozen=True, slots=True)
class Posted:
    """A document's number and the hash of the facts that were posted, which the log seals."""

    number: str
    seal: str


def post_invoices(batch: Batch, today: date, actor: Actor, attested_by: str | None) -> tuple[Posted, ...]:
    """Post every draft of a batch in the order in which they were planned; call it inside the deed's transaction.

    Raises:
        DocumentFaulty: an invoice could not be sent as it stands; nothing is posted.
    """
    drafts = list(Invoice.select().where(Invoice.batch == batch, Invoice.number.is_null()).order_by(Invoice.id))
    scanner = store_scanner()
    posted = tuple(post_one(draft, today, actor, scanner) for draft in drafts)
    batch.state, batch.posted_at, batch.attested_by = "posted", utc_now(), attested_by
    batch.save(only=[Batch.state, Batch.posted_at, Batch.attested_by])
    return posted


def post_one(draft: Invoice, today: date, actor: Actor, scanner: Scanner | None = None) -> Posted:
    """Give a draft its number, its dates and its facts, all at once.

    With a scanner it is looked through for everybody in the store: what no word of anybody's lets out gets no number. A
    namesake may be met (`models.operations.documents.scan_outputs`); what only takes back says what was posted before.

    Raises:
        DocumentFaulty: it could not be sent as it stands.
        PlanIsStale: its lines no longer add up to it.
    """
    exchange_lines(draft)
    facts = replace(draft_facts(draft, today), attach=attached_to(draft))
    facts = _numbered(facts, _next_number(draft.kind, today))
    _refuse_faults(facts, draft)
    if scanner is not None:
        _refuse_unsendable(facts, scanner)
    if facts.total != draft.total:
        raise PlanIsStale(what=facts.number)
    text = to_json(facts)
    Invoice.update(
        number=facts.number,
        issued_on=facts.issue_date,
        due_on=facts.due_date,
        posted_by=actor.login,
        posted_at=utc_now(),
        facts=text,
    ).where(Invoice.id == draft.id).execute()
    if facts.attach:
        freeze_attachment(draft.id, actor)
    return Posted(facts.number, seal_of_facts(text))


def seal_of_facts(text: str) -> str:
    """Hash a posted document's facts."""
    return sha256(text.encode()).hexdigest()


def _numbered(facts: InvoiceFacts, number: str) -> InvoiceFacts:
    ocr = "" if facts.is_credit else ocr_reference(number)
    return replace(facts, number=number, ocr=ocr, rules=WRITTEN_BY.version)


def _next_number(kind: str, today: date) -> str:
    """Take the next number of the year's series: 202600001, K202600001. Rolled back with the deed, so no gaps (G14)."""
    name = f"{kind}-{today.year}"
    NumberSeries.insert(name=name, last=0).on_conflict_ignore().execute()
    series = locked(NumberSeries.select().where(NumberSeries.name == name)).get()
    NumberSeries.update(last=series.last + 1).where(NumberSeries.id == series.id).execute()
    return f"{PREFIX[kind]}{today.year}{series.last + 1:05}"


def _refuse_unsendable(facts: InvoiceFacts, scanner: Scanner) -> None:
    """Refuse a protected guest's name or case, and anybody's number, before a number is taken."""
    case = _cases(facts)
    met = [replace(hit, document=case) for hit in scanner.scan_document(facts) if hit.kind is not HitKind.NAME]
    if met:
        raise DocumentFaulty(case=case, why=hits_text(met))


def _cases(facts: InvoiceFacts) -> str:
    return ", ".join(dict.fromkeys(line.case_number for line in facts.lines))


def _refuse_faults(facts: InvoiceFacts, draft: Invoice) -> None:
    found = faults(facts, names=_names_of(draft))
    if found:
        why = " ".join(dict.fromkeys(f"{field_text(fault.field)}: {fault.text}" for fault in found))
        raise DocumentFaulty(case=_cases(facts), why=why.removesuffix("."))


def _names_of(draft: Invoice) -> frozenset[str]:
    query = (
        Person.select(Person.name)
        .join(Visit)
        .join(InvoiceLine)
        .where((InvoiceLine.invoice == draft) & (Person.name != ""))
    )
    return frozenset(person.name for person in query)

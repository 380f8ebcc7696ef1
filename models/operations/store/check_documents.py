"""Numbers without gaps, sums that agree, facts as they were posted (G14-G16, G19)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import and_

from peewee import JOIN, Case, fn

from models.batch import Batch
from models.database import rows_of
from models.difference import Difference
from models.documents.facts import InvoiceFacts, from_json
from models.event import Event
from models.invoice import Invoice, InvoiceLine, NumberSeries
from models.language.words import tr
from models.operations.billing.post_batch import PREFIX, seal_of_facts
from models.operations.store.check_rows import Found
from models.operations.store.log_text import facts_of
from models.rules.money import line_net
from models.rules.services import Unit

LineKey = tuple[int, str, str, int, int, int, str, str, int]


def document_findings() -> Iterator[Found]:
    """Look at every number, line, total, fact and batch."""
    yield from _numbers()
    yield from _lines()
    yield from _totals()
    yield from _mirrors()
    yield from _differences()
    yield from _facts()
    yield from _batches()


def _numbers() -> Iterator[Found]:
    given = dict(rows_of(NumberSeries.select(NumberSeries.name, NumberSeries.last)))
    used: dict[str, set[int]] = {name: set() for name in given}
    query = Invoice.select(Invoice.kind, Invoice.number).where(Invoice.number.is_null(False))
    for kind, number in rows_of(query):
        year, place = number.removeprefix(PREFIX[kind])[:4], number.removeprefix(PREFIX[kind])[4:]
        used.setdefault(f"{kind}-{year}", set()).add(int(place) if place.isdecimal() else 0)
    for name, places in used.items():
        expected = set(range(1, given.get(name, 0) + 1))
        for place in sorted(expected - places):
            yield "numbers", f"{name} {place}", tr("The number was taken and no document has it.")
        for place in sorted(places - expected):
            yield "numbers", f"{name} {place}", tr("A number is used that its series has not given.")


def _lines() -> Iterator[Found]:
    columns = (InvoiceLine.unit, InvoiceLine.quantity, InvoiceLine.price, InvoiceLine.net)
    for invoice, position, unit, quantity, price, net in rows_of(
        InvoiceLine.select(InvoiceLine.invoice, InvoiceLine.position, *columns)
    ):
        if line_net(Unit(unit), quantity, price) != net:
            yield "sums", f"{invoice}:{position}", tr("The line's amount is not its quantity times its price.")


def _totals() -> Iterator[Found]:
    bills = Case(None, ((InvoiceLine.credits.is_null(), InvoiceLine.net),), InvoiceLine.net * -1)
    total = fn.COALESCE(fn.SUM(bills), -1) * Case(Invoice.kind, (("credit", -1),), 1)
    query = (
        Invoice.select(Invoice.id, Invoice.number)
        .join(InvoiceLine, JOIN.LEFT_OUTER)
        .group_by(Invoice.id, Invoice.number, Invoice.total, Invoice.kind)
        .having(total != Invoice.total)
    )
    for invoice, number in rows_of(query):
        yield "sums", number or str(invoice), tr("The document's total is not the sum of its lines.")


def _mirrors() -> Iterator[Found]:
    credited = InvoiceLine.alias()
    note = Invoice.alias()
    columns = ("visit", "service", "rate", "quantity", "net")
    same = reduce(and_, (getattr(InvoiceLine, column) == getattr(credited, column) for column in columns))
    instead = InvoiceLine.alias()
    changes = instead.select(instead.id).where(instead.invoice == note.id, instead.replaces.is_null(False))
    same &= (note.credits == credited.invoice) | fn.EXISTS(changes)
    takes_back = InvoiceLine.credits.is_null(False)
    only_bills = (note.kind == "credit") & InvoiceLine.credits.is_null() & InvoiceLine.replaces.is_null()
    query = (
        InvoiceLine.select(note.number)
        .join(note, on=InvoiceLine.invoice == note.id)
        .join(credited, JOIN.LEFT_OUTER, on=InvoiceLine.credits == credited.id)
        .where((takes_back & (credited.id.is_null() | ~same)) | only_bills)
    )
    for (number,) in rows_of(query):
        yield "sums", number or "", tr("A credit line does not mirror the line that it credits.")


def _differences() -> Iterator[Found]:
    """Each difference that a document bills: its amount and its recipient."""
    claims = Case(Invoice.kind, (("credit", Invoice.total * -1),), Invoice.total)
    other = (Difference.total != claims) | (Difference.recipient != Invoice.recipient)
    query = Difference.select(Difference.id).join(Invoice, on=Difference.invoice == Invoice.id)
    for (difference,) in rows_of(query.where(other)):
        yield "sums", f"D{difference}", tr("The difference's document claims something else than was accepted.")


def _facts() -> Iterator[Found]:
    seals = dict(_posted_seals())
    lines = _stored_lines()
    query = Invoice.select(Invoice.id, Invoice.number, Invoice.total, Invoice.facts)
    for invoice, number, total, text in rows_of(query.where(Invoice.number.is_null(False))):
        if seals.get(number) != seal_of_facts(text):
            yield "facts", number, tr("The document's facts are not those that were posted.")
            continue
        try:
            facts = from_json(text)
        except ValueError:
            yield "facts", number, tr("The document's facts cannot be read.")
            continue
        if (facts.number, facts.total, _shown_lines(facts)) != (number, total, lines.get(invoice, [])):
            yield "facts", number, tr("A posted document's lines are not what was posted.")


def _posted_seals() -> Iterator[tuple[str, str]]:
    deeds = ("run-batch", "attest-batch", "credit-invoice", "annul-invoice")
    for (text,) in rows_of(Event.select(Event.facts).where(Event.deed.in_(deeds))):
        yield from facts_of(text).get("seals", {}).items()


def _shown_lines(facts: InvoiceFacts) -> list[LineKey]:
    return [
        (
            line.position,
            line.unit,
            str(line.first),
            line.quantity,
            line.price,
            line.net,
            str(line.last),
            "late" if line.late else "",
            line.rate_id,
        )
        for line in facts.lines
    ]


def _stored_lines() -> dict[int, list[LineKey]]:
    columns = (InvoiceLine.quantity, InvoiceLine.price, InvoiceLine.net)
    query = InvoiceLine.select(
        InvoiceLine.invoice,
        InvoiceLine.position,
        InvoiceLine.unit,
        InvoiceLine.first_day,
        *columns,
        InvoiceLine.last_day,
        InvoiceLine.late,
        InvoiceLine.rate,
    ).order_by(InvoiceLine.invoice, InvoiceLine.position)
    found: dict[int, list[LineKey]] = {}
    for invoice, position, unit, first, quantity, price, net, last, late, rate in rows_of(query):
        shown = (position, unit, str(first), quantity, price, net, str(last), "late" if late else "", rate)
        found.setdefault(invoice, []).append(shown)
    return found


def _batches() -> Iterator[Found]:
    """Compare who made and attested each batch with what the log says."""
    deeds: dict[tuple[str, str], str] = {}
    query = Event.select(Event.deed, Event.subject, Event.login).where(Event.deed.in_(("run-batch", "attest-batch")))
    for deed, subject, login in rows_of(query):
        deeds[deed, subject] = login
    for name, made_by, attested_by in rows_of(Batch.select(Batch.name, Batch.made_by, Batch.attested_by)):
        if deeds.get(("run-batch", name)) != made_by or deeds.get(("attest-batch", name)) != attested_by:
            yield "log", name, tr("The batch was not made or attested by the one it says.")

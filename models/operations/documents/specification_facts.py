"""A posted document's specification: frozen when it is first asked for, and shielded each time (G16, G30)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from models.billed import LineDay, LinePiece
from models.care_entry import CareEntry, CarePiece
from models.care_errors import IsAnnulled, SpecificationDiffers, SpecificationWithheld
from models.database import among, rows_of
from models.documents.facts import InvoiceFacts, from_json
from models.documents.specification import (
    SpecificationFacts,
    SpecificationLine,
    SpecificationRow,
    specification_from_json,
    specification_to_json,
)
from models.documents.specification_texts import specification_texts
from models.errors import NotFound
from models.invoice import Invoice, InvoiceLine
from models.operations.documents.fee_basis import fee_months
from models.operations.hours.pieces import Worths
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor
from models.operations.store.write_event import utc_now
from models.person import Person
from models.recipient import Recipient
from models.rules.paid_minutes import Way, rounded
from models.rules.paid_time import PaidTime
from models.rules.person_label import Guest, Privacy, person_label
from models.rules.row_kinds import RowKind
from models.rules.services import Unit
from models.specification import Specification
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class Shield:
    """The positions of a document's lines whose guests must not leave, and of those who leave as a case alone."""

    hidden: frozenset[int]
    bare: frozenset[int]


class _Part(NamedTuple):
    """A part of an hour row behind a line, as the store has it."""

    line: int
    piece: int
    entry: int
    row_day: date
    day: date
    start: int | None
    end: int | None
    band: str
    staff: int
    row_minutes: int
    minutes: int
    paid: int | None
    pieces: int
    kind: str


def specify(number: str, deed: str, actor: Actor) -> SpecificationFacts:
    """Give what may be shown of a posted document, inside a deed; who was looked at is logged (G31).

    Raises:
        NotFound: there is no posted document with the number.
        IsAnnulled: it is annulled, or annuls another.
        SpecificationWithheld: every guest of the document is protected, and none is cleared.
        SpecificationDiffers: the rows do not come to what a line bills.
    """
    invoice = Invoice.get_or_none((Invoice.number == number) & Invoice.number.is_null(False))
    if invoice is None:
        raise NotFound(what="invoice", key=number)
    if invoice.annuls or Invoice.select().where((Invoice.credits == invoice) & Invoice.annuls).exists():
        raise IsAnnulled(number=number)
    facts = kept_specification(invoice, actor)
    write_access(actor, deed, dict.fromkeys(line.case_number for line, _ in facts.shown()))
    return facts


def kept_specification(invoice: Invoice, actor: Actor) -> SpecificationFacts:
    """Give a posted document's facts at its recipient's level, frozen now where nobody has asked before; in a deed.

    Raises:
        SpecificationWithheld: every guest of the document is protected, and none is cleared.
        SpecificationDiffers: the rows do not come to what a line bills.
    """
    privacy = Privacy(Recipient.get_by_id(invoice.recipient_id).privacy)
    of_invoice = Specification.select().where(Specification.invoice == invoice).order_by(Specification.id)
    kept = {each.privacy: each for each in of_invoice}
    if str(privacy) in kept:
        facts = specification_from_json(kept[str(privacy)].facts)
    else:
        first = next(iter(kept.values()), None)
        facts = _relabelled(first, privacy) if first else _gathered(invoice, privacy)
        made = {"made_by": actor.login, "made_at": utc_now()}
        Specification.create(invoice=invoice, privacy=str(privacy), facts=specification_to_json(facts), **made)
    shield = shield_of(invoice)
    shown = facts.shielded(shield.hidden, shield.bare)
    if not shown.lines:
        raise SpecificationWithheld(number=invoice.number)
    return shown


def shield_of(invoice: Invoice) -> Shield:
    """Say which lines of a document are about protected guests today: not cleared, and cleared."""
    query = (
        InvoiceLine.select(InvoiceLine.position, Visit.cleared_by)
        .join(Visit)
        .join(Person)
        .where((InvoiceLine.invoice == invoice) & Person.protected)
    )
    found = list(rows_of(query))
    hidden = frozenset(position for position, cleared_by in found if not cleared_by)
    return Shield(hidden, frozenset(position for position, _ in found) - hidden)


def _gathered(invoice: Invoice, privacy: Privacy) -> SpecificationFacts:
    """Read what stands behind a document as the store has it now."""
    document = from_json(invoice.facts or "")
    lines = _lines(invoice)
    labels = _labels(lines, privacy)
    parts = _parts(line.id for line in lines)
    worths, shown = Worths(), {line.position: line for line in document.lines}
    behind = tuple(
        SpecificationLine(line.position, labels[line.visit_id], _rows(line, parts.get(line.id, []), document, worths))
        for line in lines
    )
    for line, each in zip(lines, behind, strict=True):
        _refuse_difference(document, line, shown[each.position].quantity, each)
    basis = fee_months(lines, labels, {position: line.case_number for position, line in shown.items()})
    return SpecificationFacts(document, str(privacy), behind, basis)


def _relabelled(first: Specification, privacy: Privacy) -> SpecificationFacts:
    """Copy what was frozen for another level, and call the people by this one."""
    facts, lines = specification_from_json(first.facts), _lines(first.invoice)
    labels = _labels(lines, privacy)
    by_position = {line.position: labels[line.visit_id] for line in lines}
    return replace(
        facts,
        privacy=str(privacy),
        lines=tuple(replace(line, label=by_position[line.position]) for line in facts.lines),
        basis=tuple(replace(month, label=by_position[month.position]) for month in facts.basis),
    )


def _lines(invoice: Invoice) -> list[InvoiceLine]:
    return list(InvoiceLine.select().where(InvoiceLine.invoice == invoice).order_by(InvoiceLine.position))


def _labels(lines: Iterable[InvoiceLine], privacy: Privacy) -> dict[int, str]:
    """Say how the guests are called, by visit; one who is protected is a case, whatever becomes of that later."""
    columns = (Visit.id, Person.protected, Person.name, Person.identity_number, Person.birth_date)
    query = Visit.select(*columns).join(Person).where(among(Visit.id, {line.visit_id for line in lines}))
    return {
        visit: "" if is_protected else person_label(privacy, Guest(name, number or "", born))
        for visit, is_protected, name, number, born in rows_of(query)
    }


def _parts(lines: Iterable[int]) -> dict[int, list[_Part]]:
    query = (
        LinePiece.select(
            LinePiece.line,
            CarePiece.id,
            CareEntry.id,
            CareEntry.day,
            CarePiece.day,
            CareEntry.start,
            CareEntry.end,
            CarePiece.band,
            CareEntry.staff,
            CareEntry.minutes,
            CarePiece.minutes,
            CarePiece.paid,
            CarePiece.pieces,
            CareEntry.kind,
        )
        .join(CarePiece)
        .join(CareEntry)
        .where(among(LinePiece.line, lines))
        .order_by(LinePiece.line)
    )
    found = (_Part(*row) for row in rows_of(query))
    return {line: sorted(parts, key=_place) for line, parts in groupby(found, key=lambda part: part.line)}


def _place(part: _Part) -> tuple[date, int, int]:
    """Order parts by day, those without a clock last; within a row as it was split."""
    return part.day, 9999 if part.start is None else part.start, part.piece


def _rows(
    line: InvoiceLine, parts: list[_Part], document: InvoiceFacts, worths: Worths
) -> tuple[SpecificationRow, ...]:
    if document.corrects and line.credits_id is not None:
        return ()
    counts = _counts(line, parts)
    home = Visit.get_by_id(line.visit_id).municipality_id
    return tuple(
        SpecificationRow(
            day=part.day,
            start=part.start,
            end=part.end,
            is_part=part.minutes != part.row_minutes * part.staff,
            band=part.band,
            staff=part.staff,
            minutes=part.minutes,
            quantity=counts[part.piece],
            why=_why(line, part, worths.of(home, line.service_id, part.kind, part.row_day), counts[part.piece]),
        )
        for part in parts
    )


def _counts(line: InvoiceLine, parts: list[_Part]) -> dict[int, int]:
    """Say what each part adds to the line, by the unit that it is paid by; what is paid by the month adds nothing."""
    match Unit(line.unit):
        case Unit.HOUR if line.kind != RowKind.GRANTED:
            return {part.piece: part.minutes if part.paid is None else part.paid for part in parts}
        case Unit.PIECE:
            return {part.piece: part.pieces for part in parts}
        case Unit.VISIT:
            first = {part.entry: part.piece for part in sorted(parts, key=lambda part: -part.piece)}
            return {part.piece: part.staff if first[part.entry] == part.piece else 0 for part in parts}
        case Unit.DAY:
            return _days(line, parts)
        case _:
            return {part.piece: 0 for part in parts}


def _days(line: InvoiceLine, parts: list[_Part]) -> dict[int, int]:
    """Count each day that the line claimed once, with the first part that lies on it."""
    claimed = LineDay.select(LineDay.day).where(LineDay.line == (line.credits_id or line.id))
    left = {day for (day,) in rows_of(claimed)}
    counts: dict[int, int] = {}
    for part in parts:
        counts[part.piece] = int(part.day in left)
        left.discard(part.day)
    return counts


def _why(line: InvoiceLine, part: _Part, worth: PaidTime, count: int) -> str:
    """Say in Swedish why a part does not add what was executed."""
    texts = specification_texts()
    if line.kind == RowKind.GRANTED:
        return str(texts["in_grant"])
    if line.unit == Unit.HOUR:
        return "" if part.paid is None else _condition(part, worth)
    once = {Unit.MONTH: "in_month", Unit.DAY: "day_once", Unit.VISIT: "visit_once"}
    name = once.get(Unit(line.unit))
    return str(texts[name]) if name and not count else ""


def _condition(part: _Part, worth: PaidTime) -> str:
    """Name the condition that a time was paid by; where it has been changed since, only that there was one."""
    texts = specification_texts()
    minutes = rounded(part.row_minutes, worth.step, Way(worth.way)) if worth.step else part.row_minutes
    if worth.minutes is not None:
        return str(texts["standard_time"])
    if worth.least > minutes:
        return str(texts["least_time"].format(minutes=worth.least))
    if worth.step and minutes != part.row_minutes:
        return str(texts["rounded"].format(minutes=worth.step))
    return str(texts["by_condition"])


def _refuse_difference(document: InvoiceFacts, line: InvoiceLine, quantity: int, behind: SpecificationLine) -> None:
    """Refuse a line whose rows do not come to its quantity; a line that needs no rows has none to count.

    Raises:
        SpecificationDiffers: they do not.
    """
    if (document.corrects and line.credits_id) or line.kind == RowKind.GRANTED or line.unit == Unit.MONTH:
        return
    if sum(row.quantity for row in behind.rows) != quantity:
        raise SpecificationDiffers(number=document.number, line=behind.position)


def bands_of(facts: SpecificationFacts) -> Iterator[tuple[str, str]]:
    """Give the time bands that a specification shows, by their lines; the document has no other text of its own."""
    for behind in facts.lines:
        yield from ((f"line {behind.position}", band) for band in {row.band: 0 for row in behind.rows})

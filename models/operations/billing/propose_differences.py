"""Propose what a change of rates makes posted documents differ by, in the transaction of the change itself (G24)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.database import among, rows_of
from models.difference import Difference
from models.invoice import Invoice, InvoiceLine
from models.operations.billing.reprice_lines import LineNow, reprice_lines
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import utc_now, write_event
from models.recipient import Recipient
from models.rules.difference import Repriced, from_text, to_text, total_of
from models.rules.money import Ore
from models.rules.roles import Role
from models.visit import Visit

DocumentKey = tuple[int, str, date]
"""Recipient, its reference on the invoices, and the day on which the cause came to be known: one document."""


@dataclass(frozen=True, slots=True)
class DifferencesFound:
    """What a search for differences did; `total` is öre, signed, and `left` says on which lines no price can be put.

    A line is named as `202600001:2`: its care has no usable rate now, or is paid in another way.
    """

    proposed: int
    taken_back: int
    total: Ore
    left: tuple[str, ...]


NO_DIFFERENCES = DifferencesFound(0, 0, 0, ())


def find_differences(today: date, actor: Actor) -> DifferencesFound:
    """Price everything that was ever posted again, and propose what differs; the same again changes nothing."""
    with deed(actor, Role.BILL, Role.ADMINISTER):
        homes = {home for (home,) in rows_of(Visit.select(Visit.municipality).distinct())}
        return propose_differences(homes, date.min, today, actor)


def review_differences(visits: Collection[int], today: date, actor: Actor) -> DifferencesFound:
    """Look again at what is proposed or accepted for some visits' home municipalities, inside a deed's transaction."""
    homes = {home for (home,) in rows_of(Visit.select(Visit.municipality).where(among(Visit.id, visits)))}
    return propose_differences(homes, date.max, today, actor)


def propose_differences(homes: Collection[int], first: date, today: date, actor: Actor) -> DifferencesFound:
    """Propose what differs for the guests of some municipalities from a day on, inside a deed's transaction.

    What nobody has decided is replaced by what is true now. What was accepted and is no longer so waits to be decided
    again; what was declined is proposed again only when it is another.
    """
    if not homes:
        return NO_DIFFERENCES
    reached = (Visit.municipality.in_(set(homes))) & (InvoiceLine.last_day >= first)
    undecided = list(_undecided(homes))
    named = {line for difference in undecided for line in _lines_of(difference)}
    found = reprice_lines(reached | among(InvoiceLine.id, named), today)
    documents = _documents(found, _declined())
    back = sum(_keep_or_take_back(difference, documents, actor) for difference in undecided)
    for key, lines in documents.items():
        _propose(key, lines, actor)
    total = sum(total_of(lines) for lines in documents.values())
    return DifferencesFound(len(documents), back, total, tuple(_left(found)))


def _undecided(homes: Iterable[int]) -> Iterator[Difference]:
    """List what no document bills yet and nobody has declined."""
    theirs = Recipient.select(Recipient.id).where(Recipient.municipality.in_(set(homes)))
    waiting = Difference.invoice.is_null() & Difference.state.in_(("open", "accepted"))
    yield from Difference.select().where(waiting & Difference.recipient.in_(theirs)).order_by(Difference.id)


def _lines_of(difference: Difference) -> list[int]:
    return [line.line for line in from_text(difference.lines)]


def _declined() -> set[tuple[DocumentKey, str]]:
    """Name every line that somebody has declined to bill otherwise, with what it would have come to."""
    columns = (Difference.recipient, Difference.reference, Difference.cause, Difference.lines)
    query = Difference.select(*columns).where(Difference.state == "declined")
    return {
        ((to, reference, cause), to_text([line]))
        for to, reference, cause, text in rows_of(query)
        for line in from_text(text)
    }


def _documents(found: Iterable[LineNow], declined: set[tuple[DocumentKey, str]]) -> dict[DocumentKey, list[Repriced]]:
    """Gather what differs by document; what comes to nothing together is none."""
    documents: dict[DocumentKey, list[Repriced]] = {}
    for each in found:
        if each.now is not None and each.known is not None and each.now.difference:
            key = (each.line.recipient, each.line.reference, each.known)
            if (key, to_text([each.now])) not in declined:
                documents.setdefault(key, []).append(each.now)
    return documents


def _keep_or_take_back(difference: Difference, documents: dict[DocumentKey, list[Repriced]], actor: Actor) -> bool:
    """Keep what is still so, and take it off the list of what is to be proposed; else let it lapse and say so."""
    key = (difference.recipient_id, difference.reference, difference.cause)
    if key in documents and to_text(documents[key]) == difference.lines:
        del documents[key]
        return False
    code = Recipient.select(Recipient.code).where(Recipient.id == difference.recipient_id).scalar()
    lapsed = {"state": "lapsed", "decided_by": actor.login, "decided_at": utc_now()}
    Difference.update(lapsed).where(Difference.id == difference.id).execute()
    write_event(actor, "take-back-difference", code, state=difference.state, total=difference.total)
    return True


def _propose(key: DocumentKey, lines: list[Repriced], actor: Actor) -> None:
    recipient, reference, cause = key
    total = total_of(lines)
    Difference.create(
        recipient=recipient,
        reference=reference,
        cause=cause,
        lines=to_text(lines),
        total=total,
        made_by=actor.login,
        made_at=utc_now(),
    )
    code = Recipient.select(Recipient.code).where(Recipient.id == recipient).scalar()
    write_event(actor, "propose-difference", code, cause=str(cause), lines=len(lines), total=total)


def _left(found: Iterable[LineNow]) -> Iterator[str]:
    """Name the lines on which no price can be put, as `202600001:2`."""
    lines = [each.line.id for each in found if each.now is None]
    query = InvoiceLine.select(Invoice.number, InvoiceLine.position).join(Invoice).where(among(InvoiceLine.id, lines))
    for number, position in rows_of(query.order_by(Invoice.number, InvoiceLine.position)) if lines else ():
        yield f"{number}:{position}"

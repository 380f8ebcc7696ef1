"""Words of a posted document's way: how it stands, every step of it, and what waits on Today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.language.formats import kronor
from models.language.terms import term
from models.language.words import ntr, tr
from models.rules.payments import PaymentState
from tui.dates import moment_text
from tui.money_words import WaitingLine, age_words
from tui.targets import BatchTarget, BooksTarget, DeliveriesTarget, Target
from tui.user_keys import path_text

if TYPE_CHECKING:
    from models.operations.documents.delivery_rows import Journey
    from models.operations.reports.document_states import DocumentStanding
    from models.operations.reports.today import WorkList

DELIVERY, EXPORT, BOOKS, RELEASE = "delivery", "export", "books", "release"
LEFT = frozenset({PaymentState.PARTLY_PAID, PaymentState.OVERDUE, PaymentState.DISPUTED, PaymentState.OVERPAID})
"""States that ask how much there is left to pay."""


def standing_words(standing: DocumentStanding, today: date) -> list[str]:
    """Say how a document stands; where it is disputed, late or paid in part, what is left to pay on a second line."""
    sent = standing.delivery.sent_at
    state = term("document state", standing.state)
    first = " · ".join([state, *([tr("sent {at}", at=moment_text(sent))] if sent is not None else [])])
    lines = [tr("State: {state}", state=first)]
    if standing.money is not None and (money := standing.money.state(today)) in LEFT:
        other = [term("payment state", money)] if str(money) != str(standing.state) else []
        left = tr("{left} left to pay", left=kronor(standing.money.money.balance))
        lines.append(" · ".join([*other, left]))
    return lines


def way_facts(journey: Journey) -> list[tuple[str, str]]:
    """Tell every step of a document in the order of time, each with its moment."""
    steps: list[tuple[datetime, str]] = [(journey.posted_at, term("delivery", "posted"))]
    if journey.exported_at:
        steps.append((journey.exported_at, term("state", "exported")))
    for each in journey.attempts:
        what = tr("attempt {number}: {outcome}", number=each.attempt, outcome=term("attempt", each.outcome))
        again = tr("once more") if each.again else ""
        steps.append(
            (each.made_at, " · ".join(filter(None, (what, again, each.message, path_text(Path(each.folder))))))
        )
    for said in journey.receipts:
        steps.append((said.at, " · ".join(filter(None, (term("delivery", said.status), said.message, said.file)))))
    return [(moment_text(at), words) for at, words in sorted(steps, key=lambda step: step[0])]


def document_lines(work: WorkList, today: date) -> Iterator[WaitingLine]:
    """Give Today's lines about posted documents: what did not reach anybody, and what is not booked."""
    found = work.delivery
    if found.count:
        count = ntr("{n} document", "{n} documents", found.count)
        rejected = ntr("{n} rejected", "{n} rejected", found.rejected) if found.rejected else ""
        yield DELIVERY, count, " · ".join(filter(None, (tr("not delivered"), rejected))), "", ""
    if work.unexported:
        count = ntr("{n} document", "{n} documents", sum(each.documents for each in work.unexported))
        which = work.unexported[0].batch if len(work.unexported) == 1 else ""
        words = " · ".join(filter(None, (tr("to export"), which)))
        yield EXPORT, count, words, age_words(min(each.posted_at for each in work.unexported).date(), today), ""
    if work.unbooked:
        count = ntr("{n} batch", "{n} batches", len(work.unbooked))
        which = work.unbooked[0].batch if len(work.unbooked) == 1 else ""
        words = " · ".join(filter(None, (tr("not booked yet"), which)))
        yield BOOKS, count, words, age_words(min(each.posted_at for each in work.unbooked).date(), today), ""
    if work.release is not None:
        rules = tr("e-invoice rules {version}", version=work.release.version)
        day = tr("demanded from {day}", day=work.release.mandatory_from)
        yield RELEASE, "", f"{rules} {day}", "", ""


def where_document(work: WorkList, key: str) -> Target | None:
    """Say where such a line leads; nothing where it is none."""
    if key == DELIVERY:
        return DeliveriesTarget()
    if key == EXPORT:
        return BatchTarget(work.unexported[0].batch)
    if key == BOOKS:
        return BatchTarget(work.unbooked[0].batch) if len(work.unbooked) == 1 else BooksTarget()
    return None

"""What the next batch bills of accepted differences: each one document, if it still is what was accepted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peewee import Expression

from models.database import among, rows_of
from models.difference import Difference
from models.invoice import Invoice, InvoiceLine
from models.municipality import Municipality
from models.operations.billing.plan import PlannedDifference
from models.operations.billing.reprice_lines import LineNow, reprice_lines
from models.recipient import Recipient
from models.rules.difference import Repriced, from_text, to_text, total_of


def plan_differences(today: date) -> tuple[PlannedDifference, ...]:
    """Find the accepted differences that no document bills yet, inside a transaction that is open already.

    One that is no longer what was accepted has lapsed: it is shown, and not billed.
    """
    return _planned(Difference.invoice.is_null(), today, ())


def drafted_differences(batch_id: int, today: date) -> tuple[PlannedDifference, ...]:
    """Price again the differences that a batch has drafted, as things now stand."""
    drafts = [invoice for (invoice,) in rows_of(Invoice.select(Invoice.id).where(Invoice.batch == batch_id))]
    return _planned(among(Difference.invoice, drafts), today, drafts)


def _planned(chosen: Expression, today: date, own_draft: Iterable[int]) -> tuple[PlannedDifference, ...]:
    columns = (Difference.id, Difference.lines, Difference.recipient, Difference.reference)
    query = (
        Difference.select(*columns, Recipient.name, Municipality.code)
        .join(Recipient)
        .join(Municipality)
        .where(chosen & (Difference.state == "accepted"))
        .order_by(Municipality.code, Recipient.name, Difference.cause, Difference.id)
    )
    accepted = list(rows_of(query))
    named = [line.line for row in accepted for line in from_text(row[1])]
    now = (
        {each.line.id: each for each in reprice_lines(among(InvoiceLine.id, named), today, own_draft)} if named else {}
    )
    return tuple(_one(row, now) for row in accepted)


def _one(row: tuple[int, str, int, str, str, str], now: dict[int, LineNow]) -> PlannedDifference:
    difference, text, recipient, reference, name, home = row
    accepted = from_text(text)
    found = [now[line.line].now for line in accepted if line.line in now]
    repriced: list[Repriced] = [line for line in found if line is not None]
    return PlannedDifference(
        difference=difference,
        municipality=home,
        recipient=recipient,
        recipient_name=name,
        reference=reference,
        lines=accepted,
        total=total_of(accepted),
        lapsed=to_text(repriced) != text,
    )

"""How rows of the queue are written on the screens."""

from __future__ import annotations

from models.language.formats import day_text
from models.language.terms import service_name, term
from models.language.words import ntr, tr
from models.operations.hours.list_queue import Candidate, OpenedRow, QueuedRow
from tui.dates import clock_text
from tui.figures import minutes_or_blank


def measure_text(row: QueuedRow) -> str:
    """Write how much a row measures: its clock, its time, or its pieces."""
    if row.start is not None:
        return clock_text(row.start, row.end)
    return minutes_or_blank(row.minutes or 0) or ntr("{n} piece", "{n} pieces", row.pieces or 0)


def opened_text(found: OpenedRow) -> str:
    """Write whom a row names and what it says, on a few lines."""
    row = found.row
    person = [
        found.name,
        found.identity_number,
        str(found.birth_date or "") if not found.identity_number else "",
        row.case,
    ]
    what = [day_text(row.day), measure_text(row), service_name(row.service)]
    if row.staff > 1:
        what.append(tr("two staff"))
    if row.kind != "executed":
        what.append(term("row kind", row.kind))
    where = [row.source, found.file, tr("line {line}", line=found.place)]
    lines = [" · ".join(filter(None, part)) for part in (person, what, where)]
    lines.append(tr("Waits: {why}.", why=term("unmatched", row.why)))
    if found.alike:
        lines.append(
            ntr("{n} other row of the same person waits.", "{n} other rows of the same person wait.", found.alike)
        )
    return "\n".join(lines)


def origin_text(row: QueuedRow) -> str:
    """Say under which case a row came, from which source, and since when it waits."""
    day = day_text(row.queued_at.date())
    case = tr("case {case}", case=row.case) if row.case else ""
    since = tr("from {source}, since {day}", source=row.source, day=day) if row.source else tr("since {day}", day=day)
    return " · ".join(filter(None, (case, since)))


def stay_text(candidate: Candidate) -> str:
    """Write a candidate's stay."""
    return f"{day_text(candidate.first)}–{day_text(candidate.last) if candidate.last else ''}"

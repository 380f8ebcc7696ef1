"""Money that is dated before the invoice it settles: it may be so, but a wrong year is likelier, so it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from models.interchange.payments_file import PaymentRow
from models.language.words import ntr, tr
from models.operations.payments.standing import Standing

MOST_LINES = 20
"""Lines of a file that are named one by one: a whole file of a wrong year is told by its first ones."""


def early_remarks(standing: Standing, day: date) -> tuple[str, ...]:
    """Say that money is dated before its invoice was issued, where it is."""
    if day >= standing.issued_on:
        return ()
    values = {"number": standing.number, "issued": standing.issued_on, "day": day}
    return (
        tr("The payment is dated {day}, before {number} was issued on {issued}; see that the day is right.", **values),
    )


def early_notices(settled: Iterable[tuple[PaymentRow, Standing]]) -> Iterator[str]:
    """Say the same of the lines of a file, each by its number; of very many the first ones, and how many more."""
    early = [(row, standing) for row, standing in settled if row.day < standing.issued_on]
    for row, standing in early[:MOST_LINES]:
        values = {"line": row.line, "day": row.day, "number": standing.number, "issued": standing.issued_on}
        yield tr(
            "Line {line}: dated {day}, before {number} was issued on {issued}; see that the day is right.", **values
        )
    if (more := len(early) - MOST_LINES) > 0:
        yield ntr("{n} more line is dated so.", "{n} more lines are dated so.", more)

"""The conditions file: what an order needs, and what is paid where no care was given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.interchange.cells import Bad, read_day, read_municipality, read_service, read_text
from models.interchange.columns import Column
from models.interchange.condition_row import ConditionRow, subject_of, wrong_condition
from models.interchange.condition_words import CONDITION_WORDS
from models.interchange.faults import Fault, Notice, Reading, gather
from models.interchange.row_reader import RowReader
from models.interchange.table_file import Table
from models.language.words import tr
from models.rules.conditions import ConditionKind
from models.rules.fields import FieldRefused, parse_whole

MOST = 100_000


def read_condition_kind(text: str) -> ConditionKind | Bad | None:
    """Read a kind of condition by its code or its Swedish words."""
    word = " ".join(text.split()).casefold()
    if not word:
        return None
    code = CONDITION_WORDS.get(word)
    if code is None:
        kinds = ", ".join(ConditionKind)
        return Bad(tr("The kind of condition is not known; write one of: {kinds}.", kinds=kinds))
    return ConditionKind(code)


def read_figure(text: str) -> int | Bad | None:
    """Read a whole number; empty is none."""
    bare = text.strip().removesuffix("%").strip()
    if not bare:
        return None
    try:
        return parse_whole(bare, MOST)
    except FieldRefused:
        return Bad(tr("This is not a whole number; write digits alone, as 14."))


_COLUMNS = (
    Column("municipality", "kommun", read_municipality, also=("bosättningskommun", "home_municipality")),
    Column("kind", "villkor", read_condition_kind, filled=True, also=("condition",)),
    Column("service", "insats", read_service),
    Column("subject", "avser", read_text),
    Column("days", "dagar", read_figure),
    Column("paid_days", "ersatta dagar", read_figure),
    Column("minutes", "minuter", read_figure),
    Column("percent", "procent", read_figure),
    Column("valid_from", "gäller från", read_day, filled=True),
    Column("valid_to", "gäller till", read_day),
    Column("source", "källa", read_text),
)


def read_conditions(table: Table) -> Reading[ConditionRow]:
    """Read a conditions file; a row without a municipality is our own condition."""
    return gather(_stream(table))


def _stream(table: Table) -> Iterator[ConditionRow | Fault | Notice]:
    reader = RowReader(table, _COLUMNS)
    for row in reader.rows():
        if isinstance(row, Fault | Notice):
            yield row
            continue
        condition = _condition_of(row.line, *row.values)
        wrong = wrong_condition(condition)
        yield condition if wrong is None else reader.fault(row.line, *wrong)


def _condition_of(
    line: int, municipality: str, kind: ConditionKind, service: str, subject: str, days: int | None,
    paid_days: int | None, minutes: int | None, percent: int | None, valid_from: date, valid_to: date | None,
    source: str,
) -> ConditionRow:  # fmt: skip
    about = subject_of(kind, subject)
    return ConditionRow(
        line, municipality, kind, service, subject if about is None else about, days, paid_days, minutes, percent,
        valid_from, valid_to, source,
    )  # fmt: skip

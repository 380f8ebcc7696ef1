"""How a file of hours and what became of it are written on the screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.interchange.wild_meanings import Meaning
from models.interchange.wild_questions import ALL_SHEETS, DEFAULT, NO, YES, Question, QuestionCode
from models.language.formats import day_text
from models.language.terms import service_name, term
from models.language.words import ntr, tr
from models.operations.hours.import_hours import HoursReceipt
from models.operations.hours.preview_hours import ExampleRow, HoursPreview
from models.rules.services import SERVICE_OF
from tui.dates import clock_text
from tui.figures import minutes_or_blank


def source_text(found: HoursPreview) -> str:
    """Say how the file is read, and as whose."""
    known = found.understanding
    if found.is_strict:
        whose = tr("the columns of the hours file itself")
    elif not found.source:
        whose = tr("no source is known")
    elif found.is_kept:
        whose = tr("read as {source} writes its files", source=found.source)
    else:
        whose = tr("new source: {source}", source=found.source)
    delimiter = {"\t": "tab"}.get(known.delimiter, known.delimiter)
    return " · ".join(filter(None, (whose, known.encoding, delimiter)))


def answers_to(question: Question) -> list[tuple[str, str]]:
    """List the answers that a question takes, each with its words; none where the answer is free."""
    answers = [(option, option_text(option)) for option in question.options]
    if question.code is QuestionCode.SERVICE_COLUMN:
        answers += [
            (f"{DEFAULT}{code}", tr("all of it is {service}", service=service_name(code))) for code in SERVICE_OF
        ]
    if question.code is QuestionCode.PERSON_COLUMN and answers:
        answers.append((DEFAULT, tr("all of it is one case's")))
    return answers


def option_text(option: str) -> str:
    """Say one answer."""
    if option in SERVICE_OF:
        return service_name(option)
    meaning, colon, column = option.partition(":")
    if colon and meaning in set(Meaning):
        return f"{column}: {term('meaning', meaning)}"
    said = {"skip": tr("leave these rows out"), ALL_SHEETS: tr("all sheets"), YES: tr("yes"), NO: tr("no")}
    kinds = {"executed", "refused", "missed"}
    if option == "planned":
        return tr("only planned: leave these rows out")
    return said.get(option) or (term("row kind", option) if option in kinds else option)


def example_lines(rows: Sequence[ExampleRow]) -> list[str]:
    """Write the first rows, each part under the other's: when and how much, what, and where it goes."""
    parts = [(_when(row), _what(row), _where(row)) for row in rows]
    rooms = [max((len(part[place]) for part in parts), default=0) for place in (0, 1)]
    return [f"{when:<{rooms[0]}}  {what:<{rooms[1]}}  {where}" for when, what, where in parts]


def _when(row: ExampleRow) -> str:
    clock = clock_text(row.start, row.end) if row.start is not None else ""
    amount = clock or minutes_or_blank(row.minutes or 0) or ntr("{n} piece", "{n} pieces", row.pieces or 0)
    return f"{day_text(row.day)} {amount}"


def _what(row: ExampleRow) -> str:
    kind = "" if row.kind == "executed" else term("row kind", row.kind)
    staff = tr("two staff") if row.staff > 1 else ""
    return " · ".join(filter(None, (service_name(row.service), staff, kind)))


def _where(row: ExampleRow) -> str:
    if row.why:
        return tr("queue: {why}", why=term("unmatched", row.why))
    return f"{row.case} ({term('named by', row.by)})"


def receipt_lines(receipt: HoursReceipt) -> Iterator[str]:
    """Say what became of every row."""
    yield ntr("{n} new hour row", "{n} new hour rows", receipt.added)
    yield ntr("{n} known already", "{n} known already", receipt.unchanged)
    if receipt.late:
        yield ntr("{n} of them after its month was signed", "{n} of them after their month was signed", receipt.late)
    if receipt.queued:
        yield ntr("{n} to the queue", "{n} to the queue", receipt.queued)
    if receipt.waiting:
        yield ntr("{n} waits in the queue since before", "{n} wait in the queue since before", receipt.waiting)
    if receipt.dropped:
        yield ntr("{n} dropped from the queue before", "{n} dropped from the queue before", receipt.dropped)
    for why, count in receipt.reasons:
        yield f"  {count}: {term('unmatched', why)}"

"""How a file of hours was understood, as tables and as JSON; never who is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from commands.hours_import import say_receipt
from commands.output import FORMATS, Column, Listing, codes, minutes, number, print_json, print_listing, services
from commands.parsing import choice_of
from commands.say import say, tell
from models.interchange.wild_words import harmless_word
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.hours.preview_hours import ExampleRow, HoursPreview


def print_preview(found: HoursPreview, form: str) -> None:
    """Print a preview in the chosen format."""
    wanted = choice_of(form, FORMATS)
    if wanted == "json":
        print_json(_object(found))
        return
    if wanted != "table":
        print_listing(_columns(found), wanted)
        return
    _say_file(found)
    print_listing(_columns(found), wanted)
    if found.examples:
        say("")
        print_listing(_examples(found), wanted)
    say("")
    _say_end(found)


def _say_file(found: HoursPreview) -> None:
    known = found.understanding
    written = " · ".join(filter(None, (known.encoding, {"\t": "tab"}.get(known.delimiter, known.delimiter))))
    say(" · ".join(filter(None, (known.file, written, _source_words(found)))))
    for sheet in known.left_out:
        tell(tr("Sheet {number} is left out: {why}", number=sheet.number, why=sheet.why))


def _source_words(found: HoursPreview) -> str:
    if found.is_strict:
        return tr("the columns of the hours file itself")
    if not found.source:
        return tr("no source is known")
    if found.is_kept:
        return tr("read as {source} writes its files", source=found.source)
    return tr("new source: {source}", source=found.source)


def _columns(found: HoursPreview) -> Listing:
    columns = (
        number("sheet", N_("Sheet")),
        number("heading", N_("Heading")),
        Column("column", N_("Column")),
        codes("meaning", N_("Means"), "meaning"),
        Column("form", N_("Form")),
    )
    rows = [
        (sheet.number, sheet.heading_lines[1], harmless_word(column.name), str(column.meaning or ""), column.form)
        for sheet in known_sheets(found)
        for column in sheet.columns
        if column.name.strip()
    ]
    return Listing("columns", columns, rows)


def known_sheets(found: HoursPreview) -> Iterator[Any]:
    """Give the sheets; of those that have the same columns only the first."""
    seen: set[tuple[str, ...]] = set()
    for sheet in found.understanding.sheets:
        names = tuple(column.plain for column in sheet.columns)
        if names not in seen:
            seen.add(names)
            yield sheet


def _examples(found: HoursPreview) -> Listing:
    columns = (
        number("line", N_("Line")),
        codes("by", N_("Named by"), "named by"),
        Column("day", N_("Day")),
        Column("start", N_("Start")),
        Column("end", N_("End")),
        minutes("minutes", N_("Time")),
        number("pieces", N_("Pieces")),
        services("service", N_("Service")),
        number("staff", N_("Staff")),
        codes("kind", N_("Kind"), "row kind"),
        Column("case", N_("Case")),
        codes("why", N_("To the queue"), "unmatched"),
    )
    return Listing("rows", columns, [_cells(row) for row in found.examples])


def _cells(row: ExampleRow) -> tuple[Any, ...]:
    measure = (_clock(row.start), _clock(row.end), row.minutes, row.pieces)
    return (row.line, row.by, row.day, *measure, row.service, row.staff, row.kind, row.case, row.why)


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _say_end(found: HoursPreview) -> None:
    """Say what is asked, what is wrong, or what importing would do."""
    from models.operations.hours.read_wild_file import subject_of

    known = found.understanding
    listed: set[tuple[str, ...]] = {()}
    for question in known.questions:
        say(f"? {question.text}")
        options = tr("the same answers") if question.options in listed - {()} else " | ".join(question.options)
        listed.add(question.options)
        say(f'  --map "{subject_of(question)}=…"  {options}'.rstrip())
    for fault in (*known.faults, *found.faults):
        place = fault.file if fault.line is None else f"{fault.file}:{fault.line}"
        tell(": ".join(filter(None, (place, fault.column, fault.text))))
    if known.questions:
        count = len(known.questions)
        say(ntr("{n} question is open; nothing was read.", "{n} questions are open; nothing was read.", count))
    elif found.receipt is not None:
        say_receipt(found.receipt)
        tell(tr("Only a preview: nothing was changed."))


def _object(found: HoursPreview) -> dict[str, Any]:
    known, receipt = found.understanding, found.receipt
    return {
        "file": known.file,
        "encoding": known.encoding or None,
        "delimiter": known.delimiter or None,
        "source": found.source or None,
        "known_source": found.is_kept,
        "strict": found.is_strict,
        "columns": _objects(_columns(found)),
        "left_out": [{"sheet": sheet.number, "why": sheet.why} for sheet in known.left_out],
        "questions": [
            {
                "code": each.code.value,
                "subject": each.subject,
                "text": each.text,
                "options": list(each.options),
                "rows": each.rows,
            }
            for each in known.questions
        ],
        "rows": _objects(_examples(found)),
        "faults": [
            {"line": each.line, "column": each.column, "text": each.text} for each in (*known.faults, *found.faults)
        ],
        "would": None
        if receipt is None
        else {
            "added": receipt.added,
            "unchanged": receipt.unchanged,
            "late": receipt.late,
            "queued": receipt.queued,
            "waiting": receipt.waiting,
            "dropped": receipt.dropped,
            "skipped": dict(receipt.skipped),
            "reasons": dict(receipt.reasons),
        },
    }


def _objects(listing: Listing) -> list[dict[str, Any]]:
    keys = [column.key for column in listing.columns]
    return [dict(zip(keys, row, strict=True)) for row in listing.rows]

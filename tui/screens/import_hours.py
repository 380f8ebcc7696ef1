"""A file of hours: what is understood of it, what is asked, what importing it would do; then the import itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.message import Message

from models.errors import FeeError, ImportRefused, WrongUse
from models.interchange.wild_meanings import Meaning
from models.interchange.wild_questions import DEFAULT, Question
from models.interchange.wild_words import harmless_word
from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr
from models.operations.hours.import_hours import HoursReceipt, import_hours
from models.operations.hours.preview_hours import HoursPreview, preview_hours
from models.operations.hours.read_wild_file import Said
from tui.file_content import content_of
from tui.import_words import answers_to, example_lines, receipt_lines, source_text
from tui.keys import bindings
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING, FeeScreen
from tui.screens.choose import ChooseScreen
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable

LONGEST_SHOWN = 20
"""Characters of a name in the command below."""


class ImportScreen(FeeScreen):
    """A preview that is answered line by line, and imported by a key."""

    GROUPS = ("list", "preview")
    ROOM = "hours"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What was understood of a file: what each column means, and its first rows. Enter on a question answers it, and"
        " on a column says what it means. Nothing is changed before the file is imported; then the answers are kept"
        " under the system's name, and its next file needs none. Rows that name no visit go to the queue."
    )

    @dataclass
    class RowsRead(Message):
        """So many rows have been read."""

        rows: int

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.said = Said()
        self.found: HoursPreview | None = None
        self.receipt: HoursReceipt | None = None

    @property
    def command(self) -> str:
        """The command that shows the same."""
        file = self.path.name if len(self.path.name) <= LONGEST_SHOWN else "FILE"
        source = f" --source '{self.said.source}'" if 0 < len(self.said.source) <= LONGEST_SHOWN else ""
        return f"vistelse hours preview {file}{source}{' --map WHAT=ANSWER' if self.said.answers else ''}"

    def compose_body(self) -> list[RowTable]:
        """Yield the lines."""
        return [RowTable([TableColumn(""), TableColumn(""), TableColumn("")], wide=0)]

    def load(self) -> None:
        """Understand the file."""
        self.title_is(self.path.name)
        if self.found is None:
            self.look()

    def look(self) -> None:
        """Understand the file with what has been answered."""
        path, said, today, actor = self.path, self.said, self.session.today(), self.session.actor
        self.notice.tell(tr("Reading {file} …", file=path.name))
        tell = self._teller()
        self.ask_store(
            lambda: preview_hours(path.name, content_of(path), today, actor, said, tell), self.show_found, READING
        )

    def _teller(self) -> Callable[[int], None]:
        def tell(rows: int) -> None:
            self.post_message(self.RowsRead(rows))

        return tell

    @on(RowsRead)
    def show_progress(self, message: RowsRead) -> None:
        """Say how far the reading has come."""
        if self.is_reading:
            self.notice.tell(ntr("{n} row read", "{n} rows read", message.rows))

    def show_found(self, found: HoursPreview) -> None:
        """Show what was understood."""
        self.found = found
        self.notice.forget()
        self.title_is(self.path.name, source_text(found))
        self.rows.show_rows(list(_lines(found)))
        self.row_changed()

    def row_changed(self) -> None:
        """Say a question or a fault whole where the line is too short for it."""
        super().row_changed()
        kind = self.rows.key_here.partition(":")[0] if self.is_mounted else ""
        if kind in ("question", "fault") and not self.is_reading:
            self.notice.tell(self.rows.text_here)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Answer only questions and columns; import only what is ready."""
        found = self.found
        if action == "open_row":
            return self.is_mounted and self.rows.key_here.partition(":")[0] in ("question", "column")
        if action == "import_file":
            return found is not None and found.is_ready and self.receipt is None
        if action == "name_source":
            return found is not None and self.receipt is None
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Answer the question under the cursor, or say what the column means."""
        kind, _, name = self.rows.key_here.partition(":")
        if self.found is None:
            return
        if kind == "question":
            self._answer(self.found.understanding.questions[int(name)])
        elif kind == "column":
            self._ask_meaning(name)

    @work
    async def _answer(self, question: Question) -> None:
        answers = answers_to(question)
        if answers:
            answer = await self.ask_user(ChooseScreen(question.text, answers))
        else:
            answer = await self.ask_user(AskTextScreen(question.text))
        if answer == DEFAULT:
            case = await self.ask_user(AskTextScreen(tr("On which case?")))
            answer = f"{DEFAULT}{case}" if case else None
        if answer:
            self._take(f"{question.code}:{question.subject}", answer)

    @work
    async def _ask_meaning(self, name: str) -> None:
        meanings = [(meaning.value, term("meaning", meaning.value)) for meaning in Meaning]
        question = tr("What does the column {name} mean?", name=harmless_word(name))
        answer = await self.ask_user(ChooseScreen(question, meanings))
        if answer:
            self._take(name, answer)

    def _take(self, subject: str, answer: str) -> None:
        others = tuple(each for each in self.said.answers if each[0] != subject)
        self.said = replace(self.said, answers=(*others, (subject, answer)))
        self.look()

    @work
    async def action_name_source(self) -> None:
        """Ask what the planning system is called, and look at the file as one of its."""
        if await self._name_it():
            self.look()

    async def _name_it(self) -> bool:
        question = tr("What is the planning system called? How its files are read is kept under that name.")
        name = await self.ask_user(AskTextScreen(question, self.said.source))
        if name is None:
            return False
        self.said = replace(self.said, source=name)
        return True

    @work
    async def action_import_file(self) -> None:
        """Import the file; a system that has answers of its own needs a name first."""
        found = self.found
        if found is None or (self.said.answers and not found.source and not await self._name_it()):
            return
        path, said, today, actor = self.path, self.said, self.session.today(), self.session.actor
        tell = self._teller()
        self.ask_store(lambda: import_hours(path.name, content_of(path), today, actor, said, tell), self.show_receipt)

    def show_receipt(self, receipt: HoursReceipt) -> None:
        """Say what became of every row."""
        self.receipt = receipt
        whose = tr("read as {source} writes its files", source=receipt.source) if receipt.source else ""
        self.title_is(self.path.name, whose)
        lines = [*receipt_lines(receipt), "", *receipt.notices]
        self.rows.show_rows([TableRow(f"did:{place}", (line, "", "")) for place, line in enumerate(lines)])
        self.notice.tell(tr("{file} is imported.", file=receipt.file))

    def refuse(self, refusal: FeeError) -> None:
        """Say why not; let go of an answer that fits nothing, and look at a file anew that could not be imported."""
        super().refuse(refusal)
        if isinstance(refusal, ImportRefused):
            self.look()
        elif isinstance(refusal, WrongUse) and self.said.answers:
            self.said = replace(self.said, answers=self.said.answers[:-1])


def _lines(found: HoursPreview) -> Iterator[TableRow]:
    """Give the lines: what is asked, the columns, the first rows, what importing would do, what is wrong."""
    known = found.understanding
    if known.questions:
        yield _heading(ntr("{n} question", "{n} questions", len(known.questions)))
        for place, question in enumerate(known.questions):
            yield TableRow(f"question:{place}", (f"? {question.text}", "", ""))
        yield _heading("")
    faults = (*known.faults, *found.faults)
    if faults:
        yield _heading(ntr("{n} fault", "{n} faults", len(faults)))
        for place, fault in enumerate(faults):
            where = " ".join(filter(None, (str(fault.line or ""), fault.column)))
            yield TableRow(f"fault:{place}", (" ".join(filter(None, (where, fault.text))), "", ""))
        yield _heading("")
    if found.receipt is not None:
        yield _heading(tr("Importing it would do this"))
        for place, line in enumerate(receipt_lines(found.receipt)):
            yield TableRow(f"would:{place}", (line, "", ""))
        yield _heading("")
    yield _heading(tr("The columns"))
    yield from _column_lines(found)
    yield from (_heading(tr("Sheet {number} is left out: {why}", number=s.number, why=s.why)) for s in known.left_out)
    if found.examples:
        yield _heading("")
        yield _heading(tr("The first rows"))
        for place, line in enumerate(example_lines(found.examples)):
            yield TableRow(f"row:{place}", (line, "", ""))


def _column_lines(found: HoursPreview) -> Iterator[TableRow]:
    seen: set[str] = set()
    for sheet in found.understanding.sheets:
        for column in sheet.columns:
            if column.plain and column.plain not in seen:
                seen.add(column.plain)
                means = term("meaning", column.meaning or "")
                yield TableRow(f"column:{column.plain}", (harmless_word(column.name), means, column.form))


def _heading(words: str) -> TableRow:
    return TableRow("", (words, "", ""))

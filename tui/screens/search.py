"""Search: a person, a case or an invoice, by what is known of it and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

from models.language.formats import day_text, kronor
from models.language.words import N_, Marked, ntr, tr
from models.operations.visits.find import FoundInvoice, FoundVisit, find
from tui.dates import month_text
from tui.keys import bindings
from tui.screens.base import READING, FeeScreen
from tui.targets import InvoiceTarget, Target, VisitTarget
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable
from tui.widgets.typed_input import TypedInput

Found = tuple[FoundVisit | FoundInvoice, ...]


class SearchScreen(FeeScreen):
    """What a text names; the search itself is logged (SoLPuL 2001:454, 10 §)."""

    GROUPS = ("writing", "list")
    BINDINGS = bindings(*GROUPS)
    AUTO_FOCUS = "Input"
    ABOUT: ClassVar[Marked] = N_(
        "Type a name, an identity number, a case number or an invoice number, then enter. A protected person is found"
        " by number only and shown without a name. Every search is logged with your name."
    )

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room_before = room
        self.found: Found = ()
        self.text = ""

    @property
    def room(self) -> str:
        """The room that the search was begun in."""
        return self.room_before

    @property
    def command(self) -> str:
        """The same search as a command makes it."""
        return f"vistelse find {self.text}".rstrip()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the line to write on, and what was found."""
        yield TypedInput(placeholder=tr("name, identity number, case or invoice"), classes="words")
        yield RowTable()

    def load(self) -> None:
        """Wait for a text."""
        self.title_is(tr("Search"))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Search when the text is whole, and never before: each search is logged."""
        self.text = message.value.strip()
        text, actor = self.text, self.session.actor
        if text:
            self.notice.forget()
            self.ask_store(lambda: find(text, actor), self.show_found, READING)

    def action_written(self) -> None:
        """Leave it to the line, which knows its own end."""

    async def action_go_back(self) -> None:
        """Leave: the key stands on this screen, and what it does on the application."""
        await self.app.run_action("go_back")

    def write(self) -> None:
        """Go back to the line to write on."""
        self.set_focus(self.query_one(Input))

    def show_found(self, found: Found) -> None:
        """Show what was found, and go there with the cursor."""
        self.found = found
        self.title_is(tr("Search"), ntr("{n} hit", "{n} hits", len(found)))
        rows = [_row(place, hit) for place, hit in enumerate(found)]
        self.rows.show_rows(rows or [TableRow("", (tr("Nothing is called {text}.", text=self.text),))])
        if found:
            self.rows.focus()

    def must_wait(self, key: Key) -> bool:
        """Let what is pressed after enter wait for what was found: it is about that."""
        return self.is_reading or super().must_wait(key)

    def target_here(self) -> Target | None:
        """Say where the hit under the cursor leads."""
        here = self.rows.key_here if self.is_mounted else ""
        if not here:
            return None
        hit = self.found[int(here)]
        return VisitTarget(hit.case) if isinstance(hit, FoundVisit) else InvoiceTarget(hit.number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only what has a room; enter searches while the line is written on, and opens after it."""
        if action == "written":
            return self.is_writing
        if action != "open_row":
            return True
        target = self.target_here()
        return target is not None and self.session.has_room_for(target)

    def action_open_row(self) -> None:
        """Go to the hit under the cursor."""
        target = self.target_here()
        if target is not None:
            self.post_message(self.GoTo(target))


def _row(place: int, hit: FoundVisit | FoundInvoice) -> TableRow:
    if isinstance(hit, FoundInvoice):
        if hit.kind == "credit":
            what, total = tr("credit note {number} on {credits}", number=hit.number, credits=hit.credits), -hit.total
        else:
            what, total = f"{tr('invoice')} {hit.number}", hit.total
        return TableRow(str(place), (what, month_text(hit.month), "", kronor(total)))
    name = tr("protected") if hit.protected else hit.name
    until = day_text(hit.last) if hit.last else ""
    return TableRow(str(place), (f"{hit.case} · {name}", hit.municipality, f"{day_text(hit.first)}–{until}", ""))

"""Differences: what posted invoices would come to at the rates that are known now, until a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from models.care_errors import DifferenceChanged
from models.errors import FeeError
from models.language.formats import kronor
from models.language.words import N_, Marked, ntr, tr
from models.money_errors import DecidedOtherwise, DifferenceDecided, DifferenceDrafted
from models.operations.billing.list_differences import DifferenceRow, list_differences
from models.operations.billing.propose_differences import DifferencesFound, find_differences
from tui.difference_words import about_words, found_words, list_columns, list_row
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.difference import DifferenceScreen
from tui.screens.difference_deeds import DifferenceDeeds
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable


class DifferencesScreen(DifferenceDeeds):
    """The differences that wait, one a recipient and cause; on wish those that are declined or billed too."""

    GROUPS = ("list", "difference", "differences", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What posted invoices would come to at the rates that are known now, less what they came to: one difference a"
        " recipient and day of knowledge. Nothing is billed or credited before somebody accepts it; then the next batch"
        " makes a document of it that names each line that it changes. Declined, it is proposed again only when it has"
        " become another. Enter opens its lines, old beside new. Every change of rates looks for them; look again does"
        " it at once for all that was ever posted."
    )

    def __init__(self) -> None:
        super().__init__()
        self.differences: tuple[DifferenceRow, ...] = ()
        self.every = False

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return f"vistelse difference list{' --all' if self.every else ''}"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list, and what the line under the cursor is about."""
        yield RowTable(list_columns())
        yield Static(id="basis", classes="words", markup=False)

    def load(self) -> None:
        """Read the differences."""
        every, actor = self.every, self.session.actor
        self.title_is(tr("Rate differences"))
        self.ask_store(lambda: list_differences(actor, every=every), self.show_differences, READING)

    def show_differences(self, differences: tuple[DifferenceRow, ...]) -> None:
        """Show them."""
        self.differences = differences
        undecided = [row for row in differences if row.state == "open"]
        count = ntr("{n} to decide", "{n} to decide", len(undecided))
        total = kronor(sum(row.total for row in undecided))
        self.title_is(tr("Rate differences"), f"{count} · {total}" if undecided else "")
        none = TableRow("", (tr("Every posted invoice is as the rates that are known now would have it."),))
        self.rows.show_rows([list_row(row) for row in differences] or [none])
        self.row_changed()

    def row_changed(self) -> None:
        """Say what the difference under the cursor is about."""
        row = self.difference_here()
        self.query_one("#basis", Static).update(about_words(row) if row is not None else "")
        self.show_foot()

    def difference_here(self) -> DifferenceRow | None:
        """Give the difference under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((row for row in self.differences if str(row.id) == here), None)

    def refuse(self, refusal: FeeError) -> None:
        """Say why not, and list what there is where a difference has become another, or somebody has decided it."""
        super().refuse(refusal)
        if isinstance(refusal, DifferenceChanged | DifferenceDecided | DifferenceDrafted | DecidedOtherwise):
            self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a difference."""
        if action == "open_row":
            return self.difference_here() is not None
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the difference under the cursor to its lines."""
        row = self.difference_here()
        if row is not None:
            self.app.push_screen(DifferenceScreen(row.id))

    def action_find_again(self) -> None:
        """Price everything that was ever posted again, and say what that proposes or takes back."""
        today, actor = self.session.today(), self.session.actor
        self.ask_store(lambda: find_differences(today, actor), self.show_found)

    def show_found(self, found: DifferencesFound) -> None:
        """List them anew, and say what was found."""
        self.load()
        self.notice.tell(found_words(found))

    def action_decided_too(self) -> None:
        """List those that are declined or billed too, or no longer."""
        self.every = not self.every
        self.load()

"""Municipalities: all of them, narrowed as a text is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from models.language.words import N_, Marked, ntr, tr
from models.operations.registers.municipality_list import HomeRow, municipality_list
from tui.keys import bindings
from tui.screens.base import READING, FeeScreen
from tui.screens.municipality import MunicipalityScreen
from tui.screens.municipality_own import OwnScreen
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable
from tui.widgets.typed_input import TypedInput


class MunicipalitiesScreen(FeeScreen):
    """The municipalities, and how many of their recipients have a checked address."""

    GROUPS = ("writing", "list", "municipalities")
    ROOM = "municipalities"
    BINDINGS = bindings(*GROUPS, at_once=("municipality.filter",))
    ABOUT: ClassVar[Marked] = N_(
        "Every municipality. Filter by any part of code, name or county; enter goes back to the list. Enter on a line"
        " shows who gets its invoices, with address, reference and terms. Our own organisation is one key away."
    )

    def __init__(self) -> None:
        super().__init__()
        self.homes: tuple[HomeRow, ...] = ()

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        text = self.query_one(Input).value.strip() if self.is_mounted else ""
        return f"vistelse municipality list {text}".rstrip()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the line to filter by, and the municipalities."""
        yield TypedInput(placeholder=tr("filter by code, name or county"), classes="words")
        columns = (TableColumn(tr("Municipality")), TableColumn(tr("county")), TableColumn(tr("org. number")))
        figures = (TableColumn(tr("recipients"), figures=True), TableColumn(tr("address ok"), figures=True))
        yield RowTable([*columns, *figures])

    def load(self) -> None:
        """Read the municipalities."""
        actor = self.session.actor
        self.title_is(tr("Municipalities"))
        self.ask_store(lambda: municipality_list(actor), self.show_homes, READING)

    def show_homes(self, homes: tuple[HomeRow, ...]) -> None:
        """Show those that fit what is typed."""
        self.homes = homes
        self.narrow()

    @on(Input.Changed)
    def narrow(self) -> None:
        """Show those that fit the text so far."""
        wanted = self.query_one(Input).value.casefold().strip()
        found = [home for home in self.homes if wanted in f"{home.code} {home.name} {home.county}".casefold()]
        self.title_is(tr("Municipalities"), ntr("{n} municipality", "{n} municipalities", len(found)))
        empty = [TableRow("", (tr("No municipality fits that."),))] if self.homes else []
        self.rows.show_rows([_row(home) for home in found] or empty)
        self.show_foot()

    def on_input_submitted(self) -> None:
        """Go to the list."""
        self.rows.focus()

    def action_written(self) -> None:
        """Leave it to the line, which knows its own end."""

    def action_go_back(self) -> None:
        """Leave the line."""
        self.rows.focus()

    def action_filter_homes(self) -> None:
        """Go to the line to filter by."""
        self.set_focus(self.query_one(Input))

    def action_show_own(self) -> None:
        """Show our own organisation."""
        self.app.push_screen(OwnScreen())

    def home_here(self) -> str:
        """Give the code of the municipality under the cursor."""
        return self.rows.key_here if self.is_mounted else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a municipality; the line's keys are for the line."""
        if action in ("written", "go_back"):
            return self.is_writing
        return action != "open_row" or (bool(self.home_here()) and not self.is_writing)

    def action_open_row(self) -> None:
        """Show who gets the municipality's invoices."""
        if self.home_here():
            self.app.push_screen(MunicipalityScreen(self.home_here()))


def _row(home: HomeRow) -> TableRow:
    number = f"{home.organisation_number[:6]}-{home.organisation_number[6:]}"
    figures = (str(home.recipients) if home.recipients else "", str(home.checked) if home.checked else "")
    return TableRow(home.code, (f"{home.code} {home.name}", home.county, number, *figures))

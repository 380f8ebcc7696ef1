"""The faults of a file that was not imported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.errors import ImportRefused
from models.language.refusals import refusal_text
from models.language.words import N_, Marked, ntr, tr
from tui.keys import bindings
from tui.screens.base import FeeScreen
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class FaultsScreen(FeeScreen):
    """Every fault by its line and column; the one under the cursor is read whole below."""

    GROUPS = ()
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "A file is imported whole or not at all. Every fault stands here by its line and column; put them right in the"
        " file and import it again."
    )

    def __init__(self, refusal: ImportRefused, room: str) -> None:
        super().__init__()
        self.refusal = refusal
        self.room_before = room

    @property
    def room(self) -> str:
        """The room that the file was imported in."""
        return self.room_before

    @property
    def command(self) -> str:
        """The command that says the same of the file."""
        return "vistelse rate import … --dry-run"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the faults."""
        columns = [TableColumn(tr("line"), figures=True), TableColumn(tr("column")), TableColumn(tr("what is wrong"))]
        yield RowTable(columns, wide=2)

    def load(self) -> None:
        """Show the faults."""
        faults = self.refusal.faults
        self.title_is(str(self.refusal.values["file"]), ntr("{n} fault", "{n} faults", len(faults)))
        self.rows.show_rows(
            [
                TableRow(str(place), (str(fault.line or ""), fault.column or "", fault.text))
                for place, fault in enumerate(faults)
            ]
        )
        self.row_changed()

    def row_changed(self) -> None:
        """Say the fault under the cursor whole."""
        super().row_changed()
        here = self.rows.key_here
        self.notice.refuse(self.refusal.faults[int(here)].text if here else refusal_text(self.refusal))

"""What is measured against: Textual's own DataTable, filling the screen, and nothing else. Run as a script."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable

COLUMNS = ("Case", "from municipality", "from", "to", "state", "lacks")


class BareApp(App[None]):
    """A table of as many visible rows as the first argument says, holding as many as the second says."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Yield the table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        visible, held = (int(argument) for argument in sys.argv[1:])
        table = self.query_one(DataTable)
        table.styles.height = visible + 1
        table.add_columns(*COLUMNS)
        for place in range(held):
            table.add_row(f"SN2026-{place:05}", "0184 Solna", "2026-07-01", "2026-07-31", "ongoing", "order")


if __name__ == "__main__":
    BareApp().run()

"""A table of rows that are opened by a key; the cursor stays on its row when the rows are read anew."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.coordinate import Coordinate
from textual.strip import Strip
from textual.widgets import DataTable

from models.language.formats import HARD_SPACE
from tui.keys import bindings
from tui.widgets.row_layout import TableColumn, TableRow, column_widths, line_of


class RowTable(DataTable[Text], inherit_bindings=False):
    """Rows of plain texts over the whole width; each is painted as one piece, so that an arrow key sends little.

    A scroll bar stands in the cell that every row leaves free at its end: where the rows come to need one, and where
    they need none any more, no cell of theirs is at another place.
    """

    BINDINGS = bindings("move")

    def __init__(self, columns: Sequence[TableColumn] = (), *, wide: int = 0, name: str = "rows") -> None:
        super().__init__(id=name, cursor_type="row", cell_padding=0, zebra_stripes=False)
        self.show_header = any(column.head for column in columns)
        self.heads = tuple(columns)
        self.wide = wide
        self.rows_shown: tuple[TableRow, ...] = ()
        self._wished = ""

    @property
    def key_here(self) -> str:
        """The key of the row under the cursor; empty where there is none."""
        if not 0 <= self.cursor_row < len(self.rows_shown):
            return ""
        return self.rows_shown[self.cursor_row].key

    @property
    def text_here(self) -> str:
        """The row under the cursor as a text, its cells parted by tabs; empty where there is none."""
        if not self.key_here:
            return ""
        cells = self.rows_shown[self.cursor_row].cells
        return "\t".join(cell.strip() for cell in cells).replace(HARD_SPACE, " ").strip()

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show other rows, with the cursor on the row where it was."""
        self._wished = self._wished or self.key_here
        self.rows_shown = tuple(rows)
        self._fill()

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of a key, now or when that row comes."""
        self._wished = key
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """Use the new width."""
        self._wished = self._wished or self.key_here
        self._fill()

    def render_line(self, y: int) -> Strip:
        """Paint one line; the terminal's own colours are not named, since a key that scrolls sends every line."""
        strip = super().render_line(y)
        return Strip([Segment(text, _unnamed(style)) for text, style, _ in strip], strip.cell_length)

    def validate_cursor_coordinate(self, value: Coordinate) -> Coordinate:
        """Never stop on a heading: go on in the same direction, else come back."""
        clamped = super().validate_cursor_coordinate(value)
        step = 1 if clamped.row >= self.cursor_row else -1
        for direction in (step, -step):
            row = clamped.row
            while 0 <= row < len(self.rows_shown):
                if not self.rows_shown[row].is_heading:
                    return Coordinate(row, clamped.column)
                row += direction
        return clamped

    def _fill(self) -> None:
        width = self.size.width
        if width <= 0 or not self.rows_shown:
            return
        place = self._place_wished()
        widths = column_widths(self.heads, self.rows_shown, self.wide, width)
        self.clear(columns=True)
        head = line_of([column.head for column in self.heads], self.heads, widths)
        self.add_column(Text(head, no_wrap=True), width=width)
        for row in self.rows_shown:
            style = "bold" if row.is_heading else ""
            self.add_row(Text(line_of(row.cells, self.heads, widths, row.kept), style, no_wrap=True))
        self.show_cursor = any(not row.is_heading for row in self.rows_shown)
        self.move_cursor(row=place, scroll=True)

    def _place_wished(self) -> int:
        places = {row.key: place for place, row in enumerate(self.rows_shown) if row.key}
        if self._wished in places:
            wished, self._wished = self._wished, ""
            return places[wished]
        return min(self.cursor_row, len(self.rows_shown) - 1)


def _unnamed(style: Style | None) -> Style | None:
    """Leave out the colours of a style where both are the terminal's own; what a mouse finds there stays."""
    if style is None or not (style.color and style.color.is_default and style.bgcolor and style.bgcolor.is_default):
        return style
    return style.without_color + Style.from_meta(style.meta)

"""A table of which only a window is ever held: rows come by the page, as the cursor nears the window's edge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.keys import bindings
from tui.widgets.row_layout import GAP, LEAST, TableColumn, TableRow, line_of

HEAD, CURSOR = "paged-table--head", "paged-table--cursor"

MARGIN = 50
"""Rows that are held ready on each side of the cursor, where there are so many."""

MOST = 300
"""Rows that are held at the most."""

PLAIN = Style.null()
"""The terminal's own colours, said without a word: a scrolling key sends every row."""


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line of the view; `part` is the component it is painted as, empty for a plain row."""

    text: str
    part: str = ""

    def reach(self, before: Line) -> int:
        """Count the cells from the left edge that have to be sent where `before` stood; blanks on blanks have not."""
        if self.part or before.part:
            return cell_len(self.text)
        return max(cell_len(self.text.rstrip(" ")), cell_len(before.text.rstrip(" ")))


class PagedTable(Widget, can_focus=True, inherit_bindings=False):
    """Rows of plain texts; it asks for the page before, after, first or last, and is handed it by its screen.

    `moved` is called whenever the cursor is at another place or the list has another count, before anything is
    painted: what the screen says of the place stands in the same frame as the cursor's row.
    """

    BINDINGS = bindings("move")
    COMPONENT_CLASSES = {HEAD, CURSOR}
    DEFAULT_CSS = """
    PagedTable { height: 1fr; }
    PagedTable > .paged-table--head { color: $accent; }
    PagedTable > .paged-table--cursor { text-style: reverse; }
    """

    @dataclass
    class Wanted(Message):
        """A page is wanted: after a row, or before one; `before` empty means the last page, both none the first."""

        after: str | None = None
        before: str | None = None

    def __init__(
        self, columns: Sequence[TableColumn], moved: Callable[[], None], *, yields: int = 0, name: str = "rows"
    ) -> None:
        super().__init__(id=name)
        self.heads = tuple(columns)
        self.moved = moved
        self.yields = yields
        self.held: list[TableRow] = []
        self.count = 0
        self.nothing = ""
        self._first = 0  # the place in the whole list of the first row that is held
        self._cursor = 0
        self._top = 0
        self._owed = 0
        self._asked = False
        self._needed = self._of_heads()
        self._widths = self._needed
        self._lines: list[Line] = []

    @property
    def key_here(self) -> str:
        """The key of the row under the cursor; empty where there is none."""
        return self.held[self._cursor].key if self.held else ""

    @property
    def text_here(self) -> str:
        """The row under the cursor as a text, its cells parted by tabs; empty where there is none."""
        return "\t".join(cell.strip() for cell in self.held[self._cursor].cells) if self.held else ""

    @property
    def place_here(self) -> int:
        """The row's place in the whole list, from 1; 0 where there is none."""
        return self._first + self._cursor + 1 if self.held else 0

    @property
    def begins_at(self) -> str | None:
        """The key after which to read the same window anew; none: from the top of the list."""
        return self.held[0].key if self.held and self._first else None

    def show_window(self, rows: Sequence[TableRow], count: int, *, keep: bool = False, last: bool = False) -> None:
        """Show another window: the list's first rows, its last ones, or the same place read anew."""
        here = self.key_here if keep else ""
        screen_line = self._cursor - self._top
        again_from = self._first + 1 if keep and self.begins_at is not None else 0
        self.held, self.count = list(rows), count
        self._first = max(count - len(rows), 0) if last else again_from
        if not keep:
            self._needed = self._of_heads()
        self._measure(rows)
        places = {row.key: place for place, row in enumerate(self.held)}
        kept = min(self._cursor, len(self.held) - 1) if keep else 0
        self._cursor = max(len(self.held) - 1 if last else places.get(here, kept), 0)
        self._top = max(self._cursor - screen_line, 0) if keep else 0
        self._owed, self._asked = 0, False
        self.moved()
        self._settle()

    def show_more(self, rows: Sequence[TableRow], count: int, *, above: bool) -> None:
        """Take in the page that was wanted, and let go of what is farthest away on the other side."""
        was = self._place
        self.count = count
        self._measure(rows)
        if above:
            self.held[:0] = rows
            self._cursor, self._top = self._cursor + len(rows), self._top + len(rows)
            self._first = max(self._first - len(rows), 0) if rows else 0
            del self.held[max(MOST, self._cursor + MARGIN) :]
        else:
            self.held.extend(rows)
            if not rows:
                self.count = self._first + len(self.held)
            gone = max(min(len(self.held) - MOST, self._top - MARGIN), 0)
            del self.held[:gone]
            self._cursor, self._top, self._first = self._cursor - gone, self._top - gone, self._first + gone
        owed, self._owed, self._asked = self._owed, 0, False
        self._go(owed, was)

    def forget_wish(self) -> None:
        """Ask anew: the page that was wanted never came."""
        self._asked, self._owed = False, 0

    def render_line(self, y: int) -> Strip:
        """Paint one line: the heads, or a row."""
        width = self.size.width
        line = self._lines[y] if y < len(self._lines) else Line("")
        style = self.get_component_rich_style(line.part) if line.part else PLAIN
        return Strip([Segment(set_cell_size(line.text, width), style)], width)

    def on_resize(self, event: events.Resize) -> None:
        """Use the new size."""
        self._settle()

    def action_cursor_up(self) -> None:
        """Go to the row above."""
        self._move(-1)

    def action_cursor_down(self) -> None:
        """Go to the row below."""
        self._move(1)

    def action_page_up(self) -> None:
        """Go a screen up."""
        self._move(-self._room)

    def action_page_down(self) -> None:
        """Go a screen down."""
        self._move(self._room)

    def action_scroll_top(self) -> None:
        """Go to the first row of the whole list."""
        if self._first:
            self.post_message(self.Wanted())
        else:
            self._move(-self._cursor)

    def action_scroll_bottom(self) -> None:
        """Go to the last row of the whole list."""
        if self._ends:
            self._move(len(self.held) - 1 - self._cursor)
        else:
            self.post_message(self.Wanted(before=""))

    @property
    def _room(self) -> int:
        return max(self.size.height - 1, 1)

    @property
    def _ends(self) -> bool:
        return self._first + len(self.held) >= self.count

    @property
    def _place(self) -> tuple[int, int]:
        return self.place_here, self.count

    def _move(self, by: int) -> None:
        if self.held:
            self._go(by, self._place)

    def _go(self, by: int, was: tuple[int, int]) -> None:
        """Go so many rows from here; `was` is the place that was told last."""
        wished = self._cursor + by
        self._cursor = max(min(wished, len(self.held) - 1), 0)
        missing = wished - self._cursor
        self._owed = missing if (missing < 0 and self._first) or (missing > 0 and not self._ends) else 0
        old_top = self._top
        self._scroll()
        if self._place != was:
            self.moved()
        self._paint(anew=self._top != old_top)
        self._ask_ahead()

    def _settle(self) -> None:
        """Lay the columns out over the width there is, and paint the view."""
        if self.size.width:
            self._scroll()
            self._paint(anew=True)
            self._ask_ahead()

    def _scroll(self) -> None:
        """Keep the row under the cursor in view."""
        highest = max(len(self.held) - self._room, 0)
        lowest = max(self._cursor - self._room + 1, 0)
        self._top = min(max(min(self._top, self._cursor), lowest), highest)

    def _ask_ahead(self) -> None:
        if self._asked or not self.held:
            return
        if self._cursor > len(self.held) - MARGIN and not self._ends:
            self._asked = True
            self.post_message(self.Wanted(after=self.held[-1].key))
        elif self._cursor < MARGIN and self._first:
            self._asked = True
            self.post_message(self.Wanted(before=self.held[0].key))

    def _of_heads(self) -> list[int]:
        return [cell_len(column.head) for column in self.heads]

    def _measure(self, rows: Iterable[TableRow]) -> None:
        """Note what each column needs; the columns are as wide as what they ever held."""
        for row in rows:
            self._needed = [max(most, cell_len(cell)) for most, cell in zip(self._needed, row.cells, strict=True)]

    def _paint(self, *, anew: bool) -> None:
        """Paint the lines that are other than before; only a view that is painted `anew` has its columns laid out."""
        width = self.size.width
        if anew:
            self._widths = self._laid_out(width - 2)
        before = self._lines
        self._lines = [
            Line(set_cell_size(text, width), part) for text, part in map(self._said, range(self.size.height))
        ]
        for y, line in enumerate(self._lines):
            if y >= len(before):
                self.refresh(Region(0, y, width, 1))
            elif line != before[y]:
                self.refresh(Region(0, y, line.reach(before[y]), 1))

    def _said(self, y: int) -> tuple[str, str]:
        """Say what stands on a line of the view, and as which component it is painted."""
        place = self._top + y - 1
        if y == 0:
            return line_of([column.head for column in self.heads], self.heads, self._widths), HEAD
        if place < len(self.held):
            cells = self.held[place].cells
            return line_of(cells, self.heads, self._widths), CURSOR if place == self._cursor else ""
        return (f" {self.nothing}", "") if not self.held and y == 1 else ("", "")

    def _laid_out(self, width: int) -> list[int]:
        """Give each column what it ever needed: the last takes what is left, and one yields where all do not fit."""
        left = width - sum(self._needed) - GAP * (len(self._needed) - 1)
        place = len(self._needed) - 1 if left >= 0 else self.yields
        return [max(cells + left, LEAST) if each == place else cells for each, cells in enumerate(self._needed)]

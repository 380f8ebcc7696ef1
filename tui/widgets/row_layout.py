"""How rows of texts are laid out over a width: figures to the right, headings over what is empty beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

GAP = 2
"""Cells between columns; one cell is left free at each edge."""

LEAST = 8
"""Cells that the wide column keeps at the least."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column's head, and whether its cells are figures."""

    head: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row and the key it is known by; a row without a key is a heading, where the cursor does not stop.

    Where there is no room for the first cell, the letters `kept` at its end are not what is cut.
    """

    key: str
    cells: tuple[str, ...]
    kept: str = ""

    @property
    def is_heading(self) -> bool:
        """Say whether the row only parts others."""
        return not self.key


def column_widths(columns: Sequence[TableColumn], rows: Sequence[TableRow], wide: int, width: int) -> list[int]:
    """Give each column what its longest cell needs, and the wide one what is left of the width."""
    count = max((len(columns), *(len(row.cells) for row in rows)), default=1)
    widths = [cell_len(column.head) for column in columns] + [0] * (count - len(columns))
    for row in rows:
        for place, cell in enumerate(row.cells):
            if place != wide and not (row.is_heading and _may_spill(row.cells, place, columns)):
                widths[place] = max(widths[place], cell_len(cell))
    others = sum(cells + GAP for place, cells in enumerate(widths) if place != wide)
    widths[wide] = max(width - others - 2, LEAST)
    return widths


def line_of(cells: Sequence[str], columns: Sequence[TableColumn], widths: Sequence[int], kept: str = "") -> str:
    """Lay a row out as one line; a cell with nothing to the right of it may use that room too.

    The first cell ends with what is `kept`, however little room there is.
    """
    parts: list[str] = []
    place = 0
    while place < len(widths):
        cell = cells[place] if place < len(cells) else ""
        figures = place < len(columns) and columns[place].figures
        room, place = widths[place], place + 1
        while cell_len(cell) > room and not figures and place < len(widths) and not "".join(cells[place : place + 1]):
            room, place = room + GAP + widths[place], place + 1
        parts.append(_fitted(cell, room, figures, "" if parts else kept))
    return f" {(' ' * GAP).join(parts)} "


def _may_spill(cells: Sequence[str], place: int, columns: Sequence[TableColumn]) -> bool:
    figures = place < len(columns) and columns[place].figures
    return not figures and (place + 1 >= len(cells) or not cells[place + 1])


def _fitted(text: str, width: int, figures: bool, kept: str) -> str:
    if cell_len(text) > width:
        left = width - 1 - cell_len(kept)
        return set_cell_size(text, width - 1) + "…" if left < 1 else f"{set_cell_size(text, left)}…{kept}"
    return f"{' ' * (width - cell_len(text))}{text}" if figures else set_cell_size(text, width)

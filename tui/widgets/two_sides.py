"""A line with something to say at each end."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widget import Widget


class TwoSides(Widget):
    """One line: words at the left, words at the right; where both do not fit the left ones end in an ellipsis."""

    DEFAULT_CSS = "TwoSides { height: 1; }"

    def __init__(self, left: str = "", right: str = "", *, name: str = "") -> None:
        super().__init__(id=name or None)
        self.left = left
        self.right = right

    def say(self, left: str, right: str = "") -> None:
        """Change what is said."""
        self.left, self.right = left, right
        self.refresh()

    def render(self) -> Text:
        """Lay the two sides out over the width there is."""
        return Text(laid_out(self.left, self.right, self.size.width), no_wrap=True)


def laid_out(left: str, right: str, width: int) -> str:
    """Put two texts at the ends of a line of so many cells, one cell in from each edge."""
    room = width - cell_len(right) - (3 if right else 2)
    if cell_len(left) > room:
        left = set_cell_size(left, max(room - 1, 0)) + "…"
    return f" {set_cell_size(left, max(room, 0))} {right} " if right else f" {left} "

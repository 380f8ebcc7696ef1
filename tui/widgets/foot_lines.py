"""The last line or two: what can be done here, and the command that shows the same."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from tui.widgets.two_sides import laid_out

GAP = "   "


class FootLines(Widget):
    """Keys of the screen, keys of everywhere, and a command; on one line where they fit, else on two or more."""

    DEFAULT_CSS = "FootLines { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.here: tuple[str, ...] = ()
        self.everywhere: tuple[str, ...] = ()
        self.command = ""

    def say(self, here: Sequence[str], everywhere: Sequence[str], command: str) -> None:
        """Change what is said; nothing is painted again where it is the same."""
        said = (tuple(here), tuple(everywhere), command)
        if said != (self.here, self.everywhere, self.command):
            self.here, self.everywhere, self.command = said
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the words need."""
        return len(foot_lines(self.here, self.everywhere, self.command, width))

    def render(self) -> Text:
        """Lay the words out over the width there is."""
        lines = foot_lines(self.here, self.everywhere, self.command, self.size.width)
        return Text("\n".join(lines), no_wrap=True)


def foot_lines(here: Sequence[str], everywhere: Sequence[str], command: str, width: int) -> list[str]:
    """Break the foot's words into lines of so many cells: the command stands at the right of the last one."""
    whole = GAP.join((*here, *everywhere))
    if cell_len(whole) + cell_len(command) + 4 <= width:
        return [laid_out(whole, command, width)]
    last = GAP.join(everywhere)
    lines = [f" {line}" for line in _wrapped(here, width - 2)]
    if cell_len(last) + cell_len(command) + 4 <= width:
        return [*lines, laid_out(last, command, width)]
    return [*lines, f" {last}", laid_out("", command, width)]


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and cell_len(lines[-1]) + len(GAP) + cell_len(word) <= width:
            lines[-1] += GAP + word
        else:
            lines.append(word)
    return lines

"""The grid of a month's hours: services downwards, days across; the cell under the cursor stands in brackets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.widget import Widget

from models.language.words import tr
from models.operations.hours.save_hours import Place
from tui.dates import short_day
from tui.hour_days import CELL, LABEL, days_shown
from tui.hour_sheet import HourSheet, Line
from tui.hour_words import amount_text, day_name, granted_text, sum_text
from tui.vocabulary import service_name

HEADS = 2


class HourGrid(Widget, can_focus=True):
    """Shows a sheet and the text that is being typed; every key goes to the screen first, in the order pressed."""

    DEFAULT_CSS = "HourGrid { height: 1fr; }"

    def __init__(self, hear: Callable[[events.Key], bool], hear_paste: Callable[[str], None]) -> None:
        super().__init__(id="grid")
        self._hear = hear
        self._hear_paste = hear_paste
        self.sheet: HourSheet | None = None
        self.line = 0
        self.day = date.min
        self.draft: str | None = None

    def on_key(self, event: events.Key) -> None:
        """Give the key to the screen; what it takes goes no further."""
        if self._hear(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Type what is pasted."""
        event.stop()
        self._hear_paste(event.text)

    @property
    def place(self) -> Place | None:
        """The cell under the cursor."""
        if self.sheet is None or not self.sheet.lines:
            return None
        lines = self.sheet.lines
        return Place(*lines[min(self.line, len(lines) - 1)], self.day)

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are shown."""
        return days_shown(self.sheet.days, self.day, self.size.width) if self.sheet else ()

    def go_to(self, line: int, day: date) -> None:
        """Put the cursor on a cell, within the month and the lines there are."""
        if self.sheet is not None:
            self.line = max(0, min(line, len(self.sheet.lines) - 1))
            self.day = max(self.sheet.days[0], min(day, self.sheet.days[-1]))
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a line for each service, and two for the heads."""
        return HEADS + (len(self.sheet.lines) if self.sheet else 0)

    def render(self) -> Text:
        """Lay the grid out over the width there is."""
        if self.sheet is None:
            return Text()
        if not self.sheet.lines:
            return Text(" " + tr("No service is granted and nothing was executed; add a decision to the visit first."))
        days = self.days
        rows = [self._row(number, line, days) for number, line in enumerate(self.sheet.lines)]
        room = max(self.size.height - HEADS, 1)
        top = max(0, min(self.line - room // 2, len(rows) - room))
        return Text("\n", no_wrap=True).join([*_heads(days), *rows[top : top + room]])

    def _row(self, number: int, line: Line, days: Sequence[date]) -> Text:
        here = number == self.line
        label = tr("  two staff") if line.staff == 2 else service_name(line.service)
        text = Text(f"{'▸' if here else ' '}{_fitted(label, LABEL - 1)}", "bold" if here else "", no_wrap=True)
        for day in days:
            cell, is_unsaved = self._cell(Place(*line, day), here and day == self.day)
            text.append(cell, "bold" if is_unsaved else "")
        return text.append(self._sums(line, days))

    def _cell(self, place: Place, is_here: bool) -> tuple[str, bool]:
        assert self.sheet is not None
        sheet = self.sheet
        words = amount_text(sheet.amount(place))
        if not words and sheet.marked(place):
            words = "–"
        if not words and sheet.has_been(place.day):
            words = "·"
        mark = "!" if place in sheet.conflicts else "*" if place in sheet.typed else " "
        if not is_here:
            return f"{_right(words, CELL - 1)}{mark}", mark != " "
        if self.draft is not None:
            words = f"{self.draft[-(CELL - 3) :]}_"
        return _right(f"[{words}]", CELL), True

    def _sums(self, line: Line, days: Sequence[date]) -> str:
        assert self.sheet is not None
        sums = self.sheet.sums(line, days)
        granted, deviation = granted_text(line.service, sums)
        done = sum_text(line.service, sums.executed)
        return f"│{_right(done, 6)}{_right(granted, 6)}{_right(deviation, 7)}"


def _heads(days: Sequence[date]) -> list[Text]:
    blank = " " * LABEL
    names = "".join(f"{_right(day_name(day), CELL - 1)} " for day in days)
    numbers = "".join(f"{_right(short_day(day), CELL - 1)} " for day in days)
    whole = tr("week") if len({day.isocalendar().week for day in days}) == 1 else tr("sum")
    sums = f"│{_right(whole, 6)}{_right(tr('grant'), 6)}{_right(tr('diff'), 7)}"
    return [Text(f"{blank}{names}{sums}", no_wrap=True), Text(f"{blank}{numbers}│", no_wrap=True)]


def _right(words: str, width: int) -> str:
    return " " * max(width - cell_len(words), 0) + words


def _fitted(words: str, width: int) -> str:
    if cell_len(words) > width:
        return set_cell_size(words, width - 1) + "."
    return set_cell_size(words, width)

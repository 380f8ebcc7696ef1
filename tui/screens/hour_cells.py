"""Typing in the month's grid: every key in the order it was pressed, every cell echoed as it is understood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.widget import Widget
from textual.widgets import Static

from models.language.system_words import system_words
from models.language.words import tr
from models.operations.hours.save_hours import Place
from models.rules.period import Month
from models.rules.services import SERVICE_OF
from models.rules.typed_hours import TypedRefused, parse_typed
from tui.hour_fills import Cells
from tui.hour_sheet import Entries, HourSheet, Line
from tui.hour_words import (
    amount_text,
    cell_words,
    entries_words,
    fault_words,
    granted_text,
    lock_words,
    month_words,
    place_words,
    typed_text,
)
from tui.kept_hours import KeptHours, keep, kept_file
from tui.keys import Key, keys_of
from tui.screens.base import EVERYWHERE, FeeScreen
from tui.user_keys import path_text
from tui.widgets.hour_grid import HourGrid

FILLS = frozenset({"copy_day", "copy_week", "double_line", "fill_right", "fill_down"})
"""Actions that type in many cells."""

CELL_ACTIONS = FILLS | {
    "empty_cell",
    "clock_times",
    "two_staff",
    "undo",
    "save_hours",
    "discard",
    "write_cell",
    "why_cell",
}
"""Actions that need a cell."""

DAY = timedelta(days=1)


class HourCellsScreen(FeeScreen):
    """A grid of cells that are typed in; nothing is written in the store here."""

    TYPING: ClassVar[tuple[str, ...]] = ("typing",)
    AUTO_FOCUS = "#grid"

    def __init__(self, case: str, month: Month, day: date | None = None) -> None:
        super().__init__()
        self.case, self.month = case, month
        self.wished_day = day
        self.sheet: HourSheet | None = None
        self._kept: KeptHours | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Yield the grid, the month's sums, and what is said of the cell."""
        yield HourGrid(self.hear_key, self.type_text)
        yield Static(id="month-sums", classes="words", markup=False)
        yield Static(id="cell-words", classes="words", markup=False)

    @property
    def grid(self) -> HourGrid:
        """The grid."""
        return self.query_one(HourGrid)

    @property
    def place(self) -> Place | None:
        """The cell under the cursor."""
        return self.grid.place if self.is_mounted else None

    @property
    def is_writing(self) -> bool:
        """Say whether letters are text now."""
        return self.is_mounted and self.grid.draft is not None

    def live_keys(self) -> list[Key]:
        """List the keys that do something here and now; while a cell is typed in, letters are text."""
        if self.is_writing:
            return list(keys_of(*self.TYPING))
        live = [key for key in keys_of(*self.GROUPS) if self.check_action(key.action, ())]
        return [key for key in live if key.action != "write_cell" or self.is_open]

    def must_wait(self, key: events.Key) -> bool:
        """Let figures, too, wait for the month that they are typed in."""
        known = self.keys_called(key, (EVERYWHERE,))
        return super().must_wait(key) or (self.is_reading and not known)

    @property
    def is_open(self) -> bool:
        """Say whether the cell under the cursor can be typed in."""
        return self.sheet is not None and self.place is not None and self.sheet.lock(self.place.day) is None

    def hear_key(self, event: events.Key) -> bool:
        """Take a key at once, so that what is typed fast stays in order; say whether it was one of ours."""
        grid, character = self.grid, event.character or ""
        if self.sheet is None:
            return False
        if grid.draft is not None and event.is_printable:
            self.type_text(character)
            return True
        if grid.draft is None and character.isascii() and character.isdigit():
            self.type_text(character)
            return True
        key = self._key_of(event.key)
        if key is None or not self.check_action(key.action, ()):
            return False
        getattr(self, f"action_{key.action}")()
        return True

    def _key_of(self, pressed: str) -> Key | None:
        signs = self.session.keys
        groups = (*self.TYPING, "move") if self.is_writing else ("grid", "grid-month", "move")
        known = (key for key in keys_of(*groups) if pressed in signs.get(key.id, key.keys).split(","))
        return next(known, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the cell under the cursor."""
        place, sheet = self.place, self.sheet
        if action == "leave_cell" or action == "erase":
            return self.is_writing
        if sheet is None or place is None:
            return action not in CELL_ACTIONS
        if action in ("empty_cell", "clock_times"):
            return self.is_open and bool(sheet.entries(place))
        if action in FILLS:
            return self.is_open
        if action == "two_staff":
            return self.is_open and place.staff == 1
        if action == "undo":
            return sheet.can_undo
        if action in ("save_hours", "discard"):
            return bool(sheet.typed)
        return True

    def type_text(self, text: str) -> None:
        """Add to what is being typed in the cell, beginning it where nothing is; a locked day says why not."""
        place = self.place
        if place is None or self.sheet is None:
            return
        if self.grid.draft is None:
            if words := lock_words(self.sheet, place.day):
                self.notice.refuse(f"{place_words(place)}: {words}")
                return
            self.grid.draft = ""
        first = text.splitlines()[0] if text else ""
        self.grid.draft += "".join(each for each in first if each.isprintable())
        self.notice.forget()
        self.say_cell()

    def action_write_cell(self) -> None:
        """Take what is typed and go to the next day; where nothing is being typed, begin with what stands there."""
        place = self.place
        if self.is_writing:
            if self.commit():
                self.move(0, DAY)
        elif place is not None and self.sheet is not None:
            if self.is_open:
                self.type_text(typed_text(self.sheet.entries(place)))
            else:
                self.action_why_cell()

    def action_why_cell(self) -> None:
        """Show the rows behind the cell; the screen that opens screens says how."""

    def action_erase(self) -> None:
        """Take the last letter away."""
        if self.grid.draft is not None:
            self.grid.draft = self.grid.draft[:-1]
            self.notice.forget()
            self.say_cell()

    def action_leave_cell(self) -> None:
        """Let the cell be as it was."""
        self.grid.draft = None
        self.notice.forget()
        self.say_cell()

    def commit(self) -> bool:
        """Take what is typed into the cell; say whether it could be understood."""
        place, text = self.place, self.grid.draft
        if text is None or place is None or self.sheet is None:
            return True
        try:
            entries = parse_typed(text, SERVICE_OF[place.service].unit, place.day)
        except TypedRefused:
            self.notice.refuse(tr("Not taken; mend it, or leave it with ctrl+g."))
            return False
        self.grid.draft = None
        self.put({place: entries})
        return True

    def put(self, cells: Cells, words: str = "") -> None:
        """Type in cells, and say so."""
        if self.sheet is not None:
            self.sheet.put(cells)
            self.notice.tell(words) if words else self.notice.forget()
            self.say_cell()

    def move(self, lines: int, days: timedelta) -> None:
        """Go to another cell, taking what is typed first; what is not understood is stayed at."""
        if self.commit():
            self.grid.go_to(self.grid.line + lines, self.grid.day + days)
            self.say_cell()

    def say_cell(self) -> None:
        """Show the sheet, the sums and the cell as they are now, and keep what is not saved."""
        if self.sheet is None:
            return
        self.grid.refresh()
        self.query_one("#month-sums", Static).update(Text(month_words(self.sheet), no_wrap=True))
        self.query_one("#cell-words", Static).update(Text(self._cell_words()))
        self.keep_typed()
        self.show_foot()

    def _cell_words(self) -> str:
        place, sheet, draft = self.place, self.sheet, self.grid.draft
        if place is None or sheet is None:
            return ""
        if draft is None:
            unsaved = tr("not saved") if place in sheet.typed else ""
            return " · ".join(filter(None, [cell_words(sheet, place), unsaved]))
        try:
            entries = parse_typed(draft, SERVICE_OF[place.service].unit, place.day)
        except TypedRefused as refused:
            return f"{place_words(place)}: {fault_words(draft, refused.code)}"
        return f"{place_words(place)}: {draft} = {entries_words(entries)} · {self._would_be(sheet, place, entries)}"

    def _would_be(self, sheet: HourSheet, place: Place, entries: Entries) -> str:
        """Say the sum of the shown days and how far it is from what is granted, with what is being typed."""
        line = Line(place.service, place.staff)
        sums = sheet.sums(line, self.grid.days)
        now, then = sheet.amount(place), sheet.amount(place, entries)
        more = then.minutes - now.minutes
        executed = sums.executed._replace(
            minutes=sums.executed.minutes + more * line.staff, pieces=sums.executed.pieces + then.pieces - now.pieces
        )
        granted, deviation = granted_text(line.service, type(sums)(executed, sums.granted))
        total = amount_text(executed) or "0"
        return tr("sum {sum}, granted {granted}, {deviation}", sum=total, granted=granted, deviation=deviation)

    @property
    def kept_in(self) -> Path:
        """The file that keeps what is not saved."""
        return kept_file(self.session.store_url, self.session.actor.login, self.case, self.month)

    def keep_typed(self) -> None:
        """Keep what is not saved, so that a lost line loses nothing (G37); say so where it cannot be kept."""
        if self.sheet is None:
            return
        draft = self.grid.draft
        kept = KeptHours(dict(self.sheet.typed), self.place if draft else None, draft or "")
        if kept == self._kept:
            return
        self._kept = kept
        try:
            keep(self.kept_in, kept)
        except OSError as error:
            path = path_text(self.kept_in.parent)
            self.notice.refuse(tr("What you type cannot be kept in {path}: {why}", path=path, why=system_words(error)))

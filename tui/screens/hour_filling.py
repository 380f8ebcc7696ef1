"""Filling the month's grid: many cells at once, two of the staff, and every step taken back."""

from __future__ import annotations

from models.language.words import ntr, tr
from tui.hour_fills import Cells, copied_days, doubled, filled_down, filled_right
from tui.hour_sheet import Line
from tui.screens.hour_moves import HourMovesScreen


class HourFillingScreen(HourMovesScreen):
    """A grid in which cells are copied, emptied and taken back."""

    def action_empty_cell(self) -> None:
        """Take away what is typed in the cell."""
        if self.place is not None:
            self.put({self.place: ()})

    def action_copy_day(self) -> None:
        """Copy the day before into the cells of the day that have nothing."""
        if self.sheet is not None and self.place is not None:
            self.fill(copied_days(self.sheet, [self.place.day], 1))

    def action_copy_week(self) -> None:
        """Copy the week before into the cells of the cursor's week that have nothing."""
        if self.sheet is not None and self.place is not None:
            week = [day for day in self.sheet.days if day.isocalendar()[:2] == self.place.day.isocalendar()[:2]]
            self.fill(copied_days(self.sheet, week, 7))

    def action_double_line(self) -> None:
        """Let the line's typed hours of the shown days stand once more."""
        if self.sheet is not None and self.place is not None:
            self.fill(doubled(self.sheet, Line(self.place.service, self.place.staff), self.grid.days))

    def action_fill_right(self) -> None:
        """Put the cell into the shown days after it."""
        if self.sheet is not None and self.place is not None:
            self.fill(filled_right(self.sheet, self.place, self.grid.days))

    def action_fill_down(self) -> None:
        """Put the cell into the lines below it."""
        if self.sheet is not None and self.place is not None:
            self.fill(filled_down(self.sheet, self.place))

    def fill(self, cells: Cells) -> None:
        """Type in many cells as one step, and say how many."""
        if self.sheet is not None:
            count = self.sheet.put(cells)
            self.notice.tell(ntr("{n} cell filled; u takes it back.", "{n} cells filled; u takes it back.", count))
            self.say_cell()

    def action_two_staff(self) -> None:
        """Go to the line of two staff below the service, adding it where there is none."""
        if self.sheet is not None and self.place is not None:
            line = Line(self.place.service, 2)
            self.sheet.extra = (*self.sheet.extra, line)
            self.grid.go_to(self.sheet.lines.index(line), self.grid.day)
            self.say_cell()

    def action_undo(self) -> None:
        """Take the last step back."""
        if self.sheet is not None:
            self.sheet.undo()
            self.notice.forget()
            self.say_cell()

    def action_discard(self) -> None:
        """Let go of everything that is not saved; one more key takes that back."""
        if self.sheet is not None:
            self.sheet.throw_away()
            self.notice.tell(tr("Nothing unsaved is left; u takes it back."))
            self.say_cell()

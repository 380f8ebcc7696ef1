"""Moving about in the month's grid; what is being typed is taken first."""

from __future__ import annotations

from datetime import timedelta

from tui.screens.hour_cells import DAY, HourCellsScreen

WEEK = timedelta(days=7)


class HourMovesScreen(HourCellsScreen):
    """A grid with a cursor that goes by day, by week and by line."""

    def action_cursor_up(self) -> None:
        """Go to the line above."""
        self.move(-1, timedelta())

    def action_cursor_down(self) -> None:
        """Go to the line below."""
        self.move(1, timedelta())

    def action_cell_left(self) -> None:
        """Go to the day before."""
        self.move(0, -DAY)

    def action_cell_right(self) -> None:
        """Go to the day after."""
        self.move(0, DAY)

    def action_page_up(self) -> None:
        """Go to the week before."""
        self.move(0, -WEEK)

    def action_page_down(self) -> None:
        """Go to the week after."""
        self.move(0, WEEK)

    def action_scroll_top(self) -> None:
        """Go to the first day of the month."""
        self.move(0, -31 * DAY)

    def action_scroll_bottom(self) -> None:
        """Go to the last day of the month."""
        self.move(0, 31 * DAY)

"""What became of an hour row: executed, refused at the door or missed, one key each."""

from __future__ import annotations

from abc import abstractmethod

from models.language.terms import term
from models.language.words import tr
from models.operations.hours.mark_row import MARKS, mark_row
from models.operations.hours.month_grid import GridRow, Hold
from models.rules.row_kinds import RowKind
from tui.screens.base import FeeScreen

MARKING = {
    "mark_executed": RowKind.EXECUTED,
    "mark_refused": RowKind.REFUSED,
    "mark_missed": RowKind.MISSED,
}
"""The kind of row that each action makes."""


class MarkDeeds(FeeScreen):
    """A screen over hour rows; what a proposal or a receipt brought is no visit, and is not marked."""

    @abstractmethod
    def row_here(self) -> GridRow | None:
        """Give the row under the cursor."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the row is not yet; a signed row is offered it too, and the store says why not."""
        if action in MARKING:
            row = self.row_here()
            is_visit = row is not None and row.kind in MARKS and row.hold is not Hold.REVERSED
            return is_visit and row is not None and row.kind != MARKING[action]
        return super().check_action(action, parameters)

    def action_mark_executed(self) -> None:
        """The care was given after all."""
        self._mark(RowKind.EXECUTED)

    def action_mark_refused(self) -> None:
        """The guest said no at the door."""
        self._mark(RowKind.REFUSED)

    def action_mark_missed(self) -> None:
        """The guest was not there."""
        self._mark(RowKind.MISSED)

    def _mark(self, kind: RowKind) -> None:
        row, actor = self.row_here(), self.session.actor
        if row is not None:
            key = row.key
            self.notice.forget()
            self.ask_store(lambda: mark_row(key, kind, actor), lambda old: self._show_marked(key, old, kind))

    def _show_marked(self, key: str, old: RowKind, new: RowKind) -> None:
        self.load()
        self.notice.tell(tr("{code}: {old} → {new}.", code=key, old=term("row kind", old), new=term("row kind", new)))

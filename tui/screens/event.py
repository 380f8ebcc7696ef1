"""One deed of the log, with everything that was written of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import ClassVar

from models.language.words import N_, Marked, tr
from models.operations.reports.events import EventRow
from tui.dates import moment_text
from tui.screens.base import FeeScreen
from tui.vocabulary import deed_words
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class EventScreen(FeeScreen):
    """A deed and its facts."""

    ROOM = "log"
    ABOUT: ClassVar[Marked] = N_("One deed with everything that was written of it. Amounts are öre, as in the store.")

    def __init__(self, event: EventRow) -> None:
        super().__init__()
        self.event = event

    @property
    def command(self) -> str:
        """The history of the same thing."""
        return f"vistelse log --subject {self.event.subject}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the facts."""
        yield RowTable([TableColumn(tr("Fact")), TableColumn(tr("value"))], wide=1)

    def load(self) -> None:
        """Show the facts."""
        event = self.event
        self.title_is(f"{deed_words(event.deed)} · {event.subject}", f"{moment_text(event.at)} · {event.login}")
        facts = [(tr("door"), event.door), *((name, _text(value)) for name, value in json.loads(event.facts).items())]
        rows = [
            TableRow(f"{name}:{place}", (name if not place else "", part))
            for name, value in facts
            for place, part in enumerate(_parts(value))
        ]
        self.rows.show_rows(rows)


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(each)}" for name, each in value.items())
    return str(value)


def _parts(text: str, width: int = 56) -> list[str]:
    """Break a long value into lines."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines

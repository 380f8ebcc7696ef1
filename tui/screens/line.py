"""Why this amount? A line's price, where it comes from, and the hour rows behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from models.language.formats import day_text, kronor
from models.language.terms import for_whom, line_name
from models.language.words import N_, Marked, tr
from models.operations.reports.hour_rows import BilledPiece
from models.operations.reports.rate_facts import RateFacts, rate_facts
from tui.change_words import change_words
from tui.dates import clock_text, month_text
from tui.figures import amount, minutes_or_blank, price, quantity
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.why_deeds import WhyDeeds
from tui.why_words import PricedLine
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


@dataclass(frozen=True, slots=True)
class BehindLine:
    """What a line rests on."""

    rate: RateFacts
    pieces: tuple[BilledPiece, ...]


class LineScreen(WhyDeeds, HistoryDeeds):
    """One line of a plan, a draft, an invoice or a credit note, opened down to its hour rows."""

    GROUPS: ClassVar[tuple[str, ...]] = ("why", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Why a line comes to its amount: the quantity, the rate and where it was read, and every hour row behind it."
        " A row with two staff counts its minutes twice. A row that crosses midnight or a band stands once for each"
        " part. Why lists every fact about the rate; history is that of the hour row under the cursor."
    )

    def __init__(self, line: PricedLine, read: Callable[[], tuple[BilledPiece, ...]]) -> None:
        super().__init__()
        self.line, self.read = line, read
        self.pieces: tuple[BilledPiece, ...] = ()

    @property
    def command(self) -> str:
        """The same hours as a command gives them."""
        return f"vistelse hours show {self.line.case} {self.line.month}"

    def priced_line_here(self) -> PricedLine | None:
        """Give what prices the line."""
        return self.line

    def subject_here(self) -> str:
        """Name the hour row under the cursor by its key."""
        here = self.rows.key_here
        return self.pieces[int(here)].key if here else ""

    def compose_body(self) -> Iterable[Widget]:
        """Yield the reason for the amount, and the rows."""
        yield Static(id="why", classes="words", markup=False)
        yield RowTable(
            [
                TableColumn(tr("Row")),
                TableColumn(tr("day")),
                TableColumn(tr("clock")),
                TableColumn(tr("band")),
                TableColumn(tr("hours"), figures=True),
                TableColumn(tr("pieces"), figures=True),
                TableColumn(tr("staff"), figures=True),
            ]
        )

    def load(self) -> None:
        """Read the rate and the rows."""
        self.title_is(self.title_words(), kronor(self.line.signed_net))
        self.query_one("#why", Static).update(self._sum_words())
        rate, read, actor = self.line.rate, self.read, self.session.actor
        self.ask_store(lambda: BehindLine(rate_facts(rate, actor), read()), self.show_behind, READING)

    def title_words(self) -> str:
        """Name the line."""
        line = self.line
        return f"{line_name(line.service, line.kind, line.share)} · {line.case} · {month_text(line.month)}"

    def show_behind(self, behind: BehindLine) -> None:
        """Show what the line rests on."""
        self.query_one("#why", Static).update(f"{self._sum_words()}\n{_rate_words(behind.rate)}\n")
        self.pieces = behind.pieces
        rows = [_row(number, piece) for number, piece in enumerate(behind.pieces)]
        none = tr("No hour row is needed: a started month is paid once.")
        self.rows.show_rows(rows or [TableRow("", (none,))])

    def _sum_words(self) -> str:
        line = self.line
        counted, per_unit = quantity(line.unit, line.quantity), price(line.unit, line.price)
        total = tr("{quantity} × {price} = {net}, rounded once", quantity=counted, price=per_unit, net=amount(line.net))
        return change_words(line.change, total) if line.change is not None else total


def _rate_words(rate: RateFacts) -> str:
    until = tr(" to {day}", day=day_text(rate.valid_to)) if rate.valid_to else ""
    decided = tr(", decided {day}", day=day_text(rate.decided_on)) if rate.decided_on else ""
    narrowed = for_whom(rate.provider, rate.area, rate.band)
    kind = f" · {narrowed}" if narrowed else ""
    return tr(
        "Rate {number}{kind}, valid from {first}{until}{decided}. Source: {source}. Confirmed by {who}.",
        number=rate.rate,
        kind=kind,
        first=day_text(rate.valid_from),
        until=until,
        decided=decided,
        source=rate.source or tr("not known"),
        who=rate.confirmed_by or tr("nobody"),
    )


def _row(number: int, piece: BilledPiece) -> TableRow:
    cells = (
        piece.key,
        day_text(piece.day),
        clock_text(piece.start, piece.end),
        piece.band,
        minutes_or_blank(piece.minutes),
        str(piece.pieces or ""),
        str(piece.staff),
    )
    return TableRow(str(number), cells)

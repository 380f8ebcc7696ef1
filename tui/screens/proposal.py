"""One proposal, opened to the hour rows that it would write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from models.language.words import N_, Marked, tr
from models.operations.reports.proposals import PricedProposal, priced_proposals
from models.operations.visits.propose import ProposedRow
from tui.dates import long_day
from tui.figures import minutes_or_blank
from tui.keys import bindings
from tui.proposal_words import basis_words, decided_words, kind_words, worth_words
from tui.screens.base import READING
from tui.screens.proposal_deeds import ProposalDeeds
from tui.vocabulary import service_name
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class ProposalScreen(ProposalDeeds):
    """The rows of a proposal, what it rests on, and who decided it."""

    GROUPS = ("proposal", "history")
    ROOM = "visits"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "The hour rows that a proposal would write, day by day, and what it rests on. Accepted, they stand among the"
        " visit's hours and are billed with their month; declined, nothing is billed, and the reason is kept."
    )

    def __init__(self, priced: PricedProposal) -> None:
        super().__init__()
        self.priced = priced

    @property
    def command(self) -> str:
        """The same proposal as a command shows it."""
        decided = "" if self.priced.facts.state == "open" else " --decided"
        return f"vistelse proposal list {self.priced.facts.case}{decided}"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the rows, and what they rest on."""
        yield RowTable(
            [
                TableColumn(tr("Day")),
                TableColumn(tr("service")),
                TableColumn(tr("hours"), figures=True),
                TableColumn(tr("pieces"), figures=True),
                TableColumn(tr("staff"), figures=True),
            ],
            wide=1,
        )
        yield Static(id="basis", classes="words", markup=False)

    def load(self) -> None:
        """Read what has become of the proposal, and price it anew."""
        case, today, actor = self.priced.facts.case, self.session.today(), self.session.actor
        self.show_proposal(self.priced)
        self.ask_store(lambda: priced_proposals(case, today, actor, decided=True), self.show_now, READING)

    def show_now(self, proposals: tuple[PricedProposal, ...]) -> None:
        """Show the same proposal as it stands now."""
        mine = self.priced.facts
        same = [each for each in proposals if (each.facts.kind, each.facts.rows) == (mine.kind, mine.rows)]
        if same:
            self.show_proposal(same[-1])

    def show_proposal(self, priced: PricedProposal) -> None:
        """Show the rows."""
        self.priced = priced
        facts = priced.facts
        self.title_is(kind_words(facts), worth_words(priced))
        self.rows.show_rows([_row(place, row) for place, row in enumerate(facts.rows)])
        words = "\n".join(filter(None, (basis_words(facts), decided_words(facts))))
        self.query_one("#basis", Static).update(words)
        self.show_foot()

    def proposal_here(self) -> PricedProposal | None:
        """Give the one proposal."""
        return self.priced

    def show_decided(self, words: str) -> None:
        """Show how it was decided."""
        self.load()
        self.notice.tell(words)


def _row(place: int, row: ProposedRow) -> TableRow:
    day = long_day(date.fromisoformat(row.day))
    cells = (day, service_name(row.service), minutes_or_blank(row.minutes), str(row.pieces or ""), str(row.staff))
    return TableRow(str(place), cells)

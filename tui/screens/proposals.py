"""Proposals that wait for a person's word: late cancellations, alarms put up and taken down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from models.language.formats import kronor
from models.language.words import N_, Marked, ntr, tr
from models.operations.reports.proposals import PricedProposal, priced_proposals
from tui.figures import worth
from tui.keys import bindings
from tui.proposal_words import amount_words, basis_words, days_words, kind_words, services_words
from tui.screens.base import READING
from tui.screens.proposal import ProposalScreen
from tui.screens.proposal_deeds import ProposalDeeds
from tui.targets import VisitTarget
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class ProposalsScreen(ProposalDeeds):
    """The open proposals of one visit or of all, with what they come to."""

    GROUPS = ("list", "proposal", "proposals", "history")
    ROOM = "visits"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What a condition gives right to bill though no care was given: a stay that was cancelled too late, an alarm"
        " that was put up or taken down. Nothing is billed before somebody accepts it; then its hour rows are written"
        " and billed with their month. Below the list stands what the line rests on. Enter opens its rows."
    )

    def __init__(self, case: str = "") -> None:
        super().__init__()
        self.case = case
        self.proposals: tuple[PricedProposal, ...] = ()

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return f"vistelse proposal list {self.case}".rstrip()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list, and what the line under the cursor rests on."""
        yield RowTable(
            [
                TableColumn(tr("Proposal")),
                TableColumn(tr("days")),
                TableColumn(tr("services")),
                TableColumn(tr("amount"), figures=True),
                TableColumn(tr("kr"), figures=True),
            ],
            wide=2,
        )
        yield Static(id="basis", classes="words", markup=False)

    def load(self) -> None:
        """Read and price the proposals."""
        case, today, actor = self.case, self.session.today(), self.session.actor
        self.title_is(self._title())
        self.ask_store(lambda: priced_proposals(case or None, today, actor), self.show_proposals, READING)

    def _title(self) -> str:
        return " · ".join(filter(None, (tr("Proposals to decide"), self.case)))

    def show_proposals(self, proposals: tuple[PricedProposal, ...]) -> None:
        """Show them."""
        self.proposals = proposals
        total = kronor(sum(each.worth for each in proposals))
        count = ntr("{n} proposal", "{n} proposals", len(proposals))
        self.title_is(self._title(), f"{count} · {total}" if proposals else "")
        rows = [_row(place, priced) for place, priced in enumerate(proposals)]
        self.rows.show_rows(rows or [TableRow("", (tr("No proposal waits to be decided."),))])
        self.row_changed()

    def row_changed(self) -> None:
        """Say what the proposal under the cursor rests on."""
        priced = self.proposal_here()
        self.query_one("#basis", Static).update(basis_words(priced.facts) if priced is not None else "")
        self.show_foot()

    def proposal_here(self) -> PricedProposal | None:
        """Give the proposal under the cursor."""
        place = self.rows.key_here if self.is_mounted else ""
        return self.proposals[int(place)] if place and int(place) < len(self.proposals) else None

    def copied_here(self) -> str:
        """Give the case under the cursor."""
        return self.subject_here()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a proposal."""
        if action in ("open_row", "open_visit"):
            return self.proposal_here() is not None
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the proposal under the cursor to its rows."""
        priced = self.proposal_here()
        if priced is not None:
            self.app.push_screen(ProposalScreen(priced))

    def action_open_visit(self) -> None:
        """Go to the visit under the cursor."""
        self.post_message(self.GoTo(VisitTarget(self.subject_here())))

    def show_decided(self, words: str) -> None:
        """Read what is left, and say what was done."""
        self.load()
        self.notice.tell(words)


def _row(place: int, priced: PricedProposal) -> TableRow:
    facts = priced.facts
    what = (kind_words(facts), days_words(facts), services_words(facts), amount_words(facts))
    return TableRow(str(place), (*what, worth(priced.worth, priced.unpriced)))

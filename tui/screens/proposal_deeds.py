"""What can be done with a proposal: accept it, which writes its hour rows, or decline it with a reason."""

from __future__ import annotations

from abc import abstractmethod

from textual import work

from models.language.terms import term
from models.language.words import ntr, tr
from models.operations.reports.proposals import PricedProposal
from models.operations.visits.decide_proposal import accept_proposal, decline_proposal
from models.operations.visits.list_proposals import ProposalFacts
from tui.proposal_words import accept_question
from tui.screens.ask_text import AskTextScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.history_deeds import HistoryDeeds


class ProposalDeeds(HistoryDeeds):
    """A screen on which a proposal can be chosen."""

    @abstractmethod
    def proposal_here(self) -> PricedProposal | None:
        """Give the proposal that is meant."""

    @abstractmethod
    def show_decided(self, words: str) -> None:
        """Show what stands now, and say what was done."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Decide what nobody has decided."""
        if action in ("accept_proposal", "decline_proposal"):
            priced = self.proposal_here()
            return priced is not None and priced.facts.state == "open"
        return super().check_action(action, parameters)

    def subject_here(self) -> str:
        """Name the visit, whose history tells who proposed and who decided."""
        priced = self.proposal_here()
        return priced.facts.case if priced is not None else ""

    @work
    async def action_accept_proposal(self) -> None:
        """Say what would be written, ask, and write it."""
        priced, actor = self.proposal_here(), self.session.actor
        if priced is None:
            return
        facts = priced.facts
        if await self.ask_user(ConfirmScreen(accept_question(priced))):
            self.ask_store(
                lambda: accept_proposal(facts.case, facts.kind, actor), lambda rows: self._show_accepted(facts, rows)
            )

    @work
    async def action_decline_proposal(self) -> None:
        """Ask why, then decline it."""
        priced, actor = self.proposal_here(), self.session.actor
        if priced is None:
            return
        facts = priced.facts
        question = tr(
            "Decline {kind} for {case}: why is it not to be billed? The reason is kept in the log with your name.",
            kind=term("row kind", facts.kind),
            case=facts.case,
        )
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            self.ask_store(
                lambda: decline_proposal(facts.case, facts.kind, reason, actor),
                lambda nothing: self._show_declined(facts),
            )

    def _show_accepted(self, facts: ProposalFacts, rows: int) -> None:
        self.show_decided(
            ntr(
                "Accepted for {case}: {n} hour row ({kind}).",
                "Accepted for {case}: {n} hour rows ({kind}).",
                rows,
                case=facts.case,
                kind=term("row kind", facts.kind),
            )
        )

    def _show_declined(self, facts: ProposalFacts) -> None:
        self.show_decided(tr("Declined for {case}: {kind}.", case=facts.case, kind=term("row kind", facts.kind)))

"""What a stay's changes lead to, from the visit: its proposals, its extra costs, and its rows besides executed care."""

from __future__ import annotations

from textual import work

from models.operations.hours.save_hours import Place
from models.operations.reports.proposals import PricedProposal, priced_proposal
from models.rules.period import Month
from tui.screens.visit_deeds import VisitDeeds
from tui.vocabulary import service_name


class VisitChanges(VisitDeeds):
    """A screen over one visit that leads to what is billed without executed care."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lead to proposals where there are any; add a cost once the visit is read."""
        if action == "open_proposals":
            return self.sheet is not None and any(each.state == "open" for each in self.sheet.proposals)
        if action in ("add_cost", "agree_rate"):
            return self.sheet is not None
        return super().check_action(action, parameters)

    def action_open_proposals(self) -> None:
        """Open the visit's proposals that wait."""
        from tui.screens.proposals import ProposalsScreen  # as below: whoever opens a visit pays for none of it

        if self.sheet is not None:
            self.notice.forget()
            self.app.push_screen(ProposalsScreen(self.sheet.case))

    def action_add_cost(self) -> None:
        """Open the form of an extra cost."""
        from tui.screens.extra_cost import ExtraCostScreen

        if self.sheet is not None:
            self.notice.forget()
            self.app.push_screen(ExtraCostScreen(self.sheet.case))

    @work
    async def action_agree_rate(self) -> None:
        """Fill in a rate that the visit's order agrees on, then look at its effect."""
        from tui.screens.rate_change_forms import AgreedRateForm
        from tui.screens.rates_effect import EffectScreen
        from tui.screens.rates_form_base import Unsaved

        if self.sheet is None:
            return
        self.notice.forget()
        unsaved = Unsaved(f"agreed {self.sheet.case}")
        service = service_name(self.sheet.decisions[0].service) if self.sheet.decisions else ""
        new = await self.ask_user(AgreedRateForm(self.sheet.case, service, self.session.today(), unsaved))
        if new is None:
            return

        def saved(words: str) -> None:
            unsaved.forget()
            self.notice.tell(words)

        self.app.push_screen(EffectScreen(new, saved))

    def open_beside(self, place: int) -> None:
        """Open the hour rows of the day and service that a row is of."""
        from tui.screens.hour_rows import HourRowsScreen

        if self.sheet is not None:
            row = self.sheet.beside[place]
            cell = Place(row.service, row.staff, row.day)
            self.app.push_screen(HourRowsScreen(self.sheet.case, Month.of(row.day), cell))

    def open_proposal(self, place: int) -> None:
        """Open a proposal to its rows."""
        sheet, today, actor = self.sheet, self.session.today(), self.session.actor
        if sheet is not None:
            facts = sheet.proposals[place]
            self.notice.forget()
            self.ask_store(lambda: priced_proposal(facts, today, actor), self._show_proposal)

    def _show_proposal(self, priced: PricedProposal) -> None:
        from tui.screens.proposal import ProposalScreen

        self.app.push_screen(ProposalScreen(priced))

"""What can be done with a visit besides its steps: clear it, correct whom it is about, take a decision away."""

from __future__ import annotations

from textual import work

from models.language.words import tr
from models.operations.visits.change_decision import remove_decision
from models.operations.visits.step_visit import clear_visit
from models.operations.visits.visit_facts import VisitFacts, visit_facts
from models.operations.visits.visit_sheet import GrantedService
from tui.screens.ask_text import AskTextScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.visit_correct import CorrectScreen
from tui.screens.visit_decision import DecisionScreen
from tui.screens.visit_steps import VisitSteps
from tui.vocabulary import service_name


class VisitDeeds(VisitSteps):
    """A screen over one visit, with its decisions under the cursor."""

    reason: str
    """Why the user looks at whom the visit is about; empty where nobody asked."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Clear whom is protected and not cleared; correct whom one sees; take away what stands under the cursor."""
        sheet = self.sheet
        if action == "clear_visit":
            return sheet is not None and sheet.protected and not sheet.cleared_by
        if action == "correct_person":
            return sheet is not None and not sheet.is_masked and bool(sheet.name or sheet.identity_number)
        if action == "remove_decision":
            return self.decision_here() is not None
        return super().check_action(action, parameters)

    def decision_here(self) -> GrantedService | None:
        """Give the decision under the cursor."""
        kind, _, place = self.rows.key_here.partition(":") if self.is_mounted else ("", "", "")
        return self.sheet.decisions[int(place)] if self.sheet is not None and kind == "decision" else None

    @work
    async def action_clear_visit(self) -> None:
        """Ask why, then let the visit be billed."""
        sheet, actor = self.sheet, self.session.actor
        if sheet is None:
            return
        question = tr(
            "Clear {case} for billing, though the guest's identity is protected. Why may it be billed? The reason is"
            " kept in the log with your name.",
            case=sheet.case,
        )
        reason = await self.ask_user(AskTextScreen(question))
        if reason is not None:
            words = tr("{case} may be billed.", case=sheet.case)
            self.ask_store(lambda: clear_visit(sheet.case, reason, actor), lambda nothing: self.show_done(words))

    def action_correct_person(self) -> None:
        """Open the form with the name and the number."""
        sheet, reason, actor = self.sheet, self.reason, self.session.actor
        if sheet is not None and not sheet.is_masked:
            self.notice.forget()
            self.ask_store(lambda: visit_facts(sheet.case, reason, actor), self.show_correction)

    def show_correction(self, facts: VisitFacts) -> None:
        """Show the form, unless the guest was protected meanwhile."""
        if facts.is_masked:
            self.load()
        else:
            self.app.push_screen(CorrectScreen(facts))

    def open_decision(self) -> None:
        """Open the decision under the cursor, to be changed."""
        decision = self.decision_here()
        if self.sheet is not None and decision is not None:
            self.app.push_screen(DecisionScreen(self.sheet.case, decision))

    @work
    async def action_remove_decision(self) -> None:
        """Ask, then take the decision away."""
        sheet, decision, actor = self.sheet, self.decision_here(), self.session.actor
        if sheet is None or decision is None:
            return
        service, name = decision.service, service_name(decision.service)
        question = tr(
            "Take the decision on {service} away from {case}? Hours of it that are not billed are held back from then"
            " on.",
            service=name,
            case=sheet.case,
        )
        if await self.ask_user(ConfirmScreen(question)):
            words = tr("{service} is no longer granted for {case}.", service=name, case=sheet.case)
            self.ask_store(lambda: remove_decision(sheet.case, service, actor), lambda nothing: self.show_done(words))

    def show_done(self, words: str) -> None:
        """Read the visit anew, and say what was done."""
        self.load()
        self.notice.tell(words)

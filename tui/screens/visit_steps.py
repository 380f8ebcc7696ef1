"""What can be done with a visit: each step says what it means before it is taken."""

from __future__ import annotations

from datetime import date, timedelta

from textual import work

from models.language.formats import day_text
from models.language.terms import term
from models.language.words import ntr, tr, tr_marked
from models.operations.visits.change_stay import end_stay, extend_stay
from models.operations.visits.list_proposals import ProposalFacts, list_proposals
from models.operations.visits.step_visit import step_visit
from models.operations.visits.visit_sheet import VisitSheet
from models.rules.period import Month
from models.rules.visit_states import VisitState
from tui.keys import KEY_OF, sign_of
from tui.screens.ask_day import AskDayScreen
from tui.screens.ask_told import AskToldScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.confirm_by_typing import ConfirmByTypingScreen
from tui.screens.history_deeds import HistoryDeeds
from tui.typed_day import read_typed_day
from tui.visit_steps import STEPS

TO_PROPOSALS = "visit.proposals"
"""The key that opens what was proposed."""


class VisitSteps(HistoryDeeds):
    """A screen over one visit; a step that cannot be taken is not offered."""

    sheet: VisitSheet | None

    def action_confirm_visit(self) -> None:
        """The order is complete."""
        self.take("confirm_visit")

    def action_find_order_incomplete(self) -> None:
        """Something is asked for."""
        self.take("find_order_incomplete")

    def action_start_visit(self) -> None:
        """The guest has come."""
        self.take("start_visit")

    def action_bill_finally(self) -> None:
        """Nothing is left to bill."""
        self.take("bill_finally")

    def action_bill_again(self) -> None:
        """Something is left to bill after all."""
        self.take("bill_again")

    def action_cancel_visit(self) -> None:
        """The stay does not come about."""
        self.take("cancel_visit")

    def action_close_visit(self) -> None:
        """Nothing more is done."""
        self.take("close_visit")

    @work
    async def take(self, action: str) -> None:
        """Say what a step means, ask, and take it."""
        sheet, step = self.sheet, STEPS[action]
        if sheet is None:
            return
        words = [tr_marked(step.meaning, case=sheet.case), *self._warnings(sheet, step.to)]
        if step.final:
            words.append(tr("Type {case} to do it.", case=sheet.case))
            agreed = await self.ask_user(ConfirmByTypingScreen("\n".join(words), sheet.case)) is not None
        else:
            agreed = await self.ask_user(ConfirmScreen("\n".join(words)))
        told: date | None = self.session.today()
        if agreed and step.to == VisitState.CANCELLED and sheet.last is not None:
            told = await self._ask_told(tr("On which day were we told that {case} is cancelled?", case=sheet.case))
        if agreed and told is not None:
            self._step(sheet.case, step.to, told)

    def _step(self, case: str, to: VisitState, told: date) -> None:
        actor = self.session.actor

        def do() -> tuple[ProposalFacts, ...]:
            step_visit(case, to, actor, told)
            return list_proposals(case, actor)

        self.ask_store(do, lambda proposed: self.show_stepped(to, proposed))

    async def _ask_told(self, question: str) -> date | None:
        """Ask for the day on which we were told, which decides what a cancellation still pays; none: not after all."""
        today = self.session.today()
        text = await self.ask_user(AskToldScreen(question, today))
        return None if text is None else read_typed_day(text, today)

    @work
    async def action_end_visit(self) -> None:
        """Ask for the last day, and end the stay on it."""
        sheet, today = self.sheet, self.session.today()
        if sheet is None:
            return
        question = tr(
            "End {case}: which was the last day of the stay? Hours after it are not billed. The stay can be extended"
            " again.",
            case=sheet.case,
        )
        given = day_text(sheet.last or today)
        text = await self.ask_user(AskDayScreen(question, today, sheet.first, given))
        if text is not None:
            last = read_typed_day(text, today)
            told = await self._told_of_ending(sheet, last)
            if told is not None:
                self._end(sheet, last, told)

    async def _told_of_ending(self, sheet: VisitSheet, last: date) -> date | None:
        """Ask when we were told, where the stay ends before the planned day; none: it is not ended after all."""
        if sheet.last is None or last >= sheet.last:
            return self.session.today()
        question = tr("{case} ends before {day}: on which day were we told?", case=sheet.case, day=day_text(sheet.last))
        return await self._ask_told(question)

    def _end(self, sheet: VisitSheet, last: date, told: date) -> None:
        actor = self.session.actor

        def do() -> tuple[ProposalFacts, ...]:
            end_stay(sheet.case, sheet.last, last, told, actor)
            return list_proposals(sheet.case, actor)

        self.ask_store(do, lambda proposed: self.show_stepped(VisitState.ENDED, proposed))

    @work
    async def action_extend_visit(self) -> None:
        """Ask for the new last day."""
        sheet, today, actor = self.sheet, self.session.today(), self.session.actor
        if sheet is None or sheet.last is None:
            return
        words = [tr("Extend {case}, which ends on {day}: which is the new last day?", case=sheet.case, day=sheet.last)]
        if sheet.state == VisitState.ENDED:
            words.append(tr("The stay had ended and goes on again."))
        text = await self.ask_user(AskDayScreen("\n".join(words), today, sheet.last + timedelta(days=1)))
        if text is not None:
            last = read_typed_day(text, today)
            self.ask_store(lambda: extend_stay(sheet.case, sheet.last, last, actor), self.show_extended)

    def show_stepped(self, state: VisitState, proposed: tuple[ProposalFacts, ...]) -> None:
        """Say where the visit stands now, and what is proposed to be billed."""
        self.load()
        words = [tr("{case} is {state} now.", case=self._case(), state=term("state", state))]
        if proposed:
            kinds = ", ".join(dict.fromkeys(term("row kind", each.kind) for each in proposed))
            key = sign_of(self.session.keys.get(TO_PROPOSALS, KEY_OF[TO_PROPOSALS].keys))
            words.append(tr("There is a proposal to bill ({kinds}); {key} opens it.", kinds=kinds, key=key))
        self.notice.tell(" ".join(words))

    def show_extended(self, last: date) -> None:
        """Say how long the stay is now."""
        self.load()
        self.notice.tell(tr("{case} lasts until {day} now.", case=self._case(), day=last))

    def _case(self) -> str:
        return self.sheet.case if self.sheet else ""

    def _warnings(self, sheet: VisitSheet, to: VisitState) -> list[str]:
        """Say what is still missing where a step speaks as if nothing were."""
        if to == VisitState.CONFIRMED and sheet.ordered_on is None:
            return [tr("The day of the order is not known: nothing is billed until it is.")]
        if to in (VisitState.FINALLY_BILLED, VisitState.CLOSED):
            today = Month.of(self.session.today())
            unsigned = [each for each in sheet.months if each.rows and not each.signed_by and each.month < str(today)]
            waiting = len(unsigned)
            words = ntr("{n} month with hours is not signed.", "{n} months with hours are not signed.", waiting)
            return [words] if waiting else []
        return []

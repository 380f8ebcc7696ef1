"""What can be done with the papers of a visit: say that one came, or that it did not after all."""

from __future__ import annotations

from textual import work

from models.language.terms import term
from models.language.words import tr
from models.operations.visits.receive_paper import PaperFacts, receive_paper, take_paper_back
from models.rules.papers import PaperKind
from tui.screens.confirm import ConfirmScreen
from tui.screens.paper_form import PaperForm
from tui.screens.rates_form_base import Unsaved
from tui.screens.visit_deeds import VisitDeeds


class VisitPapers(VisitDeeds):
    """A screen over one visit, with its papers under the cursor."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take back what stands under the cursor."""
        if action == "receive_paper":
            return self.sheet is not None
        if action == "take_paper_back":
            return self.paper_here() is not None
        return super().check_action(action, parameters)

    def paper_here(self) -> PaperFacts | None:
        """Give the paper under the cursor."""
        kind, _, name = self.rows.key_here.partition(":") if self.is_mounted else ("", "", "")
        papers = self.sheet.papers if self.sheet is not None and kind == "paper" else ()
        return next((paper for paper in papers if paper.kind == name), None)

    def action_receive_paper(self) -> None:
        """Ask which paper came."""
        self.ask_for_paper(None)

    @work
    async def ask_for_paper(self, known: PaperFacts | None) -> None:
        """Ask which paper came and when, and save it."""
        sheet, today, actor = self.sheet, self.session.today(), self.session.actor
        if sheet is None:
            return
        unsaved = Unsaved(f"paper {sheet.case} {known.kind if known else ''}".strip())
        filled = await self.ask_user(PaperForm(sheet.case, known, today, unsaved))
        if filled is None:
            return
        kind, day, reference = filled.kind, filled.received_on, filled.reference
        what = term("paper", kind).capitalize()
        words = tr("{what} came for {case} on {day}.", what=what, case=sheet.case, day=day)

        def save() -> None:
            receive_paper(sheet.case, kind, day, reference, today, actor)

        def saved(nothing: None) -> None:
            unsaved.forget()
            self.show_done(words)

        self.rows.go_to(f"paper:{kind}")
        self.ask_store(save, saved)

    @work
    async def action_take_paper_back(self) -> None:
        """Ask, then say that the paper did not come."""
        sheet, paper, actor = self.sheet, self.paper_here(), self.session.actor
        if sheet is None or paper is None:
            return
        what = term("paper", paper.kind)
        if await self.ask_user(ConfirmScreen(tr("Has it not come after all: {what}?", what=what))):
            words = tr("{what} has not come for {case}.", what=what.capitalize(), case=sheet.case)
            kind = PaperKind(paper.kind)
            self.ask_store(lambda: take_paper_back(sheet.case, kind, actor), lambda nothing: self.show_done(words))

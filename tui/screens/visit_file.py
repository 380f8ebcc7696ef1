"""Everything about a visit to a folder, for whoever may have it or for the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from models.language.words import ntr, tr
from tui.screens.visit_deeds import VisitDeeds
from tui.screens.wish_forms import CaseFileForm, CaseFileWish
from tui.user_keys import path_text

if TYPE_CHECKING:
    from models.operations.documents.case_file import CaseFileReceipt


class VisitFile(VisitDeeds):
    """A screen over one visit whose case file can be made."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Make it once the visit is read."""
        if action == "make_case_file":
            return self.sheet is not None
        return super().check_action(action, parameters)

    @work
    async def action_make_case_file(self) -> None:
        """Ask why, whether it is masked, and where it goes."""
        sheet = self.sheet
        if sheet is None:
            return
        given = self.session.folders.get("cases") or (self.session.folder or Path.home() / "vistelse") / "akter"
        wish = await self.ask_user(CaseFileForm(sheet.case, given))
        if wish is not None:
            self.session.folders["cases"] = wish.folder
            self._make(sheet.case, wish)

    def _make(self, case: str, wish: CaseFileWish) -> None:
        from models.operations.documents.case_file import make_case_file  # the typesetter is for those who want it

        today, actor = self.session.today(), self.session.actor
        self.notice.tell(tr("Making the case file …"))
        self.ask_store(
            lambda: make_case_file(case, wish.folder, wish.reason, today, actor, is_masked=wish.is_masked),
            self.show_file,
        )

    def show_file(self, receipt: CaseFileReceipt) -> None:
        """Say what was written."""
        folder = path_text(Path(receipt.folder))
        if receipt.is_masked:
            words = tr("{files} in {folder}, masked.", files=", ".join(receipt.files), folder=folder)
        else:
            words = tr("{files} in {folder}, with who it is about.", files=", ".join(receipt.files), folder=folder)
        if receipt.others:
            told = ntr(
                "Another guest is told in {n} text; … stands there.",
                "Other guests are told in {n} texts; … stands there.",
                receipt.others,
            )
            words = f"{words} {told}"
        self.show_done(words)

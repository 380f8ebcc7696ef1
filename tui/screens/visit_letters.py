"""A visit's letters, one key away."""

from __future__ import annotations

from tui.screens.visit_deeds import VisitDeeds


class VisitLetters(VisitDeeds):
    """A screen over one visit that leads to its letters."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lead there once the visit is read."""
        if action == "open_letters":
            return self.sheet is not None
        return super().check_action(action, parameters)

    def action_open_letters(self) -> None:
        """Open the letters of the case."""
        from tui.screens.letters import LettersScreen  # whoever opens a visit pays for no letter

        if self.sheet is not None:
            self.app.push_screen(LettersScreen(self.sheet.case, self.sheet.state))

"""What is asked of text that was typed in a form and never saved: as one leaves, and when the form is opened again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from models.language.words import tr
from tui.kept_text import KeptText, forget_text, free_place, texts_kept
from tui.keys import bindings
from tui.screens.confirm import ThrowAwayScreen
from tui.screens.question import QuestionScreen
from tui.screens.question_foot import question_foot


class Wish(Enum):
    """What becomes of text that was never saved."""

    GO_ON = auto()
    KEEP = auto()
    THROW_AWAY = auto()


class UnsavedScreen(QuestionScreen[Wish]):
    """A question about text of an earlier writing; only a key of its own throws it away."""

    BINDINGS = bindings("unsaved")

    def __init__(self, kept: KeptText) -> None:
        super().__init__()
        self.kept = kept

    def compose(self) -> ComposeResult:
        """Yield the question and its three keys."""
        with Vertical(classes="question"):
            question = tr(
                "Here is text that was typed on {day} at {clock} and never saved. Go on with it?",
                day=f"{self.kept.at:%Y-%m-%d}",
                clock=f"{self.kept.at:%H:%M}",
            )
            yield Static(question, markup=False)
            yield question_foot("unsaved")

    def action_go_on(self) -> None:
        """Fill the form with it."""
        self.dismiss(Wish.GO_ON)

    def action_keep(self) -> None:
        """Leave it where it is; it is offered again."""
        self.dismiss(Wish.KEEP)

    def action_throw(self) -> None:
        """Throw it away."""
        self.dismiss(Wish.THROW_AWAY)


Ask = Callable[[ModalScreen[Wish]], Awaitable[Wish]]


@dataclass(frozen=True, slots=True)
class Writing:
    """Where the text of an open form is kept, and the earlier text that it goes on with, if any."""

    place: Path
    kept: KeptText | None = None


async def begin_writing(first: Path, ask: Ask) -> Writing:
    """Offer each text that was kept of a form, the newest first; what is not wanted stays where it is."""
    for place, kept in texts_kept(first):
        wish = await ask(UnsavedScreen(kept))
        if wish is Wish.GO_ON:
            return Writing(place, kept)
        if wish is Wish.THROW_AWAY:
            forget_text(place)
    return Writing(free_place(first))


def leaving_question() -> ThrowAwayScreen:
    """Ask before what was typed is thrown away."""
    return ThrowAwayScreen(tr("Leave without saving? What was typed is thrown away."))

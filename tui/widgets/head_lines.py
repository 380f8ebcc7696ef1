"""The head of every screen: whose store it is, what day, who sits here, and the rooms."""

from __future__ import annotations

from typing import cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from models.language.words import tr, tr_marked
from tui.dates import long_day
from tui.keys import KEYS, sign_of
from tui.session import SessionApp
from tui.widgets.two_sides import TwoSides


class HeadLines(Vertical):
    """Two lines and a rule; the room that the user is in is marked."""

    DEFAULT_CSS = "HeadLines { height: auto; }"

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room = room

    def compose(self) -> ComposeResult:
        """Yield who and when, the rooms, and a rule."""
        yield TwoSides(name="whose")
        yield Static(id="rooms")
        yield Static(classes="rule")

    def on_mount(self) -> None:
        """Say it for the first time."""
        self.say()

    def on_resize(self) -> None:
        """Draw the rule over the whole width."""
        self.query_one(".rule", Static).update("─" * self.size.width)

    def say(self) -> None:
        """Say what is known of the sitting by now."""
        session = cast(SessionApp, self.app).session
        whose = ["Vistelse"]
        if session.own:
            whose.append(session.own.municipality)
            whose += [tr("TRAINING")] if session.own.training else []
        who = f"{long_day(session.today())} · {session.actor.login}"
        self.query_one("#whose", TwoSides).say(" · ".join(whose), who)
        self.query_one("#rooms", Static).update(self._rooms())

    def _rooms(self) -> Text:
        signs = cast(SessionApp, self.app).session.keys
        text = Text(no_wrap=True)
        for key in KEYS:
            if key.group == "rooms":
                here = key.id == f"go.{self.room}"
                sign = sign_of(signs.get(key.id, key.keys))
                text.append(f"{'▸' if here else ' '}{sign} {tr_marked(key.words)} ", "bold" if here else "")
        return text

"""What a whole sitting at the screens knows: who sits there, what day it is, whose store it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from textual.app import App

from models.operations.reports.own import OwnFacts
from models.operations.store.actor import Actor
from tui.targets import Target


@dataclass(slots=True)
class Session:
    """One sitting; `own` comes once the store has answered (`asks_own` until then).

    `folder` is beside where documents were last written; `folders` where what has a folder of its own was: "books".
    """

    store_url: str
    actor: Actor
    today: Callable[[], date]
    own: OwnFacts | None = None
    asks_own: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    folders: dict[str, Path] = field(default_factory=dict)
    has_room_for: Callable[[Target], bool] = lambda target: False
    """Says whether a target leads anywhere yet."""

    def municipality_name(self, code: str) -> str:
        """Name a municipality by its code; the code itself until the store has answered."""
        return self.own.names.get(code, code) if self.own else code


class SessionApp(App[None]):
    """An application in which every screen finds the session."""

    session: Session

"""The rooms that the number keys lead to: to add one, name it here and give it a key in tui/keys.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from tui.screens.log import LogScreen
from tui.screens.plan import PlanScreen
from tui.screens.today import TodayScreen

TOP = "today"
"""The room that `q` leads back to, and leaves from."""

ROOMS: dict[str, str | Callable[[], Screen[Any]]] = {
    TOP: TodayScreen,
    "billing": PlanScreen,
    "log": LogScreen,
}
"""Each room's first screen, by the room's name; its key is `go.<name>` in the table of keys."""

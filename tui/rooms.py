"""The rooms that the number keys lead to: to add one, name it here and give it a key in tui/keys.py.

A room's module is loaded when the room is first opened, so that the program is on screen before all of it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

TOP = "today"
"""The room that `q` leads back to, and leaves from."""


def _today() -> Screen[Any]:
    from tui.screens.today import TodayScreen

    return TodayScreen()


def _visits() -> Screen[Any]:
    from tui.screens.visits import VisitsScreen

    return VisitsScreen()


def _hours() -> Screen[Any]:
    from tui.screens.hours import HoursScreen

    return HoursScreen()


def _billing() -> Screen[Any]:
    from tui.screens.plan import PlanScreen

    return PlanScreen()


def _rates() -> Screen[Any]:
    from tui.screens.rates import RatesScreen

    return RatesScreen()


def _municipalities() -> Screen[Any]:
    from tui.screens.municipalities import MunicipalitiesScreen

    return MunicipalitiesScreen()


def _log() -> Screen[Any]:
    from tui.screens.log import LogScreen

    return LogScreen()


ROOMS: dict[str, str | Callable[[], Screen[Any]]] = {
    TOP: _today,
    "visits": _visits,
    "hours": _hours,
    "billing": _billing,
    "rates": _rates,
    "municipalities": _municipalities,
    "log": _log,
}
"""What makes each room's first screen, by the room's name; its key is `go.<name>` in the table of keys."""

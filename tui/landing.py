"""How a target becomes a room and the screens in it."""

from __future__ import annotations

from tui.screens.base import FeeScreen
from tui.screens.batch import BatchScreen
from tui.screens.held import HeldScreen
from tui.screens.hour_grid import HourGridScreen
from tui.screens.hours import HoursScreen
from tui.screens.municipality import MunicipalityScreen
from tui.screens.numbered import NumberedScreen
from tui.screens.plan import PlanScreen
from tui.screens.rate_home import HomeRatesScreen
from tui.screens.visit import VisitScreen
from tui.targets import (
    BatchTarget,
    HeldTarget,
    HoursTarget,
    InvoiceTarget,
    MonthTarget,
    MunicipalityTarget,
    RatesTarget,
    Target,
    VisitTarget,
)


def landing(target: Target) -> tuple[str, FeeScreen | None] | None:
    """Name the room of a target, and the screen to put on it; nothing where no room shows such a thing."""
    match target:
        case MonthTarget():
            return ("billing", None)
        case HeldTarget(month, reason):
            return ("billing", HeldScreen(month, reason))
        case BatchTarget(name):
            return ("billing", BatchScreen(name))
        case InvoiceTarget(number):
            return ("billing", NumberedScreen(number))
        case HoursTarget(case, month, day):
            return ("hours", HourGridScreen(case, month, day))
        case VisitTarget(case):
            return ("visits", VisitScreen(case))
        case RatesTarget(code):
            return ("rates", HomeRatesScreen(code))
        case MunicipalityTarget(code):
            return ("municipalities", MunicipalityScreen(code))


def settle(room: FeeScreen, target: Target) -> None:
    """Let a room's first screen show what a target is about."""
    if isinstance(room, PlanScreen) and isinstance(target, MonthTarget | HeldTarget):
        room.show_month(target.month)
    if isinstance(room, HoursScreen) and isinstance(target, HoursTarget):
        room.show_month(target.month)

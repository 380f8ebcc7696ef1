"""How a target becomes a room and the screens in it.

A screen's module is loaded when something leads to it: the program is on screen before all of it is read.
"""

from __future__ import annotations

from tui.screens.base import FeeScreen
from tui.targets import (
    BatchTarget,
    BooksTarget,
    ConditionsTarget,
    CreditTarget,
    DeliveriesTarget,
    DifferencesTarget,
    DisputesTarget,
    HeldTarget,
    HoursTarget,
    InvoiceTarget,
    MoneyTarget,
    MonthTarget,
    MunicipalityTarget,
    OrdersTarget,
    ProposalsTarget,
    QueueTarget,
    RatesTarget,
    Target,
    UnmatchedTarget,
    VisitTarget,
)


def landing(target: Target) -> tuple[str, FeeScreen | None] | None:
    """Name the room of a target, and the screen to put on it; nothing where no room shows such a thing."""
    return _among_visits(target) or _among_hours_and_registers(target) or _in_billing(target) or _about_money(target)


def _in_billing(target: Target) -> tuple[str, FeeScreen | None] | None:
    match target:
        case MonthTarget():
            return ("billing", None)
        case HeldTarget(month, reason):
            from tui.screens.held import HeldScreen

            return ("billing", HeldScreen(month, reason))
        case BatchTarget(name):
            from tui.screens.batch import BatchScreen

            return ("billing", BatchScreen(name))
        case InvoiceTarget(number):
            from tui.screens.numbered import NumberedScreen

            return ("billing", NumberedScreen(number))
        case CreditTarget(number, lines):
            from tui.screens.credit_due import CreditDueScreen

            return ("billing", CreditDueScreen(number, lines))
        case DifferencesTarget():
            from tui.screens.differences import DifferencesScreen

            return ("billing", DifferencesScreen())
    return None


def _about_money(target: Target) -> tuple[str, FeeScreen | None] | None:
    match target:
        case MoneyTarget():
            from tui.screens.money import MoneyScreen

            return ("billing", MoneyScreen())
        case UnmatchedTarget():
            from tui.screens.unmatched import UnmatchedScreen

            return ("billing", UnmatchedScreen())
        case DisputesTarget():
            from tui.screens.disputes import DisputesScreen

            return ("billing", DisputesScreen())
        case DeliveriesTarget():
            from tui.screens.deliveries import DeliveriesScreen

            return ("billing", DeliveriesScreen())
        case BooksTarget():
            from tui.screens.books import BooksScreen

            return ("billing", BooksScreen())
    return None


def _among_hours_and_registers(target: Target) -> tuple[str, FeeScreen | None] | None:
    match target:
        case HoursTarget(case, month, day):
            from tui.screens.hour_grid import HourGridScreen

            return ("hours", HourGridScreen(case, month, day))
        case QueueTarget():
            from tui.screens.queue import QueueScreen

            return ("hours", QueueScreen())
        case RatesTarget(""):
            return ("rates", None)
        case RatesTarget(code):
            from tui.screens.rate_home import HomeRatesScreen

            return ("rates", HomeRatesScreen(code))
        case ConditionsTarget(code):
            from tui.screens.conditions import ConditionsScreen

            return ("municipalities", ConditionsScreen(code))
        case MunicipalityTarget(code):
            from tui.screens.municipality import MunicipalityScreen

            return ("municipalities", MunicipalityScreen(code))
    return None


def _among_visits(target: Target) -> tuple[str, FeeScreen | None] | None:
    match target:
        case VisitTarget(case, row):
            from tui.screens.visit import VisitScreen

            return ("visits", VisitScreen(case, row))
        case OrdersTarget(matter):
            from tui.screens.orders import OrdersScreen

            return ("visits", OrdersScreen(matter))
        case ProposalsTarget(case):
            from tui.screens.proposals import ProposalsScreen

            return ("visits", ProposalsScreen(case))
    return None


def settle(room: FeeScreen, target: Target) -> None:
    """Let a room's first screen show what a target is about."""
    match target:
        case MonthTarget(month) | HeldTarget(month):
            from tui.screens.plan import PlanScreen

            if isinstance(room, PlanScreen):
                room.show_month(month)
        case HoursTarget(month=month):
            from tui.screens.hours import HoursScreen

            if isinstance(room, HoursScreen):
                room.show_month(month)
        case _:
            pass

"""Rates: which municipalities have any, and where care waits for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.language.words import N_, Marked, ntr, tr
from models.operations.registers.enter_rate import NewRate
from models.operations.registers.rate_overview import HomeRates, rate_overview
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.rate_deeds import RateDeeds
from tui.screens.rate_form import RateGiven
from tui.screens.rate_home import HomeRatesScreen
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class RatesScreen(RateDeeds):
    """The municipalities with rates; those that care waits for stand first."""

    GROUPS = ("list", "rates", "history")
    ROOM = "rates"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What home municipalities pay. A line with ! has visits with unbilled care that no confirmed rate fits, or"
        " stays ahead that none will. An example is published somewhere and bills nothing until somebody has checked"
        " it. Enter shows a municipality's rates on a time line."
    )

    def __init__(self) -> None:
        super().__init__()
        self.homes: tuple[HomeRates, ...] = ()

    @property
    def command(self) -> str:
        """The rates as a command lists them."""
        return "vistelse rate list"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the municipalities."""
        heads = (tr("rates"), tr("unconfirmed"), tr("examples"), tr("visits waiting"), tr("visits ahead"))
        yield RowTable([TableColumn(tr("Municipality")), *(TableColumn(head, figures=True) for head in heads)])

    def load(self) -> None:
        """Count the rates."""
        today, actor = self.session.today(), self.session.actor
        self.title_is(tr("Rates"))
        self.ask_store(lambda: rate_overview(today, actor), self.show_homes, READING)

    def show_homes(self, homes: tuple[HomeRates, ...]) -> None:
        """Show the municipalities."""
        self.homes = homes
        lacking = sum(home.lacks for home in homes)
        words = ntr("! {n} municipality lacks a rate", "! {n} municipalities lack a rate", lacking)
        self.title_is(tr("Rates"), words if lacking else tr("No care lacks a rate"))
        self.rows.show_rows([_row(home) for home in homes] or [TableRow("", (tr("No rate is entered yet."),))])

    def home_here(self) -> str:
        """Give the code of the municipality under the cursor."""
        return self.rows.key_here if self.is_mounted else ""

    def subject_here(self) -> str:
        """Name the municipality as the log does."""
        return self.home_here()

    def given(self) -> RateGiven:
        """Begin a new rate with the municipality under the cursor."""
        return RateGiven(municipality=self.home_here())

    def show_entered(self, new: NewRate, words: str) -> None:
        """Open the municipality's rates with the cursor on the new one."""
        self.rows.go_to(new.municipality)
        self.app.push_screen(HomeRatesScreen(new.municipality, new, words))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a municipality."""
        if action == "open_row":
            return bool(self.home_here())
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the municipality's rates."""
        if self.home_here():
            self.app.push_screen(HomeRatesScreen(self.home_here()))


def _row(home: HomeRates) -> TableRow:
    mark = "!" if home.lacks else " "
    figures = (home.rates, home.unconfirmed, home.examples, home.waiting, home.ahead)
    return TableRow(home.code, (f"{mark} {home.code} {home.name}", *(str(each) if each else "" for each in figures)))

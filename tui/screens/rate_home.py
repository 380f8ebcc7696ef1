"""One municipality's rates on a time line, and what it calls day and night."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.widget import Widget
from textual.widgets import Static

from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr
from models.operations.registers.enter_rate import NewRate
from models.operations.registers.rate_change import ConfirmRates
from models.operations.registers.rate_on import RateAsked
from models.operations.registers.rate_timeline import RatesOfHome, TimedRate, rates_of_home
from models.rules.services import SERVICE_OF, Unit
from tui.keys import bindings
from tui.rate_words import is_entered, months_of, rate_words, rows_of_home, time_columns
from tui.screens.base import READING
from tui.screens.rate_correct_deeds import RateCorrectDeeds
from tui.screens.rate_form import RateGiven
from tui.targets import MunicipalityTarget
from tui.vocabulary import service_name
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable


class HomeRatesScreen(RateCorrectDeeds):
    """A bar for each rate, one cell a month; the one under the cursor is told whole below."""

    GROUPS = ("rates", "home-rates", "history")
    ROOM = "rates"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "A municipality's rates on a time line, one cell a month, with today marked: ━ may bill, ? is confirmed by"
        " nobody, · is an example published somewhere. ‹ and › begin before or go on beyond the line. A rate is never"
        " changed: a new one follows it, and what is corrected, ended or withdrawn (×) stays known of the days before."
    )

    def __init__(self, code: str, entered: NewRate | None = None, words: str = "") -> None:
        super().__init__()
        self.code = code
        self._entered, self._words = entered, words
        self.home: RatesOfHome | None = None
        self.with_past = False

    @property
    def command(self) -> str:
        """The same rates as a command lists them."""
        return f"vistelse rate list {self.code}{' --all' if self.with_past else ''}"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the time line, and the rate under the cursor in words."""
        yield RowTable()
        yield Static(id="details", classes="words", markup=False)

    def load(self) -> None:
        """Read the rates."""
        code, actor = self.code, self.session.actor
        self.title_is(tr("Rates"), self.session.municipality_name(code))
        self.ask_store(lambda: rates_of_home(code, actor), self.show_home, READING)

    def show_home(self, home: RatesOfHome) -> None:
        """Draw the time line."""
        self.home = home
        seen = home if self.with_past else replace(home, rates=tuple(r for r in home.rates if r.known_until is None))
        self.title_is(f"{home.code} {home.name}", ntr("{n} rate", "{n} rates", len(seen.rates)))
        today, months = self.session.today(), months_of(self.size.width)
        self.rows.heads = tuple(time_columns(today, months))
        self.rows.show_header = True
        rows = rows_of_home(seen, today, months)
        self.rows.show_rows(rows or [TableRow("", (tr("No rate is entered yet."),))])
        self._stand_on_entered(home)
        self.row_changed()

    def _stand_on_entered(self, home: RatesOfHome) -> None:
        """Put the cursor on the rate that was entered last, once it is there, and say what was saved."""
        entered, words, self._entered, self._words = self._entered, self._words, None, ""
        if entered is not None:
            found = [rate.id for rate in home.rates if is_entered(rate, entered)]
            self.rows.go_to(f"rate:{max(found, default=0)}")
        if words:
            self.notice.tell(words)

    def show_entered(self, new: NewRate, words: str) -> None:
        """Stand on the new rate, in its own municipality."""
        self.code, self._entered, self._words = new.municipality, new, words
        self.load()

    def on_resize(self, event: events.Resize) -> None:
        """Draw it for the new width."""
        if self.home is not None:
            self.show_home(self.home)

    def row_changed(self) -> None:
        """Say everything about the rate under the cursor."""
        super().row_changed()
        rate = self.rate_here()
        self.query_one("#details", Static).update(rate_words(rate) if rate else "")

    def rate_here(self) -> TimedRate | None:
        """Give the rate under the cursor."""
        kind, _, number = self.rows.key_here.partition(":") if self.is_mounted else ("", "", "")
        if self.home is None or kind != "rate":
            return None
        return next((rate for rate in self.home.rates if str(rate.id) == number), None)

    def subject_here(self) -> str:
        """Name the municipality, whose history holds that of its rates."""
        return self.code

    def given(self) -> RateGiven:
        """Begin a new rate like the one under the cursor."""
        rate = self.rate_here()
        if rate is None:
            return RateGiven(municipality=self.code)
        provider = term("provider", rate.provider) if rate.provider else ""
        unit = "" if rate.unit == SERVICE_OF[rate.service].unit else rate.unit
        return RateGiven(self.code, service_name(rate.service), provider, rate.area, rate.band, unit)

    def care_here(self) -> RateAsked | None:
        """Ask about care of the kind that the rate under the cursor is for."""
        rate, today = self.rate_here(), self.session.today()
        if rate is None:
            return None
        kind = (rate.provider, rate.area, rate.band)
        counted = rate.unit == Unit.PIECE
        return RateAsked(self.code, rate.service, today, today, *kind, counted=counted, case=rate.case)

    def unconfirmed(self) -> tuple[int, ...]:
        """List the rates that somebody entered and nobody has confirmed; examples are confirmed one by one."""
        rates = self.home.rates if self.home else ()
        standing = (rate for rate in rates if rate.known_until is None)
        return tuple(rate.id for rate in standing if not rate.confirmed_by and not rate.example)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Confirm only what is not confirmed."""
        if action == "confirm_rate":
            rate = self.rate_here()
            return rate is not None and not rate.confirmed_by and rate.known_until is None
        if action == "confirm_all":
            return len(self.unconfirmed()) > 1
        if action == "show_past":
            return self.home is not None and any(rate.known_until for rate in self.home.rates)
        return super().check_action(action, parameters)

    def action_confirm_rate(self) -> None:
        """Show what confirming the rate under the cursor will do."""
        rate = self.rate_here()
        if rate is not None:
            self.show_effect_of(ConfirmRates((rate.id,)))

    def action_confirm_all(self) -> None:
        """Show what confirming every rate that was entered will do."""
        self.show_effect_of(ConfirmRates(self.unconfirmed()))

    def action_show_past(self) -> None:
        """Show, or leave out again, what is known to hold no more."""
        self.with_past = not self.with_past
        if self.home is not None:
            self.show_home(self.home)

    def action_open_municipality(self) -> None:
        """Go to the municipality and its recipients."""
        self.post_message(self.GoTo(MunicipalityTarget(self.code)))

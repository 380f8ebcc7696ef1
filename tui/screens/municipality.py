"""One municipality: who gets its invoices, where to, and on what terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from models.errors import FeeError
from models.language.refusals import refusal_text
from models.language.words import N_, Marked, ntr, tr
from models.operations.registers.add_recipient import add_recipient
from models.operations.registers.recipients import RecipientFacts, list_recipients, set_recipient
from tui.keys import bindings
from tui.recipient_words import peppol_words, recipient_words
from tui.screens.base import READING
from tui.screens.conditions import ConditionsScreen
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.rates_form_base import Unsaved
from tui.screens.recipient_form import RecipientForm, RecipientGiven
from tui.targets import RatesTarget
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable


class MunicipalityScreen(HistoryDeeds):
    """The recipients of a municipality; the one under the cursor is told whole below."""

    GROUPS = ("list", "municipality", "history")
    ROOM = "municipalities"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Who gets a municipality's invoices. The usual recipient gets what names no other. An address that is not"
        " checked is only probable: look it up in the Peppol directory before the first invoice. Enter changes a"
        " recipient."
    )

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.recipients: tuple[RecipientFacts, ...] = ()
        self._tried: tuple[RecipientGiven, Unsaved] | None = None

    @property
    def command(self) -> str:
        """The same recipients as a command lists them."""
        return f"vistelse recipient list {self.code}"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the recipients, and the one under the cursor in words."""
        yield RowTable([TableColumn(tr("Recipient")), TableColumn(""), TableColumn(tr("Peppol address"))])
        yield Static(id="details", classes="words", markup=False)

    def load(self) -> None:
        """Read the recipients."""
        code, actor = self.code, self.session.actor
        self.title_is(f"{code} {self.session.municipality_name(code)}")
        self.ask_store(lambda: list_recipients(code, actor), self.show_recipients, READING)

    def show_recipients(self, recipients: tuple[RecipientFacts, ...]) -> None:
        """Show the recipients."""
        self.recipients = recipients
        name = self.session.municipality_name(self.code)
        self.title_is(f"{self.code} {name}", ntr("{n} recipient", "{n} recipients", len(recipients)))
        self.rows.show_rows(
            [_row(facts) for facts in recipients] or [TableRow("", (tr("Nobody gets its invoices yet; add one."),))]
        )
        self.row_changed()

    def row_changed(self) -> None:
        """Say everything about the recipient under the cursor."""
        super().row_changed()
        here = self.recipient_here()
        self.query_one("#details", Static).update(recipient_words(here) if here else "")

    def recipient_here(self) -> RecipientFacts | None:
        """Give the recipient under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((facts for facts in self.recipients if facts.code == here), None)

    def subject_here(self) -> str:
        """Name the recipient as the log does."""
        here = self.recipient_here()
        return here.code if here else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only where there is a recipient."""
        if action == "open_row":
            return self.recipient_here() is not None
        return super().check_action(action, parameters)

    @work
    async def action_open_row(self) -> None:
        """Change the recipient under the cursor."""
        facts = self.recipient_here()
        if facts is not None:
            await self._fill_in(RecipientGiven.of(facts), Unsaved(f"recipient {self.code} {facts.code}"))

    @work
    async def action_new_recipient(self) -> None:
        """Add a recipient to the municipality."""
        await self._fill_in(RecipientGiven(municipality=self.code), Unsaved(f"recipient {self.code}"))

    async def _fill_in(self, given: RecipientGiven, unsaved: Unsaved, refusal: str = "") -> None:
        """Ask for the recipient's facts, and save them."""
        filled = await self.ask_user(RecipientForm(given, self.session.today(), unsaved, refusal))
        if filled is None:
            return
        self._tried, actor = (filled.given, unsaved), self.session.actor
        home, code, values, is_new = self.code, filled.code, filled.values, not given.code

        def save() -> str:
            if is_new:
                add_recipient(code, home, values, actor)
                return tr("Added {code}.", code=code)
            set_recipient(code, home, values, actor)
            return tr("Changed {code}.", code=code)

        self.rows.go_to(code)
        self.ask_store(save, self.show_saved)

    def show_saved(self, words: str) -> None:
        """Say what was saved."""
        if self._tried is not None:
            self._tried[1].forget()
        self._tried = None
        self.load()
        self.notice.tell(words)

    def refuse(self, refusal: FeeError) -> None:
        """Say why not; a form that the store refused is shown again as it was filled in."""
        super().refuse(refusal)
        tried, self._tried = self._tried, None
        if tried is not None:
            self._again(*tried, refusal_text(refusal))

    @work
    async def _again(self, tried: RecipientGiven, unsaved: Unsaved, words: str) -> None:
        await self._fill_in(tried, unsaved, words)

    def action_open_conditions(self) -> None:
        """Show the municipality's conditions."""
        self.app.push_screen(ConditionsScreen(self.code))

    def action_open_rates(self) -> None:
        """Go to the municipality's rates."""
        self.post_message(self.GoTo(RatesTarget(self.code)))


def _row(facts: RecipientFacts) -> TableRow:
    usual = tr("usual") if facts.is_default else ""
    return TableRow(facts.code, (f"{facts.code} {facts.name}", usual, peppol_words(facts)))

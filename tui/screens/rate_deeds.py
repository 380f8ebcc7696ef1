"""What can be done with rates, wherever they are shown: enter one, read a file, read bands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual import work

from models.errors import FeeError, FileUnreadable, ImportRefused
from models.language.system_words import system_words
from models.language.words import ntr, tr
from models.operations.hours.split_anew import told
from models.operations.registers.enter_rate import NewRate
from models.operations.registers.import_bands import BandsReceipt, import_bands
from models.operations.registers.rate_change import RateChange, RatesFile
from tui.screens.ask_text import AskTextScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.rate_form import RateForm, RateGiven
from tui.screens.rates_effect import EffectScreen
from tui.screens.rates_faults import FaultsScreen
from tui.screens.rates_form_base import Unsaved

MOST_BYTES = 50_000_001
"""One byte more than the largest file that is read, which then says so itself."""


class RateDeeds(HistoryDeeds):
    """A screen from which rates come in; what they will do is shown before they are saved."""

    def given(self) -> RateGiven:
        """Say what a new rate is like from the beginning."""
        return RateGiven()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter a rate once the municipalities' names are known."""
        if action == "new_rate":
            return self.session.own is not None
        return super().check_action(action, parameters)

    def who_we_are_is_known(self) -> None:
        """Offer what waited for the names."""
        self.show_foot()

    @work
    async def action_new_rate(self) -> None:
        """Fill in a rate, then look at its effect."""
        own = self.session.own
        if own is None:
            return
        unsaved = Unsaved("rate")
        new = await self.ask_user(RateForm(self.given(), own.names, self.session.today(), unsaved))
        if new is None:
            return

        def saved(words: str) -> None:
            unsaved.forget()
            self.show_entered(new, words)

        self.show_effect_of(new, saved)

    def show_entered(self, new: NewRate, words: str) -> None:
        """Stand on a rate that was entered, and say what was saved."""
        self.tell_saved(words)

    def show_effect_of(self, change: RateChange, saved: Callable[[str], None] | None = None) -> None:
        """Show what a change will do; it is saved from there."""
        self.app.push_screen(EffectScreen(change, saved or self.tell_saved))

    def tell_saved(self, words: str) -> None:
        """Say what was saved."""
        self.notice.tell(words)

    @work
    async def action_import_rates(self) -> None:
        """Ask for a file of rates and whether it has been checked, then look at its effect."""
        path = await self._path(tr("Which file of rates? CSV or Excel."))
        if path is None:
            return
        checked = tr("Have the rates of {file} been checked with their source? Only then do they bill.", file=path.name)
        confirm = await self.ask_user(ConfirmScreen(checked))
        self.ask_store(lambda: RatesFile(path.name, _content(path), confirm), self.show_effect_of)

    @work
    async def action_import_bands(self) -> None:
        """Ask for a file of band schemes, and read it."""
        path = await self._path(tr("Which file of bands? CSV or Excel."))
        if path is None:
            return
        actor = self.session.actor
        self.notice.tell(tr("Reading {file} …", file=path.name))
        self.ask_store(lambda: import_bands(path.name, _content(path), actor), self.show_bands)

    async def _path(self, question: str) -> Path | None:
        text = await self.ask_user(AskTextScreen(question))
        return None if text is None else Path(text).expanduser()

    def show_bands(self, receipt: BandsReceipt) -> None:
        """Say what the file of bands did."""
        self.load()
        schemes = ntr("{n} new band scheme", "{n} new band schemes", receipt.changed)
        split = ntr("{n} hour row split anew", "{n} hour rows split anew", receipt.split.rows)
        self.notice.tell("\n".join((f"{receipt.file}: {schemes}, {split}.", *told(receipt.split), *receipt.notices)))

    def refuse(self, refusal: FeeError) -> None:
        """List the faults of a file."""
        super().refuse(refusal)
        if isinstance(refusal, ImportRefused):
            self.app.push_screen(FaultsScreen(refusal, self.ROOM))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except (OSError, ValueError) as error:
        raise FileUnreadable(file=str(path), why=system_words(error)) from None

"""What a change of rates will do, before it is saved (G26)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from models.errors import FeeError, ImportRefused, PlanIsStale
from models.language.words import N_, Marked, tr
from models.operations.registers.enter_rate import NewRate
from models.operations.registers.rate_change import ConfirmRates, RateChange, RatesFile
from models.operations.registers.rate_effect import RateEffect, rate_effect, save_rate_change
from tui.effect_words import effect_columns, effect_rows, homes_of, receipt_words, saved_words
from tui.keys import bindings
from tui.rate_words import change_command, enter_command
from tui.screens.base import READING, FeeScreen
from tui.screens.rates_faults import FaultsScreen
from tui.widgets.row_table import RowTable


class EffectScreen(FeeScreen):
    """A rehearsed change; it is saved only as it was shown."""

    GROUPS = ("effect",)
    ROOM = "rates"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What a new or confirmed rate does, before it is saved: kronor before and after, visit by visit and month by"
        " month, for care that is not billed yet. Care that is billed already is shown with the difference; posted"
        " invoices never change, but saving proposes what they differ by, and you decide that in Billing. If hours or"
        " rates change meanwhile nothing is saved, and the effect is worked out again."
    )

    def __init__(self, change: RateChange, saved: Callable[[str], None]) -> None:
        super().__init__()
        self.change = change
        self.saved = saved
        self.effect: RateEffect | None = None

    @property
    def command(self) -> str:
        """The command that does the same, and with --dry-run only says what it would do."""
        match self.change:
            case ConfirmRates(rates) if len(rates) < 6:
                return f"vistelse rate confirm {' '.join(map(str, rates))} --dry-run"
            case ConfirmRates():
                return "vistelse rate confirm … --dry-run"
            case RatesFile():
                return "vistelse rate import … --dry-run"
            case NewRate() as new:
                return enter_command(new)
            case other:
                return change_command(other)

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the effect."""
        yield RowTable(effect_columns())

    def load(self) -> None:
        """Rehearse the change."""
        self.effect = None
        self.title_is(tr("Effect of the rates"), tr("planning …"))
        change, today, actor = self.change, self.session.today(), self.session.actor
        self.ask_store(lambda: rate_effect(change, today, actor), self.show_effect, READING)

    def show_effect(self, effect: RateEffect) -> None:
        """Show what will happen."""
        self.effect = effect
        homes = homes_of(effect)
        whose = [self.session.municipality_name(code) for code in homes] if len(homes) == 1 else []
        title = " · ".join((tr("Effect of the rates, not saved yet"), *whose))
        self.title_is(title, receipt_words(effect.receipt))
        self.rows.show_rows(effect_rows(effect, self.session.municipality_name))
        if effect.receipt.notices:
            self.notice.tell("\n".join(effect.receipt.notices))

    def refuse(self, refusal: FeeError) -> None:
        """List the faults of a file; work the effect out again where it no longer is what was shown."""
        super().refuse(refusal)
        self.title_is(tr("Effect of the rates"))
        if isinstance(refusal, ImportRefused):
            self.app.switch_screen(FaultsScreen(refusal, self.ROOM))
        elif isinstance(refusal, PlanIsStale):
            self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Save only what was shown."""
        return action != "save_effect" or self.effect is not None

    def action_save_effect(self) -> None:
        """Save the change, if its effect still is the one on screen."""
        if self.effect is None:
            return
        change, shown, today, actor = self.change, self.effect, self.session.today(), self.session.actor
        self.effect = None
        self.ask_store(lambda: save_rate_change(change, shown, today, actor), self.show_saved)

    def show_saved(self, effect: RateEffect) -> None:
        """Go back to the rates, and say there what was done."""
        self.app.pop_screen()
        self.saved(saved_words(effect))

"""How many rates are lacking that somebody is to ask for, or to remind about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.operations.registers.list_rate_gaps import GapStep, list_rate_gaps
from models.operations.store.actor import Actor


@dataclass(frozen=True, slots=True)
class RatesToAsk:
    """Municipalities' services without a rate: to `ask` for, and to `remind` about; `homes` are their codes.

    `first` is the first day that lacks one.
    """

    ask: int = 0
    remind: int = 0
    homes: tuple[str, ...] = ()
    first: date | None = None

    @property
    def count(self) -> int:
        """All of them."""
        return self.ask + self.remind


NOTHING_TO_ASK = RatesToAsk()


def rates_to_ask(today: date, actor: Actor) -> RatesToAsk:
    """Count them."""
    waiting = [line for line in list_rate_gaps(today, actor) if line.waits]
    remind = sum(line.step is GapStep.REMIND for line in waiting)
    homes = tuple(dict.fromkeys(line.municipality for line in waiting))
    return RatesToAsk(len(waiting) - remind, remind, homes, min((line.first for line in waiting), default=None))

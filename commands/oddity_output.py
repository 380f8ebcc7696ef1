"""How what is unusual about a month is printed below its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.say import say
from models.language.words import tr

if TYPE_CHECKING:
    from models.operations.billing.oddities import Oddity
    from models.rules.period import Month


def print_oddities(oddities: tuple[Oddity, ...], month: Month) -> None:
    """Print one line for each oddity; nothing where there is none."""
    from models.operations.billing.oddities import month_before
    from models.operations.billing.oddity_text import oddity_text

    if oddities:
        say("\n" + tr("Differs from {month}:", month=month_before(month)))
    for oddity in oddities:
        say(f"- {oddity_text(oddity)}")

"""How a month's oddities are written in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from models.language.words import ntr, tr
from models.operations.billing.oddities import Oddity, month_before
from models.operations.billing.oddity_text import oddity_text
from models.rules.period import Month
from tui.dates import month_name

MOST = 5
"""Oddities that are written out; of the others it is said how many they are."""


def oddity_lines(oddities: Sequence[Oddity], month: Month) -> list[str]:
    """Write a head and the oddities under it, nothing where there is none."""
    if not oddities:
        return []
    head = tr("Differs from {month}", month=month_name(month_before(month)))
    lines = [f"· {oddity_text(each)}" for each in oddities[:MOST]]
    more = len(oddities) - MOST
    return [head, *lines, *([f"· {ntr('and {n} more', 'and {n} more', more)}"] if more > 0 else [])]

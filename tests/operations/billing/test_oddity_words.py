"""An oddity is said in one line; a percentage stands only where there is something to count it of."""

from __future__ import annotations

import pytest

from models.language.words import use_language
from models.operations.billing.oddities import Oddity, OddityKind
from models.operations.billing.oddity_text import oddity_text


@pytest.mark.parametrize("before", [0, -1, -403_826])
def test_a_month_that_came_to_nothing_or_less_has_no_percentage(before: int) -> None:
    """The two sums say it."""
    use_language("sv")
    said = oddity_text(Oddity(OddityKind.CHANGE, "0180", "Stockholm", before, 853_875))
    assert "%" not in said
    assert said.startswith("0180 Stockholm: ")
    assert said.endswith("→ 8 538,75 kr".replace(" ", "\u00a0").replace("→\u00a0", "→ "))


@pytest.mark.parametrize(("now", "change"), [(200, "+100 %"), (50, "−50 %"), (-50, "−150 %")])
def test_a_month_above_nought_has_one(now: int, change: str) -> None:
    """From the month before to this one."""
    use_language("en")
    assert change in oddity_text(Oddity(OddityKind.CHANGE, "0180", "Stockholm", 100, now)).replace("\u00a0", " ")

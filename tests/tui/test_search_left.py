"""The search is left by the keys that its foot names, whatever was typed."""

from __future__ import annotations

import pytest

from tests.tui.keyboard import at_the_screens
from tests.tui.village import MAKER, TODAY


@pytest.mark.parametrize("key", ["ctrl+g", "escape"])
async def test_the_search_is_left_from_the_line_and_from_what_was_found(empty_store: str, key: str) -> None:
    """No key is the only way out: a terminal may keep escape to itself."""
    async with at_the_screens(empty_store, MAKER, TODAY) as at:
        await at.press("5", "slash")
        await at.type("abc")
        await at.see("Search", "abc", "ctrl+g back")
        await at.press(key)
        await at.see("vistelse rate list")
        await at.press("slash")
        await at.type("abc", "enter")
        await at.see("Nothing is called abc.")
        await at.press(key)
        await at.see("vistelse rate list")

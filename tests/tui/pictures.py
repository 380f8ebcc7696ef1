"""The pictures in the README: screens of an invented village, drawn by the program itself into `pictures/`.

`python -m tests.tui.pictures` makes them all anew; the day and the village are fixed, so that the same screens give
the same bytes.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

from tests.tui.driving import LARGE, SMALL, Walk, press, settle, sitting
from tests.tui.village import MAKER, make_full, stopped_clock

FOLDER = Path(__file__).parents[2] / "pictures"
LANGUAGE = "sv"


async def screens(url: str) -> Walk:
    """Walk through the main screens in the order of a month."""
    async with sitting(url, MAKER, SMALL) as pilot:
        yield "today", pilot
        await press(pilot, "2")
        yield "visits", pilot
        await press(pilot, "enter")
        yield "visit", pilot
        await press(pilot, "3")
        yield "hours", pilot
        await press(pilot, "enter")
        yield "hours-of-a-visit", pilot
        await press(pilot, "q", "4")
        yield "billing", pilot
        await press(pilot, "home", "enter", "enter")
        yield "line", pilot
        await press(pilot, "5")
        yield "rates", pilot
    async with sitting(url, MAKER, LARGE) as pilot:
        await press(pilot, "4")
        await settle(pilot)
        yield "billing-large", pilot


def self_contained(picture: str) -> str:
    """Take out the fonts that a viewer would fetch from elsewhere; its own even-width font does."""
    return re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)


async def draw(folder: Path) -> Sequence[Path]:
    """Draw every screen into a folder; give the files."""
    drawn: list[Path] = []
    with tempfile.TemporaryDirectory() as store, stopped_clock():
        url = f"sqlite:///{store}/store.db"
        make_full(url)
        async with aclosing(screens(url)) as stops:
            async for name, pilot in stops:
                path = folder / f"{name}.svg"
                path.write_text(self_contained(pilot.app.export_screenshot(title="vistelse")), encoding="utf-8")
                drawn.append(path)
    return drawn


def main() -> int:
    """Draw the pictures, in Swedish and without a user's own settings; say where they are."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update({"VISTELSE_LANGUAGE": LANGUAGE, "HOME": home})
        for name in ("NO_COLOR", "TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "COLORTERM"):
            os.environ.pop(name, None)
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = f"{home}/{kind.lower()}"
        FOLDER.mkdir(exist_ok=True)
        drawn = asyncio.run(draw(FOLDER))
    for path in FOLDER.glob("*.svg"):
        if path not in drawn:
            path.unlink()
    print(*(f"{path.relative_to(FOLDER.parent)}  {path.stat().st_size // 1024} kB" for path in drawn), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

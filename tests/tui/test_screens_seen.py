"""What every screen looks like, empty, full and refused, on a small and a large terminal."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion

from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from tests.tui.driving import LARGE, SMALL
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY
from tests.tui.walk import walk, walk_credit, walk_empty, walk_refused

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Keep each picture as an SVG file of its own."""
    return snapshot.use_extension(SVGImageExtension)


@SIZES
async def test_every_screen_of_a_full_store(
    seen_village: str, size: tuple[int, int], pictures: SnapshotAssertion
) -> None:
    """The month from Today to the exported batch looks as it did."""
    async with aclosing(walk(seen_village, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@SIZES
async def test_every_screen_of_a_credit(seen_village: str, size: tuple[int, int], pictures: SnapshotAssertion) -> None:
    """From the marks to the credit note and its history."""
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    attest_batch("B2026-07", TODAY, ATTESTER)
    async with aclosing(walk_credit(seen_village, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@SIZES
async def test_every_room_of_an_empty_store(
    empty_store: str, size: tuple[int, int], pictures: SnapshotAssertion
) -> None:
    """A store in which nothing has happened says so, and what to do."""
    async with aclosing(walk_empty(empty_store, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)


@SIZES
async def test_every_room_when_the_store_refuses(
    empty_store: str, size: tuple[int, int], pictures: SnapshotAssertion
) -> None:
    """A refusal stands in words on the screen that asked."""
    async with aclosing(walk_refused(empty_store, size)) as stops:
        async for name, pilot in stops:
            assert pilot.app.export_screenshot() == pictures(name=name)

"""A walk through every screen, for the tests that look: in the order in which a month is billed."""

from __future__ import annotations

from textual.pilot import Pilot

from models.operations.store.actor import Actor
from tests.tui.driving import Walk, press, settle, sitting, write
from tests.tui.village import ATTESTER, MAKER


async def walk(url: str, size: tuple[int, int]) -> Walk:
    """Stop at every screen of a full store: as the one who makes the batch, then as the one who attests it."""
    async with sitting(url, MAKER, size) as pilot:
        async for stop in _make(pilot):
            yield stop
    async with sitting(url, ATTESTER, size) as pilot:
        async for stop in _attest(pilot):
            yield stop


async def _make(pilot: Pilot[None]) -> Walk:
    yield "today", pilot
    await press(pilot, "question_mark")
    yield "help", pilot
    await press(pilot, "q", "ctrl+p")
    yield "palette", pilot
    await press(pilot, "ctrl+g", "enter")
    yield "held", pilot
    await press(pilot, "enter")
    yield "held-rows", pilot
    await press(pilot, "x")
    yield "ask-reason", pilot
    await press(pilot, "ctrl+g", "q", "q")
    yield "plan", pilot
    await press(pilot, "o")
    yield "oddities", pilot
    await press(pilot, "q", "home", "enter")
    yield "recipient", pilot
    await press(pilot, "w")
    yield "why", pilot
    await press(pilot, "q", "enter")
    yield "line", pilot
    await press(pilot, "q", "q", "r")
    yield "confirm", pilot
    await press(pilot, "y")
    yield "plan-drafted", pilot
    await press(pilot, "a")
    yield "attest-refused", pilot


async def _attest(pilot: Pilot[None]) -> Walk:
    yield "today-draft", pilot
    await press(pilot, "end", "up", "enter")
    yield "batch-draft", pilot
    await press(pilot, "a")
    await write(pilot, "B2026")
    yield "attest-mistyped", pilot
    await write(pilot, "B2026-07")
    yield "batch-posted", pilot
    await press(pilot, "e")
    yield "ask-folder", pilot
    await press(pilot, "ctrl+g", "enter")
    yield "invoice", pilot
    await press(pilot, "c")
    yield "credit", pilot
    await press(pilot, "q", "q", "q", "b")
    yield "batches", pilot
    await press(pilot, "h")
    yield "history", pilot
    await press(pilot, "9")
    yield "log", pilot
    await press(pilot, "enter")
    yield "event", pilot
    await press(pilot, "slash")
    yield "search", pilot
    await write(pilot, "202600001")
    yield "search-found", pilot


async def walk_credit(url: str, size: tuple[int, int]) -> Walk:
    """Credit the first line of the first invoice, from the question to the credit note; July must be posted."""
    async with sitting(url, MAKER, size) as pilot:
        await press(pilot, "4", "b", "enter", "enter", "c", "m")
        yield "credit-none-marked", pilot
        await press(pilot, "space")
        yield "credit-one-marked", pilot
        await press(pilot, "c")
        yield "credit-code", pilot
        await press(pilot, "enter")
        yield "credit-reason", pilot
        await write(pilot, "told by phone")
        yield "credit-number", pilot
        await write(pilot, "202600001")
        yield "credited", pilot
        await press(pilot, "q")
        yield "invoice-credited", pilot
        await press(pilot, "q", "end")
        yield "batch-credited", pilot
        await press(pilot, "enter")
        yield "credit-note", pilot
        await press(pilot, "h")
        yield "credit-history", pilot
        await press(pilot, "slash")
        await write(pilot, "K202600001")
        yield "search-credit", pilot


async def walk_empty(url: str, size: tuple[int, int]) -> Walk:
    """Stop at every screen of a store in which nothing has happened."""
    async with sitting(url, MAKER, size) as pilot:
        yield "empty-today", pilot
        await press(pilot, "4")
        yield "empty-plan", pilot
        await press(pilot, "b")
        yield "empty-batches", pilot
        await press(pilot, "9")
        yield "empty-log", pilot
        await press(pilot, "slash")
        await write(pilot, "Nobody")
        yield "empty-search", pilot


async def walk_refused(url: str, size: tuple[int, int]) -> Walk:
    """Stop at every room as somebody whom the store does not know."""
    async with sitting(url, Actor("stranger", "tui"), size) as pilot:
        yield "refused-today", pilot
        await press(pilot, "4")
        yield "refused-plan", pilot
        await press(pilot, "b")
        yield "refused-batches", pilot
        await press(pilot, "9")
        yield "refused-log", pilot
        await press(pilot, "slash")
        await write(pilot, "Nobody")
        yield "refused-search", pilot
        await settle(pilot)

"""A process killed while it sends leaves whole documents under their names, or none (G11, G20)."""

from __future__ import annotations

import multiprocessing
import random
import time
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from models.documents.facts import from_json
from models.documents.peppol import render
from models.operations.documents import outgoing
from models.operations.documents.deliver import SendWish, send_documents
from models.operations.documents.list_deliveries import list_deliveries
from models.operations.store.check_store import check_store
from models.operations.store.schema import open_for_work
from models.rules.delivery import DeliveryState, Outcome
from tests.operations.billing.month import rows
from tests.operations.builders import OWNER
from tests.training import close_store

DEATHS = 4
LONGEST_LIFE = 0.1
"""Seconds: about what sending the documents takes."""


def send_them(url: str, outbox: str, ready: Connection) -> None:
    """Send July, over and over, in a process of its own."""
    open_for_work(url)
    ready.send("ready")
    while True:
        send_documents(SendWish("B2026-07", outbox, again=True), OWNER)


def die_on_the_way(url: str, outbox: Path, life: float) -> None:
    """Start sending in another process and kill it after so many seconds."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=send_them, args=(url, str(outbox), theirs), daemon=True)
    process.start()
    ours.recv()
    time.sleep(life)
    process.kill()
    process.join()


def test_killed_anywhere_the_folder_holds_whole_documents_and_the_store_knows_of_each(
    billed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G11, G20: whatever has a document's name is that document; nothing lies there that was not written down."""
    chance, outbox = random.Random(2026), tmp_path / "outbox"
    outbox.mkdir()
    whole = {f"{number}.xml": render(from_json(text)) for number, text in rows("SELECT number, facts FROM invoice")}
    for _ in range(DEATHS):
        close_store()
        die_on_the_way(billed, outbox, chance.uniform(0, LONGEST_LIFE))
        open_for_work(billed)
        seen = {path.name: path.read_bytes() for path in outbox.iterdir() if not path.name.startswith(".")}
        assert all(whole[name] == content for name, content in seen.items())
        tried = {each.number for each in list_deliveries(OWNER) if each.attempts}
        assert {name.removesuffix(".xml") for name in seen} <= tried
        begun = [a for each in list_deliveries(OWNER) for a in each.attempts if a.outcome is Outcome.BEGUN]
        assert len(begun) <= DEATHS
        assert check_store(OWNER) == ()
    monkeypatch.setattr(outgoing, "UNDER_WAY", timedelta(0))
    send_documents(SendWish("B2026-07", str(outbox), again=True), OWNER)
    assert {each.state for each in list_deliveries(OWNER)} == {DeliveryState.SENT}
    assert {path.name for path in outbox.iterdir()} == set(whole)

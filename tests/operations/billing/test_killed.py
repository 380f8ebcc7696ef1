"""A process killed in the middle of the month leaves whole invoices or none."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

from models.operations.billing.export_batch import export_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.store.check_store import check_store
from models.operations.store.schema import open_for_work
from tests.operations.billing.month import BILLED_ON, JULY, attest, bill, nothing_wrong, rows, value
from tests.operations.builders import OWNER
from tests.training import close_store

DEATHS = 12
LONGEST_LIFE = 0.12
"""Seconds: about what the month below takes."""


def live_through_the_month(url: str, out: str, ready: Connection) -> None:
    """Run, attest and export July, whatever of it is left to do, in a process of its own."""
    open_for_work(url)
    ready.send("ready")
    plan = plan_batch(JULY, BILLED_ON, OWNER)
    if plan.invoices:
        run_batch(plan, BILLED_ON, OWNER)
    for (name,) in rows("SELECT name FROM batch WHERE state = 'drafted'"):
        attest(name)
    export_batch("B2026-07", Path(out), OWNER)


def die_on_the_way(url: str, out: Path, life: float) -> None:
    """Start the month in another process and kill it after so many seconds."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=live_through_the_month, args=(url, str(out), theirs), daemon=True)
    process.start()
    ours.recv()
    time.sleep(life)
    process.kill()
    process.join()


def test_killed_anywhere_the_store_holds_no_invoice_or_a_whole_one(july: str, tmp_path: Path) -> None:
    """G11, G3, G14: after each kill doctor is content, and what is posted is the whole batch or nothing of it."""
    chance = random.Random(2026)
    for _ in range(DEATHS):
        close_store()
        die_on_the_way(july, tmp_path / "out", chance.uniform(0, LONGEST_LIFE))
        open_for_work(july)
        drafted, posted = (
            value(f"SELECT count(*) FROM invoice WHERE number IS {null}") for null in ("NULL", "NOT NULL")
        )
        assert not (drafted and posted)
        assert value("SELECT count(*) FROM care_piece WHERE line_id IS NOT NULL") == value(
            "SELECT count(*) FROM line_piece"
        )
        nothing_wrong_but_files()
    for (name,) in rows("SELECT name FROM batch WHERE state = 'drafted'"):
        attest(name)
    if not rows("SELECT name FROM batch"):
        bill()
    export_batch("B2026-07", tmp_path / "out", OWNER)
    nothing_wrong()


def nothing_wrong_but_files() -> None:
    """See that doctor finds nothing, besides files that the killed process had still to write."""
    assert [finding for finding in check_store(OWNER) if finding.code != "checksums"] == []

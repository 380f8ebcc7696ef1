"""Differences that several processes decide, bill and undo at the same moment, or that a killed one leaves behind."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest

from models.errors import FeeError
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.decide_difference import accept_difference
from models.operations.billing.list_differences import list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.registers.correct_rate import CorrectRate, correct_rate
from models.operations.store.check_store import check_store
from models.operations.store.schema import open_for_work
from models.rate import Rate
from tests.operations.billing.month import AUGUST, attest, rows, value
from tests.operations.billing.sequence_promises import claims, live_lines, twice_live
from tests.operations.builders import OWNER, put_rates, rate_row
from tests.training import close_store

LATER = date(2026, 10, 20)
PATIENCE = 60
"""Seconds after which a process that has not answered is taken for hung."""


def let_decide(amount: str, decided_on: str = "2026-10-10") -> None:
    """Enter what the home municipality pays for home care."""
    put_rates(rate_row(amount, decided_on=decided_on), today=LATER)


def waiting() -> list[int]:
    """Number the differences that are proposed."""
    return [row.id for row in list_differences(OWNER) if row.state == "open"]


def accept() -> object:
    """Accept the first."""
    return accept_difference(waiting()[0], OWNER, LATER)


def run() -> object:
    """Run what was accepted."""
    return run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER)


def post() -> object:
    """Attest the draft."""
    return attest("B2026-08", today=LATER)


def annul() -> object:
    """Annul the draft."""
    return annul_batch("B2026-08", OWNER, LATER)


def correct() -> object:
    """Correct the rate that was decided last."""
    return correct_rate(CorrectRate(_last_rate(), price=47_000, confirmed=True), LATER, OWNER)


def _last_rate() -> int:
    return int(Rate.select(Rate.id).where(Rate.known_until.is_null()).order_by(Rate.id.desc()).scalar())


def race(url: str, *deeds: Callable[[], object]) -> list[str]:
    """Let one process a deed open the store, wait for the others, and act; give what each was told, in their order."""
    context = multiprocessing.get_context("spawn")
    barrier, told = context.Barrier(len(deeds)), context.Queue()
    processes = [
        context.Process(target=_one, args=(url, place, deed, barrier, told), daemon=True)
        for place, deed in enumerate(deeds)
    ]
    for process in processes:
        process.start()
    outcomes = dict(told.get(timeout=PATIENCE) for _ in deeds)
    for process in processes:
        process.join(PATIENCE)
    return [outcomes[place] for place in range(len(deeds))]


def _one(url: str, place: int, deed: Callable[[], object], barrier: Barrier, told: Queue[Any]) -> None:
    try:
        open_for_work(url)
        barrier.wait(PATIENCE)
        deed()
        told.put((place, "done"))
    except FeeError as refusal:
        told.put((place, type(refusal).__name__))


def nothing_broken() -> None:
    """See that every promise holds, whoever came first."""
    assert check_store(OWNER) == ()
    assert claims() == live_lines()
    assert list(twice_live()) == []


@pytest.mark.parametrize(
    ("first", "second", "before"),
    [
        (accept, accept, ()),
        (accept, correct, ()),
        (run, run, (accept,)),
        (run, correct, (accept,)),
        (post, annul, (accept, run)),
        (post, correct, (accept, run)),
    ],
)
def test_of_two_at_once_one_wins_and_the_other_is_told(
    billed: str, first: Callable[[], object], second: Callable[[], object], before: tuple[Callable[[], object], ...]
) -> None:
    """G2, G3, G35: two deeds on the same difference at one moment; no broken store, and no error that is no words."""
    let_decide("455,00")
    for deed in before:
        deed()
    close_store()
    told = race(billed, first, second)
    open_for_work(billed)
    assert not [text for text in told if text.startswith("!")]
    assert "done" in told
    if first is run is second:
        assert told.count("done") == 1
    nothing_broken()


def live_through(url: str, ready: Connection) -> None:
    """Change a rate, accept, run, attest and credit, again and again, in a process of its own."""
    open_for_work(url)
    ready.send("ready")
    for turn in range(20):
        let_decide(f"{400 + turn},00", decided_on=f"2026-10-{10 + turn % 10}")
        for number in waiting():
            with suppress(FeeError):
                accept_difference(number, OWNER, LATER)
        with suppress(FeeError):
            attest(run_batch(plan_batch(AUGUST, LATER, OWNER), LATER, OWNER).batch, today=LATER)


def test_killed_anywhere_a_difference_is_whole_or_not_there(billed: str) -> None:
    """G11, G3, G14: after each kill doctor is content and the claims are the live lines."""
    chance, context = random.Random(5), multiprocessing.get_context("spawn")
    for _ in range(3):
        close_store()
        ours, theirs = context.Pipe()
        process = context.Process(target=live_through, args=(billed, theirs), daemon=True)
        process.start()
        ours.recv()
        time.sleep(chance.uniform(0.05, 0.6))
        process.kill()
        process.join()
        open_for_work(billed)
        nothing_broken()
        for (name,) in rows("SELECT name FROM batch WHERE state = 'drafted'"):
            with suppress(FeeError):
                attest(name, today=LATER)
        nothing_broken()
    assert value("SELECT count(*) FROM difference") > 0

"""Several real processes that do a deed in the same store at the same moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from threading import BrokenBarrierError
from typing import Any

from peewee import DatabaseError

from models.errors import FeeError
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
from models.rules.period import Month
from tests.operations.billing.month import BILLED_ON, attest, credit
from tests.operations.builders import OWNER

PATIENCE = 60
"""Seconds after which a process that has not answered is taken for hung."""

Deed = tuple[str, ...]
"""A deed's name and its arguments, as text."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one process's deed: its receipt as text, or the refusal's class and words."""

    deed: Deed
    refusal: str
    text: str


def race(url: str, deeds: list[Deed]) -> list[Outcome]:
    """Let one process a deed open the store, wait for the others, and act; give what each was told."""
    context = multiprocessing.get_context("spawn")
    barrier, told = context.Barrier(len(deeds)), context.Queue()
    processes = [context.Process(target=_one, args=(url, deed, barrier, told), daemon=True) for deed in deeds]
    for process in processes:
        process.start()
    outcomes = [told.get(timeout=PATIENCE) for _ in deeds]
    for process in processes:
        process.join(PATIENCE)
    return outcomes


def _one(url: str, deed: Deed, barrier: Barrier, told: Queue[Any]) -> None:
    try:
        open_for_work(url)
        steps = _steps(*deed)
        next(steps)
        barrier.wait(PATIENCE)
        told.put(Outcome(deed, "", str(next(steps))))
    except FeeError as refusal:
        told.put(Outcome(deed, type(refusal).__name__, str(refusal)))
    except (DatabaseError, BrokenBarrierError) as error:  # what a race may meet and must not
        barrier.abort()
        told.put(Outcome(deed, f"!{type(error).__name__}", str(error)))


def _steps(name: str, *arguments: str) -> Iterator[object]:
    """Prepare a deed, then do it."""
    if name == "run":
        plan = plan_batch(Month.parse(arguments[0]), BILLED_ON, OWNER)
        yield plan
        yield run_batch(plan, BILLED_ON, OWNER)
    elif name == "attest":
        yield name
        yield attest(arguments[0], Actor(arguments[1]))
    elif name == "credit":
        yield name
        yield credit(arguments[0])
    elif name == "fail":
        yield name
        yield credit(arguments[0], 99)

"""Random sequences of everything that happens to bills, each from its own number, so that any of them can be run again.

A sequence is done inside one transaction that is taken back at its end, so that thousands share a store.
`python -m tests.operations.billing.sequences --help` runs as many as are wanted on either engine.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from models.database import connected, database, rows_of
from models.difference import Difference
from models.errors import FeeError
from models.invoice import Invoice
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.decide_difference import accept_difference
from models.operations.billing.list_differences import list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.store.check_store import check_store
from models.operations.store.rehearse import rehearsal
from models.operations.store.schema import open_for_work
from models.recipient import Recipient
from models.rules.period import Month
from tests.engines import Engine, Postgres, Sqlite
from tests.operations.billing.month import ATTESTER, make_july
from tests.operations.billing.sequence_deeds import DEEDS, drafts, refusals_are_answers
from tests.operations.billing.sequence_promises import billed_as_known, claims, live_lines, split_as_known, twice_live
from tests.operations.builders import OWNER
from tests.postgres import server_url
from tests.training import close_store

BEGINS = date(2026, 10, 1)
STEPS = 9
BETWEEN_TIDYINGS = 100


class Sequence:
    """One sequence: what is done next, on which day, is drawn from its number alone."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        self.number = number
        self.today = BEGINS
        self.done: list[str] = []
        self.posted: dict[str, str] = {}
        self.heard: Counter[str] = Counter()

    def run(self) -> None:
        """Do the steps, each with its invariants; then accept what waits, bill it, and look at every price."""
        if self.random.random() < 0.3:
            Recipient.update(grouping="recipient").execute()
        if self.random.random() < 0.7:
            self._bill(Month(2026, 7))
        for _ in range(STEPS):
            step = self.random.choice(DEEDS)
            self.done.append(step.__name__)
            with refusals_are_answers(), counted(self.heard):
                step(self)
            self.today += timedelta(days=self.random.randint(0, 2))
            self._invariants()
        self._accept_everything()
        self._invariants()
        billed_as_known(self.today)
        self.heard["documents"] = len(self.posted)
        self.heard["differences billed"] = Difference.select().where(Difference.state == "billed").count()
        assert check_store(OWNER) == ()

    def _bill(self, month: Month) -> None:
        batch = run_batch(plan_batch(month, self.today, OWNER), self.today, OWNER).batch
        attest_batch(batch, self.today, ATTESTER)

    def _accept_everything(self) -> None:
        for name in drafts():
            annul_batch(name, OWNER, self.today)
        for _ in range(3):
            for row in list_differences(OWNER):
                with refusals_are_answers():
                    accept_difference(row.id, OWNER, self.today)
        with refusals_are_answers():
            self._bill(Month(2026, 8))

    def _invariants(self) -> None:
        """G3, G14, G15, G24, G25: what is posted stays, one live line a piece, the claims are the live lines."""
        facts = dict(rows_of(Invoice.select(Invoice.number, Invoice.facts).where(Invoice.number.is_null(False))))
        assert self.posted.items() <= facts.items()
        self.posted = facts
        assert claims() == live_lines()
        assert list(twice_live()) == []
        split_as_known()


@contextmanager
def counted(heard: Counter[str]) -> Iterator[None]:
    """Count the refusals, so that a run shows that most deeds are done."""
    try:
        yield
    except FeeError:
        heard["refused"] += 1
        raise


def run_sequences(numbers: Iterable[int], look: Callable[[], None] = lambda: None) -> Counter[str]:
    """Run some sequences in the open store, each looked at and taken back; count what was done in them.

    One that breaks a promise says its number and its deeds, so that it can be run again alone.
    """
    done: Counter[str] = Counter()
    for number in numbers:
        sequence, is_whole = Sequence(number), False
        try:
            with rehearsal():
                sequence.run()
                look()
                is_whole = True
        finally:
            if not is_whole:
                print(f"sequence {number}: {', '.join(sequence.done)}")
        done.update(sequence.done)
        done.update(sequence.heard)
    return done


@contextmanager
def july_on(postgres: bool) -> Iterator[Engine]:
    """Open a store in which July waits, on an engine of one's own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "owner").write_text(str(os.getpid()))
        engine: Engine = Postgres(server_url(Path(folder))) if postgres else Sqlite()
        url = engine.empty(Path(folder))
        make_july(url)
        open_for_work(url)
        with connected():
            yield engine
        close_store()


def main() -> None:
    """Run as many sequences as are asked for, and say how long they took."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true", help="on a server of its own, else on SQLite")
    asked = parser.parse_args()
    began = time.monotonic()
    numbers = range(asked.first, asked.first + asked.count)
    done: Counter[str] = Counter()
    with july_on(asked.postgres) as engine:
        for start in range(0, len(numbers), BETWEEN_TIDYINGS):
            done += run_sequences(numbers[start : start + BETWEEN_TIDYINGS])
            database.execute_sql("VACUUM")  # what was taken back lies in the tables until then
    print(f"{asked.count} sequences, {time.monotonic() - began:.0f} s on {engine.name}: {done}")


if __name__ == "__main__":
    main()

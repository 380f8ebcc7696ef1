"""Whatever happens to bills, in any order: nothing is billed twice, and everything at the rate that is known."""

from __future__ import annotations

from models.database import connected
from tests.engines import Engine
from tests.operations.billing.sequences import run_sequences

SEQUENCES = {"sqlite": 60, "postgres": 25}
"""`make soak` runs ten thousand on each engine; these are the first of them."""


def test_random_sequences_keep_what_is_posted_and_bill_nothing_twice(july: str, engine: Engine) -> None:
    """G3, G4, G14, G15, G21, G24: hours, rates, corrections, runs, credits, annulments and differences at random."""
    with connected():
        done = run_sequences(range(SEQUENCES[engine.name]))
    assert done["refused"] < done["credit"] + done["settle"] + done["run_month"] + done["correct"]
    assert done["documents"] > 2 * SEQUENCES[engine.name]
    assert done["differences billed"] > SEQUENCES[engine.name] / 4

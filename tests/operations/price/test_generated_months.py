"""Generated months of every kind, priced by the program and by the slow price of the tests."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines import Engine, Templates
from tests.operations.builders import fresh_store
from tests.operations.price.comparing import differences, enter
from tests.operations.price.oracle import REASONS, price_month
from tests.operations.price.worlds import scene

SEEDS = (0, 2, 20, 43, 110, 119)
"""Between them they plan months of changed clocks, of holidays and of the year's end."""

SOME_OF_EACH = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.usefixtures("store")
def test_a_month_of_many_municipalities_comes_to_what_a_slow_calculation_gives(seed: int) -> None:
    """G5, G7, G21, G23, G25: line for line and row for row, however the bands and the hours came in."""
    many = scene(Random(f"price {seed}"), homes=36)
    enter(many, bands_last=seed % 3 == 2)
    assert differences(many) == []


def test_the_generated_months_have_everything_in_them() -> None:
    """The test above would prove little if a reason or a unit never came about."""
    reasons, units = set(), set()
    for seed in SEEDS:
        many = scene(Random(f"price {seed}"), homes=36)
        answer = price_month(many.world, many.month, many.today)
        reasons |= {reason for _, _, reason in answer.rows}
        units |= {line.unit for line in answer.lines}
        assert len(answer.billed) > 50
    assert reasons == set(REASONS)
    assert units == {"hour", "visit", "day", "month", "piece"}


@SOME_OF_EACH
@given(source=st.randoms(use_true_random=False), bands_last=st.booleans())
def test_a_small_month_comes_to_what_a_slow_calculation_gives(
    source: Random, bands_last: bool, engine: Engine, templates: Templates, tmp_path: Path
) -> None:
    """G5, G7, G21, G23, G25: whatever is drawn; the smallest world that fails is shown."""
    small = scene(source, homes=2, most_rows=5)
    with fresh_store(engine, templates, tmp_path):
        enter(small, bands_last=bands_last)
        assert differences(small) == []

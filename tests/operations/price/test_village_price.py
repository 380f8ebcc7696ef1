"""A month of the invented village, in all the forms that its files come in, against the slow price."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.database import connected
from models.operations.billing.plan import BatchPlan
from models.operations.hours.import_hours import import_hours
from models.operations.registers.import_bands import import_bands
from models.operations.registers.import_rates import import_rates
from models.operations.visits.import_visits import import_visits
from seed.village import Village, VillageFiles, write_village
from tests.operations.builders import OWNER, plan_of, sign
from tests.operations.price.comparing import compare
from tests.operations.price.oracle import Answer, price_month
from tests.operations.price.village_rows import world_of

MONTH, KNOWN_ON = "2026-07", date(2026, 8, 5)


def enter(files: VillageFiles) -> None:
    """Import every file as it lies there, and sign the month."""
    for path in files.bands:
        import_bands(path.name, path.read_bytes(), OWNER)
    for path in files.rates:
        import_rates(path.name, path.read_bytes(), KNOWN_ON, OWNER, confirm=True)
    for path in files.unconfirmed_rates:
        import_rates(path.name, path.read_bytes(), KNOWN_ON, OWNER)
    for path in files.visits:
        import_visits(path.name, path.read_bytes(), KNOWN_ON, OWNER)
    for path in files.hours:
        import_hours(path.name, path.read_bytes(), KNOWN_ON, OWNER)
    sign(MONTH)


@pytest.fixture
def village(tmp_path: Path) -> VillageFiles:
    """Write the files of sixty visits in July 2026 and the month before."""
    return write_village(tmp_path / "village", Village(seed=1, visits=60, months=(6, 7)))


@pytest.mark.usefixtures("store")
def test_the_villages_july_comes_to_what_a_slow_calculation_gives(village: VillageFiles) -> None:
    """G5, G21, G22, G25: from Windows-1252, tabs, commas and Excel alike, to the öre and to the row."""
    enter(village)
    with connected():
        plan = plan_of(MONTH, KNOWN_ON)
        answer = price_month(world_of(village, [MONTH]), MONTH, KNOWN_ON)
        assert compare(plan, answer, MONTH) == []
    has_much_in_it(answer)
    agrees_with_itself(plan)


def has_much_in_it(answer: Answer) -> None:
    """See that the village put the price to the test."""
    assert len(answer.billed) > 1000
    assert {line.unit for line in answer.lines} == {"hour", "visit", "day", "month", "piece"}
    reasons = {"no-order", "outside-stay", "no-decision", "not-signed", "no-reference", "protected"}
    assert reasons | {"unconfirmed-rate"} == {reason for _, _, reason in answer.rows}


def agrees_with_itself(plan: BatchPlan) -> None:
    """See that sums are of rounded lines, whole öre all of them, and that each line can be worked out on paper."""
    assert plan.total == sum(invoice.total for invoice in plan.invoices) == sum(line.net for line in plan.lines)
    for line in plan.lines:
        assert {type(line.price), type(line.quantity), type(line.net)} == {int}
        assert line.price > 0
        base = 60 if line.unit == "hour" else 1
        assert -base < 2 * (line.net * base - line.quantity * line.price) <= base

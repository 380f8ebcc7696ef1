"""Files come divided and in any order, and the store ends the same (G40)."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from itertools import permutations
from pathlib import Path

import pytest

from models.errors import FeeError
from models.operations.hours.import_hours import import_hours
from models.operations.registers.import_bands import import_bands
from models.operations.registers.import_rates import import_rates
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
from models.operations.visits.import_visits import import_visits
from models.visit import Visit
from seed.village import Village, write_village
from tests.engines import Engine, Templates
from tests.operations.intake_files import (
    BO,
    ME,
    TODAY,
    Row,
    as_file,
    band,
    bare_visit,
    counted,
    hour,
    rate,
    take_visits,
    visit,
)
from tests.operations.intake_store import Content, content
from tests.training import close_store, make_training_store

Deed = Callable[[], object]

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

VISITS: tuple[Row, ...] = (
    visit("V-1", ordered_on="", order_reference=""),
    bare_visit("V-1", service="safety-alarm"),
    bare_visit("V-1", ordered_on="2026-06-20", order_reference="B 7", to="2026-07-31"),
    visit("V-2", identity_number=BO, name="Bo Testsson", home_municipality="Stockholm", service="meal-delivery"),
    bare_visit("V-2", home_municipality="0180", protected="ja"),
    bare_visit("V-3", name="Utan Nummersson", home_municipality="Stockholm", service="home-care"),
    bare_visit("V-3", identity_number="189004209814", home_municipality="0180"),
)
RATES: tuple[Row, ...] = (
    *(rate(amount=f"{n}00", area=f"by {n}") for n in range(1, 5)),
    *(rate(amount="350", band=name) for name in ("dag", "natt")),
    rate(municipality="Stockholm", service="meal-delivery", unit="piece", amount="89,50"),
)
BANDS: tuple[tuple[Row, ...], ...] = (
    (band("natt", "all", "22:00", "06:00"), band("dag", "all", "06:00", "22:00")),
    (band("helg", "sat+sun", "00:00", "24:00", "0180"), band("vardag", "mon-fri", "00:00", "24:00", "0180")),
)
HOURS: tuple[Row, ...] = (
    *(hour(f"K{n}", date=f"2026-07-{n:02}", start="21:30", end="22:45") for n in range(1, 25)),
    *(hour("", date=f"2026-07-{n:02}", start="05:00", end="07:30", staff="2") for n in range(1, 25)),
    *(counted(f"P{n}", "V-2", date=f"2026-07-{n:02}", service="meal-delivery", pieces="2") for n in range(1, 25)),
    *(hour(f"N{n}", "V-3", date=f"2026-07-{n:02}", start="23:00", end="01:30") for n in range(1, 25)),
)


def divided(rows: tuple[Row, ...], chance: random.Random, most: int) -> list[tuple[Row, ...]]:
    """Shuffle rows and deal them into files."""
    shuffled = chance.sample(rows, len(rows))
    files = chance.randint(1, most)
    return [tuple(shuffled[place::files]) for place in range(files)]


def deeds_in_an_order(chance: random.Random) -> list[Deed]:
    """Divide every file and shuffle the imports; only the visits come before their hours."""
    visits: list[Deed] = [
        partial(import_visits, f"v{n}.csv", as_file(rows), TODAY, ME)
        for n, rows in enumerate(divided(VISITS, chance, 4))
    ]
    registers: list[Deed] = [
        partial(import_rates, f"r{n}.csv", as_file(rows), TODAY, ME, confirm=True)
        for n, rows in enumerate(divided(RATES, chance, 3))
    ]
    schemes = BANDS if chance.random() < 0.5 else (BANDS[0] + BANDS[1],)
    registers += [partial(import_bands, f"b{n}.csv", as_file(rows), ME) for n, rows in enumerate(schemes)]
    hours: list[Deed] = [
        partial(import_hours, f"h{n}.csv", as_file(rows), TODAY, ME) for n, rows in enumerate(divided(HOURS, chance, 4))
    ]
    again = chance.sample(visits + hours, 2)
    late = chance.sample(hours + registers, len(hours) + len(registers))
    return chance.sample(visits, len(visits)) + late + again


def state_after(engine: Engine, templates: Templates, folder: Path, deeds: list[Deed]) -> Content:
    """Make a store, do the deeds in it, and tell what it holds."""
    url = templates.copy(engine, "training", make_training_store, folder)
    open_for_work(url)
    try:
        for deed in deeds:
            deed()
        return content()
    finally:
        close_store()
        engine.drop(url)


def test_files_divided_and_shuffled_give_the_same_state(engine: Engine, templates: Templates, tmp_path: Path) -> None:
    """G40, G25: visits told in parts, schemes that come after the hours, files that come twice."""
    states = [
        state_after(engine, templates, tmp_path, deeds_in_an_order(random.Random(seed)))
        for seed in range(9 if engine.name == "sqlite" else 4)
    ]
    assert len(states[0]["care_entry"]) == len(HOURS)
    assert len(states[0]["visit"]) == 3
    assert all(state == states[0] for state in states)


def test_a_villages_files_give_the_same_state_in_any_order(
    engine: Engine, templates: Templates, tmp_path: Path
) -> None:
    """G40: files as they really come, Windows-1252 and Excel among them, forwards and backwards and twice."""
    files = write_village(tmp_path / "village", Village(seed=3, visits=12, months=(7,)))
    read = [partial(import_visits, path.name, path.read_bytes(), TODAY, ME) for path in files.visits]
    bands = [partial(import_bands, path.name, path.read_bytes(), ME) for path in files.bands]
    rates = [partial(import_rates, path.name, path.read_bytes(), TODAY, ME, confirm=True) for path in files.rates]
    hours = [partial(import_hours, path.name, path.read_bytes(), TODAY, ME) for path in files.hours]
    forwards = state_after(engine, templates, tmp_path, [*read, *bands, *rates, *hours])
    backwards = state_after(
        engine, templates, tmp_path, [*read[::-1], *read, *hours[::-1], *hours, *rates[::-1], *bands, *rates]
    )
    assert forwards["care_entry"]
    assert forwards == backwards


KNOWN_LATER: dict[str, tuple[Row, ...]] = {
    "a guest whose number comes after another visit of theirs": (
        bare_visit("V-1", name="Ada Testsson"),
        visit("V-2", **{"from": "2026-09-01", "to": ""}),
        visit("V-1"),
    ),
    "a stay whose guest has a number in one file and a name in both": (
        visit("", identity_number=""),
        visit(""),
    ),
    "a stay that has a case number in one file only": (visit("SN 17"), visit("")),
}


@pytest.mark.parametrize("what", KNOWN_LATER)
def test_a_stay_told_in_parts_is_one_stay_in_any_order(
    engine: Engine, templates: Templates, tmp_path: Path, what: str
) -> None:
    """G40: as many visits and guests whichever part comes first; twice the stay would be twice the started months.

    Made-up case numbers may differ, and so may who is told no when the parts contradict each other.
    """
    told: set[tuple[int, int]] = set()
    for order in permutations(KNOWN_LATER[what]):
        deeds: list[Deed] = [partial(take_visits, row, file=f"{n}.csv") for n, row in enumerate(order)]
        state = state_after(engine, templates, tmp_path, deeds)
        told.add((len(state["visit"]), len(state["person"])))
    assert len(told) == 1


def test_a_rate_whose_decision_is_dated_in_one_file_only_is_one_rate(
    engine: Engine, templates: Templates, tmp_path: Path
) -> None:
    """G23, G40: the same price for the same days; which file came first does not make it two."""
    files = (as_file((rate(),)), as_file((rate(decided_on=""),)))
    told = [
        len(
            state_after(
                engine, templates, tmp_path, [partial(import_rates, "r.csv", file, TODAY, ME) for file in order]
            )["rate"]
        )
        for order in (files, files[::-1])
    ]
    assert told[0] == told[1]


@pytest.mark.usefixtures("store")
def test_what_one_import_refused_the_next_can_take() -> None:
    """G10, G40: a refusal leaves nothing behind that stands in the way of the corrected file."""
    for wrong in ({"service": "juggling"}, {"from": "2026-13-01"}, {"home_municipality": "Atlantis"}):
        with pytest.raises(FeeError):
            take_visits(visit(), visit("V-2", identity_number=BO, name="Bo Testsson", **wrong))
    with pytest.raises(FeeError):
        take_visits(visit(), actor=Actor("nobody"))
    assert take_visits(visit()).added == 1
    assert Visit.select().count() == 1

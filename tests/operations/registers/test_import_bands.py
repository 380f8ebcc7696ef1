"""Band schemes come in from files: each municipality in a file gets the file's rows in their order."""

from __future__ import annotations

from datetime import date

import pytest

from models.band import Band
from models.database import rows_of
from models.errors import NotAllowed
from models.municipality import Municipality
from models.operations.registers.list_registers import list_bands
from models.operations.store.actor import Actor
from tests.operations.intake_files import band, hour, places_of, take_bands, take_hours, take_visits, visit
from tests.operations.intake_store import content, counts, deeds, everything

pytestmark = pytest.mark.usefixtures("store")

DAY, NIGHT = band("dag", "all", "06:00", "22:00"), band("natt", "all", "22:00", "06:00")


def scheme(code: str = "0184") -> list[tuple[str, str, int, int]]:
    """List a municipality's scheme in its order."""
    query = Band.select(Band.band, Band.days, Band.start, Band.end).join(Municipality).where(Municipality.code == code)
    return [(name, days, start, end) for name, days, start, end in rows_of(query.order_by(Band.position))]


def test_the_order_of_the_file_is_the_order_of_the_scheme() -> None:
    """Rows are tried in order, so another order is another scheme."""
    take_bands(DAY, NIGHT)
    assert [name for name, *_ in scheme()] == ["dag", "natt"]
    assert take_bands(NIGHT, DAY).changed == 1
    assert [name for name, *_ in scheme()] == ["natt", "dag"]


def test_a_scheme_is_replaced_whole_and_the_others_are_left_alone() -> None:
    """A shorter file leaves nothing of the longer one behind."""
    take_bands(DAY, NIGHT, band("dygn", "all", "00:00", "24:00", "Stockholm"))
    receipt = take_bands(band("helg", "sat+sun+holiday", "00:00", "24:00"))
    assert (receipt.changed, receipt.unchanged) == (1, 0)
    assert scheme() == [("helg", "sat+sun+holiday", 0, 1440)]
    assert [name for name, *_ in scheme("0180")] == ["dygn"]


def test_a_file_imported_twice_is_imported_once() -> None:
    """G40: municipalities by code or by name, mixed in one file."""
    take_bands(DAY, band("natt", "all", "22:00", "06:00", "Solna"), band("x", "mon", "00:00", "24:00", "0180"))
    before = content()
    receipt = take_bands(band("x", "mon", "00:00", "24:00", "Stockholm"), DAY, NIGHT)
    assert (receipt.changed, receipt.unchanged, receipt.split.rows) == (0, 2, 0)
    assert content() == before
    assert deeds()[-1] == ("import-bands", "bands.csv")


def test_a_scheme_takes_the_place_only_of_that_of_its_own_day() -> None:
    """G24: two schemes in one file, in any order of rows; each is known again by its day."""
    august = [{**row, "valid_from": "2026-08-01"} for row in (NIGHT, DAY)]
    assert take_bands(august[0], DAY, august[1], NIGHT).changed == 2
    listed = [(row.valid_from, row.position, row.band) for row in list_bands("0184", Actor("owner"))]
    turn = date(2026, 8, 1)
    assert listed == [(None, 0, "dag"), (None, 1, "natt"), (turn, 0, "natt"), (turn, 1, "dag")]
    before = content()
    assert take_bands(*august).unchanged == 1
    assert take_bands(DAY, NIGHT).unchanged == 1
    assert content() == before
    assert take_bands({**DAY, "gäller från": "2026-08-01"}).changed == 1
    assert [(row.valid_from, row.band) for row in list_bands("Solna", Actor("owner"))] == [
        (None, "dag"), (None, "natt"), (turn, "dag"),
    ]  # fmt: skip


def test_a_first_day_that_is_none_is_named_by_its_line() -> None:
    """G40."""
    assert places_of(lambda: take_bands({**DAY, "valid_from": "31/2"})) == [(2, "valid_from")]


def test_a_scheme_that_only_says_the_days_otherwise_prices_alike() -> None:
    """G40: mån-fre is mon-fri; the pieces that hours were split into stay the same."""
    take_visits(visit())
    take_bands(band("dag", "mon-fri", "06:00", "22:00"))
    take_hours(hour("K1", start="20:00", end="23:00"))
    before = content()["care_piece"]
    take_bands(band("dag", "mån-fre", "06:00", "22:00"))
    assert content()["care_piece"] == before


@pytest.mark.parametrize("login", ["registrar", "attester", "reader"])
def test_only_who_bills_or_administers_changes_schemes(login: str) -> None:
    """A scheme decides prices."""
    before = everything()
    with pytest.raises(NotAllowed):
        take_bands(DAY, actor=Actor(login))
    assert everything() == before
    assert counts(Band) == (0,)

"""An invented village in a store, for the screens: the same at every run, down to the minute."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest

from models.operations.hours.import_hours import import_hours
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.registers.import_bands import import_bands
from models.operations.registers.import_rates import import_rates
from models.operations.store import write_event
from models.operations.store.actor import Actor
from models.operations.store.create_store import MunicipalityFacts, NewStore, create_store
from models.operations.visits.import_visits import import_visits
from models.rules.period import Month
from seed.reference import municipalities
from seed.village import HOST, Village, VillageFiles, write_village

TODAY = date(2026, 8, 3)
JULY = Month(2026, 7)
MADE = datetime(2026, 8, 3, 12, 2, tzinfo=UTC)
MAKER = Actor("administrator", "tui")
ATTESTER = Actor("attester", "tui")
READER = Actor("reader", "tui")


class StoppedClock:
    """A clock that always says the same, in the place of `datetime`."""

    @staticmethod
    def now(zone: tzinfo) -> datetime:
        """Give the one moment there is."""
        return MADE.astimezone(zone)


@contextmanager
def stopped_clock() -> Iterator[None]:
    """Let every deed happen at the same moment, so that two runs show the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write_event, "datetime", StoppedClock)
        yield


def make_empty(url: str) -> None:
    """Make a store that knows who we are and nothing else."""
    known = [
        MunicipalityFacts(each.code, each.name, each.long_name, each.county, each.organisation_number)
        for each in municipalities()
    ]
    with stopped_clock():
        create_store(url, NewStore(HOST, training=True), known, MAKER)


def make_full(url: str) -> None:
    """Make a store with guests, rates and hours of June and July; July is signed, June is not."""
    make_empty(url)
    with stopped_clock(), tempfile.TemporaryDirectory() as folder:
        _import(write_village(Path(folder), Village(seed=3, visits=14, year=2026, months=(6, 7))))
        sign_months(plan_signing(JULY, None, MAKER), MAKER)


def _import(files: VillageFiles) -> None:
    for path in files.bands:
        import_bands(path.name, path.read_bytes(), MAKER)
    for path in files.rates:
        import_rates(path.name, path.read_bytes(), TODAY, MAKER, confirm=True)
    for path in files.unconfirmed_rates:
        import_rates(path.name, path.read_bytes(), TODAY, MAKER)
    for path in files.visits:
        import_visits(path.name, path.read_bytes(), TODAY, MAKER)
    for path in files.hours:
        import_hours(path.name, path.read_bytes(), TODAY, MAKER)

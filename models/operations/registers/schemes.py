"""Municipalities' band schemes as the rules know them."""

from __future__ import annotations

from itertools import groupby

from models.band import Band
from models.rules.band_history import BandHistory, DatedScheme
from models.rules.bands import BandRow, BandScheme, parse_days

NO_BANDS = BandHistory()


def load_schemes() -> dict[int, BandHistory]:
    """Read the band schemes of every municipality that has any."""
    query = Band.select().order_by(Band.municipality, Band.valid_from, Band.position)
    found: dict[int, list[DatedScheme]] = {}
    for (home, valid_from), rows in groupby(query, lambda band: (band.municipality_id, band.valid_from)):
        found.setdefault(home, []).append(DatedScheme(valid_from, BandScheme(tuple(map(_row, rows)))))
    return {home: BandHistory(tuple(schemes)) for home, schemes in found.items()}


def _row(band: Band) -> BandRow:
    days = parse_days(band.days)
    return BandRow(band.band, days.weekdays, days.holiday, band.start, band.end)

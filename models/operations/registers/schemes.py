"""Municipalities' band schemes as the rules know them."""

from __future__ import annotations

from models.band import Band
from models.rules.bands import BandRow, BandScheme, parse_days

NO_SCHEME = BandScheme(())


def load_schemes() -> dict[int, BandScheme]:
    """Read the band scheme of every municipality that has one."""
    rows: dict[int, list[BandRow]] = {}
    for band in Band.select().order_by(Band.municipality, Band.position):
        days = parse_days(band.days)
        row = BandRow(band.band, days.weekdays, days.holiday, band.start, band.end)
        rows.setdefault(band.municipality_id, []).append(row)
    return {home: BandScheme(tuple(found)) for home, found in rows.items()}

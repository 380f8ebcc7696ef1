"""Which band scheme holds on a day."""

from __future__ import annotations

from datetime import date

from models.rules.band_history import ALWAYS, NO_SCHEME, BandHistory, DatedScheme, Spell
from models.rules.bands import EVERY_DAY, BandRow, BandScheme
from models.rules.split import Piece, split

OLD = BandScheme((BandRow("kväll", EVERY_DAY, False, 18 * 60, 0), BandRow("natt", EVERY_DAY, False, 0, 6 * 60)))
NEW = BandScheme((BandRow("sen", EVERY_DAY, False, 20 * 60, 4 * 60),))
TURN = date(2027, 1, 1)
BOTH = BandHistory((DatedScheme(ALWAYS, OLD), DatedScheme(TURN, NEW)))


def test_a_scheme_holds_until_the_day_before_the_next() -> None:
    """G24: both ends of both."""
    assert [BOTH.on(day) for day in (date.min, date(2026, 12, 31), TURN, date.max)] == [OLD, OLD, NEW, NEW]
    later = BandHistory((DatedScheme(TURN, NEW),))
    assert [later.on(day) for day in (date(2026, 12, 31), TURN)] == [NO_SCHEME, NEW]
    assert BandHistory().on(TURN) == NO_SCHEME


def test_days_are_divided_where_another_scheme_begins() -> None:
    """No day is lost or told twice; a scheme that begins on the first day divides nothing."""
    first, last = date(2026, 12, 30), date(2027, 1, 2)
    assert tuple(BOTH.spells(first, last)) == (
        Spell(first, date(2026, 12, 31), ("kväll", "natt")),
        Spell(TURN, last, ("sen",)),
    )
    assert tuple(BOTH.spells(TURN, last)) == (Spell(TURN, last, ("sen",)),)
    assert tuple(BOTH.spells(first, date(2026, 12, 31))) == (Spell(first, date(2026, 12, 31), ("kväll", "natt")),)


def test_a_row_over_the_midnight_of_a_new_scheme_is_split_by_each_day_s_own() -> None:
    """G25: what belongs to the new year's night is the new year's, from its first minute."""
    assert split(date(2026, 12, 31), 19 * 60, 5 * 60, BOTH) == (
        Piece(date(2026, 12, 31), "kväll", 300),
        Piece(TURN, "sen", 240),
        Piece(TURN, "", 60),
    )


def test_a_scheme_that_begins_in_a_night_of_changing_clocks_loses_no_minute() -> None:
    """G25: the night of 25 October 2026 has an hour twice."""
    sunday = date(2026, 10, 25)
    bands = BandHistory((DatedScheme(ALWAYS, OLD), DatedScheme(sunday, NEW)))
    assert split(date(2026, 10, 24), 23 * 60, 5 * 60, bands) == (
        Piece(date(2026, 10, 24), "kväll", 60),
        Piece(sunday, "sen", 300),
        Piece(sunday, "", 60),
    )

"""The hours file: time by the clock, minutes or pieces, keys, and every fault at its line and column."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.interchange.faults import Reading
from models.interchange.hours_file import HourRow, read_hours, stream_hours
from models.interchange.table_file import read_table
from models.rules.identity import Identity, IdentityKind
from models.rules.period import stockholm_minutes
from tests.interchange.making import as_excel, as_text

TODAY = date(2026, 8, 5)

ENGLISH = ("key", "case", "identity_number", "date", "start", "end", "minutes", "pieces", "service", "staff", "band")
SWEDISH = ("radnyckel", "ärende", "personnummer", "datum", "start", "slut", "minuter", "antal", "insats", "personal",
           "tidsband")  # fmt: skip
EMPTY = dict.fromkeys(ENGLISH, "")
CLOCK = EMPTY | {"case": "V-1", "date": "2026-07-01", "start": "07:30", "end": "08:15", "service": "Hemtjänst"}
MINUTES = EMPTY | {"case": "V-1", "date": "2026-07-01", "minutes": "45", "service": "Hemtjänst", "band": "kväll"}
PIECES = EMPTY | {"case": "V-1", "date": "2026-07-01", "pieces": "2", "service": "Matdistribution"}


def content(*rows: dict[str, str]) -> bytes:
    """Write rows as a file."""
    return as_text((ENGLISH, *(tuple(row.values()) for row in rows)))


def hours(*rows: dict[str, str]) -> Reading[HourRow]:
    """Read rows."""
    return read_hours(read_table("hours.csv", content(*rows)), TODAY)


def only(row: dict[str, str]) -> HourRow:
    """Read one good row."""
    reading = hours(row)
    assert reading.faults == ()
    return reading.rows[0]


def test_a_row_by_the_clock_has_its_elapsed_minutes() -> None:
    """The staff are kept beside them, not multiplied in."""
    assert only(CLOCK | {"key": "K1", "staff": "2"}) == HourRow(
        line=2,
        key="K1",
        key_given=True,
        case="V-1",
        identity=None,
        day=date(2026, 7, 1),
        start=450,
        end=495,
        minutes=45,
        pieces=None,
        service="home-care",
        staff=2,
        band="",
    )


def test_a_row_without_a_clock_has_minutes_or_pieces_and_its_band() -> None:
    """One person of the staff unless it says two."""
    row = only(MINUTES)
    assert (row.start, row.end, row.minutes, row.pieces, row.staff, row.band) == (None, None, 45, None, 1, "kväll")
    row = only(PIECES)
    assert (row.start, row.end, row.minutes, row.pieces, row.staff, row.band) == (None, None, None, 2, 1, "")


@pytest.mark.parametrize(
    ("day", "start", "end", "kept", "minutes"),
    [
        ("2026-07-01", "22:45", "00:15", (1365, 15), 90),
        ("2026-07-01", "23:00", "24:00", (1380, 0), 60),
        ("2026-07-01", "23:00", "00:00", (1380, 0), 60),
        ("2026-07-01", "00:00", "24:00", (0, 1440), 1440),
        ("2026-03-28", "22:00", "07:00", (1320, 420), 480),
        ("2025-10-25", "22:00", "07:00", (1320, 420), 600),
    ],
)
def test_an_end_before_the_start_is_past_midnight(
    day: str, start: str, end: str, kept: tuple[int, int], minutes: int
) -> None:
    """G25, for what comes in: on the nights when clocks change the elapsed minutes count."""
    row = only(CLOCK | {"date": day, "start": start, "end": end})
    assert ((row.start, row.end), row.minutes, row.day.isoformat()) == (kept, minutes, day)


def test_minutes_beside_a_clock_are_taken_when_they_agree() -> None:
    """They say nothing new then, and the row has the same key as without them."""
    assert only(CLOCK | {"minutes": "45"}).key == only(CLOCK).key


def test_the_person_stands_for_the_case() -> None:
    """When the case is not known."""
    row = only(CLOCK | {"case": "", "identity_number": "900211+9817"})
    assert row.identity == Identity(IdentityKind.PERSONAL, "189002119817")


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (CLOCK | {"case": ""}, "case", "It is not said whose hours they are"),
        (CLOCK | {"identity_number": "1"}, "identity_number", "The identity number is not 10 or 12 digits"),
        (CLOCK | {"date": ""}, "date", "This is empty"),
        (CLOCK | {"date": "2026-08-06"}, "date", "The date lies ahead"),
        (CLOCK | {"date": "20260701"}, "date", "“20260701” is not a date"),
        (CLOCK | {"start": ""}, "start", "A start and an end go together"),
        (CLOCK | {"end": ""}, "end", "A start and an end go together"),
        (CLOCK | {"end": "07:30"}, "end", "The end is the same as the start"),
        (CLOCK | {"end": "8.15"}, "end", "“8.15” is not a time; write it as 07:30."),
        (CLOCK | {"start": "24:00"}, "start", "“24:00” is not a time"),
        (CLOCK | {"minutes": "90"}, "minutes", "The times make 45 minutes and the column says otherwise"),
        (CLOCK | {"staff": "2", "minutes": "90"}, "minutes", "The times make 45 minutes"),
        (CLOCK | {"pieces": "1"}, "pieces", "A row is measured in time or in pieces"),
        (CLOCK | {"band": "dag"}, "band", "The times decide the band"),
        (CLOCK | {"staff": "3"}, "staff", "The staff are 1 or 2"),
        (CLOCK | {"staff": "0"}, "staff", "The staff are 1 or 2"),
        (CLOCK | {"staff": "två"}, "staff", "The text is not a number"),
        (CLOCK | {"service": ""}, "service", "This is empty"),
        (CLOCK | {"service": "städ"}, "service", "The service is not known"),
        (
            CLOCK | {"date": "2026-03-29", "start": "02:30", "end": "03:10"},
            "start",
            "The time does not exist on the night when clocks go forward",
        ),
        (MINUTES | {"minutes": ""}, "minutes", "It is not said how much was done"),
        (MINUTES | {"minutes": "0"}, "minutes", "The number is zero"),
        (MINUTES | {"minutes": "-45"}, "minutes", "“-45” is negative"),
        (MINUTES | {"minutes": "1441"}, "minutes", "The day has 1440 minutes"),
        (MINUTES | {"date": "2026-03-29", "minutes": "1381"}, "minutes", "The day has 1380 minutes"),
        (MINUTES | {"pieces": "2"}, "pieces", "A row is measured in time or in pieces"),
        (PIECES | {"pieces": "1001"}, "pieces", "One row holds at most 1000 pieces"),
        (PIECES | {"pieces": "1,5"}, "pieces", "“1,5” is not a whole number"),
        (PIECES | {"pieces": "0"}, "pieces", "The number is zero"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(row: dict[str, str], column: str, words: str) -> None:
    """G40: one fault for one thing that is wrong."""
    reading = hours(MINUTES | {"minutes": "7"}, row)
    (fault,) = reading.faults
    assert (fault.file, fault.line, fault.column) == ("hours.csv", 3, column)
    assert fault.text.startswith(words)
    assert len(reading.rows) == 1


def test_the_longest_day_has_an_hour_more() -> None:
    """The night when clocks go back."""
    assert only(MINUTES | {"date": "2025-10-26", "minutes": "1500"}).minutes == 1500


def test_a_file_that_cannot_say_whose_or_how_much_is_refused_once() -> None:
    """By its heading, not once a row."""
    reading = read_hours(read_table("hours.csv", b"datum;insats;start\n" + b"2026-07-01;natt;07:00\n" * 9), TODAY)
    assert [(fault.line, fault.column) for fault in reading.faults] == [
        (1, "ärende / case"),
        (1, "minuter / minutes"),
    ]


def test_a_derived_key_is_the_same_in_every_form_of_the_same_row() -> None:
    """G40: importing the same hours again as another kind of file changes nothing."""
    night = CLOCK | {"start": "23:00", "end": "00:00", "staff": "1", "service": "home-care"}
    forms = [
        content(night),
        as_text((SWEDISH, tuple((night | {"end": "24:00", "staff": "", "service": "HEMTJÄNST"}).values()))),
        as_excel((ENGLISH, tuple(night.values()))),
        as_text((ENGLISH[::-1], tuple(night.values())[::-1]), "cp1252", "\t"),
        content(night | {"identity_number": "18900211-9817", "minutes": "60"}),
    ]
    keys = {row.key for form in forms for row in read_hours(read_table("hours", form), TODAY).rows}
    assert len(keys) == 1
    assert not only(night).key_given


@pytest.mark.parametrize(
    "other",
    [
        {"case": "V-2"},
        {"date": "2026-07-02"},
        {"start": "07:31"},
        {"end": "08:16"},
        {"service": "natt"},
        {"staff": "2"},
    ],
)
def test_rows_that_differ_in_anything_have_different_derived_keys(other: dict[str, str]) -> None:
    """Else one of them would be taken for a repetition."""
    first, second = hours(CLOCK, CLOCK | other).rows
    assert first.key != second.key


def test_a_row_with_a_key_that_stands_twice_is_read_once() -> None:
    """G40: harmless, and told."""
    row = CLOCK | {"key": "K1"}
    reading = hours(row, MINUTES, row, row | {"minutes": "45"})
    assert [found.line for found in reading.rows] == [2, 3]
    assert (reading.faults, reading.notices) == (
        (),
        ("2 rows stand twice with the same key and were read once, the first at line 4.",),
    )


def test_a_key_with_another_content_is_refused_and_both_lines_are_named() -> None:
    """Neither of the two can be the right one without asking."""
    (fault,) = hours(CLOCK | {"key": "K1"}, MINUTES, MINUTES | {"key": "K1"}).faults
    assert (fault.line, fault.column) == (4, "key")
    assert fault.text.startswith("The key stands on line 2 too, with another content")


def test_two_rows_that_are_the_same_without_a_key_are_refused_and_both_lines_are_named() -> None:
    """Two meals, or one meal twice in the file? Only a key or a clock can tell."""
    (fault,) = hours(PIECES, CLOCK, PIECES).faults
    assert (fault.line, fault.column) == (4, "key")
    assert fault.text == "The row is the same as line 2; give each a key or a clock time."


def test_hours_are_read_one_by_one() -> None:
    """A hundred thousand rows are never held at once."""
    rows = (CLOCK | {"key": f"K{number}"} for number in range(3000))
    found = stream_hours(read_table("hours.csv", content(*rows)), TODAY)
    assert [row.key for row in islice(found, 2) if isinstance(row, HourRow)] == ["K0", "K1"]


_DAYS = st.dates(date(2025, 1, 1), TODAY)
_MINUTES = st.integers(0, 1439)
_CASES = st.text(st.characters(codec="cp1252", categories=("L", "N", "P")), min_size=1, max_size=12)


@given(
    day=_DAYS,
    start=_MINUTES,
    end=_MINUTES,
    case=_CASES.filter(lambda text: text.strip() and not text.startswith("#") and "Ã" not in text),
    staff=st.sampled_from((1, 2)),
    form=st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "excel")),
    delimiter=st.sampled_from(";,\t"),
    order=st.permutations(range(len(ENGLISH))),
    names=st.sampled_from((ENGLISH, SWEDISH)),
)
def test_whatever_the_form_a_good_row_comes_in_as_it_was_meant(
    day: date,
    start: int,
    end: int,
    case: str,
    staff: int,
    form: str,
    delimiter: str,
    order: list[int],
    names: tuple[str, ...],
) -> None:
    """G25 and G40: the elapsed minutes are those of the clock, in any encoding, order and language."""
    cells = CLOCK | {
        "case": case,
        "date": day.isoformat(),
        "start": clock(start),
        "end": clock(end),
        "staff": str(staff),
    }
    values = tuple(cells.values())
    sheet = (tuple(names[place] for place in order), tuple(values[place] for place in order))
    reading = read_hours(
        read_table("hours", as_excel(sheet) if form == "excel" else as_text(sheet, form, delimiter)), TODAY
    )
    minutes = elapsed(day, start, end)
    if minutes is None:
        assert reading.faults
        return
    (row,) = reading.rows
    assert (row.case, row.day, row.start, row.end, row.minutes, row.staff) == (case, day, start, end, minutes, staff)


def clock(minute: int) -> str:
    """Write a minute of the day as a time."""
    return f"{minute // 60:02}:{minute % 60:02}"


def elapsed(day: date, start: int, end: int) -> int | None:
    """Count the minutes of a clock row; None for one that cannot be."""
    if start == end:
        return None
    try:
        return stockholm_minutes(day, start, end)
    except ValueError:
        return None


def test_a_day_ahead_is_refused_whatever_its_distance() -> None:
    """Tomorrow as well as next year; today is taken."""
    for days, is_refused in ((0, False), (1, True), (400, True)):
        day = TODAY + timedelta(days=days)
        assert bool(hours(CLOCK | {"date": day.isoformat()}).faults) is is_refused

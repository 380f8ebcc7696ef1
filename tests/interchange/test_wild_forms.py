"""Days, times and durations in every form: read as they were meant, or asked about; never a guess."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.interchange.wild_clocks import ClockForm, clock_forms_of, read_wild_clock, split_span
from models.interchange.wild_clocks import is_certain as is_certain_clock
from models.interchange.wild_dates import DateForm, date_forms_of, read_wild_day, split_moment
from models.interchange.wild_durations import DurationForm, duration_forms_of, is_certain, read_wild_duration
from models.interchange.wild_periods import Period, period_in, period_of
from models.rules.period import Month

JULY = Period.of_month(Month(2026, 7))
SWEDISH = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
    "november", "december",
)  # fmt: skip

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))

WRITE = {
    DateForm.YEAR_FIRST: lambda day: day.isoformat(),
    DateForm.COMPACT: lambda day: f"{day:%Y%m%d}",
    DateForm.SHORT_YEAR_FIRST: lambda day: f"{day:%y%m%d}",
    DateForm.DAY_FIRST: lambda day: f"{day.day}/{day.month}/{day.year}",
    DateForm.MONTH_FIRST: lambda day: f"{day.month}/{day.day}/{day.year}",
    DateForm.DAY_MONTH: lambda day: f"{day.day}/{day.month}",
    DateForm.MONTH_DAY: lambda day: f"{day.month}/{day.day}",
    DateForm.WORDS: lambda day: f"{day.day} {SWEDISH[day.month - 1]} {day.year}",
    DateForm.DAY: lambda day: f"{day.day}",
    DateForm.EXCEL: lambda day: f"{(day - date(1899, 12, 30)).days}",
}


@given(day=days, form=st.sampled_from(DateForm))
def test_a_day_is_read_back_by_its_own_form(day: date, form: DateForm) -> None:
    """Whatever the form, in its month."""
    assert read_wild_day(WRITE[form](day), form, Period.of_month(Month.of(day))) == day


@given(chosen=st.lists(days, min_size=1, max_size=12), form=st.sampled_from(DateForm), in_month=st.booleans())
@settings(max_examples=300)
def test_a_column_of_days_is_read_rightly_or_asked_about(chosen: list[date], form: DateForm, in_month: bool) -> None:
    """One form alone is left only when it is the right one; the right one is always among the answers."""
    first = chosen[0]
    period = Period.of_month(Month.of(first)) if in_month else None
    meant = [day for day in chosen if not in_month or Month.of(day) == Month.of(first)]
    if max(meant) - min(meant) > timedelta(days=300):
        meant = meant[:1]
    texts = [(WRITE[form](day), period) for day in meant]
    forms = date_forms_of(texts)
    read = {found: [read_wild_day(text, found, period) for text, _ in texts] for found in forms}
    if form in (DateForm.DAY, DateForm.DAY_MONTH, DateForm.MONTH_DAY) and period is None:
        assert not forms
    elif len(forms) == 1:
        assert read[forms[0]] == meant
    else:
        assert meant in read.values()


@pytest.mark.parametrize(
    ("text", "period", "meant"),
    [
        ("onsdag 1 juli", JULY, date(2026, 7, 1)),
        ("ons 1 juli 2026", None, date(2026, 7, 1)),
        ("onsdagen den 1 juli", JULY, None),
        ("onsdag den 1:a juli", JULY, date(2026, 7, 1)),
        ("torsdag 1 juli", JULY, None),
        ("1 jul. 2026", None, date(2026, 7, 1)),
        ("31 juni 2026", None, None),
        ("1 juli", None, None),
        ("2026-07-01 00:00:00", None, date(2026, 7, 1)),
        ("1-jul-26", None, date(2026, 7, 1)),
        ("mars 2026", None, None),
    ],
)
def test_days_by_their_names(text: str, period: Period | None, meant: date | None) -> None:
    """A weekday has to be right, and what is left out has to be told elsewhere."""
    assert read_wild_day(text, DateForm.WORDS, period) == meant


@pytest.mark.parametrize("text", ["", " ", "Anna Ek", "2026-02-30", "0", "32", "2026-13-01", "1/2/3/4", "²", "1,5"])
def test_what_is_no_day_is_none_by_any_form(text: str) -> None:
    """Nothing is made of it."""
    assert {read_wild_day(text, form, JULY) for form in DateForm} == {None}


def test_one_seventh_and_seventh_first_are_asked_about_unless_the_title_tells() -> None:
    """1/7 may be the first of July or the seventh of January."""
    texts = ["1/7/2026", "2/7/2026", "12/7/2026"]
    assert set(date_forms_of([(text, None) for text in texts])) == {DateForm.DAY_FIRST, DateForm.MONTH_FIRST}
    assert date_forms_of([(text, JULY) for text in texts]) == (DateForm.DAY_FIRST,)
    assert date_forms_of([(text, None) for text in (*texts, "13/7/2026")]) == (DateForm.DAY_FIRST,)
    assert date_forms_of([("01.07.2026", None)]) == (DateForm.DAY_FIRST,)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Utförd tid juli 2026", JULY),
        ("Juli 2026", JULY),
        ("Period: 2026-07-01 - 2026-07-31", JULY),
        ("2026-07", JULY),
        ("Utskriven 1 juli 2026", None),
        ("Utskriven 2026-08-01", None),
        ("Juni 2026 och juli 2026", None),
        ("Hemtjänst Norr", None),
    ],
)
def test_a_title_tells_a_month_or_nothing(title: str, period: Period | None) -> None:
    """A day of printing is no month."""
    assert period_in(title) == period


def test_a_chosen_period_is_a_month_or_a_year() -> None:
    """And nothing else."""
    assert period_of("2026-07") == JULY
    assert period_of("2026") == Period.of_year(2026)
    assert {period_of(text) for text in ("", "juli", "2026-13", "07", "2026-07-01")} == {None}


minutes_of_day = st.integers(0, 1439)


@given(minute=minutes_of_day)
def test_a_time_is_read_back_by_its_own_form(minute: int) -> None:
    """By colon, by point, by digits alone, as a fraction of a day."""
    hour, rest = divmod(minute, 60)
    assert read_wild_clock(f"{hour:02}:{rest:02}", ClockForm.COLON) == minute
    assert read_wild_clock(f"kl {hour}.{rest:02}", ClockForm.DOT) == minute
    assert read_wild_clock(f"{hour:02}{rest:02}", ClockForm.COMPACT) == minute
    assert read_wild_clock(f"{minute / 1440:.15f}", ClockForm.FRACTION) == minute
    assert read_wild_clock(f"{hour:02}:{rest:02}:37", ClockForm.CUT) == minute
    assert read_wild_clock(f"{hour:02}:{rest:02}:37", ClockForm.COLON) is None


@given(minutes=st.lists(minutes_of_day, min_size=1, max_size=20), is_excel=st.booleans())
def test_times_with_a_point_are_read_rightly_or_asked_about(minutes: list[int], is_excel: bool) -> None:
    """8.30 is half past eight or half past eight less twelve minutes, until another row tells."""
    texts = [f"{minute // 60}.{minute % 60:02}" for minute in minutes]
    forms = clock_forms_of(texts, is_excel=is_excel)
    assert ClockForm.DOT in forms
    if is_certain_clock(forms):
        assert [read_wild_clock(text, forms[0]) for text in texts] == minutes


@given(quarters=st.lists(st.integers(0, 95), min_size=1, max_size=20))
def test_hours_with_decimals_are_read_rightly_or_asked_about(quarters: list[int]) -> None:
    """And never taken for hours and minutes by themselves."""
    texts = [f"{quarter // 4},{quarter % 4 * 25:02}" for quarter in quarters]
    forms = clock_forms_of(texts, is_excel=False)
    if is_certain_clock(forms):
        assert [read_wild_clock(text, forms[0]) for text in texts] == [quarter * 15 for quarter in quarters]


def test_a_number_in_excel_that_may_have_lost_its_nought_is_asked_about() -> None:
    """Ten past eight, typed as 8.10, is the number 8.1."""
    assert set(clock_forms_of(["8.1", "9.5"], is_excel=True)) == {ClockForm.DOT, ClockForm.DECIMAL}


@pytest.mark.parametrize("text", ["24:01", "8:60", "25.00", "2460", "-8:00", "8:1", "åtta", "", "8:10-9:00", "²:00"])
def test_what_is_no_time_is_none_by_any_form(text: str) -> None:
    """Nothing is made of it."""
    assert {read_wild_clock(text, form) for form in ClockForm} == {None}


def test_two_times_in_one_cell() -> None:
    """With any dash, or a word between."""
    assert split_span("08:10-09:00") == split_span("08:10 – 09:00") == ("08:10", "09:00")
    assert split_span("8.10 till 9.00") == ("8.10", "9.00")
    assert split_span("08:10") is None


def test_a_moment_is_divided() -> None:
    """Into its day and its clock."""
    assert split_moment("2026-07-01T08:10:00") == ("2026-07-01", "08:10:00")
    assert split_moment("2026-07-01 08:10") == split_moment("2026-07-01 kl. 08:10") == ("2026-07-01", "08:10")
    assert split_moment("08:10") == ("08:10", "")
    assert split_moment("2026-07-01") == ("2026-07-01", "")


durations = st.integers(1, 1439)


@given(minutes=st.lists(durations, min_size=1, max_size=20))
def test_hours_and_minutes_with_a_colon_are_certain(minutes: list[int]) -> None:
    """There is one way to read them."""
    texts = [f"{minute // 60:02}:{minute % 60:02}" for minute in minutes]
    forms = duration_forms_of(texts, "", is_excel=False)
    assert is_certain(forms)
    assert [read_wild_duration(text, forms[0]) for text in texts] == minutes


@given(minutes=st.lists(durations, min_size=1, max_size=20))
def test_bare_minutes_are_read_rightly_or_asked_about(minutes: list[int]) -> None:
    """Seven may be minutes or hours; ninety can only be minutes."""
    texts = [f"{minute},0" if minute % 2 else f"{minute}" for minute in minutes]
    forms = duration_forms_of(texts, "", is_excel=False)
    assert DurationForm.MINUTES in forms
    if is_certain(forms):
        assert [read_wild_duration(text, forms[0]) for text in texts] == minutes
    assert duration_forms_of(texts, "minutes", is_excel=False) == (DurationForm.MINUTES,)


@given(quarters=st.lists(st.integers(1, 95), min_size=1, max_size=20), is_excel=st.booleans())
def test_hours_of_quarters_are_read_rightly_or_asked_about(quarters: list[int], is_excel: bool) -> None:
    """1,5 is an hour and a half; 1,50 could be an hour and fifty minutes until a row says 0,75."""
    texts = [f"{quarter // 4}.{quarter % 4 * 25:02}".rstrip("0").rstrip(".") for quarter in quarters]
    forms = duration_forms_of(texts, "", is_excel=is_excel)
    meant = [quarter * 15 for quarter in quarters]
    assert DurationForm.HOURS in forms
    if is_certain(forms):
        assert [read_wild_duration(text, forms[0]) for text in texts] == meant


@given(minutes=st.lists(durations, min_size=1, max_size=20))
def test_hours_and_minutes_with_a_point_are_read_rightly_or_asked_about(minutes: list[int]) -> None:
    """1.30 is an hour and thirty minutes, or an hour and eighteen."""
    texts = [f"{minute // 60}.{minute % 60:02}" for minute in minutes]
    forms = duration_forms_of(texts, "", is_excel=False)
    assert minutes in [[read_wild_duration(text, form) for text in texts] for form in forms]
    if is_certain(forms):
        assert [read_wild_duration(text, forms[0]) for text in texts] == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1,5 h", 90), ("1.5h", 90), ("1h 30min", 90), ("1 tim 30 min", 90), ("90 min", 90), ("45m", 45),
        ("1 timme", 60), ("2 timmar och 5 minuter", 125), ("1:30 h", 90), ("0,33 h", None), ("1,5 min", None),
        ("h", None), ("min", None), ("1,5 kg", None),
    ],
)  # fmt: skip
def test_a_duration_with_its_unit_is_read_by_every_form(text: str, minutes: int | None) -> None:
    """The unit decides; what is no whole minute is refused, never rounded."""
    assert {read_wild_duration(text, form) for form in DurationForm} == {minutes}


def test_a_third_of_an_hour_is_rounded_only_when_somebody_says_so() -> None:
    """0,33 is 19,8 minutes; seconds are the same."""
    forms = duration_forms_of(["0,33", "1,67"], "hours", is_excel=False)
    assert not is_certain(forms)
    assert forms == (DurationForm.HOURS_ROUNDED,)
    assert read_wild_duration("0,33", DurationForm.HOURS) is None
    assert read_wild_duration("0,33", DurationForm.HOURS_ROUNDED) == 20
    assert duration_forms_of(["00:24:37"], "", is_excel=False) == (DurationForm.COLON_ROUNDED,)
    assert read_wild_duration("00:24:37", DurationForm.COLON_ROUNDED) == 25


@given(text=st.text(max_size=12))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    """Whatever stands in a cell, it is read or it is none."""
    for date_form in DateForm:
        read_wild_day(text, date_form, JULY)
    for clock_form in ClockForm:
        minute = read_wild_clock(text, clock_form)
        assert minute is None or 0 <= minute <= 1440
    for duration_form in DurationForm:
        amount = read_wild_duration(text, duration_form)
        assert amount is None or 0 <= amount <= 1500
    period_in(text)
    split_moment(text)
    split_span(text)


def test_one_bad_cell_does_not_hide_a_columns_form() -> None:
    """It becomes a fault of its own; many bad cells are a question."""
    texts = [f"{minute}" for minute in range(30, 70)]
    assert duration_forms_of([*texts, "x"], "", is_excel=False) == (DurationForm.MINUTES,)
    assert not is_certain(duration_forms_of(["0,5", "1,5", "90", "120", "x"], "", is_excel=False))

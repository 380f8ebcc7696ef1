"""Wild files row by row: sums, titles, notes and blanks are told from rows, and what is bad is a fault in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.interchange.hours_file import read_hours
from models.interchange.table_file import read_table
from models.interchange.wild import Understanding, understand
from models.interchange.wild_lines import Skip
from models.interchange.wild_mapping import Mapping, MappingRefused, fingerprint
from models.interchange.wild_meanings import Meaning, meaning_of_name
from models.interchange.wild_questions import AnswerRefused, Question, QuestionCode, answered
from models.interchange.wild_row import WildRow
from models.interchange.wild_stream import read_wild, stream_wild
from models.interchange.wild_words import Kind
from seed.wild_forms import Page, as_workbook
from tests.interchange.making import as_text

TODAY = date(2026, 8, 5)
NUMBER = "195706202610"
HEADING = ("Ärende", "Datum", "Start", "Slut", "Insats")


def text(*rows: tuple[str, ...], mapping: Mapping | None = None) -> Understanding:
    """Understand a text file of rows."""
    return understand("f.csv", as_text(rows), mapping, TODAY)


def codes(understanding: Understanding) -> list[QuestionCode]:
    """List what is asked."""
    return [question.code for question in understanding.questions]


def rows_of(understanding: Understanding) -> list[WildRow]:
    """Read the rows of a file that has no fault."""
    reading = read_wild(understanding)
    assert reading.faults == ()
    return list(reading.rows)


def fault_of(understanding: Understanding) -> tuple[int | None, str | None, str]:
    """Give the only fault of a file: its line, its column and its words."""
    (fault,) = read_wild(understanding).faults
    return fault.line, fault.column, fault.text


def row(*cells: str) -> tuple[str, ...]:
    """Make a good row, with other cells at its beginning."""
    return (*cells, *("SN1-00001", "2026-07-01", "08:00", "09:00", "Hemtjänst")[len(cells) :])


def test_a_file_of_the_strict_form_has_the_same_keys_read_wildly() -> None:
    """G40: the same care is known again whichever way it came."""
    sheet = (HEADING, row(), row("SN1-00002"))
    strict = read_hours(read_table("f.csv", as_text(sheet)), TODAY)
    assert [found.row for found in rows_of(text(*sheet))] == list(strict.rows)


def test_two_identical_rows_without_a_key_are_refused() -> None:
    """Nobody can tell one visit reported twice from two."""
    assert fault_of(text(HEADING, row(), row())) == (
        3, None, "The row is the same as line 2; give each a key or a clock time."
    )  # fmt: skip


def test_identical_rows_on_two_sheets_are_refused_with_both_places() -> None:
    """Also where they stand on the same line of their sheets."""
    content = as_workbook([Page(name, [HEADING, row()]) for name in ("A", "B")])
    (fault,) = read_wild(understand("f.xlsx", content, None, TODAY)).faults
    assert (fault.file, fault.line) == ("f.xlsx, sheet 2", 2)
    assert fault.text == "The row is the same as line 2 of sheet 1; give each a key or a clock time."


def test_a_key_with_another_content_is_refused_and_with_the_same_left_out() -> None:
    """As in the strict form."""
    heading = (*HEADING, "Id")
    stream = stream_wild(text(heading, (*row(), "k"), (*row(), "k"), (*row("SN2-00002"), "k")))
    rows = [item for item in stream if isinstance(item, WildRow)]
    assert len(rows) == 1
    assert stream.tally.skipped == {Skip.REPEATED: 1}
    assert stream.tally.faulty == 1


@pytest.mark.parametrize(
    "last", [("Summa", "", "", "60", ""), ("", "", "Totalt", "1:00", ""), ("Delsumma: 1 h", "", "", "", "")]
)
def test_a_sum_is_no_row(last: tuple[str, ...]) -> None:
    """Wherever its word stands."""
    stream = stream_wild(text(HEADING, row(), last))
    assert sum(isinstance(item, WildRow) for item in stream) == 1
    assert stream.tally.skipped == {Skip.SUM: 1}


def test_a_word_of_sums_in_a_rows_comment_makes_it_no_sum() -> None:
    """A row with a day and a person is care."""
    assert len(rows_of(text((*HEADING, "Anm"), (*row(), "Totalt 45 min med resa")))) == 1


def test_a_number_alone_is_a_sum_only_when_it_adds_up() -> None:
    """Else somebody's hour has lost its row."""
    heading = ("Ärende", "Datum", "Minuter", "Insats")
    first, second = ("SN1-00001", "2026-07-01", "45", "Hemtjänst"), ("SN1-00001", "2026-07-02", "30", "Hemtjänst")
    assert len(rows_of(text(heading, first, second, ("", "", "75", "")))) == 2
    line, _, words = fault_of(text(heading, first, second, ("", "", "70", "")))
    assert line == 4
    assert "no sum of the rows above" in words


def test_titles_between_the_rows_name_the_person_of_the_rows_below() -> None:
    """And nothing of one person is carried to the next."""
    heading = ("Datum", "Tid", "Insats")
    understanding = text(
        heading,
        ("Kund: Ek, Anna", "", ""),
        ("Personnummer: 19570620-2610", "", ""),
        ("2026-07-01", "08:00-09:00", "Hemtjänst"),
        ("Ärende: SN1-00002", "", ""),
        ("2026-07-01", "08:00-09:00", "Hemtjänst"),
    )
    first, second = rows_of(understanding)
    assert (first.name, first.row.identity and first.row.identity.number) == ("Anna Ek", NUMBER)
    assert (second.name, second.row.identity, second.row.case) == ("", None, "SN1-00002")


def test_blanks_below_a_person_are_asked_about() -> None:
    """An empty cell may mean the one above, or be forgotten."""
    sheet = (HEADING, row(), ("", "", "10:00", "11:00", "Hemtjänst"), ("", "", "12:00", "13:00", "Hemtjänst"))
    first = text(*sheet)
    assert codes(first) == [QuestionCode.BLANKS]
    filled = text(*sheet, mapping=answered(first.mapping, first.questions[0], "yes"))
    assert [found.row.start for found in rows_of(filled)] == [480, 600, 720]
    assert {(found.row.case, found.row.day) for found in rows_of(filled)} == {("SN1-00001", date(2026, 7, 1))}
    refused = read_wild(text(*sheet, mapping=answered(first.mapping, first.questions[0], "no")))
    assert {fault.line for fault in refused.faults} == {3, 4}


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (("", "2026-07-01"), None, "It is not said whose hours they are"),
        (("SN1-00001", "2026-07-32"), "Datum", "is not a date like the others"),
        (("SN1-00001", "2027-07-01"), "Datum", "The date lies ahead"),
        (("SN1-00001", "2026-07-01", "8 o'clock"), "Start", "is not a time like the others"),
        (("SN1-00001", "2026-07-01", "09:00"), "Slut", "The end is the same as the start"),
        (("SN1-00001", "2026-07-01", "08:00", ""), "Slut", "A start and an end go together"),
    ],
)
def test_a_bad_cell_is_a_fault_in_its_place(cells: tuple[str, ...], column: str | None, words: str) -> None:
    """File, line, column and the fix; the good rows around it are read."""
    good = [row(f"SN1-{number:05}") for number in range(2, 30)]
    line, named, said = fault_of(text(HEADING, *good, row(*cells)))
    assert (line, named) == (30, column if column else named)
    assert words in said


def test_a_row_wider_or_narrower_than_its_heading_is_refused() -> None:
    """A delimiter inside a text has moved its cells, or the file was cut."""
    assert fault_of(text(HEADING, row(), (*row("SN2-00002"), "more")))[0] == 3
    assert fault_of(text(HEADING, row(), row("SN2-00002")[:4]))[0] == 3


def test_what_was_refused_or_missed_is_told_and_needs_no_amount() -> None:
    """Planned rows are left out; a status that is not known is asked about."""
    heading = (*HEADING, "Status")
    understanding = text(
        heading,
        (*row(), "Utförd"),
        (*row("SN1-00002"), "Avböjd"),
        ("SN1-00003", "2026-07-01", "", "", "Hemtjänst", "Uteblev"),
        (*row("SN1-00004"), "Planerad"),
    )
    assert [found.kind for found in rows_of(understanding)] == [Kind.EXECUTED, Kind.REFUSED, Kind.MISSED]
    missed = rows_of(understanding)[2].row
    assert (missed.start, missed.minutes, missed.pieces) == (None, None, None)
    keys = {found.row.key for found in rows_of(text(heading, (*row(), "Utförd"), (*row(), "Avböjd")))}
    assert len(keys) == 2
    assert codes(text(heading, (*row(), "Flyttad"))) == [QuestionCode.STATUS_WORD]


def test_a_start_and_minutes_make_an_end() -> None:
    """Also past midnight, and on the night when clocks go back."""
    heading = ("Ärende", "Datum", "Starttid", "Tid (min)", "Insats")
    understanding = text(
        heading,
        ("SN1-00001", "2026-07-01", "23:50", "20", "Nattbesök"),
        ("SN1-00001", "2025-10-26", "01:30", "180", "Nattbesök"),
    )
    found = [(each.row.start, each.row.end, each.row.minutes) for each in rows_of(understanding)]
    assert found == [(1430, 10, 20), (90, 210, 180)]


def test_minutes_that_contradict_the_clock_are_refused() -> None:
    """G25: neither is believed."""
    heading = (*HEADING, "Tidsåtgång")
    assert fault_of(text(heading, (*row(), "0,75")))[1] == "Tidsåtgång"


def test_services_that_are_not_billed_are_left_out_and_told() -> None:
    """Travel and planning stand in many exports."""
    mapping = Mapping().with_service("Restid", "skip")
    stream = stream_wild(text(HEADING, row(), (*row("SN1-00002")[:4], "restid"), mapping=mapping))
    assert sum(isinstance(item, WildRow) for item in stream) == 1
    assert stream.tally.skipped == {Skip.SERVICE: 1}


def test_a_file_without_a_heading_is_read_by_letters() -> None:
    """Once somebody has said so."""
    sheet = (row(), row("SN1-00002"))
    asked = text(*sheet)
    assert codes(asked)[0] is QuestionCode.HEADING
    meanings = (Meaning.CASE, Meaning.DATE, Meaning.START, Meaning.END, Meaning.SERVICE)
    mapping = replace(
        answered(asked.mapping, asked.questions[0], "0"), columns=tuple(zip("abcde", meanings, strict=True))
    )
    assert len(rows_of(text(*sheet, mapping=mapping))) == 2


def test_a_heading_of_unknown_names_is_proposed_and_answered_in_one_step() -> None:
    """The columns are asked about together with it."""
    sheet = (("Vem", "När", "Hur länge", "Vad"), ("Anna Ek", "2026-07-01", "30 min", "Hemtjänst"))
    asked = text(*sheet)
    answers = {
        QuestionCode.HEADING: "1",
        QuestionCode.DATE_COLUMN: "date:när",
        QuestionCode.AMOUNT_COLUMN: "duration:hur länge",
        QuestionCode.PERSON_COLUMN: "person:vem",
        QuestionCode.SERVICE_COLUMN: "service:vad",
    }
    mapping = asked.mapping
    for question in asked.questions:
        assert answers[question.code] in question.options
        mapping = answered(mapping, question, answers[question.code])
    assert set(codes(asked)) == set(answers)
    assert [found.row.minutes for found in rows_of(text(*sheet, mapping=mapping))] == [30]


def test_a_mark_in_the_column_of_two_staff_counts_and_a_name_there_is_refused() -> None:
    """Half of the minutes would be lost unsaid."""
    heading = (*HEADING, "Dubbelbemanning")
    assert [each.row.staff for each in rows_of(text(heading, (*row(), "X"), (*row("SN2-00002"), "")))] == [2, 1]
    assert [each.row.staff for each in rows_of(text(heading, (*row(), "2"), (*row("SN2-00002"), "1")))] == [2, 1]
    assert fault_of(text(heading, (*row(), "Bo Berg")))[1] == "Dubbelbemanning"


def test_rows_measured_twice_are_asked_about() -> None:
    """A number of one beside every visit's time is of no use, and is left unread once somebody says so."""
    heading = (*HEADING, "Antal")
    sheet = (heading, (*row(), "1"), (*row("SN1-00002"), "1"))
    asked = text(*sheet)
    assert [question.options for question in asked.questions] == [("ignored:antal",)]
    mapping = answered(asked.mapping, asked.questions[0], "ignored:antal")
    assert [(each.row.minutes, each.row.pieces) for each in rows_of(text(*sheet, mapping=mapping))] == [(60, None)] * 2


def test_an_amount_merged_over_several_rows_is_refused() -> None:
    """Filled down like a name it would be billed twice."""
    heading = ("Ärende", "Datum", "Minuter", "Insats")
    rows = [("SN1-00001", f"2026-07-0{day}", "90" if day == 1 else "", "Hemtjänst") for day in (1, 2)]
    content = as_workbook([Page("A", [heading, *rows], [(1, 2, 2, 2)])])
    line, _, words = fault_of(understand("f.xlsx", content, None, TODAY))
    assert line == 3
    assert "one cell for several rows" in words


def test_days_where_times_should_stand_are_faults_and_no_endless_question() -> None:
    """No form reads them, so there is nothing to choose."""
    understanding = text(("Ärende", "Från", "Till", "Insats"), ("SN1-00001", "2026-07-01", "2026-07-31", "Mat"))
    assert understanding.is_ready
    assert read_wild(understanding).rows == ()
    assert read_wild(understanding).faults


def test_two_columns_of_one_meaning_are_asked_about_once() -> None:
    """And one answer settles it."""
    heading = ("Ärende", "Datum", "Tid", "Varaktighet", "Insats")
    sheet = (heading, ("SN1-00001", "2026-07-01", "45", "60", "Hemtjänst"))
    asked = text(*sheet)
    assert codes(asked) == [QuestionCode.COLUMN]
    mapping = answered(Mapping(), asked.questions[0], "duration:varaktighet")
    assert [found.row.minutes for found in rows_of(text(*sheet, mapping=mapping))] == [60]


def test_days_alone_need_a_month() -> None:
    """It is asked for, and is not kept for the next file."""
    sheet = (HEADING, row("SN1-00001", "1"), row("SN1-00001", "2"))
    asked = understand("hemtjänst_juli 2026.csv", as_text(sheet), None, TODAY)
    assert codes(asked) == [QuestionCode.PERIOD]
    assert asked.questions[0].options == ("2026-07",)
    mapping = answered(asked.mapping, asked.questions[0], "2026-07")
    ready = text(*sheet, mapping=mapping)
    assert [found.row.day.day for found in rows_of(ready)] == [1, 2]
    assert codes(text(*sheet, mapping=ready.mapping.for_next_file())) == [QuestionCode.PERIOD]


def test_planned_sheets_and_sheets_without_hours_are_left_out_and_told() -> None:
    """Planned time is never billed for executed."""
    pages = [
        Page("Planering", [HEADING, row("SN1-00009")]),
        Page("Utfört", [HEADING, row()]),
        Page("Om filen", [["Skapad av systemet"]]),
    ]
    understanding = understand("f.xlsx", as_workbook(pages), None, TODAY)
    assert [sheet.name for sheet in understanding.left_out] == ["Planering", "Om filen"]
    assert [found.row.case for found in rows_of(understanding)] == ["SN1-00001"]


def test_sheets_of_different_kinds_are_asked_about() -> None:
    """The same hours may stand on both."""
    other = ("Brukare", "Datum", "Minuter", "Insats")
    pages = [Page("A", [HEADING, row()]), Page("B", [other, ("Anna Ek", "2026-07-01", "60", "Hemtjänst")])]
    content = as_workbook(pages)
    asked = understand("f.xlsx", content, None, TODAY)
    assert QuestionCode.SHEETS in codes(asked)
    chosen = understand("f.xlsx", content, answered(Mapping(), asked.questions[0], "B"), TODAY)
    assert [found.name for found in rows_of(replace(chosen, questions=()))] == ["Anna Ek"] or codes(chosen)


def test_a_cross_table_refuses_a_day_that_the_month_has_not() -> None:
    """What stands on the 31st of June belongs to another day."""
    days = tuple(f"{day}" for day in range(1, 32))
    heading = ("Ärende", "Insats", *days)
    cells = ("SN1-00001", "Matdistribution", "2", *([""] * 29))
    assert len(rows_of(text(("Juni 2026",), heading, (*cells, "")))) == 1
    assert fault_of(text(("Juni 2026",), heading, (*cells, "1")))[1] == "31"
    assert codes(text(heading, (*cells, ""))) == [QuestionCode.PERIOD]


@pytest.mark.parametrize(
    ("name", "meaning", "hint"),
    [
        ("Brukare", Meaning.PERSON, ""), ("Personnr.", Meaning.IDENTITY, ""), ("Fr", Meaning.START, ""),
        ("Utförd tid", Meaning.DURATION, ""), ("Utförd tid (min)", Meaning.DURATION, "minutes"),
        ("Antal timmar", Meaning.DURATION, "hours"), ("Planerad start", None, ""), ("Utfört Start", Meaning.START, ""),
        ("Beviljad tid", None, ""), ("Anteckning", None, ""), ("UTFÖRD_TID", Meaning.DURATION, ""),
        ("Tid i minuter", Meaning.DURATION, "minutes"),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_usual_names(name: str, meaning: Meaning | None, hint: str) -> None:
    """Planned and granted time is never taken for executed."""
    named = meaning_of_name(name)
    assert (named.meaning, named.hint) == (meaning, hint)


def test_a_mapping_comes_back_from_its_json() -> None:
    """Everything that it says, and nothing else."""
    understanding = text(HEADING, row())
    mapping = replace(understanding.mapping, period="2026-07", default_case="SN1", fill_down=True, sheets=("A",))
    assert Mapping.from_json(mapping.to_json()) == mapping
    assert Mapping.from_json(mapping.for_next_file().to_json()).period == ""


@pytest.mark.parametrize(
    "said",
    [
        "", "[]", "{}", '{"version": 2}', '{"version": 1, "more": 1}', '{"version": 1, "services": [["a", "b"]]}',
        '{"version": 1, "columns": [["a"]]}', '{"version": 1, "columns": [["a", "b"]]}',
        '{"version": 1, "sheets": [1]}',
        '{"version": 1, "heading_line": -1}', '{"version": 1, "heading_line": true}',
        '{"version": 1, "period": "juli"}',
        '{"version": 1, "fill_down": "yes"}', '{"version": 1, "date_form": "x"}',
        '{"version": 1, "services": 1}', "[" * 9999,
    ],
)  # fmt: skip
def test_what_is_no_mapping_is_refused(said: str) -> None:
    """A file that somebody edited ends in words, not in a traceback."""
    with pytest.raises(MappingRefused):
        Mapping.from_json(said)


@pytest.mark.parametrize("code", QuestionCode)
def test_an_answer_that_does_not_fit_is_refused(code: QuestionCode) -> None:
    """Every question refuses nonsense."""
    with pytest.raises(AnswerRefused):
        answered(Mapping(), Question(code, "x", "?"), "nonsense")


def test_a_fingerprint_knows_a_source_whatever_the_order_of_its_columns() -> None:
    """And tells it from others."""
    assert fingerprint(HEADING) == fingerprint(tuple(reversed(HEADING)))
    assert fingerprint(("Ärende", "1", "2")) == fingerprint(("ärende ", "1", "31"))
    assert fingerprint(HEADING) != fingerprint((*HEADING, "Status"))

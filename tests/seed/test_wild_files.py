"""The twelve wild files are understood exactly, after one step of mapping at most, and the same when come again."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from models.interchange.faults import Fault, Notice
from models.interchange.wild import Understanding, understand
from models.interchange.wild_mapping import Mapping
from models.interchange.wild_questions import QuestionCode, answered
from models.interchange.wild_row import WildRow
from models.interchange.wild_stream import read_wild, stream_wild
from models.rules.services import SERVICE_OF
from seed.data_files import lines
from seed.wild_care import TODAY, Truth
from seed.wild_files import WILD_FILES, WildFile, write_wild_files

NAMES = {file.name for file in WILD_FILES}
WITHOUT_MAPPING = [file for file in WILD_FILES if file.mapping is None]
WITH_MAPPING = [file for file in WILD_FILES if file.mapping is not None]


@cache
def content_of(name: str) -> bytes:
    """Make a file once."""
    return next(file for file in WILD_FILES if file.name == name).content()


def understood(file: WildFile, mapping: Mapping | None = None) -> Understanding:
    """Understand a file with a mapping."""
    return understand(file.name, content_of(file.name), mapping, TODAY)


def told(row: WildRow) -> Truth:
    """Say what a row that was read says."""
    hour = row.row
    number = hour.identity.number if hour.identity else ""
    whose = (hour.case, number, row.name, row.birth_date)
    amount = (hour.start, hour.end, hour.minutes, hour.pieces)
    return Truth(hour.day, hour.service, *whose, *amount, hour.staff, row.kind.value)


@pytest.mark.parametrize("file", WILD_FILES, ids=lambda file: file.name)
def test_each_file_says_exactly_what_is_true(file: WildFile) -> None:
    """No row lost, doubled or changed, in the order of the file; every other line is told of."""
    reading = read_wild(understood(file, file.mapping))
    assert reading.faults == ()
    assert tuple(map(told, reading.rows)) == file.truth()


@pytest.mark.parametrize("file", WITHOUT_MAPPING, ids=lambda file: file.name)
def test_most_files_need_no_mapping_at_all(file: WildFile) -> None:
    """What a file tells by itself is not asked."""
    assert understood(file).is_ready


def test_twelve_files_of_which_few_need_a_mapping() -> None:
    """As different as real ones, as text and as Excel."""
    assert len(WILD_FILES) == len(NAMES) == 12
    assert len(WITH_MAPPING) == 3
    assert sum(name.endswith(".xlsx") for name in NAMES) == 5


ANSWERS = {
    "minuter-med-decimal.csv": {"omv dag sol": "home-care", "serv sol": "service-care", "leds sol": "escort"},
    "besok-med-status.csv": {"inställd av kund": "refused"},
    "bara-tal.xlsx": {QuestionCode.SERVICE_COLUMN: "=home-care", QuestionCode.DURATION_FORM: "hours"},
}


@pytest.mark.parametrize("file", WITH_MAPPING, ids=lambda file: file.name)
def test_one_step_of_answers_makes_a_file_ready(file: WildFile) -> None:
    """All questions come at once; answering each of them leaves none."""
    first = understood(file)
    mapping = first.mapping
    answers = ANSWERS[file.name]
    for question in first.questions:
        answer = next(answer for asked, answer in answers.items() if asked in (question.subject, question.code))
        mapping = answered(mapping, question, answer)
    second = understood(file, mapping)
    assert len(first.questions) == len(answers)
    assert second.is_ready
    assert tuple(map(told, read_wild(second).rows)) == file.truth()


@pytest.mark.parametrize("file", WILD_FILES, ids=lambda file: file.name)
def test_the_kept_mapping_needs_no_question_next_time_and_gives_the_same_keys(file: WildFile) -> None:
    """G40: the file comes again, read by what was kept of its source, and every row is known by its key."""
    first = understood(file, file.mapping)
    kept = Mapping.from_json(first.mapping.for_next_file().to_json())
    again = understood(file, kept)
    assert again.is_ready
    assert again.fingerprint == first.fingerprint
    assert [row.row.key for row in read_wild(again).rows] == [row.row.key for row in read_wild(first).rows]


def test_every_source_is_known_by_its_own_fingerprint() -> None:
    """A mapping is never taken for another source's."""
    assert len({understood(file).fingerprint for file in WILD_FILES}) == len(WILD_FILES)


@pytest.mark.parametrize("file", WILD_FILES, ids=lambda file: file.name)
def test_every_line_below_the_heading_is_accounted_for(file: WildFile) -> None:
    """Nothing is silently lost: lines are rows, faults, or left out and told of with their number."""
    stream = stream_wild(understood(file, file.mapping))
    items = list(stream)
    tally = stream.tally
    assert tally.lines == tally.read + tally.faulty + sum(tally.skipped.values())
    assert len({(item.sheet, item.row.line) for item in items if isinstance(item, WildRow)}) == tally.read
    notices = [item.text for item in items if isinstance(item, Notice)]
    assert len([text for text in notices if "line" in text or "sheet" in text]) == len(tally.skipped)


@pytest.mark.parametrize("file", WILD_FILES, ids=lambda file: file.name)
def test_a_files_bytes_are_the_same_each_time(file: WildFile) -> None:
    """Examples that change would show nothing."""
    assert file.content() == content_of(file.name)


def test_the_files_are_written_into_a_folder(tmp_path: Path) -> None:
    """And are those that the examples are."""
    paths = write_wild_files(tmp_path / "wild")
    assert {path.name: path.read_bytes() for path in paths} == {name: content_of(name) for name in NAMES}


@pytest.mark.parametrize("file", WILD_FILES, ids=lambda file: file.name)
def test_a_file_that_is_not_ready_gives_questions_and_no_row(file: WildFile) -> None:
    """A guess is never made to get on."""
    unready = replace(understood(file), questions=understood(WITH_MAPPING[0]).questions)
    reading = read_wild(unready)
    assert reading.rows == ()
    assert len(reading.faults) == 3


def test_services_asked_about_are_answered_by_services() -> None:
    """The options of a question are answers that it takes."""
    for question in understood(WITH_MAPPING[0]).questions:
        assert set(SERVICE_OF) < set(question.options)
        assert question.rows > 0


def test_people_of_the_files_are_the_villages() -> None:
    """Official test numbers only."""
    numbers = {row.number for file in WILD_FILES for row in file.truth()} - {""}
    assert numbers <= set(lines("identity_numbers.txt"))


def test_a_fault_names_no_person() -> None:
    """G30: a spoiled cell beside a name is refused without the name."""
    file = WILD_FILES[0]
    content = content_of(file.name).replace(b"2026-07-", b"2026-17-")
    stream = stream_wild(understand(file.name, content, understood(file).mapping, TODAY))
    faults = [item for item in stream if isinstance(item, Fault)]
    people = {part for row in file.truth() for part in (row.name.split()[-1], row.number[-4:])}
    assert len(faults) == 48
    assert not [fault for fault in faults for part in people if part in fault.text or part in fault.file]

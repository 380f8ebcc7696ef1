"""Twelve files as different as planning systems' are: each says exactly its rows, and again nothing more."""

from __future__ import annotations

import pytest

from models.care_errors import QuestionsOpen
from models.errors import ImportRefused, WrongUse
from models.operations.hours.read_wild_file import Said
from models.operations.hours.sources import list_sources
from seed.wild_files import WILD_FILES, WildFile
from tests.operations.builders import OWNER
from tests.operations.hours.wild_desk import queue, register_everybody, stored, take, take_text, told

EACH = pytest.mark.parametrize("file", WILD_FILES, ids=[file.name for file in WILD_FILES])


@EACH
def test_a_planning_systems_file_is_read_as_it_is_after_at_most_one_step_of_mapping(store: str, file: WildFile) -> None:
    """G40, G6: no row more, none less, and again without effect."""
    register_everybody()
    truth = told(file.truth())
    first = take(file)
    assert stored() == truth
    assert queue() == []
    assert (first.rows, first.added, first.queued) == (len(truth), len(truth), 0)
    again = take(file, Said())
    assert stored() == truth
    assert (again.rows, again.added, again.unchanged, again.queued) == (len(truth), 0, len(truth), 0)


@EACH
def test_rows_wait_until_their_guests_are_registered_and_then_come_to_them(store: str, file: WildFile) -> None:
    """G40, G6: files first and visits afterwards gives what the other order does; nothing waits twice or is lost."""
    truth = len(file.truth())
    if file.mapping is not None:
        with pytest.raises(QuestionsOpen):
            take(file, Said())
        assert (stored(), queue()) == ([], [])
    first = take(file)
    assert (first.rows, first.added, first.queued, sum(count for _, count in first.reasons)) == (truth, 0, truth, truth)
    again = take(file, Said())
    assert (again.rows, again.queued, again.waiting) == (truth, 0, truth)
    register_everybody()
    late = take(file, Said())
    assert (late.added, late.queued, late.waiting) == (truth, 0, 0)
    assert stored() == told(file.truth())
    assert {state for _, state, _ in queue()} == {"placed"}


def test_a_file_that_tells_everything_leaves_no_source_behind(store: str) -> None:
    """Nothing was asked, so there is nothing to keep."""
    take(WILD_FILES[0], Said())
    assert list_sources(OWNER) == ()


def test_of_two_sources_with_one_heading_neither_is_taken_for_the_other(store: str) -> None:
    """G40: whose a file is, is said by name where its heading does not tell; each mapping is its own."""
    heading = "Brukare;Datum;Från kl;Till kl;Insats\nAda;2026-07-03;08:00;09:00;sol\n"
    take_text(heading, said=Said("North", (("sol", "home-care"),)))
    take_text(heading.replace("08:00", "07:00"), said=Said("South", (("sol", "escort"),)))
    with pytest.raises(QuestionsOpen):
        take_text(heading)
    assert take_text(heading, said=Said("North")).waiting == 1
    assert [dict(source.mapping.services)["sol"] for source in list_sources(OWNER)] == ["home-care", "escort"]


def test_a_file_of_the_strict_form_is_read_strictly_unless_it_is_said_whose_it_is(store: str) -> None:
    """G40: the strict form refuses a row without a visit; as a planning system's file the row waits."""
    text = "personnummer;datum;start;slut;insats\n19460113-6098;2026-07-03;08:00;09:00;hemtjänst\n"
    with pytest.raises(ImportRefused):
        take_text(text)
    assert take_text(text, said=Said("Treserva")).queued == 1
    assert take_text(text).waiting == 1


def test_what_a_question_does_not_take_is_refused_and_nothing_is_kept(store: str) -> None:
    """G40: a wrong answer, one that fits nothing, and one without a source to keep it for."""
    text = "Brukare;Datum;Från kl;Till kl;Insats\nAda;2026-07-03;08:00;09:00;sol\n"
    for said in (
        Said("North", (("sol", "gardening"),)),
        Said("North", (("sol", "home-care"), ("moon", "escort-service"))),
        Said("", (("sol", "home-care"),)),
        Said("19460113-6098", (("sol", "home-care"),)),
        Said("North", (("period", "sometime"), ("sol", "home-care"))),
    ):
        with pytest.raises(WrongUse):
            take_text(text, said=said)
    assert (queue(), list_sources(OWNER)) == ([], ())


def test_a_wrong_guess_about_a_column_is_put_right_by_its_name(store: str) -> None:
    """What a column means is the user's word, whatever it is called."""
    text = "Brukare;Datum;Från kl;Till kl;Insats;Id\nAda;2026-07-03;08:00;09:00;hemtjänst;{}\n"
    take_text(text.format("7"))
    assert {key for key, _, _ in queue()} == {"7"}
    take_text(text.format("8"), said=Said("North", (("Id", "ignored"),)))
    assert len(queue()) == 2
    assert take_text(text.format("9"), said=Said("North")).waiting == 1

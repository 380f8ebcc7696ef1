"""Planning systems' files that come twice, by two names, in another shape, or beside the strict form (G40, G6)."""

from __future__ import annotations

from datetime import date

import pytest

from models.care_entry import CareEntry
from models.care_errors import QueueRowDecided, RowNotTaken
from models.database import rows_of
from models.errors import FeeError, ImportRefused
from models.operations.hours.correct_row import correct_row
from models.operations.hours.drop_row import drop_row
from models.operations.hours.list_queue import list_queue, open_queued
from models.operations.hours.place_row import place_row
from models.operations.hours.preview_hours import preview_hours
from models.operations.hours.read_wild_file import Said
from models.operations.hours.retry_queue import retry_queue
from models.operations.hours.sources import list_sources
from models.operations.store.check_store import check_store
from models.operations.visits.step_visit import step_visit
from models.rules.visit_states import VisitState
from seed.wild_care import TODAY, guests
from tests.operations.broken_desk import at_once
from tests.operations.builders import OWNER, put_hours, put_visits, row_of, sign, visit_row
from tests.operations.hours.wild_desk import queue, register, stored, take_text
from tests.operations.intake_store import everything

pytestmark = pytest.mark.usefixtures("store")

ANN, BEA, CIA = guests(0, 3)
NORTH = Said("North", (("tvagning", "home-care"),))
HEADING = "Brukare;Personnummer;Datum;Från kl;Till kl;Insats"


def line(guest: int = 0, day: str = "2026-07-03", start: str = "08:00", end: str = "09:00", what: str = "") -> str:
    """Write a row of a planning system's file."""
    who = (ANN, BEA, CIA)[guest].guest
    return f"{who.name};{who.number};{day};{start};{end};{what or 'Hemtjänst'}"


def file(*lines: str, heading: str = HEADING) -> str:
    """Write a file."""
    return "\n".join(("Utförd tid", heading, *lines)) + "\n"


def strict(day: str = "2026-07-03", start: str = "08:00", end: str = "09:00", key: str = "") -> None:
    """Bring a row of the first guest in the strict form, without a key unless one is given."""
    put_hours(row_of(key=key, case=ANN.case, date=day, start=start, end=end, service="home-care"))


def sorted_states() -> list[tuple[str, str]]:
    """Give each row's key and kind."""
    return sorted(rows_of(CareEntry.select(CareEntry.key, CareEntry.kind)))


def test_rows_that_the_strict_form_brought_without_keys_are_known_in_the_planning_systems_file() -> None:
    """G40: half of the file is there already, and comes no second time, in either order."""
    register(ANN)
    strict()
    strict(day="2026-07-04", start="23:30", end="00:30")
    text = file(line(), line(day="2026-07-04", start="23:30", end="00:30"), line(day="2026-07-05"))
    receipt = take_text(text)
    assert (receipt.added, receipt.unchanged, receipt.queued) == (1, 2, 0)
    strict(day="2026-07-05")
    assert len(stored()) == 3


def test_what_waited_in_the_queue_and_came_strictly_meanwhile_is_one_row() -> None:
    """G40, G6: the queue's row is placed on what is there, and is not stored once more."""
    take_text(file(line(), line(day="2026-07-05")))
    register(ANN)
    strict()
    done = retry_queue(OWNER)
    assert (done.placed, done.known, done.waiting) == (1, 1, 0)
    assert len(stored()) == 2
    assert check_store(OWNER) == ()


def test_a_corrected_row_is_known_under_what_it_said_and_under_what_it_says() -> None:
    """G40, G4: the planning system's old file and the one put right change nothing after a correction."""
    register(ANN)
    take_text(file(line()))
    sign("2026-07")
    (key,) = [key for key, _ in sorted_states()]
    correct_row(key, "fel tid", {"start": "08:00", "end": "08:30"}, TODAY, OWNER)
    for end in ("09:00", "08:30"):
        receipt = take_text(file(line(end=end)))
        assert (receipt.added, receipt.unchanged) == (0, 1)
    assert check_store(OWNER) == ()


def test_the_same_file_under_two_names_of_its_source_is_one_file() -> None:
    """G40: what is stored is known, what waits waits once, and what was dropped stays dropped."""
    register(ANN)
    text = file(line(what="tvagning"), line(1, what="tvagning"), line(2, what="tvagning"))
    take_text(text, said=NORTH)
    drop_row(list_queue(OWNER).rows[1].number, "inte vår gäst", OWNER)
    before = (stored(), queue())
    receipt = take_text(text, said=Said("South", NORTH.answers))
    assert (receipt.added, receipt.unchanged, receipt.queued, receipt.waiting, receipt.dropped) == (0, 1, 0, 1, 1)
    assert (stored(), queue()) == before
    assert [source.name for source in list_sources(OWNER)] == ["North", "South"]


def test_a_kept_sources_file_in_another_order_of_columns_says_the_same() -> None:
    """G40: columns are known by what they are called, not by where they stand."""
    register(ANN)
    take_text(file(line(what="tvagning")), said=NORTH)
    who = ANN.guest
    moved = file(
        f"tvagning;09:00;08:00;2026-07-03;{who.number};x;{who.name}",
        heading="Insats;Till kl;Från kl;Datum;Personnummer;Anteckning;Brukare",
    )
    receipt = take_text(moved, said=Said("North"))
    assert (receipt.added, receipt.unchanged, receipt.queued) == (0, 1, 0)


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Brukare;Personnummer;Datum;Insats", "{name};{number};2026-07-03;tvagning"),
        ("Brukare;Personnummer;Datum;Från kl;Till kl;Insats", "{name};{number};2026-07-03;08:00;09:00;fotvård"),
        ("Brukare;Personnummer;Från kl;Till kl;Insats", "{name};{number};08:00;09:00;tvagning"),
        ("A;B;C;D;E;F", "{name};{number};2026-07-03;08:00;09:00;tvagning"),
    ],
)
def test_a_kept_sources_file_that_lost_something_is_asked_about_and_never_guessed(heading: str, row: str) -> None:
    """G6, G40: a column gone, a word that is new, no day, no names: nothing is stored and nothing kept."""
    register(ANN)
    take_text(file(line(what="tvagning")), said=NORTH)
    before = everything()
    text = file(row.format(name=ANN.guest.name, number=ANN.guest.number), heading=heading)
    with pytest.raises(FeeError):
        take_text(text, said=Said("North"))
    assert everything() == before


def test_one_key_for_two_different_hours_is_refused_wherever_the_first_one_is() -> None:
    """G40: in the store, in the queue, by either form."""
    heading = f"Besöksid;{HEADING}"
    register(ANN)
    strict(key="77001")
    with pytest.raises(ImportRefused):
        take_text(file(f"77001;{line(start='10:00', end='11:00')}", heading=heading))
    take_text(file(f"77002;{line(1)}", heading=heading))
    strict(key="77002")
    register(BEA)
    assert retry_queue(OWNER).waiting == 1
    with pytest.raises(RowNotTaken):
        place_row(list_queue(OWNER).rows[0].number, BEA.case, OWNER)
    assert len(stored()) == 2
    assert check_store(OWNER) == ()


def test_a_queued_row_is_placed_late_once_and_on_nothing_that_is_closed() -> None:
    """G6, G40: a signed month takes it marked, a closed visit not, and nobody places it twice."""
    register(ANN, BEA)
    nameless = f"{ANN.guest.name};;2026-07-09;08:00;09:00;Hemtjänst"
    take_text(file(nameless, nameless.replace("08:00", "08:30")))
    sign("2026-07")
    for state in (VisitState.ONGOING, VisitState.ENDED, VisitState.FINALLY_BILLED, VisitState.CLOSED):
        step_visit(BEA.case, state, OWNER, date(2026, 8, 31))
    first, second = (row.number for row in list_queue(OWNER).rows)
    with pytest.raises(RowNotTaken):
        place_row(first, BEA.case, OWNER, anyway=True, with_alike=True)
    assert {state for _, state, _ in queue()} == {"waiting"}
    done = place_row(first, ANN.case, OWNER, with_alike=True)
    assert (done.added, done.late) == (2, 2)
    for number in (first, second):
        with pytest.raises(QueueRowDecided):
            place_row(number, ANN.case, OWNER)
    assert CareEntry.select().where(CareEntry.after_signing & CareEntry.signed).count() == 2
    assert check_store(OWNER) == ()


def test_a_protected_guest_is_found_by_number_alone() -> None:
    """OSL 21:3, G32: neither the import, the queue nor its candidates know them by name and birth date."""
    who = ANN.guest
    put_visits(
        visit_row(
            ANN.case, identity_number=who.number, name=who.name, protected="yes", from_="2026-06-01", to="2026-08-31"
        )
    )
    born = f"{who.number[:4]}-{who.number[4:6]}-{who.number[6:8]}"
    heading = "Brukare;Födelsedatum;Datum;Från kl;Till kl;Insats"
    take_text(file(f"{who.name};{born};2026-07-03;08:00;09:00;Hemtjänst", heading=heading))
    (row,) = list_queue(OWNER).rows
    opened = open_queued(row.number, "för att hitta vistelsen", OWNER)
    assert opened.candidates == ()
    assert retry_queue(OWNER).placed == 0
    assert take_text(file(line())).added == 1
    shown = preview_hours("x.csv", file(line()).encode(), TODAY, OWNER)
    assert who.name not in repr(shown.examples)
    assert who.number not in repr(shown.examples)


def test_a_row_placed_and_dropped_by_several_at_once_is_decided_once() -> None:
    """G2, G40: one of them decides, and the row is on one visit or on none."""
    register(ANN, BEA)
    take_text(file(f"{ANN.guest.name};;2026-07-09;08:00;09:00;Hemtjänst"))
    told = at_once(
        lambda: place_row(1, ANN.case, OWNER).case,
        lambda: place_row(1, BEA.case, OWNER).case,
        lambda: drop_row(1, "inte vår gäst", OWNER),
    )
    assert told.count("QueueRowDecided") == 2
    assert len(stored()) == (0 if "1" in told else 1)
    assert check_store(OWNER) == ()

"""The queue of rows that name no visit: placed, dropped or tried again, in any order to the same end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import permutations

import pytest

from models.care_entry import CareEntry
from models.care_errors import PlacementDoubtful, QueueRowDecided, RowNotTaken
from models.database import rows_of
from models.errors import ImportRefused, NotFound, ReasonMissing, ReasonNamesPerson
from models.event import Access, Event
from models.operations.hours.drop_row import drop_row
from models.operations.hours.list_queue import list_queue, open_queued
from models.operations.hours.place_row import place_row
from models.operations.hours.retry_queue import retry_queue
from models.operations.store.check_store import check_store
from models.operations.visits.step_visit import step_visit
from models.rules.visit_states import VisitState
from models.source import UnmatchedRow
from seed.wild_care import guests
from tests.operations.builders import OWNER, put_visits, sign, visit_row
from tests.operations.hours.wild_desk import queue, register, stored, take_text

ANN, BEA, CIA = guests(0, 3)
"""Three guests: the first two are registered by the tests that say so."""


def name(place: int) -> str:
    """Give a guest's name."""
    return (ANN, BEA, CIA)[place].guest.name


def number(place: int) -> str:
    """Give a guest's identity number."""
    return (ANN, BEA, CIA)[place].guest.number


def export(*rows: str) -> str:
    """Write a file as a planning system does, with a line of title above its heading."""
    heading = "Brukare;Personnummer;Datum;Från kl;Till kl;Insats"
    return "\n".join(("Utförd tid juli 2026", heading, *rows)) + "\n"


def row(who: str, pnr: str = "", day: str = "2026-07-03", start: str = "08:00", end: str = "09:00") -> str:
    """Write a row of it."""
    return f"{who};{pnr};{day};{start};{end};Hemtjänst"


def waiting() -> list[int]:
    """Number the rows that wait."""
    return [each.number for each in list_queue(OWNER).rows]


def reasons() -> dict[str, int]:
    """Count the rows that wait by why."""
    found: dict[str, int] = {}
    for each in list_queue(OWNER).rows:
        found[each.why] = found.get(each.why, 0) + 1
    return found


def test_every_row_that_names_no_single_visit_waits_and_says_why(store: str) -> None:
    """G6: nobody, a name alone, a day outside the stay, two stays, a closed visit."""
    register(ANN)
    put_visits(
        visit_row("T-1", identity_number=number(1), name=name(1), from_="2026-07-01", to="2026-07-10"),
        visit_row("T-2", identity_number=number(1), name=name(1), from_="2026-07-10", to="2026-07-20", home="0184"),
    )
    text = export(
        row(name(0), number(0)),
        row(name(2), number(2)),
        row(name(0)),
        row(name(0), number(0), day="2026-05-03"),
        row(name(1), number(1), day="2026-07-10"),
        row(name(1), number(1), day="2026-07-11"),
    )
    receipt = take_text(text)
    assert (receipt.rows, receipt.added, receipt.queued) == (6, 2, 4)
    assert reasons() == {"no-person": 1, "name-only": 1, "no-visit": 1, "several-visits": 1}
    assert dict(receipt.reasons) == reasons()


def test_a_row_of_a_closed_visit_waits_and_one_that_it_had_before_is_known(store: str) -> None:
    """G40, G6: what came before the visit was closed comes again without effect, what is new waits."""
    register(ANN)
    take_text(export(row(name(0), number(0))))
    for state in (VisitState.ONGOING, VisitState.ENDED, VisitState.FINALLY_BILLED, VisitState.CLOSED):
        step_visit(ANN.case, state, OWNER, date(2026, 8, 31))
    receipt = take_text(export(row(name(0), number(0)), row(name(0), number(0), start="10:00", end="11:00")))
    assert (receipt.added, receipt.unchanged, receipt.queued) == (0, 1, 1)
    assert reasons() == {"closed-visit": 1}
    with pytest.raises(RowNotTaken):
        place_row(waiting()[0], ANN.case, OWNER)
    assert retry_queue(OWNER).waiting == 1


def test_a_row_is_placed_once_and_the_file_that_comes_again_leaves_it_there(store: str) -> None:
    """G40: placed is placed, also when the file comes again."""
    register(ANN)
    text = export(row(name(0)))
    take_text(text)
    placed = place_row(waiting()[0], ANN.case, OWNER)
    assert (placed.added, placed.known) == (1, 0)
    before = stored()
    again = take_text(text)
    assert (again.added, again.unchanged, again.queued, again.waiting) == (0, 1, 0, 0)
    assert (stored(), len(before)) == (before, 1)
    with pytest.raises(QueueRowDecided):
        place_row(1, ANN.case, OWNER)
    with pytest.raises(QueueRowDecided):
        drop_row(1, "a mistake", OWNER)


def test_a_row_that_was_dropped_stays_dropped(store: str) -> None:
    """G40: the next import says so and takes it in no more, not even when the guest is registered then."""
    text = export(row(name(0), number(0)))
    take_text(text)
    assert drop_row(waiting()[0], "our own resident", OWNER) == 1
    register(ANN)
    receipt = take_text(text)
    assert (receipt.rows, receipt.dropped, receipt.added, receipt.queued) == (1, 1, 0, 0)
    assert retry_queue(OWNER).placed == 0
    assert stored() == []
    (dropped,) = list_queue(OWNER, decided=True).rows
    assert (dropped.state, dropped.reason, dropped.decided_by) == ("dropped", "our own resident", "owner")


def test_a_placing_outside_the_stay_or_against_the_number_is_said_first(store: str) -> None:
    """G6: a wrong case is easily typed; who means it says so."""
    register(ANN)
    take_text(export(row(name(2), day="2026-05-03"), row(name(2), number(2))))
    outside, other = waiting()
    with pytest.raises(NotFound):
        place_row(outside, "X-9", OWNER)
    for each in (outside, other):
        with pytest.raises(PlacementDoubtful):
            place_row(each, ANN.case, OWNER)
        assert place_row(each, ANN.case, OWNER, anyway=True).added == 1


def test_every_row_of_one_person_is_placed_at_once_as_far_as_the_stay_goes(store: str) -> None:
    """A file that names by name alone gives as many rows as days; nobody places them one by one."""
    register(ANN)
    days = [f"2026-07-{day:02}" for day in range(1, 11)]
    take_text(export(*(row(name(0), day=day) for day in (*days, "2026-05-31")), row(name(1))))
    placed = place_row(waiting()[0], ANN.case, OWNER, with_alike=True)
    assert (placed.added, placed.left) == (10, 1)
    assert len(waiting()) == 2
    assert drop_row(waiting()[0], "another year", OWNER, with_alike=True) == 1


def test_rows_of_a_signed_month_are_kept_late_from_the_queue_too(store: str) -> None:
    """G6: late hours are marked, whichever way they came."""
    register(ANN)
    take_text(export(row(name(0)), row(name(0), number(0), start="12:00", end="13:00")))
    sign("2026-07")
    assert place_row(waiting()[0], ANN.case, OWNER).late == 1
    assert CareEntry.select().where(CareEntry.after_signing).count() == 1
    assert check_store(OWNER) == ()


def test_a_row_of_a_key_that_says_something_else_now_is_refused(store: str) -> None:
    """G40: a file fills in, it never changes what waits."""
    text = "Besöksid;Brukare;Datum;Starttid;Sluttid;Insats\n77001;{who};2026-07-03;08:00;{end};Hemtjänst\n"
    take_text(text.format(who=name(0), end="09:00"))
    with pytest.raises(ImportRefused) as caught:
        take_text(text.format(who=name(0), end="09:30"))
    assert [fault.line for fault in caught.value.faults] == [2]
    assert take_text(text.format(who=name(0), end="09:00")).waiting == 1


def test_a_file_with_a_bad_row_queues_nothing_and_lists_every_bad_row(store: str) -> None:
    """G40: all or nothing, the queue too."""
    register(ANN)
    text = export(row(name(0), number(0)), row(name(2)), row(name(0), "19000101-0000"), row(name(0), start="25:00"))
    with pytest.raises(ImportRefused) as caught:
        take_text(text)
    assert [fault.line for fault in caught.value.faults] == [5, 6]
    assert (stored(), queue()) == ([], [])


def test_the_list_names_nobody_and_opening_a_row_is_logged_with_its_reason(store: str) -> None:
    """G31, G30: the list tells one person's rows from another's, and only who says why sees who it is."""
    register(ANN)
    take_text(export(row(name(0)), row(name(0), day="2026-07-04"), row(name(1))))
    listed = repr(list_queue(OWNER).rows)
    for place in range(3):
        assert name(place) not in listed
        assert number(place) not in listed
    assert [each.who for each in list_queue(OWNER).rows] == ["A", "A", "B"]
    with pytest.raises(ReasonMissing):
        open_queued(1, " ", OWNER)
    with pytest.raises(ReasonNamesPerson):
        open_queued(1, f"looking for {name(0)}", OWNER)
    opened = open_queued(1, "to find the visit", OWNER)
    assert (opened.name, opened.alike) == (name(0), 1)
    assert [(each.case, each.covers) for each in opened.candidates] == [(ANN.case, True)]
    (access,) = Access.select().where(Access.deed == "open-queued")
    assert (access.subject, access.reason) == ("queue:1", "to find the visit")


def test_no_event_of_the_queue_names_a_guest(store: str) -> None:
    """G30, G34: not even where the file is called by the guest's name, or a reason tries to."""
    take_text(export(row(name(0)), row(name(1), number(1))), name=f"{name(0)} juli.csv")
    register(ANN, BEA)
    with pytest.raises(ReasonNamesPerson):
        drop_row(1, f"{name(0)} is not ours", OWNER)
    place_row(1, ANN.case, OWNER)
    retry_queue(OWNER)
    log = repr(list(Event.select().tuples()))
    for place in (0, 1):
        assert name(place) not in log
        assert number(place) not in log
    assert '"queued": 2' in log


def _import_all() -> None:
    take_text(export(row(name(0), number(0)), row(name(1), number(1)), row(name(2))))


def _place_third() -> None:
    """Place the row that names nobody by number, as soon as it waits and the visit is there."""
    for each in UnmatchedRow.select().where(UnmatchedRow.state == "waiting", UnmatchedRow.why == "name-only"):
        try:
            place_row(each.id, CIA.case, OWNER)
        except NotFound:
            return


def _retry() -> None:
    retry_queue(OWNER)


STEPS: tuple[Callable[[], None], ...] = (
    _import_all,
    lambda: register(ANN),
    lambda: register(BEA, CIA),
    _place_third,
    _retry,
)


def test_any_order_of_files_visits_and_placings_comes_to_the_same(store: str) -> None:
    """G40, G6, G4: all orders of five steps, and then once more of what had to wait for another."""
    ends = set()
    for order in list(permutations(range(len(STEPS))))[::8]:
        _forget_everything()
        for place in order:
            STEPS[place]()
        for step in (_import_all, _place_third, _retry):
            step()
        assert waiting() == []
        ends.add(json.dumps([[str(cell) for cell in each] for each in stored()]))
        ends.add(json.dumps(sorted(key for (key,) in rows_of(CareEntry.select(CareEntry.key)))))
    assert len(ends) == 2


def _forget_everything() -> None:
    """Empty what the steps fill; the visits stay out of it since their registration is one of the steps."""
    from models.care_entry import CarePiece
    from models.decision import Decision
    from models.person import Person
    from models.visit import Visit

    for table in (UnmatchedRow, CarePiece, CareEntry, Decision, Visit, Person):
        table.delete().execute()

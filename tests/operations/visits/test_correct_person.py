"""A known name or number that is wrong is put right: once, with a reason, and without the log learning either."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

import pytest

from models.care_errors import NumberIsAnothers, VisitChanged
from models.errors import FeeError, ImportRefused, NotFound, ReasonMissing, ReasonNamesPerson, WrongUse
from models.event import Access, Event
from models.operations.store.actor import Actor
from models.operations.store.check_store import check_store
from models.operations.visits.correct_person import correct_person
from models.operations.visits.find import find
from models.operations.visits.visit_sheet import visit_sheet
from models.person import Person
from models.visit import Visit
from tests.operations.intake_files import ADA, BO, CAI, ME, TODAY, bare_visit, take_visits, visit
from tests.operations.intake_store import deeds, everything

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(autouse=True)
def _two_guests(store: str) -> None:
    """Have Ada with two visits, and Bo."""
    take_visits(visit(), visit("V-2", from_="2026-08-01", to="2026-08-09"))
    take_visits(visit("V-3", identity_number=BO, name="Bo Testman"))


def _correct(changes: Mapping[str, str], reason: str = "misread", case: str = "V-1") -> None:
    correct_person(case, changes, reason, TODAY, ME)


def test_name_and_number_are_put_right_in_every_visit_of_the_guest() -> None:
    """G32: found by the new ones, and no longer by the old."""
    _correct({"name": "Åda Nyström", "identity_number": "900420-9814"}, case="v-1")
    for case in ("V-1", "V-2"):
        known = visit_sheet(case, "", ME)
        assert (known.name, known.identity_number) == ("Åda Nyström", "199004209814")
    assert Person.get(Person.search_name == "åda nyström").birth_date == date(1990, 4, 20)
    assert [hit.case for hit in find("åda", ME)] == ["V-2", "V-1"]  # type: ignore[union-attr]
    assert not find("Ada T", ME)
    assert not find(ADA, ME)
    assert visit_sheet("V-3", "", ME).name == "Bo Testman"
    assert check_store(ME) == ()


def test_the_log_tells_that_it_was_done_and_why_and_nothing_else() -> None:
    """G30, G34: one event, neither name nor number, old or new; and who was looked at."""
    before = len(deeds())
    _correct({"name": "Åda Nyström", "identity_number": CAI})
    assert deeds()[before:] == [("correct-person", "V-1")]
    told = json.loads(Event.select(Event.facts).order_by(Event.id.desc()).scalar())
    assert told == {"details": ["name", "identity_number"], "reason": "misread", "visits": 2}
    log = re.sub("[0-9a-f]{64}", "", repr(list(Event.select().tuples())) + repr(list(Access.select().tuples())))
    for secret in ("Ada", "Testsson", "Nyström", ADA[2:8], ADA[8:], CAI[2:8], CAI[8:]):
        assert secret not in log
    looks = Access.select(Access.subject).where(Access.deed == "correct-person")
    assert {each.subject for each in looks} == {"V-1", "V-2"}


@pytest.mark.parametrize("number", [BO, "900408+9810", BO[:8] + "-" + BO[8:]])
def test_another_persons_number_is_refused_and_told_of_nobody(number: str) -> None:
    """G30: however it is written."""
    assert find(number, ME)
    before = everything()
    with pytest.raises(NumberIsAnothers) as caught:
        _correct({"name": "Eva Q", "identity_number": number})
    assert everything() == before
    for secret in ("Bo", "V-3", BO[8:]):
        assert secret not in str(caught.value)


BAD: tuple[Mapping[str, str], ...] = (
    {},
    {"protected": "no"},
    {"name": ""},
    {"name": "  "},
    {"name": "x" * 201},
    {"name": "Eva\nQ"},
    {"name": "Ada Testsson"},
    {"identity_number": ADA},
    {"identity_number": ADA[:-1] + str((int(ADA[-1]) + 1) % 10)},
    {"identity_number": "19900231-9817"},
    {"identity_number": "29900211-9817"},
    {"identity_number": "Ada"},
)


@pytest.mark.parametrize("changes", BAD)
def test_what_cannot_be_right_is_refused_without_being_repeated(changes: Mapping[str, str]) -> None:
    """G30: check digit, date and letters are judged, and what is the same is no correction."""
    before = everything()
    with pytest.raises(WrongUse) as caught:
        _correct(changes)
    assert everything() == before
    assert not any(text.strip() and text in str(caught.value) for text in changes.values())


@pytest.mark.parametrize(
    "reason",
    [
        "hette Testsson Ada",
        "heter nu Eva Nyman",
        f"var {ADA}",
        "nu 18900420-9814",
        "ja, 1890 0420 9814 är rätt",
        "stavas Nyman",
        "Testssons granne ringde",
    ],
)
def test_a_reason_names_nobody_neither_as_before_nor_as_after(reason: str) -> None:
    """G30: the log is never rewritten."""
    before = everything()
    with pytest.raises(ReasonNamesPerson):
        _correct({"name": "Eva Nyman", "identity_number": CAI}, reason)
    assert everything() == before


def test_a_reserve_number_is_looked_for_in_the_reason_too() -> None:
    """G30: it has no check digit by which it would be known."""
    _correct({"identity_number": "19900211-T123"})
    for reason in ("var 900211-T123", "19900211T123 gällde inte"):
        with pytest.raises(ReasonNamesPerson):
            _correct({"identity_number": ADA}, reason)


@pytest.mark.parametrize("reason", ["", " \t"])
def test_nothing_is_corrected_without_a_reason(reason: str) -> None:
    """G31."""
    before = everything()
    with pytest.raises(ReasonMissing):
        _correct({"name": "Eva Nyman"}, reason)
    assert everything() == before


def test_a_number_that_is_wrong_is_taken_away_where_the_right_one_is_not_known() -> None:
    """And may then be given to whose it is."""
    _correct({"identity_number": ""})
    assert visit_sheet("V-1", "", ME).identity_number == ""
    _correct({"identity_number": ADA}, case="V-3")
    assert visit_sheet("V-3", "", ME).identity_number == ADA


def test_a_name_that_stands_in_a_reference_is_refused() -> None:
    """G30: an invoice would print it."""
    Visit.update(invoice_reference="Rut Nyman").where(Visit.case_number == "V-2").execute()
    before = everything()
    with pytest.raises(ImportRefused) as caught:
        _correct({"name": "Rut Nyman"})
    assert [fault.column for fault in caught.value.faults] == ["invoice_reference"]
    assert "Rut" not in caught.value.faults[0].text
    assert everything() == before


def test_a_name_that_was_unknown_may_be_given_so_too() -> None:
    """A guest known by case alone."""
    take_visits(bare_visit("V-4"))
    _correct({"name": "Eva Nyman"}, case="V-4")
    assert visit_sheet("V-4", "", ME).name == "Eva Nyman"


def test_who_saves_second_sees_both_versions() -> None:
    """G35."""
    opened = {"name": "Ada Testsson", "identity_number": ADA}
    correct_person("V-1", {"name": "Eva Nyman"}, "misread", TODAY, Actor("administrator"), opened)
    before = everything()
    with pytest.raises(VisitChanged) as caught:
        correct_person("V-2", {"name": "Eva Nylund"}, "misread", TODAY, ME, opened)
    assert caught.value.stored == {"name": "Eva Nyman", "identity_number": ADA}
    assert everything() == before
    assert "Nyman" not in str(caught.value)


def test_a_later_file_with_the_right_name_is_taken_and_the_wrong_one_refused() -> None:
    """G40: the store knows the corrected person."""
    _correct({"name": "Eva Nyman", "identity_number": CAI})
    assert take_visits(visit(name="Eva Nyman", identity_number=CAI)).unchanged == 1
    for row in (visit(), visit(name="Eva Nyman")):
        with pytest.raises(FeeError):
            take_visits(row)


def test_an_unknown_case_is_not_found() -> None:
    """The refusal names the case that was asked for."""
    with pytest.raises(NotFound, match="V-9"):
        _correct({"name": "Eva Nyman"}, case="V-9")

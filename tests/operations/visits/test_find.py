"""Search finds by name, identity number, case and invoice number, and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from peewee import CharField, TextField

from models.decision import Decision
from models.errors import UnknownUser
from models.event import Access
from models.operations.store.actor import Actor
from models.operations.visits.find import MOST, FoundVisit, find
from models.person import Person
from models.visit import Visit
from tests.operations.intake_files import ADA, BO, CAI, DAG, ME, bare_visit, take_hours, take_visits, visit
from tests.operations.intake_store import counts, everything

pytestmark = pytest.mark.usefixtures("store")

RESERVE = "19900211T017"


@pytest.fixture(autouse=True)
def _four_guests(store: str) -> None:
    """Have four guests, one of them protected."""
    take_visits(
        visit("SN 2026/17"),
        visit("V-2", identity_number=BO, name="Åke Östberg"),
        visit("V-3", identity_number=CAI, name="Cai Hemlig", protected="ja"),
        visit("V-4", identity_number=RESERVE, name="Dina Reserv"),
    )


def found(text: str) -> list[str]:
    """Search, and give the case numbers that were found."""
    return [hit.case for hit in find(text, ME) if isinstance(hit, FoundVisit)]


def all_found(*texts: str) -> dict[str, list[str]]:
    """Search for each text."""
    return {text: found(text) for text in texts}


def test_a_guest_is_found_by_name_number_in_any_spelling_and_case() -> None:
    """G32: the ways that the law allows."""
    names = ("Ada Testsson", "ada", "TESTSSON", " Ada ", "SN 2026/17")
    numbers = (ADA, "900211+9817", "18900211-9817", "18900211 9817", "1890-02-11-9817", "9002119817", f"personnr {ADA}")
    assert all_found(*names, *numbers) == {text: ["SN 2026/17"] for text in (*names, *numbers)}


def test_swedish_letters_are_found_in_any_capitals_on_both_engines() -> None:
    """G32: å, ä and ö are letters like others."""
    names = ("åke", "ÅKE", "östberg", "ÖSTBERG", "Östberg")
    assert all_found(*names) == {name: ["V-2"] for name in names}


def test_a_reserve_number_is_found_in_every_spelling_that_the_import_takes() -> None:
    """G32: a number is a number, with letters or without."""
    numbers = (RESERVE, "19900211-T017", "19900211t017", "900211-T017", "900211T017")
    assert all_found(*numbers) == {number: ["V-4"] for number in numbers}


def test_a_search_for_nothing_in_particular_finds_nobody() -> None:
    """G32: no text is a key to the whole register."""
    texts = ("", " ", "\t", "%", "_", "%a%", "\\", "'", "*", "' OR 1=1 --", "xyz", "2026", "Q", "x" * 9999)
    assert all_found(*texts) == {text: [] for text in texts}


def test_odd_texts_are_searched_for_in_vain_and_break_nothing() -> None:
    """G13: whatever a terminal gives."""
    texts = ("\0", "a\0b", "\udce4", "Ada\ud800", "🦉", "\u202e", "9" * 4000, "²" * 12)
    assert all_found(*texts) == {text: [] for text in texts}


def planted() -> list[tuple[Any, Any]]:
    """List every text column that tells of a guest or a stay and may not be searched."""
    lawful = {Person.name, Person.search_name, Person.identity_number, Visit.case_number, Visit.case_key}
    constrained = {Visit.state, Decision.provider, Decision.granted_per}
    return [
        (table, field)
        for table in (Person, Visit, Decision)
        for field in table._meta.sorted_fields
        if isinstance(field, CharField | TextField) and field not in lawful | constrained
    ]


def test_no_other_text_of_a_guest_or_stay_is_searched() -> None:
    """G32 (SoLPuF 2001:637, 15 §): a word in every other column, and no search finds it."""
    columns = planted()
    assert len(columns) > 15
    for number, (table, field) in enumerate(columns):
        word = f"plant{number}"
        table.update({field: word}).execute()
        assert found(word) == [], field
        assert find(word, ME) == ()
    take_hours({"key": "row77", "case": "SN 2026/17", "date": "2026-07-03", "minutes": "5", "service": "home-care",
                "band": "plantband"})  # fmt: skip
    assert [text for text in ("row77", "plantband", "home-care", "Solna", "0184", "visits.csv") if find(text, ME)] == []


def test_a_protected_guest_is_never_found_by_name_nor_named() -> None:
    """G30, G32: number and case find the visit, without its name."""
    assert found("Hemlig") == found("Cai Hemlig") == found("cai") == []
    for text in (CAI, "V-3"):
        (hit,) = find(text, ME)
        assert isinstance(hit, FoundVisit)
        assert (hit.case, hit.name, hit.protected) == ("V-3", "", True)
        assert "Hemlig" not in str(hit)


def test_somebody_protected_later_is_not_found_by_name_any_more() -> None:
    """G30: the protection counts from the moment it is known."""
    assert found("Ada") == ["SN 2026/17"]
    take_visits(bare_visit("SN 2026/17", protected="ja"))
    assert found("Ada") == []


def test_every_search_that_shows_a_guest_is_logged_by_case() -> None:
    """G31: who, when, through which door; no name and no number in the log."""
    find("Testsson", Actor("reader", "tui"))
    find(BO, Actor("registrar"))
    entries = list(Access.select(Access.login, Access.door, Access.deed, Access.subject).order_by(Access.id).tuples())
    assert entries == [("reader", "tui", "find", "SN 2026/17"), ("registrar", "cli", "find", "V-2")]


def test_a_search_changes_nothing_but_the_log_of_reading() -> None:
    """G31, G34: in vain, it changes nothing at all."""
    before = everything()
    find("nobody at all", ME)
    assert everything() == before


def test_a_stranger_finds_nothing_and_leaves_no_trace_of_having_read() -> None:
    """G31: who is no user does not read."""
    with pytest.raises(UnknownUser):
        find("Ada", Actor("stranger"))
    assert counts(Access) == (0,)


def test_a_common_name_shows_so_many_and_logs_those() -> None:
    """G31: what was shown is what is logged."""
    take_visits(*(bare_visit(f"N-{n}", name=f"Vanlig Namnsson {n}") for n in range(MOST + 5)))
    assert len(found("Namnsson")) == MOST
    assert counts(Access) == (MOST,)


def test_a_guest_with_several_stays_is_found_with_all_newest_first() -> None:
    """G32: one row a visit."""
    take_visits(visit("V-9", identity_number=DAG, name="Dag T"))
    take_visits(visit("V-8", identity_number=DAG, name="Dag T", **{"from": "2026-10-01", "to": ""}))
    assert found(DAG) == ["V-8", "V-9"]

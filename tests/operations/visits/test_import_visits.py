"""Visits come in from files: once, whole or not at all, and never by contradicting what is known."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.database import rows_of
from models.decision import Decision
from models.errors import NotAllowed
from models.operations.store.actor import Actor
from models.person import Person
from models.visit import Visit
from tests.operations.intake_files import (
    ADA,
    BO,
    CAI,
    Row,
    bare_visit,
    faults_of,
    places_of,
    take_visits,
    visit,
)
from tests.operations.intake_store import content, counts, deeds, everything

pytestmark = pytest.mark.usefixtures("store")


def cases() -> list[str]:
    """List the case numbers in the store."""
    return [case for (case,) in rows_of(Visit.select(Visit.case_number).order_by(Visit.case_number))]


def test_a_file_imported_twice_is_imported_once() -> None:
    """G40: the second time nothing is added, nothing filled in, and the tables hold the same."""
    rows = (
        visit(),
        visit(service="safety-alarm"),
        visit("V-2", identity_number=BO, name="Bo Testsson", protected="ja", ordered_on=""),
        visit("", identity_number=CAI, name="Cai Testsson"),
        bare_visit("V-4"),
    )
    first = take_visits(*rows)
    before = content()
    second = take_visits(*rows)
    assert (first.added, first.filled_in, first.unchanged) == (4, 0, 0)
    assert (second.added, second.filled_in, second.unchanged) == (0, 0, 4)
    assert content() == before


def test_what_was_unknown_is_filled_in_by_a_later_file() -> None:
    """G40: every cell that the first file left empty is taken from the second."""
    take_visits(bare_visit("V-1"))
    receipt = take_visits(visit(provider="own", area="tätort", granted="300", granted_per="week"))
    found = Visit.get(Visit.case_number == "V-1")
    decision = Decision.get(Decision.visit == found)
    assert (receipt.added, receipt.filled_in) == (0, 1)
    assert (found.last_day, found.ordered_on) == (date(2026, 7, 31), date(2026, 6, 20))
    assert (found.order_reference, found.invoice_reference, found.state) == ("B 12", "ZZ 7", "confirmed")
    assert (decision.provider, decision.area, decision.granted, decision.granted_per) == ("own", "tätort", 300, "week")
    assert (found.person.name, found.person.identity_number) == ("Ada Testsson", ADA)
    assert found.person.birth_date == date(1890, 2, 11)


def test_an_empty_cell_never_empties_what_is_known() -> None:
    """G40: a poorer file after a richer one changes nothing, and does not lift a protection."""
    take_visits(visit(protected="ja", provider="own", area="tätort", granted="300", granted_per="week"))
    before = content()
    receipt = take_visits(bare_visit("V-1", service="home-care"), bare_visit("V-1", protected="nej"))
    assert receipt.unchanged == 1
    assert content() == before


OTHERWISE = {
    "from": "2026-07-02",
    "to": "2026-07-30",
    "ordered_on": "2026-06-21",
    "order_reference": "B 13",
    "invoice_reference": "ZZ 8",
    "home_municipality": "Stockholm",
    "identity_number": BO,
    "name": "Bea Testsson",
    "provider": "private",
    "area": "landsbygd",
    "granted": "301",
    "granted_per": "month",
}
"""Another value for every column that a visit is known by."""


def test_what_is_known_is_never_replaced_by_a_file() -> None:
    """G40: a different known value is refused at its line and column, each alone, and nothing is changed."""
    known = visit(provider="own", area="tätort", granted="300", granted_per="week")
    take_visits(known)
    before = everything()
    for column, other in OTHERWISE.items():
        rows = (visit("V-2", identity_number=CAI, name="Cai T"), {**known, column: other})
        assert places_of(partial(take_visits, *rows)) == [(3, column)]
        assert everything() == before, column


def test_the_refusal_of_another_value_names_both() -> None:
    """G40: the stored value and the file's stand in the text, so that one can be put right."""
    take_visits(visit())
    ((_, _, text),) = faults_of(lambda: take_visits(visit(order_reference="B 99")))
    assert "B 12" in text
    assert "B 99" in text


def test_every_bad_row_is_listed_and_the_good_ones_are_not_kept() -> None:
    """G40: faults of cells, of registers and against the store come together, in the order of the lines."""
    take_visits(visit())
    before = everything()
    rows = (
        visit("V-10", identity_number=BO, name="Bo Testsson"),
        visit("V-11", **{"from": "2026-02-30", "to": "soon"}),
        visit("V-12", home_municipality="Atlantis"),
        visit(order_reference="another"),
        visit("V-13", identity_number="189002119818", service="juggling"),
        visit("V-14", **{"to": "2026-06-01"}),
        visit("V-15", recipient="nobody"),
    )
    assert places_of(lambda: take_visits(*rows)) == [
        (3, "from"),
        (3, "to"),
        (4, "home_municipality"),
        (5, "order_reference"),
        (6, "identity_number"),
        (6, "service"),
        (7, "to"),
        (8, "recipient"),
    ]
    assert everything() == before


def test_a_service_granted_twice_with_other_terms_is_refused() -> None:
    """G40: one service of one visit has one decision; the same terms again are the same decision."""
    take_visits(visit(area="tätort"), visit(area="tätort"))
    assert counts(Decision) == (1,)
    assert places_of(lambda: take_visits(visit(area="landsbygd"))) == [(2, "area")]


def test_an_empty_home_municipality_is_unknown_and_not_wrong() -> None:
    """G40: empty means unknown; the store knows where the guest of a known case lives."""
    take_visits(visit())
    receipt = take_visits(bare_visit("V-1", home_municipality="", service="safety-alarm"))
    assert receipt.filled_in == 1
    assert counts(Decision) == (2,)


def test_a_new_visit_without_a_home_municipality_is_refused() -> None:
    """Nobody could be billed for it."""
    assert places_of(lambda: take_visits(visit(home_municipality=""))) == [(2, "home_municipality")]


def test_an_order_that_comes_later_confirms_the_visit() -> None:
    """G29: announced becomes confirmed by the order, and a visit further on stays where it is."""
    take_visits(visit(ordered_on=""))
    assert Visit.get().state == "announced"
    take_visits(visit())
    assert Visit.get().state == "confirmed"


def test_a_case_number_is_made_up_where_the_file_has_none_and_found_again() -> None:
    """G40: the same guest from the same home on the same first day is the same visit."""
    take_visits(visit(""), visit("", service="safety-alarm"), visit("", identity_number=BO, name="Bo Testsson"))
    assert cases() == ["V2026-0001", "V2026-0002"]
    take_visits(visit("", identity_number=BO, name="Bo Testsson", service="escort"))
    assert cases() == ["V2026-0001", "V2026-0002"]
    take_visits(visit("", **{"from": "2026-09-01", "to": "2026-09-30"}))
    assert cases() == ["V2026-0001", "V2026-0002", "V2026-0003"]


def test_a_case_number_is_made_up_whatever_the_others_look_like() -> None:
    """Others choose case numbers too: any of them may look like ours."""
    taken = ["V2026-7", "V2026-0050", "V2026-²", "V2026-½", "V2026-x", "V2026-", "V2026-" + "9" * 190]
    for number, case in enumerate(taken, start=1):
        take_visits(bare_visit(case, name=f"Gäst {number}"))
        take_visits(bare_visit("", name=f"Ny {number}"))
        assert counts(Visit) == (2 * number,), case


def test_rows_that_say_nothing_of_whose_stay_it_is_are_not_taken_for_one_guest() -> None:
    """Two guests without case, number and name would be billed as one; the row has to say something."""
    nobody = visit("", identity_number="", name="")
    assert places_of(lambda: take_visits(nobody)) == [(2, "case")]


def test_two_cases_that_differ_in_capitals_are_one_visit() -> None:
    """Hours find a visit by its case in any capitals: two such visits would take each other's hours."""
    take_visits(visit("sn-17"))
    take_visits(visit("SN-17", service="safety-alarm"))
    assert counts(Visit) == (1,)


def test_a_guest_who_comes_again_is_the_same_person() -> None:
    """The identity number decides, in whatever spelling."""
    take_visits(visit(), visit("V-2", identity_number="900211+9817", **{"from": "2026-09-01", "to": ""}))
    assert counts(Person, Visit) == (1, 2)


def test_a_case_about_another_person_is_refused_without_naming_either() -> None:
    """G30: neither name nor number stands in the text."""
    take_visits(visit(), visit("V-2", identity_number=BO, name="Bo Testsson"))
    found = faults_of(lambda: take_visits(visit("V-2"), visit(identity_number="", name="Någon Annan")))
    assert [(line, column) for line, column, _ in found] == [(2, "identity_number"), (3, "name")]
    assert not [text for _, _, text in found for secret in ("Ada", "Bo ", "Annan", ADA, BO) if secret in text]


SPELLINGS = (ADA, "900211+9817", "18900211-9817", "dnr 19 0 900211-9817 x", "Ada Testsson", "beslut ADA TESTSSON 3")


@pytest.mark.parametrize("column", ["case", "order_reference", "invoice_reference"])
def test_a_guests_name_or_number_where_the_invoice_shows_it_is_refused_unsaid(column: str) -> None:
    """G30: it would be printed; the refusal does not print it either, nor does anything stay in the store."""
    before = everything()
    rows = [visit(**{"case": f"V-{n}", column: secret}) for n, secret in enumerate(SPELLINGS)]
    found = faults_of(lambda: take_visits(*rows))
    assert [(line, named) for line, named, _ in found] == [(line, column) for line in range(2, len(rows) + 2)]
    assert not any(said in text for _, _, text in found for said in (*SPELLINGS, "9817", "Ada", "ADA"))
    assert everything() == before


def test_a_reference_that_names_a_guest_the_store_knows_is_refused_too() -> None:
    """G30: the file's own row need not name the guest whom its reference betrays."""
    take_visits(visit(order_reference=""))
    for secret in (ADA, "900211+9817", "Ada Testsson", "Testsson, Ada"):
        row = bare_visit("V-1", order_reference=secret)
        ((line, column, text),) = faults_of(partial(take_visits, row))
        assert (line, column) == (2, "order_reference")
        assert secret not in text


@pytest.mark.parametrize("column", ["home_municipality", "recipient", "service", "provider", "from", "granted"])
def test_columns_that_have_slipped_do_not_print_a_guest_in_the_refusal(column: str) -> None:
    """G30: error texts are printed and logged."""
    secrets = (ADA, "18900211-9817", "Ada Testsson")
    found = faults_of(lambda: take_visits(*(visit(**{column: secret}) for secret in secrets)))
    assert [named for _, named, _ in found] == [column] * 3
    assert not any(said in text for _, _, text in found for said in (*secrets, "9817", "Ada"))


@pytest.mark.parametrize("secret", [ADA, "Ada Testsson"])
def test_an_area_that_has_slipped_does_not_print_a_guest_either(secret: str) -> None:
    """G30: the refusal of another value repeats both values, but not a guest's."""
    take_visits(visit(area="tätort"))
    ((_, column, text),) = faults_of(lambda: take_visits(visit(area=secret)))
    assert column == "area"
    assert secret not in text


def test_the_log_of_an_import_names_cases_and_no_guest() -> None:
    """G30, G34: one event, with the cases that came and what was filled in."""
    take_visits(visit(), visit("V-2", identity_number=BO, name="Bo Testsson"))
    assert deeds()[-1] == ("import-visits", "visits.csv")


@pytest.mark.parametrize("file", [f"{ADA}.csv", "900211+9817 juli.xlsx"])
def test_a_file_called_by_an_identity_number_is_not_logged_by_it(file: str) -> None:
    """G30: the log lives longer than the guest's papers."""
    take_visits(visit(), file=file)
    assert not any("9817" in subject for _, subject in deeds())


def test_a_file_whose_name_is_no_text_is_imported_all_the_same() -> None:
    """G13: a Windows name on a Linux disk holds bytes that are no letters; that is no reason to fall over."""
    assert take_visits(visit(), file="g\udce4ster.csv").added == 1


def test_a_reader_imports_nothing() -> None:
    """G34: neither rows nor an event."""
    before = everything()
    with pytest.raises(NotAllowed):
        take_visits(visit(), actor=Actor("reader"))
    assert everything() == before


def test_the_legal_basis_is_that_of_the_first_day() -> None:
    """Socialtjänstlag (2025:400) holds from 2025-07-01."""
    rows: tuple[Row, ...] = (
        visit(**{"from": "2025-06-30"}),
        visit("V-2", identity_number=BO, name="Bo T", **{"from": "2025-07-01"}),
    )
    take_visits(*rows)
    texts = [text for (text,) in rows_of(Visit.select(Visit.legal_basis).order_by(Visit.case_number))]
    assert ["2001:453" in text for text in texts] == [True, False]

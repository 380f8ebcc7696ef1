"""The register of conditions: each ends the one before, and none is ever changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.care_entry import CarePiece
from models.condition import Condition
from models.database import connected, rows_of
from models.errors import ImportRefused, NotFound, WrongUse
from models.interchange.condition_row import ConditionRow
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.hours.split_anew import SplitAnew, told
from models.operations.registers.enter_condition import ConditionReceipt, end_condition, enter_condition
from models.operations.registers.import_conditions import ConditionsReceipt, import_conditions
from models.operations.registers.list_conditions import list_conditions
from models.operations.store.actor import Actor
from models.operations.store.rehearse import rehearsal
from models.rules.conditions import ConditionKind
from models.rules.period import Month
from tests.engines import Engine, Templates
from tests.operations.builders import OWNER, csv_bytes, fresh_store
from tests.operations.intake_files import ME, TODAY, hour, rate, take_hours, take_rates, take_visits, visit

YEAR = date(2026, 1, 1)


def condition(kind: ConditionKind = ConditionKind.LEAD_TIME, home: str = "", **figures: object) -> ConditionRow:
    """Make a condition of ours of fourteen days' lead time, unless told otherwise."""
    usual: dict[str, object] = {"service": "", "subject": "", "valid_from": YEAR, "valid_to": None, "source": "board"}
    usual |= dict.fromkeys(("days", "paid_days", "minutes", "percent")) | figures
    return ConditionRow(line=1, municipality=home, kind=kind, **usual)  # type: ignore[arg-type]


def enter(kind: ConditionKind = ConditionKind.LEAD_TIME, home: str = "", **figures: object) -> ConditionReceipt:
    """Enter a condition."""
    return enter_condition(condition(kind, home, **figures), ME)


def periods(kind: str = "lead-time") -> list[tuple[object, ...]]:
    """List days, first and last of our conditions of a kind."""
    return [(row.days, str(row.valid_from), str(row.valid_to or "")) for row in list_conditions("", ME, kind=kind)]


def test_a_later_condition_ends_the_earlier_the_day_before(store: str) -> None:
    """As a later rate does."""
    first = enter(days=14)
    later = enter(days=28, valid_from=date(2026, 7, 1))
    assert (first.changed, first.ended, later.ended) == (True, 0, first.condition)
    assert periods() == [(14, "2026-01-01", "2026-06-30"), (28, "2026-07-01", "")]
    between = enter(days=21, valid_from=date(2026, 3, 1))
    assert between.ended == first.condition
    assert periods()[:2] == [(14, "2026-01-01", "2026-02-28"), (21, "2026-03-01", "2026-06-30")]


def test_the_same_condition_again_changes_nothing(store: str) -> None:
    """Also where a later one has ended it since."""
    number = enter(days=14).condition
    enter(days=28, valid_from=date(2026, 7, 1))
    again = enter(days=14)
    assert (again.changed, again.condition) == (False, number)
    with pytest.raises(WrongUse):
        enter(days=15)
    assert periods() == [(14, "2026-01-01", "2026-06-30"), (28, "2026-07-01", "")]


def test_fields_and_papers_are_required_side_by_side(store: str) -> None:
    """One does not end the other; ours do not end a home municipality's."""
    for subject in ("relatives", "stay_address"):
        enter(ConditionKind.REQUIRED_FIELD, subject=subject)
    enter(ConditionKind.REQUIRED_FIELD, subject="relatives", valid_from=date(2026, 2, 1), home="0184")
    assert [(row.municipality, row.subject, row.valid_to) for row in list_conditions("", ME, on=date(2026, 5, 1))] == [
        ("", "relatives", None),
        ("", "stay_address", None),
        ("0184", "relatives", None),
    ]
    assert [row.name for row in list_conditions("solna", ME)] == ["Solna"]
    assert len(list_conditions("", ME, own=True)) == 2


def test_our_own_municipality_s_name_means_our_own(store: str) -> None:
    """A file from a neighbour's hand may name us."""
    enter(days=14, home="Borgholm")
    assert [row.municipality for row in list_conditions("", ME)] == [""]
    with pytest.raises(NotFound):
        enter(days=14, home="Atlantis")


def test_a_condition_is_ended_on_a_day_or_taken_away(store: str) -> None:
    """A day before its first means that it never held; a day after its last changes nothing."""
    number = enter(days=14).condition
    assert end_condition(number, date(2026, 5, 31), ME).changed
    assert not end_condition(number, date(2026, 6, 30), ME).changed
    assert periods() == [(14, "2026-01-01", "2026-05-31")]
    assert end_condition(number, date(2025, 12, 31), ME).changed
    assert periods() == []
    with pytest.raises(NotFound):
        end_condition(number, YEAR, ME)


def test_what_cannot_be_right_is_refused_by_hand_too(store: str) -> None:
    """The same rules as in a file."""
    for figures in ({}, {"days": 14, "percent": 50}, {"days": -1}, {"days": 14, "valid_to": date(2025, 12, 31)}):
        with pytest.raises(WrongUse):
            enter(**figures)
    assert periods() == []


def worth() -> set[tuple[object, ...]]:
    """Tell what is paid of the hour rows that are not billed."""
    with connected():
        query = CarePiece.select(CarePiece.paid, CarePiece.share).where(~CarePiece.retired)
        return set(rows_of(query))


def test_a_condition_that_pays_splits_the_unbilled_rows_anew(store: str) -> None:
    """And says how many; when it is taken away they are worth what they were."""
    take_visits(visit())
    take_hours(hour("K1"), hour("K2", date="2026-07-04"))
    assert worth() == {(None, 100)}
    receipt = enter(ConditionKind.STANDARD_TIME, service="home-care", minutes=45)
    assert (receipt.split.rows, worth()) == (2, {(45, 100)})
    assert enter(ConditionKind.STANDARD_TIME, service="home-care", minutes=45).split.rows == 0
    assert enter(days=14).split.rows == 0
    assert end_condition(receipt.condition, date(2026, 7, 3), ME).split.rows == 2
    assert worth() == {(45, 100), (None, 100)}
    with rehearsal():
        end_condition(receipt.condition, date(2025, 1, 1), ME)
        assert worth() == {(None, 100)}
    assert worth() == {(45, 100), (None, 100)}


def test_a_condition_that_comes_late_names_the_invoices_that_were_billed_otherwise(store: str) -> None:
    """G26, G15: nothing that is posted changes; the credit note of an invoice lets its rows take the new worth."""
    take_visits(visit())
    take_rates(rate())
    take_hours(hour("K1", start="08:00", end="08:37"), hour("K2", date="2026-07-05", start="08:00", end="08:45"))
    sign_months(plan_signing(Month(2026, 7), None, ME), ME)
    batch = run_batch(plan_batch(Month(2026, 7), TODAY, ME), TODAY, ME).batch
    receipt = enter(ConditionKind.ROUNDING, subject="up", minutes=15)
    assert receipt.split == SplitAnew(0, 1, (batch,))
    end_condition(receipt.condition, date(2025, 1, 1), ME)
    (number,) = attest_batch(batch, TODAY, Actor("attester")).numbers
    receipt = enter(ConditionKind.ROUNDING, subject="up", minutes=15)
    assert receipt.split == SplitAnew(0, 1, (number,))
    assert told(receipt.split) == (
        f"1 billed row keeps what it was billed by until it is credited or its draft annulled: {number}.",
    )
    credit_invoice(number, (), "avrundning", TODAY, ME)
    assert worth() == {(45, 100), (None, 100)}


def test_another_municipality_s_condition_touches_no_row_of_this_one(store: str) -> None:
    """Only the owner's guests are split anew."""
    take_visits(visit())
    take_hours(hour("K1"))
    assert enter(ConditionKind.STANDARD_TIME, "0180", service="home-care", minutes=45).split.rows == 0
    assert worth() == {(None, 100)}


def test_a_rule_of_rounding_splits_the_unbilled_rows_anew_and_follows_the_last(store: str) -> None:
    """Another way of rounding ends the one before; granted time changes no row."""
    take_visits(visit())
    take_hours(hour("K1", start="08:00", end="08:37"))
    first = enter(ConditionKind.ROUNDING, subject="up", minutes=15)
    assert (first.split.rows, worth()) == (1, {(45, 100)})
    later = enter(ConditionKind.ROUNDING, subject="down", minutes=15, valid_from=date(2026, 2, 1))
    assert (later.ended, worth()) == (first.condition, {(30, 100)})
    assert enter(ConditionKind.MINIMUM_TIME, service="home-care", minutes=60).split.rows == 1
    assert worth() == {(60, 100)}
    assert enter(ConditionKind.BASIS_GRANTED, service="home-care").split.rows == 0
    with pytest.raises(WrongUse):
        enter(ConditionKind.BASIS_GRANTED, service="meal-delivery")
    with pytest.raises(WrongUse):
        enter(ConditionKind.ROUNDING, subject="sideways", minutes=15)


def put(*rows: dict[str, str]) -> ConditionsReceipt:
    """Import a file of conditions."""
    return import_conditions("villkor.csv", csv_bytes(rows), OWNER)


def row(days: int, first: str, last: str = "", home: str = "") -> dict[str, str]:
    """Make a row of a file: a lead time."""
    return {"municipality": home, "kind": "lead-time", "days": str(days), "valid_from": first, "valid_to": last}


def test_a_file_is_read_whole_or_not_at_all(store: str) -> None:
    """Every row that stands against the store is named."""
    enter(days=14)
    with pytest.raises(ImportRefused) as refused:
        put(row(28, "2026-07-01"), row(15, "2026-01-01"), row(7, "2026-01-01", home="Atlantis"))
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(3, "valid_from"), (4, "municipality")]
    assert periods() == [(14, "2026-01-01", "")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), cut=st.integers(1, 4))
def test_files_of_conditions_may_come_in_any_order_and_again(
    templates: Templates, engine: Engine, tmp_path_factory: pytest.TempPathFactory, order: list[int], cut: int
) -> None:
    """G40: the same rows, in any order and in any number of files, leave the same conditions."""
    rows = [
        row(7, "2026-01-01"),
        row(14, "2026-03-01", "2026-08-31"),
        row(21, "2026-05-01"),
        row(28, "2026-10-01"),
        row(5, "2026-02-01", home="0184"),
    ]
    folder: Path = tmp_path_factory.mktemp("conditions")
    with fresh_store(engine, templates, folder):
        for part in (order[:cut], order[cut:], order):
            put(*(rows[place] for place in part))
        assert put(*rows).added == 0
        with connected():
            found = list(rows_of(Condition.select(Condition.days, Condition.valid_to).order_by(Condition.valid_from)))
    assert [(days, str(last or "")) for days, last in found] == [
        (7, "2026-02-28"), (5, ""), (14, "2026-04-30"), (21, "2026-09-30"), (28, ""),
    ]  # fmt: skip

"""One entry typed by hand, and rows that are never to be billed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from models.care_entry import CareEntry
from models.care_errors import RowIsBilled
from models.errors import FeeError, NotAllowed, NotFound
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.exclude_row import exclude_row, include_row
from models.operations.hours.log_hours import log_hours
from models.operations.hours.sign_month import plan_signing, sign_months
from models.operations.store.actor import Actor
from models.rules.period import Month
from tests.operations.intake_files import ADA, ME, TODAY, hour, rate, take_hours, take_rates, take_visits, visit
from tests.operations.intake_store import counts, deeds, everything

pytestmark = pytest.mark.usefixtures("store")

JULY = Month(2026, 7)


@pytest.fixture(autouse=True)
def _a_guest(store: str) -> None:
    """Have a guest in July, and a rate."""
    take_visits(visit())
    take_rates(rate())


def test_an_entry_typed_twice_is_kept_once() -> None:
    """G40: by key or by what it says."""
    entry = {"case": "V-1", "date": "2026-07-03", "start": "08:00", "end": "09:00", "service": "hemtjänst"}
    first, second = log_hours(entry, TODAY, ME), log_hours(entry, TODAY, ME)
    assert (first.is_new, second.is_new, first.key) == (True, False, second.key)
    assert (first.minutes, first.pieces) == (60, 0)
    assert counts(CareEntry) == (1,)


def test_an_entry_typed_and_the_same_in_a_file_are_one() -> None:
    """G40: whichever way the hour came."""
    log_hours(hour(""), TODAY, ME)
    assert take_hours(hour("")).unchanged == 1


ODD_ENTRIES: tuple[dict[str, str], ...] = (
    {},
    {"case": "", "date": "", "service": "", "minutes": ""},
    {"case": " ", "date": " ", "service": "\t", "minutes": " "},
    {"case": "V-1"},
    hour(date="2026-07-32"),
    hour(case="V-9"),
    hour(service="juggling"),
    hour(end="08:00"),
    hour(case="V-1\nV-2"),
    hour(case="\udce4"),
    hour(key="k" * 201),
    hour(date="2027-01-01"),
    {"case": "V-1", "Case": "V-1", "date": "2026-07-03", "minutes": "5", "service": "home-care"},
)
"""Entries that cannot be, one of them with nothing in it."""


def test_an_entry_that_cannot_be_is_refused_in_words() -> None:
    """G40: nothing of any is kept."""
    before = everything()
    for entry in ODD_ENTRIES:
        with pytest.raises(FeeError) as caught:
            log_hours(entry, TODAY, ME)
        assert str(caught.value)
    assert everything() == before


def test_the_event_of_an_entry_names_its_case_even_when_it_was_typed_by_identity_number() -> None:
    """G30, G34: what was done is told by the case, never by the number."""
    log_hours({**hour("K1", ""), "identity_number": ADA}, TODAY, ME)
    assert deeds()[-1] == ("log-hours", "V-1")


def test_an_excluded_row_is_not_billed_until_it_is_taken_in_again() -> None:
    """G5, G10: the reason and the name are kept, and importing it again does not take it in."""
    take_hours(hour("K1"), hour("K2", date="2026-07-04"))
    sign_months(plan_signing(JULY, None, ME), ME)
    exclude_row("K1", "a courtesy visit", ME)
    take_hours(hour("K1"))
    entry = CareEntry.get(CareEntry.key == "K1")
    assert (entry.excluded_by, entry.excluded_reason) == ("owner", "a courtesy visit")
    plan = plan_batch(JULY, TODAY, ME, with_rows=True)
    assert [line.quantity for line in plan.lines] == [60]
    assert [(row.key, row.reason) for row in plan.rows] == [("K1", "excluded")]
    include_row("K1", ME)
    assert [line.quantity for line in plan_batch(JULY, TODAY, ME).lines] == [120]
    assert deeds()[-1] == ("include-row", "K1")


def test_a_billed_row_is_not_excluded_and_a_freed_one_is() -> None:
    """G3: a row on a draft is on a line; annulled, it is free."""
    take_hours(hour("K1"))
    sign_months(plan_signing(JULY, None, ME), ME)
    batch = run_batch(plan_batch(JULY, TODAY, ME), TODAY, ME).batch
    before = everything()
    for deed in (partial(exclude_row, "K1", "why", ME), partial(include_row, "K1", ME)):
        with pytest.raises(RowIsBilled, match="K1"):
            deed()
    assert everything() == before
    annul_batch(batch, ME)
    exclude_row("K1", "why", ME)


@pytest.mark.parametrize("reason", ["", " \t"])
def test_a_row_is_not_excluded_without_a_reason(reason: str) -> None:
    """G10: exclude with a reason and a name."""
    take_hours(hour("K1"))
    before = everything()
    with pytest.raises(FeeError):
        exclude_row("K1", reason, ME)
    assert everything() == before


def test_a_long_reason_is_kept_whole_or_refused_on_both_engines_alike() -> None:
    """G13: PostgreSQL counts characters where SQLite does not."""
    take_hours(hour("K1"))
    reason = "för att " * 100
    try:
        exclude_row("K1", reason, ME)
    except FeeError:
        assert CareEntry.get().excluded_reason is None
    else:
        assert (CareEntry.get().excluded_reason or "").strip() == reason.strip()


@pytest.mark.parametrize(
    "deed", [lambda key, who: exclude_row(key, "why", who), lambda key, who: include_row(key, who)]
)
def test_unknown_rows_and_roles_are_refused(deed: Callable[[str, Actor], None]) -> None:
    """Both ways."""
    take_hours(hour("K1"))
    with pytest.raises(NotFound, match="K9"):
        deed("K9", ME)
    for login in ("registrar", "attester", "reader"):
        with pytest.raises(NotAllowed):
            deed("K1", Actor(login))

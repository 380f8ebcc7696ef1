"""Rates come in from files: once, whole or nothing, and are only ever confirmed, never rewritten."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from peewee import IntegrityError

from models.database import rows_of
from models.errors import NotAllowed, NotFound
from models.operations.registers.confirm_rate import confirm_rate
from models.operations.registers.import_rates import import_rates
from models.operations.store.actor import Actor
from models.rate import Rate
from tests.operations.intake_files import ADA, ME, as_file, faults_of, places_of, rate, take_rates
from tests.operations.intake_store import content, counts, deeds, everything

pytestmark = pytest.mark.usefixtures("store")


def test_a_file_imported_twice_is_imported_once() -> None:
    """G23, G40: municipalities by code or by name, services by code or in Swedish."""
    rows = (
        rate(),
        rate(band="natt", amount="600"),
        rate(municipality="Stockholm", service="Matdistribution", unit="styck", amount="89,5", valid_to="2026-12-31"),
    )
    first = take_rates(*rows)
    before = content()
    again = take_rates(
        rate(municipality="Solna", service="hemtjänst", unit="timme", amount="400"), *rows[1:], file="again.csv"
    )
    assert (first.added, first.unchanged, first.confirmed) == (3, 0, 3)
    assert (again.added, again.unchanged, again.confirmed) == (0, 3, 0)
    assert content() == before


def test_the_same_rate_twice_in_one_file_is_one_rate() -> None:
    """G23: also with its band and area in other capitals."""
    receipt = take_rates(rate(band="Natt", area="Tätort"), rate(band="natt", area="tätort"))
    assert (receipt.added, receipt.unchanged) == (1, 1)
    assert counts(Rate) == (1,)


def test_a_rate_decided_anew_stands_beside_the_old_one() -> None:
    """G24: what was known on a day stays known; nothing is overwritten."""
    take_rates(rate())
    take_rates(rate(decided_on="2026-04-01", amount="410"))
    known = Rate.select(Rate.price, Rate.known_since).order_by(Rate.id).tuples()
    assert list(known) == [(40000, date(2025, 11, 20)), (41000, date(2026, 4, 1))]


def test_a_rate_without_a_day_of_decision_is_known_since_its_import() -> None:
    """G24: it cannot have been known before somebody said so; importing it a year later does not make it newer."""
    file = as_file((rate(decided_on=""),))
    import_rates("r.csv", file, date(2026, 2, 3), ME)
    import_rates("r.csv", file, date(2027, 2, 3), ME)
    assert list(Rate.select(Rate.known_since).tuples()) == [(date(2026, 2, 3),)]


def test_every_bad_row_is_listed_by_line_and_nothing_is_kept() -> None:
    """G40: cells and registers together, in the order of the lines."""
    take_rates(rate())
    before = everything()
    rows = (
        rate(municipality="Stockholm"),
        rate(municipality="Atlantis"),
        rate(amount="0", unit="fortnight"),
        rate(amount="-5"),
        rate(valid_to="2025-12-31"),
        rate(municipality="9999"),
        rate(service="juggling", amount="414,805"),
        rate(municipality=""),
    )
    assert places_of(lambda: take_rates(*rows)) == [
        (3, "municipality"),
        (4, "unit"),
        (4, "amount"),
        (5, "amount"),
        (6, "valid_to"),
        (7, "municipality"),
        (8, "service"),
        (8, "amount"),
        (9, "municipality"),
    ]
    assert everything() == before


def test_no_rate_is_nought_or_odd() -> None:
    """G7, G21: a missing rate is a missing row, and an amount is exact öre."""
    odd = ("0", "0,00", "-1", "1e3", "NaN", "", "99999999999", "1,234")
    places = places_of(lambda: take_rates(*(rate(amount=amount) for amount in odd)))
    assert places == [(line, "amount") for line in range(2, len(odd) + 2)]
    assert counts(Rate) == (0,)


def test_ten_digits_of_kronor_are_kept_to_the_ore() -> None:
    """G21: on both engines."""
    take_rates(rate(amount="9999999999,99"))
    assert Rate.get().price == 999_999_999_999


def test_columns_that_have_slipped_do_not_print_a_guest() -> None:
    """G30: a rates file holds no guests, and if one slips in, nobody reads it in the refusal."""
    secrets = (ADA, "Ada Testsson", "18900211-9817")
    for column in ("municipality", "service", "unit", "amount", "valid_from", "provider"):
        found = faults_of(partial(take_rates, *(rate(**{column: secret}) for secret in secrets)))
        assert len(found) == len(secrets)
        assert not any(secret in text for _, _, text in found for secret in secrets), column


def test_an_unconfirmed_rate_is_confirmed_once_by_name() -> None:
    """G26: by the deed or by importing it again as checked; the first confirmation stays."""
    assert take_rates(rate(), rate(amount="500", area="x"), confirm=False).confirmed == 0
    first, second = (key for (key,) in rows_of(Rate.select(Rate.id).order_by(Rate.id)))
    assert confirm_rate(first, Actor("administrator")) is True
    before = everything()
    assert confirm_rate(first, ME) is False
    assert everything() == before
    receipt = take_rates(rate(), rate(amount="500", area="x"))
    assert (receipt.added, receipt.confirmed) == (0, 1)
    assert [user for (user,) in rows_of(Rate.select(Rate.confirmed_by).order_by(Rate.id))] == ["administrator", "owner"]
    assert confirm_rate(second, ME) is False


def test_an_import_without_confirming_unconfirms_nothing() -> None:
    """G40: a poorer file after a richer one."""
    take_rates(rate())
    before = content()
    assert take_rates(rate(), confirm=False).unchanged == 1
    assert content() == before


def test_an_unknown_rate_is_not_confirmed() -> None:
    """The refusal names it, and nothing is logged."""
    before = everything()
    with pytest.raises(NotFound, match="77"):
        confirm_rate(77, ME)
    assert everything() == before


@pytest.mark.parametrize("login", ["registrar", "attester", "reader"])
def test_only_who_bills_or_administers_enters_and_confirms_rates(login: str) -> None:
    """Neither by file nor one by one."""
    take_rates(rate(), confirm=False)
    before = everything()
    with pytest.raises(NotAllowed):
        take_rates(rate(), actor=Actor(login))
    with pytest.raises(NotAllowed):
        confirm_rate(Rate.get().id, Actor(login))
    assert everything() == before


def test_a_rate_is_never_rewritten_by_any_way() -> None:
    """G24: the table itself refuses; which rate was known on a day is answerable for ever."""
    take_rates(rate())
    changes: list[dict[str, Any]] = [
        {"price": 1},
        {"unit": "visit"},
        *({column: "own"} for column in ("provider", "area", "band")),
        *({column: date(2020, 1, 1)} for column in ("valid_from", "known_since", "decided_on")),
        {"valid_to": date(2026, 6, 30)},
    ]
    before = everything()
    for change in changes:
        with pytest.raises(IntegrityError):
            Rate.update(change).execute()
        assert everything() == before, change


def test_an_import_is_one_event() -> None:
    """G34: the file and the counts."""
    take_rates(rate(), rate(area="x"))
    assert deeds()[-1] == ("import-rates", "rates.csv")

"""What the home municipality is told for its own charges: time with the guest, days, meals and alarms; no price."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.care_errors import NothingToCharge
from models.documents.fee_basis import FeeMonth, FeeService
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.documents.write_specification import PaperForm, write_fee_basis
from models.rules.row_kinds import RowKind
from tests.operations.billing.month import BILLED_ON, ONE, TWO, bill, credit, guest_row, invoice_of, posted
from tests.operations.billing.test_differences import accept_all, bill_them, raise_home_care
from tests.operations.builders import OWNER, band_row, hour_row, put_bands, put_hours, put_rates, put_visits, rate_row
from tests.operations.builders import sign as sign_month
from tests.operations.documents.test_specifications import specify
from tests.operations.stay_changes import put_condition


def july_of(number: str) -> dict[str, FeeService]:
    """Give a document's services of July."""
    return {
        each.service: each for month in specify(number).basis for each in month.services if month.month == "2026-07"
    }


def months_of(number: str) -> tuple[FeeMonth, ...]:
    """Give a document's months."""
    return specify(number).basis


def test_time_is_counted_once_however_many_come(billed: str) -> None:
    """A call of two is one call of its own length; how much of it was two's is said apart."""
    found = july_of(invoice_of(ONE).number)
    home_care = found["home-care"]
    assert (home_care.executed, home_care.executed_by_two) == (45 + 70 + 30, 70)
    assert (home_care.calls, home_care.days) == (3, 3)
    assert (found["meal-delivery"].pieces, found["meal-delivery"].calls) == (2, 0)
    assert (found["safety-alarm"].months, found["safety-alarm"].calls) == (1, 0)
    assert (found["care-home-day"].days, found["home-visit-night"].calls) == (2, 1)


def test_a_row_over_a_months_end_is_time_in_both_and_a_call_in_one(billed: str) -> None:
    """Half an hour of the first of August was given; the call is July's."""
    (july, august) = months_of(invoice_of(ONE).number)
    assert (july.month, july.days_present, august.month, august.days_present) == ("2026-07", 31, "2026-08", 31)
    (home_care,) = august.services
    assert (home_care.executed, home_care.calls, home_care.days) == (30, 0, 0)


def test_what_is_granted_is_that_of_the_days_of_the_stay(store: str) -> None:
    """Ten hours a week from the tenth, by two; meals each day; what has no amount is not known."""
    put_rates(rate_row("412,35"), rate_row("58,25", "meal-delivery", "piece"), rate_row("400,00", "escort"))
    stay = {"from_": "2026-07-10", "to": "2026-08-31", "invoice_reference": "KST 100"}
    put_visits(
        guest_row(ONE, granted="600", granted_per="week", **stay),
        guest_row(ONE, "meal-delivery", granted="1", granted_per="day", **stay),
        guest_row(ONE, "escort", **stay),
    )
    put_hours(
        hour_row("a", ONE, "2026-07-12", minutes=50),
        hour_row("b", ONE, "2026-07-12", service="meal-delivery", pieces=1),
        hour_row("c", ONE, "2026-07-13", service="escort", minutes=30),
    )
    sign_month("2026-07")
    bill()
    number = invoice_of(ONE).number
    (month,) = months_of(number)
    assert (str(month.first), str(month.last), month.days_present) == ("2026-07-10", "2026-07-31", 22)
    found = july_of(number)
    assert (found["home-care"].granted, found["home-care"].granted_by_two) == (1886, None)
    assert (found["meal-delivery"].granted_pieces, found["meal-delivery"].granted) == (22, None)
    assert (found["escort"].granted, found["escort"].executed) == (None, 30)


def test_what_was_not_executed_is_not_told_as_executed(store: str) -> None:
    """Refused and missed visits are paid to us, and charged to nobody; a receipt is no care."""
    put_bands(band_row("natt", "all", "22:00", "06:00"))
    put_rates(rate_row("412,35"), rate_row("517,77", band="natt"))
    put_visits(guest_row(ONE, invoice_reference="KST 100"))
    put_condition("refused", "home-care", percent=100)
    put_condition("rounding", "home-care", minutes=30, subject="up")
    put_hours(
        hour_row("a", ONE, "2026-07-02", "08:00-08:40", kind=RowKind.REFUSED),
        hour_row("b", ONE, "2026-07-03", "08:00-08:40"),
    )
    sign_month("2026-07")
    bill()
    home_care = july_of(invoice_of(ONE).number)["home-care"]
    assert (home_care.executed, home_care.calls) == (40, 1)


def test_a_credit_note_takes_back_what_was_told(billed: str) -> None:
    """Invoice and credit note together tell of nothing."""
    number = invoice_of(ONE).number
    told = july_of(number)
    back = july_of(credit(number).number)
    assert set(back) == set(told)
    for name, service in told.items():
        for figure in ("executed", "executed_by_two", "pieces", "calls", "days", "months"):
            assert getattr(back[name], figure) == -getattr(service, figure), (name, figure)
        assert back[name].granted is None
    assert all(month.first is None for month in months_of(posted()[-1].number))


def test_a_change_of_rates_has_no_fee_basis(billed: str, tmp_path: Path) -> None:
    """The care is the same; what was told of it stands."""
    raise_home_care("455,00")
    accept_all()
    bill_them()
    (number, *_) = [each.number for each in posted() if each.is_difference]
    with pytest.raises(NothingToCharge):
        write_fee_basis(number, PaperForm.BOTH, tmp_path / "out", OWNER)
    assert not (tmp_path / "out").exists()


def test_lines_that_are_credited_alone_are_told_back_alone(billed: str) -> None:
    """The alarm of one guest; the care stays as it was told."""
    invoice = invoice_of(TWO)
    (alarm,) = [line.position for line in invoice.lines if line.service == "safety-alarm"]
    note = credit_invoice(invoice.number, (alarm,), "fel underlag", BILLED_ON, OWNER)
    assert [(name, each.months) for name, each in july_of(note.number).items()] == [("safety-alarm", -1)]

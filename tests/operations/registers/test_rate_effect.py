"""The effect of a change of rates is shown before it is saved, and equals the effect after (G26)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.errors import ImportRefused, NotAllowed, NotFound, PlanIsStale, WrongUse
from models.operations.billing.plan_batch import plan_batch
from models.operations.registers.enter_rate import NewRate
from models.operations.registers.list_registers import list_rates
from models.operations.registers.rate_change import ConfirmRates, RateChange, RatesFile
from models.operations.registers.rate_effect import EffectRow, RateEffect, rate_effect, save_rate_change
from models.operations.registers.rate_overview import HomeRates, rate_overview
from models.operations.registers.rate_timeline import rates_of_home
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.reasons import Reason
from models.rules.services import Unit
from tests.engines import Engine, Templates
from tests.operations.billing.month import (
    THREE,
    TWO,
    bill,
    changes_nothing,
    credit,
    invoice_of,
    make_billed_july,
    make_july,
    posted,
)
from tests.operations.builders import OWNER, csv_bytes, hour_row, put_hours, put_rates, rate_row
from tests.training import close_store

TODAY = date(2026, 10, 1)

HIGHER = NewRate(
    municipality="0180",
    service="home-care",
    provider="",
    area="",
    band="",
    unit=Unit.HOUR,
    price=500_00,
    valid_from=date(2026, 7, 15),
    valid_to=None,
    decided_on=None,
    source="brev 14",
    confirmed=True,
)


@pytest.fixture
def july(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a store in which July 2026 is signed and waits to be planned."""
    yield from _opened("july", engine, templates, tmp_path)


@pytest.fixture
def billed(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a store in which July 2026 is posted."""
    yield from _opened("billed july", engine, templates, tmp_path)


def _opened(name: str, engine: Engine, templates: Templates, folder: Path) -> Iterator[str]:
    make = make_july if name == "july" else make_billed_july
    url = templates.copy(engine, name, make, folder)
    open_for_work(url)
    yield url
    close_store()
    engine.drop(url)


def total() -> Ore:
    """Give what the plan of the day's month comes to."""
    return plan_batch(Month.of(TODAY), TODAY, OWNER).total


def effect_of(change: RateChange, actor: Actor = OWNER) -> RateEffect:
    """Rehearse a change."""
    return rate_effect(change, TODAY, actor)


def saved_as_shown(change: RateChange) -> RateEffect:
    """See that a rehearsal writes nothing, and that the plan before and after the deed is what it said."""
    before = total()
    changes_nothing(lambda: effect_of(change))
    shown = effect_of(change)
    assert save_rate_change(change, shown, TODAY, OWNER) == shown
    assert (shown.plan_before, shown.plan_after) == (before, total())
    moved = sum(row.after.to_bill - row.before.to_bill for row in shown.waiting)
    assert moved == shown.plan_after - shown.plan_before
    return shown


def row_of(rows: tuple[EffectRow, ...], case: str, month: str = "2026-07") -> EffectRow:
    """Find the row of a visit's month."""
    return next(row for row in rows if (row.case, row.month) == (case, month))


@pytest.mark.usefixtures("july")
def test_a_new_rate_moves_the_plan_by_exactly_what_was_shown() -> None:
    """G26: from its first day on, and for no other municipality; bands that have a rate of their own keep it."""
    shown = saved_as_shown(HIGHER)
    assert {row.case for row in shown.waiting} == {TWO}
    two = row_of(shown.waiting, TWO)
    assert two.rows == 1
    assert two.difference == 500_00 - 412_35
    assert shown.billed == ()


@pytest.mark.usefixtures("july")
def test_a_rate_that_says_nothing_new_has_no_effect() -> None:
    """G26, G23: the same rate again is the same rate."""
    known = list_rates("0380", OWNER)[0]
    same = replace(HIGHER, municipality="0380", price=known.price, valid_from=known.valid_from)
    shown = saved_as_shown(replace(same, decided_on=date(2025, 11, 1)))
    assert (shown.waiting, shown.billed, shown.receipt.added) == ((), (), 0)


@pytest.mark.usefixtures("july")
def test_an_unconfirmed_rate_holds_care_back_and_confirming_it_lets_it_go() -> None:
    """G26: the question mark and the kronor are both shown before they are so."""
    held = saved_as_shown(replace(HIGHER, confirmed=False))
    two = row_of(held.waiting, TWO)
    assert (two.after.unpriced, two.after.reason, two.difference) == (True, Reason.UNCONFIRMED_RATE, None)
    assert held.plan_after < held.plan_before
    waiting = [rate.id for rate in list_rates("0180", OWNER, unconfirmed=True)]
    freed = saved_as_shown(ConfirmRates(tuple(waiting)))
    assert row_of(freed.waiting, TWO).after.reason is None
    assert freed.receipt.confirmed == 1


@pytest.mark.usefixtures("july")
def test_a_file_shows_its_effect_as_a_rate_does() -> None:
    """G26: also a started month's, whose price no hour row tells."""
    rows = (rate_row("310,00", "safety-alarm", "month", valid_from="2026-07-01"), rate_row("401,00", home="0380"))
    file = RatesFile("rates.csv", csv_bytes(replace_day(rows)), confirm=True)
    shown = saved_as_shown(file)
    assert row_of(shown.waiting, TWO, "2026-07").difference == 9_00
    assert row_of(shown.waiting, THREE).rows == 1
    assert shown.receipt.added == 2


def replace_day(rows: tuple[dict[str, str], ...]) -> list[dict[str, str]]:
    """Let rates be decided later than those that are there, so that they win."""
    return [{**row, "decided_on": "2026-06-01"} for row in rows]


@pytest.mark.usefixtures("july")
def test_care_that_waits_for_something_else_shows_what_it_will_come_to() -> None:
    """G26: a row of an unsigned month moves from a question mark to kronor though nothing is billed yet."""
    put_hours(hour_row("a1", THREE, "2026-08-04", minutes=60, service="escort"))
    shown = saved_as_shown(replace(HIGHER, municipality="0380", service="escort", price=300_00))
    row = row_of(shown.waiting, THREE, "2026-08")
    assert (row.before.unpriced, row.after.unpriced, row.after.held) == (True, False, 300_00)
    assert row.after.reason == Reason.NO_DECISION


@pytest.mark.usefixtures("billed")
def test_what_is_billed_is_shown_and_not_changed() -> None:
    """G26, G24: the difference is named, the invoice stays, and the plan does not move."""
    shown = saved_as_shown(HIGHER)
    two = row_of(shown.billed, TWO)
    invoice = invoice_of(TWO)
    assert two.before.to_bill == sum(line.net for line in invoice.lines)
    assert two.difference == 500_00 - 412_35
    assert shown.waiting == ()
    assert invoice_of(TWO) == invoice


@pytest.mark.usefixtures("billed")
def test_a_credited_line_waits_again_and_is_no_longer_billed() -> None:
    """G26: its hours move with the rate; what was not credited stays."""
    invoice = invoice_of(TWO)
    credit(invoice.number, *(line.position for line in invoice.lines if line.service == "home-care"))
    shown = saved_as_shown(HIGHER)
    assert row_of(shown.waiting, TWO).difference == 500_00 - 412_35
    assert TWO not in {row.case for row in shown.billed}


@pytest.mark.usefixtures("billed")
def test_a_rate_of_days_that_nobody_has_billed_leaves_the_batches_alone() -> None:
    """G26: a batch that ended before the rate begins is not even looked at."""
    assert effect_of(replace(HIGHER, valid_from=date(2027, 1, 1))).billed == ()


@pytest.mark.usefixtures("july")
def test_what_changed_since_it_was_shown_is_not_saved() -> None:
    """G26, G3: nothing of it is written."""
    shown = effect_of(HIGHER)
    put_hours(hour_row("new", TWO, "2026-08-03", minutes=60))

    def try_to_save() -> None:
        with pytest.raises(PlanIsStale):
            save_rate_change(HIGHER, shown, TODAY, OWNER)

    changes_nothing(try_to_save)


@pytest.mark.usefixtures("july")
def test_what_is_refused_is_refused_before_anything_is_shown() -> None:
    """G28, G40: roles, files with faults, and rates that cannot be."""
    with pytest.raises(NotAllowed):
        effect_of(HIGHER, Actor("reader"))
    with pytest.raises(ImportRefused):
        effect_of(RatesFile("r.csv", csv_bytes([rate_row("4o0")]), confirm=True))
    with pytest.raises(NotFound):
        effect_of(replace(HIGHER, municipality="9999"))
    with pytest.raises(NotFound):
        effect_of(ConfirmRates((123456,)))
    with pytest.raises(WrongUse):
        effect_of(replace(HIGHER, price=0))
    with pytest.raises(WrongUse):
        effect_of(replace(HIGHER, valid_to=date(2026, 1, 1)))


@pytest.mark.usefixtures("july")
def test_a_rate_ends_where_the_next_of_its_kind_begins() -> None:
    """G24: on the time line as in the plan; the night band's own rate goes on."""
    saved_as_shown(HIGHER)
    found = rates_of_home("0180", OWNER)
    hours = {(rate.band, rate.price): rate.last for rate in found.rates if rate.service == "home-care"}
    assert hours == {("", 412_35): date(2026, 7, 14), ("", 500_00): None, ("natt", 517_77): None}
    assert [band.band for band in found.bands] == ["natt"]
    with pytest.raises(NotFound):
        rates_of_home("9999", OWNER)


@pytest.mark.usefixtures("july")
def test_a_municipality_whose_care_waits_for_a_rate_comes_first() -> None:
    """G5: care done and stays ahead are counted apart."""
    assert [(home.code, home.lacks) for home in rate_overview(TODAY, OWNER)] == [("0180", False), ("0380", False)]
    put_rates(rate_row("500,00", home="0380", decided_on="2026-06-01"), rate_row("9,00", home="1480"), confirm=False)
    homes = rate_overview(date(2026, 8, 1), OWNER)
    assert homes[0] == HomeRates("0380", "Uppsala", 2, 1, 0, 1, 1)
    assert [home.code for home in homes] == ["0380", "1480", "0180"]


@pytest.mark.usefixtures("july")
def test_the_effect_holds_when_the_month_is_run() -> None:
    """G26: shown, saved, run and posted come to the same."""
    shown = saved_as_shown(HIGHER)
    bill()
    assert sum(invoice.total for invoice in posted()) == shown.plan_after

"""What can be done in a random sequence: each deed draws what it needs from the sequence's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from models.batch import Batch
from models.care_entry import CareEntry
from models.database import rows_of
from models.errors import FeeError
from models.invoice import Invoice
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.decide_difference import accept_difference, decline_difference
from models.operations.billing.list_differences import list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.correct_row import correct_row
from models.operations.hours.exclude_row import exclude_row, include_row
from models.operations.hours.reopen_month import reopen_month
from models.operations.registers.agree_rate import AgreedRate, agree_rate
from models.operations.registers.correct_rate import CorrectRate, correct_rate
from models.operations.registers.end_rate import EndRate, end_rate
from models.operations.registers.withdraw_rate import WithdrawRate, withdraw_rate
from models.operations.store.actor import Actor
from models.operations.visits.change_stay import end_stay, extend_stay
from models.rate import Rate
from models.rules.period import Month
from models.rules.services import Unit
from models.visit import Visit
from tests.operations.billing.month import ATTESTER, ONE, THREE, TWO
from tests.operations.builders import OWNER, band_row, hour_row, put_bands, put_hours, put_rates, rate_row, sign

if TYPE_CHECKING:
    from tests.operations.billing.sequences import Sequence

Thing = TypeVar("Thing")
OTHER = Actor("administrator")
CASES = (ONE, ONE, TWO, THREE)
MONTHS = (Month(2026, 7), Month(2026, 7), Month(2026, 8))
KINDS = (
    ("home-care", {"start": "07:30", "end": "08:17"}),
    ("home-care", {"start": "21:30", "end": "22:40", "staff": "2"}),
    ("home-care", {"minutes": "37"}),
    ("meal-delivery", {"pieces": "3"}),
    ("care-home-day", {"minutes": "20"}),
    ("home-visit-night", {"start": "23:50", "end": "00:10"}),
)
PRICED = (
    ("home-care", "hour"),
    ("home-care", "hour"),
    ("safety-alarm", "month"),
    ("meal-delivery", "piece"),
    ("care-home-day", "day"),
    ("home-visit-night", "visit"),
)


@contextmanager
def refusals_are_answers() -> Iterator[None]:
    """Go on after a refusal: it has changed nothing by halves, as the invariants will see."""
    with suppress(FeeError):
        yield


def log(run: Sequence) -> None:
    """Log a row in a month that is opened for it, and sign it again."""
    case, (service, cells), month = run.random.choice(CASES), run.random.choice(KINDS), run.random.choice(MONTHS)
    with refusals_are_answers():
        reopen_month(month, case, "en rad till", run.random.choice((OWNER, OTHER)))
    _come(run, case, service, dict(cells), month)
    sign(str(month), [case])


def come_late(run: Sequence) -> None:
    """Import a row of a month whatever its state."""
    _come(run, run.random.choice(CASES), *_kind(run), run.random.choice(MONTHS))


def _kind(run: Sequence) -> tuple[str, dict[str, str]]:
    service, cells = run.random.choice(KINDS)
    return service, dict(cells)


def _come(run: Sequence, case: str, service: str, cells: dict[str, str], month: Month) -> None:
    clock = f"{cells.pop('start')}-{cells.pop('end')}" if "start" in cells else ""
    key = f"s{run.number}-{len(run.done)}"
    put_hours(hour_row(key, case, month.first + timedelta(days=run.random.randint(0, 30)), clock, service, **cells))


def correct(run: Sequence) -> None:
    """Take a row back, or correct its minutes."""
    key = _one(run, [key for (key,) in rows_of(CareEntry.select(CareEntry.key).order_by(CareEntry.id))])
    minutes = run.random.choice((0, 12, 600))
    correct_row(key, "felräknat", {"minutes": str(minutes)} if minutes else None, run.today, OWNER)


def exclude(run: Sequence) -> None:
    """Exclude a row, or take one in again."""
    key = _one(run, [key for (key,) in rows_of(CareEntry.select(CareEntry.key).order_by(CareEntry.id))])
    if run.random.random() < 0.3:
        include_row(key, OWNER)
    else:
        exclude_row(key, "dubblett", OWNER)


def decide_rate(run: Sequence) -> None:
    """Let a rate be decided, some days ago, from the year's beginning or the month's middle."""
    service, unit = run.random.choice(PRICED)
    band = run.random.choice(("", "", "natt")) if service == "home-care" else ""
    put_rates(
        rate_row(
            f"{run.random.randint(100, 900)},{run.random.randint(0, 99):02}",
            service,
            unit,
            home=run.random.choice(("0180", "0180", "0380")),
            band=band,
            valid_from=run.random.choice(("2026-01-01", "2026-07-11")),
            decided_on=run.today - timedelta(days=run.random.randint(0, 9)),
        ),
        today=run.today,
    )


def change_bands(run: Sequence) -> None:
    """Let a municipality call other hours night, always or from some day in July."""
    home, hour = run.random.choice(("0180", "0380")), run.random.randint(18, 23)
    first = run.random.choice(("", "2026-07-04", "2026-07-11", "2026-08-01"))
    put_bands(band_row("natt", run.random.choice(("all", "sat+sun")), f"{hour}:00", "06:00", home, valid_from=first))


def mend_rate(run: Sequence) -> None:
    """Correct, end or withdraw a rate that was entered."""
    rate = _one(run, [rate for (rate,) in rows_of(Rate.select(Rate.id).order_by(Rate.id))])
    chance = run.random.random()
    if chance < 0.6:
        price = run.random.randint(10_000, 90_000)
        correct_rate(CorrectRate(rate, price=price, confirmed=True), run.today, OWNER)
    elif chance < 0.8:
        end_rate(EndRate(rate, date(2026, 7, run.random.randint(1, 31))), run.today, OWNER)
    else:
        withdraw_rate(WithdrawRate(rate, "skrevs in av misstag"), run.today, OWNER)


def agree(run: Sequence) -> None:
    """Let an order say what is paid."""
    service, unit = run.random.choice(PRICED)
    price, first = run.random.randint(10_000, 90_000), run.random.choice((None, date(2026, 7, 10)))
    agreed = AgreedRate(run.random.choice(CASES), service, Unit(unit), price, "beslut 14", valid_from=first)
    agree_rate(agreed, run.today, OWNER)


def run_month(run: Sequence) -> None:
    """Plan and run a month."""
    run_batch(plan_batch(run.random.choice(MONTHS), run.today, OWNER), run.today, OWNER)


def settle(run: Sequence) -> None:
    """Attest a draft, or annul it."""
    name = _one(run, drafts())
    if run.random.random() < 0.25:
        annul_batch(name, OWNER, run.today)
    else:
        attest_batch(name, run.today, ATTESTER)


def credit(run: Sequence) -> None:
    """Credit a document, whole or some of its lines; annul one now and then."""
    number = _one(run, [number for (number,) in rows_of(Invoice.select(Invoice.number).order_by(Invoice.id)) if number])
    positions = [run.random.randint(1, 4) for _ in range(run.random.choice((0, 0, 1, 2)))]
    if run.random.random() < 0.2:
        annul_invoice(number, "fel underlag", run.today, OWNER)
    else:
        credit_invoice(number, positions, "fel underlag", run.today, OWNER)


def decide_differences(run: Sequence) -> None:
    """Accept most of what is proposed; decline some."""
    for row in list_differences(OWNER):
        if row.state == "open" and run.random.random() < 0.8:
            accept_difference(row.id, OWNER, run.today)
        elif row.state == "open" and run.random.random() < 0.2:
            decline_difference(row.id, "vi låter det vara", OWNER)


def change_stay(run: Sequence) -> None:
    """Shorten a stay, or lengthen it (a change of period)."""
    case, last = run.random.choice(CASES), date(2026, run.random.choice((7, 8, 9)), 20)
    opened = Visit.get(Visit.case_number == case).last_day
    if opened is None or last < opened:
        end_stay(case, opened, last, run.today, OWNER)
    else:
        extend_stay(case, opened, last, OWNER)


DEEDS: tuple[Callable[[Sequence], None], ...] = (
    *(log, come_late, correct, exclude, decide_rate, decide_rate, mend_rate, change_bands, agree),
    *(run_month, run_month, settle, settle, credit, credit, decide_differences, decide_differences, change_stay),
)


def drafts() -> list[str]:
    """Name the batches that are drafts."""
    return [name for (name,) in rows_of(Batch.select(Batch.name).where(Batch.state == "drafted").order_by(Batch.id))]


class NothingThereError(FeeError):
    """There is nothing to do it to."""


def _one(run: Sequence, things: list[Thing]) -> Thing:
    if not things:
        raise NothingThereError
    return run.random.choice(things)

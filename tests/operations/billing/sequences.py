"""Random sequences of everything that happens to bills, each from its own number, so that any of them can be run again.

A sequence is done inside one transaction that is taken back at its end, so that thousands share a store.
`python -m tests.operations.billing.sequences --help` runs as many as are wanted on either engine.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from peewee import JOIN, fn

from models.batch import Batch
from models.billed import LinePiece
from models.care_entry import CareEntry, CarePiece, Reversal
from models.database import connected, rows_of
from models.decision import Decision
from models.difference import Difference
from models.errors import FeeError
from models.invoice import Invoice, InvoiceLine
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
from models.operations.store.check_store import check_store
from models.operations.store.rehearse import rehearsal
from models.operations.store.schema import open_for_work
from models.operations.visits.change_stay import end_stay, extend_stay
from models.rate import Rate
from models.recipient import Recipient
from models.rules.difference import from_text
from models.rules.period import Month
from models.rules.rating import RateFact, RateKey, segments
from models.rules.services import Unit
from models.visit import Visit
from tests.engines import Engine, Postgres, Sqlite
from tests.operations.billing.month import ATTESTER, ONE, THREE, TWO, make_july
from tests.operations.builders import OWNER, hour_row, put_hours, put_rates, rate_row, sign
from tests.postgres import server_url
from tests.training import close_store

Thing = TypeVar("Thing")
OTHER = Actor("administrator")
CASES = (ONE, ONE, TWO, THREE)
MONTHS = (Month(2026, 7), Month(2026, 7), Month(2026, 8))
BEGINS = date(2026, 10, 1)
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
STEPS = 9


class Sequence:
    """One sequence: what is done next, on which day, is drawn from its number alone."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        self.number = number
        self.today = BEGINS
        self.done: list[str] = []
        self.posted: dict[str, str] = {}
        self.heard: Counter[str] = Counter()

    def run(self) -> None:
        """Do the steps, each with its invariants; then accept what waits, bill it, and look at every price."""
        if self.random.random() < 0.3:
            Recipient.update(grouping="recipient").execute()
        if self.random.random() < 0.7:
            self._bill(Month(2026, 7))
        for _ in range(STEPS):
            step = self.random.choice(DEEDS)
            self.done.append(step.__name__)
            with refusals_are_answers(), counted(self.heard):
                step(self)
            self.today += timedelta(days=self.random.randint(0, 2))
            self._invariants()
        self._accept_everything()
        self._invariants()
        billed_as_known(self.today)
        self.heard["documents"] = len(self.posted)
        self.heard["differences billed"] = Difference.select().where(Difference.state == "billed").count()
        assert check_store(OWNER) == ()

    def _bill(self, month: Month) -> None:
        batch = run_batch(plan_batch(month, self.today, OWNER), self.today, OWNER).batch
        attest_batch(batch, self.today, ATTESTER)

    def _accept_everything(self) -> None:
        for name in _drafts():
            annul_batch(name, OWNER, self.today)
        for _ in range(3):
            for row in list_differences(OWNER):
                with refusals_are_answers():
                    accept_difference(row.id, OWNER, self.today)
        with refusals_are_answers():
            self._bill(Month(2026, 8))

    def _invariants(self) -> None:
        """G3, G14, G15, G24: what is posted stays, one live line a piece, and the claims are the live lines."""
        facts = dict(rows_of(Invoice.select(Invoice.number, Invoice.facts).where(Invoice.number.is_null(False))))
        assert self.posted.items() <= facts.items()
        self.posted = facts
        assert claims() == live_lines()
        assert list(twice_live()) == []


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
    name = _one(run, _drafts())
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
    if last < opened:
        end_stay(case, opened, last, run.today, OWNER)
    else:
        extend_stay(case, opened, last, OWNER)


DEEDS: tuple[Callable[[Sequence], None], ...] = (
    *(log, come_late, correct, exclude, decide_rate, decide_rate, mend_rate, agree, run_month, run_month),
    *(settle, settle, credit, credit, decide_differences, decide_differences, change_stay),
)


def _drafts() -> list[str]:
    return [name for (name,) in rows_of(Batch.select(Batch.name).where(Batch.state == "drafted").order_by(Batch.id))]


class NothingThereError(FeeError):
    """There is nothing to do it to."""


def _one(run: Sequence, things: list[Thing]) -> Thing:
    if not things:
        raise NothingThereError
    return run.random.choice(things)


@contextmanager
def refusals_are_answers() -> Iterator[None]:
    """Go on after a refusal: it has changed nothing by halves, as the invariants will see."""
    with suppress(FeeError):
        yield


@contextmanager
def counted(heard: Counter[str]) -> Iterator[None]:
    """Count the refusals, so that a run shows that most deeds are done."""
    try:
        yield
    except FeeError:
        heard["refused"] += 1
        raise


def claims() -> int:
    """Add up what every posted document claims, in öre: invoices less credit notes."""
    sums = dict(
        rows_of(
            Invoice.select(Invoice.kind, fn.SUM(Invoice.total))
            .where(Invoice.number.is_null(False))
            .group_by(Invoice.kind)
        )
    )
    return int(sums.get("invoice", 0)) - int(sums.get("credit", 0))


def _live() -> Any:
    back, document = InvoiceLine.alias(), Invoice.alias()
    taken = (
        back.select(back.id)
        .join(document, on=back.invoice == document.id)
        .where((back.credits == InvoiceLine.id) & document.number.is_null(False))
    )
    return InvoiceLine.credits.is_null() & Invoice.number.is_null(False) & ~fn.EXISTS(taken)


def live_lines() -> int:
    """Add up the lines of posted documents that bill and that no posted document takes back, in öre."""
    return int(InvoiceLine.select(fn.COALESCE(fn.SUM(InvoiceLine.net), 0)).join(Invoice).where(_live()).scalar())


def twice_live() -> Iterator[int]:
    """Name the pieces on two live lines (G3)."""
    query = (
        LinePiece.select(LinePiece.piece)
        .join(InvoiceLine)
        .join(Invoice)
        .where(_live())
        .group_by(LinePiece.piece)
        .having(fn.COUNT(LinePiece.line) > 1)
    )
    for (piece,) in rows_of(query):
        yield piece


def billed_as_known(today: date) -> None:
    """Hold every billed minute against the one rate of its day, found by the rule alone (G23, G24).

    A line that was declined keeps its price, and so does one with care that is granted no longer, or that no usable
    rate fits any more: those are credited by hand.
    """
    facts, kept = list(_facts()), {*_declined(), *_lines_not_granted_now()}
    wrong: dict[int, tuple[int, int | None]] = {}
    for line, price, *kind, day in rows_of(_billed_minutes()):
        municipality, service, visit, provider, area, band = kind
        key = RateKey(str(municipality), str(service), provider or "", area or "", band, False, str(visit))
        (found,) = segments(key, facts, day, day, today)
        if found.reason is not None or found.unit is not Unit.HOUR:
            kept.add(line)
        elif found.price != price:
            wrong[line] = (price, found.price)
    assert not wrong.keys() - kept, wrong


def _granted() -> Any:
    return (
        (Decision.visit == CareEntry.visit)
        & (Decision.service == CareEntry.service)
        & (fn.COALESCE(Decision.first_day, Visit.first_day) <= CareEntry.day)
        & (Decision.last_day.is_null() | (Decision.last_day >= CareEntry.day))
        & (Visit.last_day.is_null() | (Visit.last_day >= CareEntry.day))
    )


def _billed_minutes() -> Any:
    columns = (Visit.municipality, CareEntry.service, Visit.id, Decision.provider, Decision.area, CarePiece.band)
    return (
        CarePiece.select(InvoiceLine.id, InvoiceLine.price, *columns, CarePiece.day)
        .join(InvoiceLine)
        .join(Invoice)
        .switch(CarePiece)
        .join(CareEntry)
        .join(Visit)
        .join(Decision, on=_granted())
        .where(Invoice.number.is_null(False) & (InvoiceLine.unit == "hour") & (InvoiceLine.share == 100))
        .where(InvoiceLine.id.not_in(_lines_with_reversed_rows()))
    )


def _lines_not_granted_now() -> Iterator[int]:
    query = (
        CarePiece.select(CarePiece.line)
        .join(CareEntry)
        .join(Visit)
        .join(Decision, JOIN.LEFT_OUTER, on=_granted())
        .where(CarePiece.line.is_null(False) & Decision.id.is_null())
    )
    for (line,) in rows_of(query.distinct()):
        yield line


def _lines_with_reversed_rows() -> list[int]:
    query = CarePiece.select(CarePiece.line).join(Reversal, on=Reversal.entry == CarePiece.entry)
    return [line for (line,) in rows_of(query.where(CarePiece.line.is_null(False)).distinct())]


def _declined() -> Iterator[int]:
    for (text,) in rows_of(Difference.select(Difference.lines).where(Difference.state == "declined")):
        yield from (line.line for line in from_text(text))


def _facts() -> Iterator[RateFact]:
    for rate in Rate.select().where(~Rate.is_example | Rate.confirmed_by.is_null(False)):
        yield RateFact(
            id=rate.id,
            municipality=str(rate.municipality_id),
            service=str(rate.service_id),
            provider=rate.provider,
            area=rate.area,
            band=rate.band,
            unit=Unit(rate.unit),
            price=rate.price,
            valid_from=rate.valid_from,
            valid_to=rate.valid_to,
            known_since=rate.known_since,
            confirmed=rate.confirmed_by is not None,
            known_until=rate.known_until,
            visit=str(rate.visit_id or ""),
        )


def run_sequences(numbers: Iterable[int], look: Callable[[], None] = lambda: None) -> Counter[str]:
    """Run some sequences in the open store, each looked at and taken back; count what was done in them.

    One that breaks a promise says its number and its deeds, so that it can be run again alone.
    """
    done: Counter[str] = Counter()
    for number in numbers:
        sequence, is_whole = Sequence(number), False
        try:
            with rehearsal():
                sequence.run()
                look()
                is_whole = True
        finally:
            if not is_whole:
                print(f"sequence {number}: {', '.join(sequence.done)}")
        done.update(sequence.done)
        done.update(sequence.heard)
    return done


@contextmanager
def july_on(postgres: bool) -> Iterator[Engine]:
    """Open a store in which July waits, on an engine of one's own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "owner").write_text(str(os.getpid()))
        engine: Engine = Postgres(server_url(Path(folder))) if postgres else Sqlite()
        url = engine.empty(Path(folder))
        make_july(url)
        open_for_work(url)
        with connected():
            yield engine
        close_store()


def main() -> None:
    """Run as many sequences as are asked for, and say how long they took."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true", help="on a server of its own, else on SQLite")
    asked = parser.parse_args()
    began = time.monotonic()
    with july_on(asked.postgres) as engine:
        done = run_sequences(range(asked.first, asked.first + asked.count))
    print(f"{asked.count} sequences, {time.monotonic() - began:.0f} s on {engine.name}: {done}")


if __name__ == "__main__":
    main()

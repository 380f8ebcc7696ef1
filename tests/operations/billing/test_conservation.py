"""In any order of deeds: executed = billed − credited + unbilled + excluded, and no row is on two live lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from models.errors import FeeError
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.plan import BatchPlan
from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.hours.correct_row import correct_row
from models.operations.hours.exclude_row import exclude_row, include_row
from models.operations.hours.mark_row import MARKS, mark_row
from models.operations.hours.reopen_month import reopen_month
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
from models.rules.period import Month
from models.rules.row_kinds import RowKind
from tests.engines import Engine, Templates
from tests.operations.billing.month import (
    AUGUST,
    BILLED_ON,
    JULY,
    ONE,
    THREE,
    TWO,
    UNORDERED,
    attest,
    change,
    credit,
    make_july,
    nothing_wrong,
    posted,
    rows,
    run,
)
from tests.operations.builders import OWNER, band_row, hour_row, put_bands, put_hours, put_rates, rate_row, sign
from tests.operations.stay_changes import put_condition
from tests.training import close_store

CONSERVED = """
SELECT v.case_number,
  (SELECT COALESCE(SUM({row}), 0) FROM care_entry e WHERE e.visit_id = v.id),
  (SELECT COALESCE(SUM(p.{piece}), 0) FROM line_piece t JOIN care_piece p ON p.id = t.piece_id
     JOIN invoice_line l ON l.id = t.line_id JOIN invoice i ON i.id = l.invoice_id
     JOIN care_entry e ON e.id = p.entry_id WHERE e.visit_id = v.id AND i.kind = 'invoice'),
  (SELECT COALESCE(SUM(p.{piece}), 0) FROM line_piece t JOIN care_piece p ON p.id = t.piece_id
     JOIN invoice_line l ON l.id = t.line_id JOIN invoice i ON i.id = l.invoice_id
     JOIN care_entry e ON e.id = p.entry_id WHERE e.visit_id = v.id AND i.kind = 'credit'),
  (SELECT COALESCE(SUM(p.{piece}), 0) FROM care_piece p JOIN care_entry e ON e.id = p.entry_id
     WHERE e.visit_id = v.id AND p.line_id IS NULL AND NOT p.retired AND e.excluded_by IS NULL),
  (SELECT COALESCE(SUM(p.{piece}), 0) FROM care_piece p JOIN care_entry e ON e.id = p.entry_id
     WHERE e.visit_id = v.id AND p.line_id IS NULL AND NOT p.retired AND e.excluded_by IS NOT NULL)
FROM visit v
"""
"""By visit: executed, billed, credited, unbilled and excluded; minutes are counted once for each of the staff.

A row that was reversed after it was billed is billed until its line is credited, and excluded from then on.
"""

MEASURES = (("e.minutes * e.staff", "minutes"), ("e.pieces", "pieces"))

LIVE_TWICE = """
SELECT t.piece_id FROM line_piece t JOIN invoice_line l ON l.id = t.line_id JOIN invoice i ON i.id = l.invoice_id
WHERE i.kind = 'invoice' AND NOT EXISTS (SELECT 1 FROM invoice_line c WHERE c.credits_id = l.id)
GROUP BY t.piece_id HAVING COUNT(*) > 1
"""

WAITING = """
SELECT p.id, e.key FROM care_piece p JOIN care_entry e ON e.id = p.entry_id
WHERE p.line_id IS NULL AND NOT p.retired AND (e.excluded_by IS NULL OR p.row_month = '2026-08')
AND NOT EXISTS (SELECT 1 FROM reversal r WHERE r.entry_id = e.id)
"""

DAYS_CARED_FOR = """
SELECT e.visit_id, e.key, p.day FROM care_piece p JOIN care_entry e ON e.id = p.entry_id
JOIN service s ON s.id = e.service_id WHERE s.code = 'care-home-day' AND NOT p.retired
AND (e.excluded_by IS NULL OR p.line_id IS NOT NULL)
"""

DAYS_BILLED = """
SELECT COALESCE(SUM(l.quantity), 0) FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
WHERE l.unit = 'day' AND i.kind = 'invoice' AND NOT EXISTS (SELECT 1 FROM invoice_line c WHERE c.credits_id = l.id)
"""

CASES = (ONE, TWO, THREE, UNORDERED)
KINDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("home-care", "07:30-08:15", {}),
    ("home-care", "21:30-22:40", {"staff": 2}),
    ("home-care", "23:30-00:30", {}),
    ("home-care", "", {"minutes": 37}),
    ("meal-delivery", "", {"pieces": 3}),
    ("care-home-day", "", {"minutes": 20}),
    ("home-visit-night", "23:50-00:10", {}),
    ("safety-alarm", "", {"minutes": 5}),
    ("home-care", "12:00-12:50", {"kind": "refused"}),
    ("home-care", "", {"minutes": 25, "staff": 2, "kind": "missed"}),
    ("care-home-day", "", {"minutes": 20, "kind": "refused"}),
    ("meal-delivery", "", {"pieces": 2, "kind": "missed"}),
)
CONDITIONS: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("refused", "", {"percent": 50}),
    ("missed", "", {"minutes": 15}),
    ("missed", "meal-delivery", {"percent": 75}),
    ("standard-time", "meal-delivery", {"minutes": 20}),
    ("standard-time", "home-care", {"minutes": 30}),
)
OTHER = Actor("administrator")
SCHEMES = (
    (band_row("natt", "all", "22:00", "06:00"),),
    (band_row("natt", "all", "20:00", "08:00"), band_row("helg", "sat+sun", "00:00", "24:00")),
    (band_row("dag", "mon-fri", "07:45", "16:00"),),
)
PRICED = (("home-care", "hour"), ("safety-alarm", "month"), ("meal-delivery", "piece"), ("care-home-day", "day"))


class Billing(RuleBasedStateMachine):
    """A store in which things happen in any order; a refusal is an answer too, and must change nothing by halves."""

    engine: Engine
    templates: Templates
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.url = self.templates.copy(self.engine, "july", make_july, self.folder)
        open_for_work(self.url)
        self.logged = 0

    def teardown(self) -> None:
        """Let go of the store and remove it."""
        close_store()
        self.engine.drop(self.url)
        Path(self.url.removeprefix("sqlite:///")).unlink(missing_ok=True)

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something that the house may refuse."""
        try:
            act()
        except FeeError:
            close_store()

    @initialize(month=st.booleans())
    def begin(self, month: bool) -> None:
        """Begin with July billed, or with nothing billed."""
        if month:
            attest(run(JULY).batch)

    @rule(
        case=st.sampled_from(CASES),
        kind=st.sampled_from(KINDS),
        day=st.integers(1, 31),
        month=st.sampled_from((7, 7, 8)),
    )
    def log(self, case: str, kind: tuple[str, str, dict[str, Any]], day: int, month: int) -> None:
        """Log a row, opening its month for it and signing it again."""
        self.logged += 1
        service, clock, cells = kind
        row = hour_row(f"x{self.logged}", case, f"2026-{month:02}-{day:02}", clock, service, **cells)
        self.attempt(lambda: reopen_month(Month(2026, month), case, "en rad till", OWNER))
        self.attempt(lambda: put_hours(row))
        self.attempt(lambda: sign(f"2026-{month:02}", [case]))

    @rule(case=st.sampled_from(CASES), kind=st.sampled_from(KINDS), day=st.integers(1, 31))
    def come_late(self, case: str, kind: tuple[str, str, dict[str, Any]], day: int) -> None:
        """Import a row of a month whatever its state, twice; it is kept (G6), and once (G40)."""
        self.logged += 1
        service, clock, cells = kind
        row = hour_row(f"x{self.logged}", case, f"2026-07-{day:02}", clock, service, **cells)
        self.attempt(lambda: put_hours(row))
        self.attempt(lambda: put_hours(row))
        assert rows(f"SELECT COUNT(*) FROM care_entry WHERE key = 'x{self.logged}'") == [(1,)]

    @rule(pick=st.integers(0, 50), minutes=st.sampled_from((0, 0, 12, 600)))
    def correct(self, pick: int, minutes: int) -> None:
        """Take a row back, or correct its minutes; the row itself stays as it was."""
        keys = [key for (key,) in rows("SELECT key FROM care_entry ORDER BY id")]
        key = keys[pick % len(keys)]
        before = rows(f"SELECT day, minutes, pieces, staff, kind FROM care_entry WHERE key = '{key}'")
        instead = {"minutes": str(minutes)} if minutes else None
        self.attempt(lambda: correct_row(key, "felräknat", instead, BILLED_ON, OWNER))
        assert rows(f"SELECT day, minutes, pieces, staff, kind FROM care_entry WHERE key = '{key}'") == before

    @rule(condition=st.sampled_from(CONDITIONS), day=st.sampled_from((1, 15)))
    def change_conditions(self, condition: tuple[str, str, dict[str, int]], day: int) -> None:
        """Let another condition hold, and price what is not billed anew."""
        kind, service, figures = condition
        put_condition(kind, service, valid_from=date(2026, 7, day), **figures)

    @rule(pick=st.integers(0, 50), kind=st.sampled_from(MARKS))
    def mark(self, pick: int, kind: RowKind) -> None:
        """Say what became of a row."""
        keys = [key for (key,) in rows("SELECT key FROM care_entry ORDER BY id")]
        self.attempt(lambda: mark_row(keys[pick % len(keys)], kind, OWNER))

    @rule(case=st.sampled_from(CASES), day=st.integers(1, 31))
    def spend(self, case: str, day: int) -> None:
        """Add an extra cost."""
        self.attempt(lambda: add_extra_cost(case, date(2026, 7, day), 85000, "båttaxi", BILLED_ON, OWNER))

    @rule(case=st.sampled_from(CASES), month=st.sampled_from((JULY, AUGUST)), actor=st.sampled_from((OWNER, OTHER)))
    def reopen(self, case: str, month: Month, actor: Actor) -> None:
        """Open a signed month again; a billed one wants a second person."""
        self.attempt(lambda: reopen_month(month, case, "fel", actor))

    @rule(month=st.sampled_from(("2026-07", "2026-08")))
    def sign_all(self, month: str) -> None:
        """Sign what is open."""
        self.attempt(lambda: sign(month))

    @rule(pick=st.integers(0, 50), back=st.booleans())
    def exclude(self, pick: int, back: bool) -> None:
        """Exclude a row, or take it in again."""
        keys = [key for (key,) in rows("SELECT key FROM care_entry ORDER BY id")]
        key = keys[pick % len(keys)]
        self.attempt(lambda: include_row(key, OWNER) if back else exclude_row(key, "dubblett", OWNER))

    @rule(month=st.sampled_from((JULY, JULY, AUGUST)))
    def run_month(self, month: Month) -> None:
        """Plan and run a month."""
        self.attempt(lambda: run(month))

    @rule(annul=st.sampled_from((False, False, True)), pick=st.integers(0, 3))
    def settle(self, annul: bool, pick: int) -> None:
        """Attest or annul a draft, if there is one."""
        drafts = [name for (name,) in rows("SELECT name FROM batch WHERE state = 'drafted' ORDER BY id")]
        if drafts:
            name = drafts[pick % len(drafts)]
            self.attempt(lambda: annul_batch(name, OWNER) if annul else attest(name))

    @rule(pick=st.integers(0, 20), positions=st.lists(st.integers(1, 5), max_size=3))
    def credit_some(self, pick: int, positions: list[int]) -> None:
        """Credit an invoice, whole or some of its lines."""
        numbers = [row.number for row in posted() if row.number]
        if numbers:
            self.attempt(lambda: credit(numbers[pick % len(numbers)], *positions))

    @rule(scheme=st.sampled_from(SCHEMES))
    def change_bands(self, scheme: tuple[dict[str, str], ...]) -> None:
        """Give the municipality another band scheme."""
        self.attempt(lambda: put_bands(*scheme))

    @rule(kind=st.sampled_from(PRICED), price=st.integers(100, 900), day=st.sampled_from(("2026-01-01", "2026-07-11")))
    def decide_rate(self, kind: tuple[str, str], price: int, day: str) -> None:
        """Enter another rate, decided lately."""
        row = rate_row(f"{price},50", *kind, valid_from=day, decided_on=f"2026-09-{price % 28 + 1:02}")
        self.attempt(lambda: put_rates(row))

    @rule()
    def order(self) -> None:
        """Let the missing order come."""
        change("UPDATE visit SET ordered_on = '2026-07-01' WHERE ordered_on IS NULL")

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        """G4: in minutes and pieces, for every visit."""
        for row, piece in MEASURES:
            for case, executed, billed, credited, unbilled, excluded in rows(CONSERVED.format(row=row, piece=piece)):
                assert executed == billed - credited + unbilled + excluded, (case, piece)

    @invariant()
    def no_row_is_on_two_live_lines(self) -> None:
        """G3."""
        assert rows(LIVE_TWICE) == []

    @invariant()
    def everything_that_waits_is_planned_or_has_a_reason(self) -> None:
        """G5, G6: by the last month's plan, each piece once; and each day of care is paid once (G4)."""
        plan = plan_batch(AUGUST, BILLED_ON, OWNER, with_rows=True)
        held = {row.key for row in plan.rows}
        assert len(held) == len(plan.rows)
        waiting = rows(WAITING)
        kept = [piece for piece, key in waiting if key in held]
        assert sum(line.pieces for line in plan.lines) + len(kept) == len(waiting)
        assert sum(line.piece_sum for line in plan.lines) + sum(kept) == sum(piece for piece, _ in waiting)
        assert all(line.net > 0 and line.price > 0 for line in plan.lines)
        self._each_day_once(plan)

    def _each_day_once(self, plan: BatchPlan) -> None:
        """Compare the days of care with those on live lines and in the plan, where no row waits for anything."""
        days = rows(DAYS_CARED_FOR)
        wanting = {row.key for row in plan.rows if row.reason != "excluded"}
        if any(key in wanting for _, key, _ in days):
            return
        offered = sum(line.quantity for line in plan.lines if line.unit == "day")
        assert int(rows(DAYS_BILLED)[0][0]) + offered == len({(visit, str(day)) for visit, _, day in days})

    @invariant()
    def the_doctor_is_content(self) -> None:
        """G4, G14, G19: numbers, sums, facts, the log."""
        nothing_wrong()


def test_nothing_is_lost_or_doubled_whatever_is_done(engine: Engine, templates: Templates, tmp_path: Path) -> None:
    """G3-G6, G40: random sequences of import, correct, sign, open, exclude, run, attest, credit and the rest."""
    found = {"engine": engine, "templates": templates, "folder": tmp_path}
    machine = type("BillingOnAnEngine", (Billing,), found)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=9 if engine.name == "sqlite" else 4,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.generate),
        ),
    )

"""The same deeds on SQLite and on PostgreSQL come to the same store, and the grid never loses what came late."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.batch import Batch
from models.care_entry import CarePiece
from models.care_errors import CellsChanged, DayIsLocked
from models.documents.letter_texts import LetterKind
from models.interchange.condition_row import ConditionRow
from models.invoice import Invoice, InvoiceLine
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.hours.import_hours import import_hours
from models.operations.hours.list_queue import list_queue
from models.operations.hours.mark_row import mark_row
from models.operations.hours.month_grid import month_grid
from models.operations.hours.place_row import place_row
from models.operations.hours.read_wild_file import Said
from models.operations.hours.save_hours import CellChange, Place, save_hours, seen_of
from models.operations.letters.letter_facts import LetterWish
from models.operations.letters.write_letter import write_letter
from models.operations.registers.enter_condition import end_condition, enter_condition
from models.operations.registers.list_conditions import list_conditions
from models.operations.visits.change_stay import end_stay
from models.operations.visits.decide_proposal import accept_proposal
from models.operations.visits.receive_paper import receive_paper
from models.operations.visits.register_like import register_like
from models.rate import Rate
from models.rules.conditions import ConditionKind
from models.rules.papers import PaperKind
from models.rules.reasons import Reason
from models.rules.row_kinds import RowKind
from models.rules.typed_hours import Measure
from models.rules.visit_states import VisitState
from tests.engines import Engine, Postgres, Sqlite, Templates
from tests.operations.billing.month import BILLED_ON, GUESTS, JULY, ONE, nothing_wrong, run
from tests.operations.broken_desk import (
    arrange_stay,
    bill_again,
    correct,
    credit_due,
    open_again,
    planned,
    reasons,
    walk,
)
from tests.operations.builders import OWNER, fresh_store, hour_row, put_hours, sign
from tests.operations.intake_store import NATURAL, content

NAME = GUESTS[ONE][0]
WILD = f"Brukare;Datum;Från kl;Till kl;Insats\n{NAME};2026-07-09;08:00;09:15;dusch\nKaj Ek;2026-07-09;8;9;dusch\n"
YEAR = date(2026, 1, 1)
LAST = date(2026, 7, 31)
PLACE = Place("home-care", 1, date(2026, 7, 6))


def condition(kind: ConditionKind, days: int | None = None, percent: int | None = None, service: str = "") -> None:
    """Enter a condition of ours."""
    paid = days if kind is ConditionKind.CANCELLATION else None
    enter_condition(ConditionRow(1, "", kind, service, "", days, paid, None, percent, YEAR, None, "nämnd"), OWNER)


def type_minutes(*minutes: int) -> None:
    """Type a cell of the month's grid anew."""
    rows = [row for row in month_grid(ONE, JULY, OWNER).rows if row.day == PLACE.day]
    save_hours(
        ONE, JULY, [CellChange(PLACE, tuple(Measure(each) for each in minutes), seen_of(rows))], BILLED_ON, OWNER
    )


def live_a_stay() -> None:
    """Do something of everything, seeing after each deed that the doctor is content."""
    deeds: tuple[Callable[[], object], ...] = (
        arrange_stay,
        lambda: condition(ConditionKind.CANCELLATION, days=7),
        lambda: condition(ConditionKind.REFUSED, percent=55),
        lambda: receive_paper(ONE, PaperKind.CONSENT, YEAR, "Dnr 12", BILLED_ON, OWNER),
        lambda: write_letter(ONE, LetterKind.RECEIPT, LetterWish(note="Ring gärna."), BILLED_ON, OWNER),
        lambda: put_hours(
            hour_row("k1", ONE, "2026-07-02", "23:30-00:30"), hour_row("k2", ONE, "2026-07-03", minutes=40)
        ),
        lambda: put_hours(hour_row("", ONE, "2026-07-04", minutes=45), hour_row("", ONE, "2026-07-05", "08:00-09:01")),
        lambda: mark_row("k2", RowKind.REFUSED, OWNER),
        lambda: import_hours("w.csv", WILD.encode(), BILLED_ON, OWNER, Said("North", (("dusch", "home-care"),))),
        lambda: place_row(list_queue(OWNER).rows[0].number, ONE, OWNER),
        lambda: type_minutes(30, 35),
        lambda: add_extra_cost(ONE, date(2026, 7, 3), 85050, "Båttaxi 4711", BILLED_ON, OWNER),
        lambda: walk(VisitState.ONGOING),
        lambda: end_stay(ONE, LAST, date(2026, 7, 20), date(2026, 7, 19), OWNER),
        lambda: accept_proposal(ONE, "cancelled", OWNER),
        lambda: sign("2026-07"),
        run,
        lambda: correct("k1", start="23:00", end="00:30"),
        lambda: open_again(),
        lambda: type_minutes(35, 50),
        lambda: sign("2026-07"),
        _annul_and_bill,
        lambda: put_hours(hour_row("late", ONE, "2026-07-08", minutes=25)),
        lambda: correct(_derived(), minutes="44"),
        lambda: end_condition(next(row.id for row in list_conditions("", OWNER) if row.kind == "refused"), LAST, OWNER),
        credit_due,
        bill_again,
        lambda: register_like({"from": "2027-07-01", "case": "V2027-0001"}, {}, ONE, BILLED_ON, OWNER),
    )
    for deed in deeds:
        deed()
        nothing_wrong()


def _derived() -> str:
    rows = month_grid(ONE, JULY, OWNER).rows
    return next(row.key for row in rows if row.key.startswith("h:") and row.measure.minutes == 45)


def _annul_and_bill() -> None:
    from models.operations.billing.annul_batch import annul_batch

    annul_batch("B2026-07", OWNER)
    bill_again()


ALSO: dict[Any, tuple[str, ...]] = {
    Batch: ("name",),
    Rate: ("price", "unit"),
    Invoice: ("number", "total"),
    InvoiceLine: ("month", "position", "kind", "net"),
    CarePiece: ("day", "minutes", "paid", "share", "retired"),
}
"""How rows are known whose ids one engine gives away again and the other does not."""


def told() -> list[str]:
    """Tell what the open store holds; keys that were drawn by lot are all called the same."""
    rows = [f"{name} {row!r}" for name, found in content().items() for row in found]
    return sorted(re.sub(r"(corr|typed):[0-9a-f]+", r"\1:…", row) for row in rows)


def test_both_engines_hold_the_same_after_the_same_deeds(
    templates: Templates, postgres_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G17: the life of a stay, deed by deed, on a file and on a server."""
    for table, columns in ALSO.items():
        monkeypatch.setitem(NATURAL, table, columns)
    found = []
    engines: tuple[Engine, ...] = (Sqlite(), Postgres(postgres_server))
    for engine in engines:
        with fresh_store(engine, templates, tmp_path):
            live_a_stay()
            found.append(told())
    assert len(found[0]) > 500
    assert found[0] == found[1]


def test_the_grid_is_not_saved_over_rows_that_came_while_somebody_typed(store: str) -> None:
    """G35, G6: a late row of the same cell is seen first; of another cell it stays as it is."""
    arrange_stay()
    type_minutes(30)
    sign("2026-07")
    seen = seen_of([row for row in month_grid(ONE, JULY, OWNER).rows if row.day == PLACE.day])
    put_hours(hour_row("late", ONE, PLACE.day, minutes=25), hour_row("other", ONE, "2026-07-07", minutes=10))
    change = CellChange(PLACE, (Measure(60),), seen)
    with pytest.raises(DayIsLocked):
        save_hours(ONE, JULY, [change], BILLED_ON, OWNER)
    open_again()
    with pytest.raises(CellsChanged):
        save_hours(ONE, JULY, [change], BILLED_ON, OWNER)
    type_minutes(60)
    type_minutes()
    minutes = {row.key[:5]: row.measure.minutes for row in month_grid(ONE, JULY, OWNER).rows if row.counts}
    assert minutes == {"late": 25, "other": 10}
    sign("2026-07")
    bill_again()
    nothing_wrong()


def test_days_that_a_condition_taken_away_leaves_bare_are_blocked_until_a_rule_is_entered_for_them(store: str) -> None:
    """G7: the rule that it had ended does not come back by itself; no row is priced by a guess meanwhile."""
    arrange_stay()
    condition(ConditionKind.REFUSED, percent=50)
    put_hours(hour_row("r", ONE, "2026-07-02", minutes=60, kind="refused"))
    wrong = ConditionRow(1, "", ConditionKind.REFUSED, "", "", None, None, None, 90, date(2026, 7, 1), None, "fel")
    made = enter_condition(wrong, OWNER)
    end_condition(made.condition, date(2026, 6, 30), OWNER)
    sign("2026-07")
    assert reasons()["r"] is Reason.NO_CONDITION
    enter_condition(replace(wrong, percent=50), OWNER)
    assert ("home-care", "refused", 60, 24250) in planned()


def test_an_extra_costs_price_is_nobodys_rate(store: str) -> None:
    """G23: neither another row of the visit nor one of its own day is priced by what a receipt said."""
    arrange_stay()
    key = add_extra_cost(ONE, date(2026, 7, 3), 85050, "Båttaxi 4711", BILLED_ON, OWNER)
    put_hours(hour_row("x", ONE, "2026-07-03", service="extra-cost", pieces=1))
    sign("2026-07")
    assert reasons() == {"x": Reason.NO_DECISION}
    assert key not in reasons()
    assert ("extra-cost", "extra-cost", 1, 85050) in planned()

"""Real processes at the same deed at once, on each engine: one wins, the others are told, and numbers have no gaps."""

from __future__ import annotations

import re

import pytest

from models.operations.store.users import set_user
from models.rules.roles import Role
from tests.operations.billing.month import (
    AUGUST,
    JULY,
    TWO,
    attest,
    bill,
    change,
    content,
    nothing_wrong,
    posted,
    rows,
    run,
    value,
)
from tests.operations.billing.race import race
from tests.operations.builders import OWNER, hour_row, put_hours, sign

WHEN = r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d"


def test_four_processes_run_the_same_plan(july: str) -> None:
    """G2: exactly one makes the batch; the others are told by whom and when; no row is on two lines."""
    outcomes = race(july, [("run", "2026-07")] * 4)
    won = [outcome for outcome in outcomes if not outcome.refusal]
    lost = [outcome for outcome in outcomes if outcome.refusal]
    assert len(won) == 1, outcomes
    assert {outcome.refusal for outcome in lost} == {"AlreadyRun"}
    assert all(re.search(f"B2026-07 was run by owner at {WHEN}", outcome.text) for outcome in lost), lost
    assert value("SELECT COUNT(*) FROM batch") == 1
    assert value("SELECT COUNT(*) FROM invoice") == 3
    assert value("SELECT COUNT(*) FROM event WHERE deed = 'run-batch'") == 1
    assert rows("SELECT piece_id FROM line_piece GROUP BY piece_id HAVING COUNT(*) > 1") == []
    nothing_wrong()


def test_four_processes_attest_the_same_batch(july: str) -> None:
    """G2: exactly one posts it; the others are told by whom and when; each number is used once."""
    for login in ("second", "third", "fourth"):
        set_user(login, (Role.ATTEST,), None, OWNER)
    run()
    outcomes = race(july, [("attest", "B2026-07", login) for login in ("attester", "second", "third", "fourth")])
    won = [outcome for outcome in outcomes if not outcome.refusal]
    lost = [outcome for outcome in outcomes if outcome.refusal]
    assert len(won) == 1, outcomes
    assert {outcome.refusal for outcome in lost} == {"WrongBatchState"}
    told = f"B2026-07 is posted, by {won[0].deed[2]} at {WHEN}"
    assert all(re.search(told, outcome.text) for outcome in lost), lost
    assert [row.number for row in posted()] == ["202600001", "202600002", "202600003"]
    assert rows("SELECT attested_by FROM batch") == [(won[0].deed[2],)]
    nothing_wrong()


def test_numbers_have_no_gaps_when_processes_post_at_once(july: str) -> None:
    """G14: two batches attested, two invoices credited and one failing credit, all at the same moment."""
    bill()
    change("DELETE FROM month_signature")
    for month in (JULY, AUGUST):
        put_hours(hour_row(f"c{month}", TWO, f"{month}-09", "08:00-09:00"))
        sign(str(month))
    for month in (JULY, AUGUST):
        run(month)
    deeds = [
        ("attest", "B2026-07-2", "attester"),
        ("attest", "B2026-08", "attester"),
        ("credit", "202600001"),
        ("credit", "202600002"),
        ("fail", "202600003"),
    ]
    outcomes = {outcome.deed: outcome for outcome in race(july, deeds)}
    refusals = [outcomes[deed].refusal for deed in deeds]
    assert refusals == ["", "", "", "", "NoSuchLine"], outcomes
    kinds = {kind: sorted(row.number for row in posted() if row.kind == kind) for kind in ("invoice", "credit")}
    assert kinds["credit"] == ["K202600001", "K202600002"]
    assert kinds["invoice"] == [f"20260000{place}" for place in range(1, len(kinds["invoice"]) + 1)]
    assert rows("SELECT name, last FROM number_series ORDER BY 1") == [
        ("credit-2026", 2),
        ("invoice-2026", len(kinds["invoice"])),
    ]
    nothing_wrong()


def test_two_processes_credit_the_same_invoice(billed: str) -> None:
    """G2, G3: it is credited once, and the other is told that it is credited already."""
    outcomes = race(billed, [("credit", "202600001")] * 2)
    assert sorted(outcome.refusal for outcome in outcomes) == ["", "AlreadyCredited"]
    assert [row.number for row in posted() if row.kind == "credit"] == ["K202600001"]
    nothing_wrong()


def test_one_who_runs_and_one_who_attests_do_not_meet_in_the_middle(july: str) -> None:
    """G2: while the July batch is attested, others run it again: they are told that it was run."""
    run()
    outcomes = race(july, [("attest", "B2026-07", "attester"), ("run", "2026-07"), ("run", "2026-07")])
    assert sorted(outcome.refusal for outcome in outcomes) == ["", "AlreadyRun", "AlreadyRun"]
    before = content()
    with pytest.raises(Exception, match="posted, by attester"):
        attest()
    assert content() == before
    nothing_wrong()

"""How documents stand, a batch's specifications, and what is not booked, by the commands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.commands.desk import BATCH, MONTH, Desk


@pytest.fixture
def posted(plain: Desk) -> Desk:
    """Give a store in which the month is posted."""
    plain.ok(f"batch run {MONTH} --yes")
    plain.ok(f"--as attester batch attest {BATCH}")
    return plain


def _states(desk: Desk) -> dict[str, str]:
    return {row["number"]: row["state"] for row in desk.read(f"invoice list --batch {BATCH}")["invoices"]}


def test_one_state_joins_what_became_of_a_document(posted: Desk, tmp_path: Path) -> None:
    """G20: posted, exported, sent, answered and paid, in the list, in one document and in every format."""
    assert set(_states(posted).values()) == {"posted"}
    posted.ok(f"batch export {BATCH} --to {tmp_path / 'out'}")
    assert set(_states(posted).values()) == {"exported"}
    first, second, third, *_ = _states(posted)
    posted.ok(f"delivery send {first} --to {tmp_path}")
    posted.ok(f"delivery send {second} --to {tmp_path}")
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / f"{second}.err").write_text("nobody there")
    posted.ok(f"delivery receipts {tmp_path / 'back'}")
    total = posted.read(f"invoice show {third}")["total"]
    posted.ok(f"payment record {third} {(total - 100) // 100} --on {date.today()}")
    found = _states(posted)
    assert [found[first], found[second], found[third]] == ["sent", "rejected", "partly-paid"]
    assert "rejected" in posted.ok(f"invoice list --batch {BATCH} --format csv")
    assert "State: partly paid" in posted.ok(f"invoice show {third}")
    assert posted.read(f"invoice show {second}")["state"] == "rejected"
    assert "avvisad" in posted.ok(f"--language sv invoice list --batch {BATCH}")


def test_a_draft_is_a_draft(plain: Desk) -> None:
    """It has no number, and nobody pays it."""
    plain.ok(f"batch run {MONTH} --yes")
    assert {row["state"] for row in plain.read("invoice list")["invoices"]} == {"drafted"}


def test_a_batch_is_exported_with_its_specifications(posted: Desk, tmp_path: Path) -> None:
    """In a folder of their own; two files a document."""
    numbers = list(_states(posted))
    out = posted.ok(f"batch export {BATCH} --to {tmp_path} --specification")
    assert f"{2 * len(numbers)} files of specifications" in out
    written = {path.name for path in (tmp_path / "specifikationer").iterdir()}
    assert written == {f"{number}-specifikation.{form}" for number in numbers for form in ("pdf", "xlsx")}


def test_today_tells_of_what_is_not_booked_where_somebody_books(posted: Desk, tmp_path: Path) -> None:
    """G20: until its file is written."""
    assert "is not booked" not in posted.ok("today")
    posted.ok("accounting account 1510 Kundfordringar")
    posted.ok("accounting account 3621 Verksamhet")
    posted.ok("accounting code --use receivable --account 1510")
    posted.ok("accounting code --account 3621")
    assert f"{BATCH} is not booked" in posted.ok("today")
    posted.ok(f"accounting export {BATCH} --to {tmp_path}")
    assert "is not booked" not in posted.ok("today")

"""A month billed by keys alone; after every key that does something the store is looked at."""

from __future__ import annotations

from pathlib import Path

from models.database import transaction
from models.language.formats import kronor
from models.operations.billing.invoices import list_invoices
from models.operations.billing.plan import BatchPlan
from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.reopen_month import reopen_month
from models.operations.reports.batches import BatchRow, list_batches
from models.operations.reports.hour_rows import rows_held
from models.organisation import Organisation
from models.rules.reasons import Reason
from tests.tui.driving import press, shown, sitting, write
from tests.tui.village import ATTESTER, JULY, MAKER, READER, TODAY


def _batch() -> BatchRow:
    (batch,) = list_batches(MAKER)
    return batch


def _sum_of(plan: BatchPlan, between: str = " · ") -> str:
    return f"{len(plan.invoices)} invoices{between}{kronor(plan.total)}".replace("\u00a0", " ")


async def test_r_and_yes_make_drafts_of_exactly_what_is_shown(village: str) -> None:
    """G9: the sum on the screen is the sum of the drafts, and nothing has a number yet."""
    planned = plan_batch(JULY, TODAY, MAKER)
    async with sitting(village) as pilot:
        await press(pilot, "4")
        assert _sum_of(planned) in shown(pilot)
        await press(pilot, "r", "y")
        assert f"B2026-07 is a draft now: {_sum_of(planned, ', ')}." in shown(pilot)
    assert (_batch().state, _batch().total) == ("drafted", planned.total)
    assert {invoice.number for invoice in list_invoices(MAKER)} == {""}


async def test_no_makes_nothing(village: str) -> None:
    """Whoever says no, or goes back, has done nothing."""
    async with sitting(village) as pilot:
        for no in ("n", "q", "escape"):
            await press(pilot, "4", "r", no)
    assert list_batches(MAKER) == ()


async def test_what_changed_meanwhile_is_refused_in_words(village: str) -> None:
    """G9: a month that somebody opened again after the plan was shown is not billed behind anybody's back."""
    case = plan_batch(JULY, TODAY, MAKER).lines[0].case
    async with sitting(village) as pilot:
        await press(pilot, "4")
        reopen_month(JULY, case, "late hours", MAKER)
        await press(pilot, "r", "y")
        assert "! Something changed since the plan was made" in shown(pilot)
        assert case in shown(pilot)
    assert list_batches(MAKER) == ()


async def test_another_user_attests_by_typing_the_batchs_name(village: str) -> None:
    """The attested batch has its numbers, and the screen says which."""
    async with sitting(village) as pilot:
        await press(pilot, "4", "r", "y")
    async with sitting(village, ATTESTER) as pilot:
        await press(pilot, "4", "a")
        await write(pilot, "B2026-06")
        assert "That is not B2026-07" in shown(pilot)
        assert _batch().state == "drafted"
        await write(pilot, "B2026-07")
        assert "B2026-07 is attested and posted: 202600001–2026" in shown(pilot)
    assert (_batch().state, _batch().attested_by) == ("posted", "attester")


async def test_an_empty_line_attests_nothing(village: str) -> None:
    """Enter alone goes back."""
    async with sitting(village) as pilot:
        await press(pilot, "4", "r", "y")
    async with sitting(village, ATTESTER) as pilot:
        await press(pilot, "4", "a", "enter")
    assert _batch().state == "drafted"


async def test_nobody_attests_their_own_batch(village: str) -> None:
    """G27: the one who made it is told so at once, before anything is typed."""
    async with sitting(village) as pilot:
        await press(pilot, "4", "r", "y", "a")
        assert "nobody attests what they made" in shown(pilot)
    assert _batch().state == "drafted"


async def test_without_attest_the_month_is_typed_and_posted_at_once(village: str) -> None:
    """What cannot be undone is never one key: only the month's own name posts it."""
    with transaction():
        Organisation.update(attest=False).execute()
    async with sitting(village) as pilot:
        await press(pilot, "4", "r")
        await write(pilot, "yes")
        assert list_batches(MAKER) == ()
        await write(pilot, "2026-07")
        assert "B2026-07 is posted" in shown(pilot)
    assert (_batch().state, _batch().attested_by) == ("posted", "")


async def test_a_reader_runs_nothing(village: str) -> None:
    """The store refuses, and the screen says which role is wanted."""
    async with sitting(village, READER) as pilot:
        await press(pilot, "4", "r", "y")
        assert "reader does not have the role bill" in shown(pilot)
    assert list_batches(MAKER) == ()


async def test_n_annuls_a_draft_and_its_hours_are_offered_again(village: str) -> None:
    """G4: what was drafted is unbilled again, to the öre."""
    planned = plan_batch(JULY, TODAY, MAKER)
    async with sitting(village) as pilot:
        await press(pilot, "4", "r", "y", "n", "y")
        assert "B2026-07 is annulled" in shown(pilot)
        assert _sum_of(planned) in shown(pilot)
    assert _batch().state == "annulled"


async def test_e_writes_the_documents_to_the_folder_that_was_typed(village: str, tmp_path: Path) -> None:
    """As many e-invoices as the batch has invoices, a register and checksums."""
    async with sitting(village) as pilot:
        await press(pilot, "4", "r", "y")
    async with sitting(village, ATTESTER) as pilot:
        await press(pilot, "4", "a")
        await write(pilot, "B2026-07")
        await press(pilot, "e")
        await write(pilot, str(tmp_path / "out"))
        await press(pilot, "ctrl+s")
        assert "together" in shown(pilot)
        assert not (tmp_path / "out").exists()
        await press(pilot, "y")
        assert f"{_batch().invoices} documents" in shown(pilot)
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len([name for name in files if name.endswith(".xml")]) == _batch().invoices
    assert {"B2026-07.csv", "B2026-07.sha256"} <= set(files)


async def test_a_folder_that_cannot_be_written_is_said_in_words(village: str, tmp_path: Path) -> None:
    """G13: one clear line, and the batch is as it was."""
    (tmp_path / "file").write_text("in the way")
    async with sitting(village) as pilot:
        await press(pilot, "4", "r", "y")
    async with sitting(village, ATTESTER) as pilot:
        await press(pilot, "4", "a")
        await write(pilot, "B2026-07")
        await press(pilot, "e")
        await write(pilot, str(tmp_path / "file" / "out"))
        await press(pilot, "ctrl+s", "y")
        assert "cannot be written" in shown(pilot)
    assert _batch().state == "posted"


async def test_a_row_is_excluded_with_a_reason_and_included_again(village: str) -> None:
    """G5: the row keeps its place among the unbilled, with who and why, until it is included again."""
    async with sitting(village) as pilot:
        await press(pilot, "4", "down", "down", "down", "down", "down", "down", "down", "enter")
        assert "Not billed in July 2026: outside the stay" in shown(pilot)
        await press(pilot, "enter", "x")
        await write(pilot, "too old")
        assert _excluded(Reason.OUTSIDE_STAY) == ["too old"]
        assert "Excluded by administrator: too old" in shown(pilot)
        await press(pilot, "i")
        assert _excluded(Reason.OUTSIDE_STAY) == [""]


def _excluded(reason: Reason) -> list[str]:
    held = next(held for held in plan_batch(JULY, TODAY, MAKER).held if held.reason == reason)
    return [entry.excluded_reason for entry in rows_held(held.case, reason, JULY, TODAY, MAKER)]

"""Going back from what was opened out of a list leads to the list, with the cursor where it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.operations.accounting.set_account import set_account
from models.operations.accounting.set_coding import CodingPlace, set_coding
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.payments.disputes import open_dispute
from models.operations.payments.standing import list_standings
from models.rules.accounting import Use
from models.rules.reasons import Reason
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY

EARLIER = TODAY - timedelta(days=60)


def _posted() -> list[str]:
    run_batch(plan_batch(JULY, EARLIER, MAKER), EARLIER, MAKER)
    attest_batch("B2026-07", EARLIER, ATTESTER)
    return [each.number for each in list_standings(MAKER)]


@pytest.mark.parametrize(
    ("keys", "listed"),
    [(("i",), "MoneyScreen"), (("v",), "DeliveriesScreen"), (("i", "d"), "DisputesScreen")],
)
async def test_q_from_a_document_comes_back_to_the_list(seen_village: str, keys: tuple[str, ...], listed: str) -> None:
    """Thirty overdue invoices are worked down without finding the place again; q then leads on as before."""
    for number in _posted():
        open_dispute(number, 1, TODAY, "not ours", TODAY, MAKER)
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", *keys, "down", "down")
        assert type(screen_of(pilot)).__name__ == listed
        here = screen_of(pilot).rows.key_here
        await press(pilot, "enter")
        assert type(screen_of(pilot)).__name__ == "NumberedScreen"
        assert "▸4 Billing" in shown(pilot)
        await press(pilot, "q")
        assert (type(screen_of(pilot)).__name__, screen_of(pilot).rows.key_here) == (listed, here)
        await press(pilot, *["q"] * len(keys))
        assert type(screen_of(pilot)).__name__ == "PlanScreen"


async def test_q_from_a_batch_comes_back_to_the_accounting_files(seen_village: str) -> None:
    """The batch that waits to be booked is looked at, and booked where it was found."""
    _posted()
    set_account("1510", "Kundfordringar", MAKER)
    set_coding(CodingPlace(Use.RECEIVABLE), "1510", (), MAKER)
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "x", "enter")
        assert type(screen_of(pilot)).__name__ == "BatchScreen"
        await press(pilot, "q")
        assert type(screen_of(pilot)).__name__ == "BooksScreen"
        assert screen_of(pilot).subject_here() == "B2026-07"


async def test_from_today_the_list_lies_between(seen_village: str) -> None:
    """Today, what is overdue, one invoice of it; and back to the list, which was its own all the time."""
    _posted()
    async with sitting(seen_village) as pilot:
        screen_of(pilot).rows.go_to("overdue")
        await press(pilot, "enter", "down", "enter", "q")
        assert type(screen_of(pilot)).__name__ == "MoneyScreen"
        assert screen_of(pilot).rows.cursor_row == 1


async def test_what_lies_in_another_room_is_come_back_from_too(seen_village: str) -> None:
    """From what is held back to the visit, in its own room, and back; the head says where one is."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "4")
        screen_of(pilot).rows.go_to(f"held:{Reason.OUTSIDE_STAY}")
        await press(pilot, "enter", "v")
        assert type(screen_of(pilot)).__name__ == "VisitScreen"
        assert "▸2 Visits" in shown(pilot)
        await press(pilot, "q")
        assert type(screen_of(pilot)).__name__ == "HeldScreen"
        assert "▸4 Billing" in shown(pilot)
        await press(pilot, "2")
        assert type(screen_of(pilot)).__name__ == "VisitsScreen"


async def test_what_was_found_is_come_back_to(seen_village: str) -> None:
    """Several hits are looked at one after the other; the last q leaves the search."""
    number = _posted()[0]
    async with sitting(seen_village) as pilot:
        await press(pilot, "slash")
        await write(pilot, number)
        await press(pilot, "enter")
        assert f"Invoice {number}" in shown(pilot)
        await press(pilot, "q")
        assert type(screen_of(pilot)).__name__ == "SearchScreen"
        assert number in shown(pilot)
        await press(pilot, "q")
        assert type(screen_of(pilot)).__name__ == "TodayScreen"


async def test_a_room_s_first_screen_leads_as_before(seen_village: str) -> None:
    """From Today to what a reason holds back, then the plan of that month, then Today."""
    async with sitting(seen_village) as pilot:
        names = []
        screen_of(pilot).rows.go_to(f"held:{Reason.OUTSIDE_STAY}")
        await press(pilot, "enter")
        for _ in range(3):
            names.append(type(screen_of(pilot)).__name__)
            await press(pilot, "q")
        assert names == ["HeldScreen", "PlanScreen", "TodayScreen"]

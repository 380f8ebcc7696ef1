"""Differences by keys: from Today or Billing to the list, a line opened old beside new, accepted or declined."""

from __future__ import annotations

import pytest

from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.decide_difference import accept_difference
from models.operations.billing.list_differences import list_differences, show_difference
from models.operations.billing.oddities import Oddity, OddityKind, find_oddities
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.registers.enter_rate import NewRate
from models.operations.reports.rate_facts import rate_facts
from models.operations.reports.today import work_list
from models.operations.visits.visit_sheet import visit_sheet
from models.rules.services import Unit
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.raised_prices import change_prices, post_july
from tests.tui.village import ATTESTER, JULY, MAKER, READER, TODAY
from tui.figures import amount
from tui.screens.difference import DifferenceScreen
from tui.screens.differences import DifferencesScreen
from tui.screens.rates_effect import EffectScreen


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


async def test_today_leads_to_what_is_to_be_decided(village: str) -> None:
    """How many, what they come to, and since when; before the batches that want an attest."""
    found = change_prices()
    total = sum(row.total for row in found)
    work = work_list(TODAY, MAKER)
    assert (work.differences.count, work.differences.total) == (len(found), total)
    async with sitting(village) as pilot:
        line = next(line for line in shown(pilot).splitlines() if "rate differences" in line)
        assert _plain(amount(total)) in line
        screen_of(pilot).rows.go_to("differences")
        await press(pilot, "enter")
        assert isinstance(screen_of(pilot), DifferencesScreen)
        assert f"{len(found)} to decide" in shown(pilot)


async def test_d_in_billing_lists_them_and_enter_opens_old_beside_new(seen_village: str) -> None:
    """G25: each line's two sums, the rates, since when known and from where; enter again opens the invoice."""
    row = change_prices()[0]
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "d", "home", "enter")
        seen = shown(pilot)
        for line in row.lines[:2]:
            assert f"Invoice {line.invoice}" in seen
            assert _plain(amount(line.net)) in seen
            assert _plain(amount(line.net + line.difference)) in seen
        flat = " ".join(seen.split())
        assert "their letter" in flat
        assert "known since" in flat
        assert screen_of(pilot).command == f"vistelse difference show {row.id}"
        await press(pilot, "enter")
        assert f"Invoice {row.lines[0].invoice}" in shown(pilot).splitlines()[3]


async def test_a_accepts_and_the_plan_bills_it_as_its_own_document(village: str) -> None:
    """G24: nothing before the yes; then the plan's title counts it, enter opens it, and run drafts it."""
    row, *others = change_prices()
    async with sitting(village) as pilot:
        await press(pilot, "4")
        assert "0 invoices" in shown(pilot)
        assert "run as draft" not in shown(pilot)
        await press(pilot, "d", "home", "a", "n")
        assert show_difference(row.id, MAKER).state == "open"
        await press(pilot, "a", "y")
        assert "the next batch has it" in shown(pilot)
        assert [each.id for each in list_differences(MAKER) if each.state == "open"] == [each.id for each in others]
        await press(pilot, "q")
        assert f"1 document · {_plain(amount(row.total))} kr" in shown(pilot)
        assert "Accepted rate differences" in shown(pilot)
        screen_of(pilot).rows.go_to(f"difference:{row.id}")
        await press(pilot, "enter")
        assert isinstance(screen_of(pilot), DifferenceScreen)
        await press(pilot, "q", "r", "y")
        assert "B2026-07-2 is a draft now: 1 document" in " ".join(shown(pilot).split())
    assert show_difference(row.id, MAKER).batch == "B2026-07-2"
    assert {show_difference(other.id, MAKER).state for other in others} == {"open"}


async def test_a_posted_difference_shows_what_it_takes_back_and_what_comes_instead(seen_village: str) -> None:
    """The batch is attested as any other; each pair of lines names the document it changes."""
    row = change_prices()[0]
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "d", "home", "a", "y", "q", "r", "y")
    async with sitting(seen_village, ATTESTER) as pilot:
        await press(pilot, "4")
        screen_of(pilot).rows.go_to("batch:B2026-07-2")
        await press(pilot, "a")
        assert "1 invoice" in shown(pilot)
        await write(pilot, "B2026-07-2")
        await press(pilot, "b")
        screen_of(pilot).rows.go_to("B2026-07-2")
        billed = show_difference(row.id, MAKER)
        assert (billed.state, bool(billed.document)) == ("billed", True)
        await press(pilot, "slash")
        await write(pilot, billed.document)
        await press(pilot, "enter")
        first = row.lines[0]
        assert f"takes back {first.invoice} line {first.position}" in shown(pilot)
        assert f"instead of {first.invoice} line {first.position}" in shown(pilot)
        assert f"−{_plain(amount(first.net))}" in shown(pilot)


async def test_d_declines_with_a_reason_and_m_lists_what_was_decided(seen_village: str) -> None:
    """The reason is kept and shown; history is the difference's own (G34)."""
    row, *others = change_prices()
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "d", "home", "d", "enter")
        assert show_difference(row.id, MAKER).state == "open"
        await press(pilot, "d")
        await write(pilot, "agreed with them")
        assert f"{len(others)} to decide" in shown(pilot)
        await press(pilot, "m", "home")
        assert "declined by administrator: agreed with them" in " ".join(shown(pilot).split())
        assert "a accept" in shown(pilot)
        assert "d decline" not in shown(pilot)
        await press(pilot, "h")
        assert "declined a difference" in shown(pilot)
        assert "proposed a difference" in shown(pilot)
        assert screen_of(pilot).command == f"vistelse log --subject D{row.id}"
    declined = show_difference(row.id, MAKER)
    assert (declined.state, declined.reason) == ("declined", "agreed with them")


async def test_what_was_decided_is_decided_otherwise_until_it_is_drafted(seen_village: str) -> None:
    """The question says who had decided, and why; a draft is annulled first."""
    row = change_prices()[0]
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "d", "home", "a", "y")
        screen_of(pilot).rows.go_to(str(row.id))
        await press(pilot, "d")
        assert "by administrator." in shown(pilot)
        await write(pilot, "agreed with them")
        assert show_difference(row.id, MAKER).state == "declined"
        await press(pilot, "m")
        screen_of(pilot).rows.go_to(str(row.id))
        await press(pilot, "a")
        assert "by administrator: agreed with them. Accept the difference" in " ".join(shown(pilot).split())
        await press(pilot, "y")
        assert show_difference(row.id, MAKER).state == "accepted"
        await press(pilot, "enter", "d", "ctrl+g", "q", "q", "r", "y", "d", "home")
        assert show_difference(row.id, MAKER).batch
        screen_of(pilot).rows.go_to(str(row.id))
        await press(pilot, "enter")
        assert "d decline" not in shown(pilot)
        assert "a accept" not in shown(pilot)


async def test_lower_rates_become_credit_notes(village: str) -> None:
    """The question says so, and the plan comes to less than nought."""
    row = change_prices(-1_000, homes=1)[0]
    assert row.total < 0
    async with sitting(village) as pilot:
        await press(pilot, "4", "d", "home", "a")
        assert "by a credit note of its own" in " ".join(shown(pilot).split())
        await press(pilot, "y", "q")
        assert "credit note" in shown(pilot)
        assert f"1 document · {_plain(amount(row.total))} kr" in shown(pilot)
        await press(pilot, "r", "y", "b", "enter")
        assert "1 document" in shown(pilot).splitlines()[3]


async def test_the_effect_of_a_rate_lists_the_invoices_it_would_change(seen_village: str) -> None:
    """G26: billed, now and the difference by invoice; saved, it says where to decide."""
    invoice = next(each for each in post_july() if any(line.unit == "hour" for line in each.lines))
    line = next(line for line in invoice.lines if line.unit == "hour")
    old = rate_facts(line.rate, MAKER)
    kind = {"provider": old.provider, "area": old.area, "band": old.band, "source": "letter"}
    new = NewRate(
        municipality=old.municipality,
        service=old.service,
        unit=Unit(old.unit),
        price=old.price + 500,
        valid_from=JULY.first,
        valid_to=None,
        decided_on=TODAY,
        confirmed=True,
        **kind,
    )
    said: list[str] = []
    async with sitting(seen_village) as pilot:
        await press(pilot, "5")
        pilot.app.push_screen(EffectScreen(new, said.append))
        await press(pilot, "home")
        assert "Differences on posted invoices, to be decided when it is saved" in shown(pilot)
        assert f"{invoice.number} ·" in shown(pilot)
        assert list_differences(MAKER) == ()
        await press(pilot, "s")
    assert "difference on posted invoices is proposed" in said[0]
    assert len(list_differences(MAKER)) == 1


async def test_a_reader_is_refused_and_changes_nothing(seen_village: str) -> None:
    """Whoever may only read sees the differences and decides none (G34)."""
    row = change_prices()[0]
    async with sitting(seen_village, READER) as pilot:
        await press(pilot, "4", "d", "home", "a", "y")
        assert "reader does not have the role bill" in shown(pilot)
    assert show_difference(row.id, MAKER).state == "open"


def test_what_is_unusual_about_a_month_counts_the_same_hours_after_a_difference(seen_village: str) -> None:
    """What was taken back and billed anew is the same care once."""
    rows = change_prices()
    before = _far_over()
    for row in rows:
        accept_difference(row.id, MAKER)
    batch = run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER).batch
    assert _far_over() == before
    attest_batch(batch, TODAY, ATTESTER)
    assert _far_over() == before != []


def _far_over() -> list[Oddity]:
    return [each for each in find_oddities(JULY, MAKER) if each.kind == OddityKind.HOURS]


async def test_f_looks_again_and_says_what_it_found(seen_village: str) -> None:
    """Nothing the second time; a difference that was accepted and is no longer so is taken back first."""
    change_prices()
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "d", "f")
        assert "Nothing new" in shown(pilot)


async def test_where_nothing_differs_the_list_says_so(seen_village: str) -> None:
    """And offers nothing to decide."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "d")
        assert "Every posted invoice is as the rates" in shown(pilot)
        assert "accept" not in shown(pilot)


@pytest.mark.parametrize("more", [1_000, -1_000])
async def test_the_visit_s_part_of_a_difference_is_its_own_lines_less_what_they_take_back(
    seen_village: str, more: int
) -> None:
    """The visit's sheet shows what the document adds or takes for that visit alone."""
    row = change_prices(more, homes=1)[0]
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "d", "home", "a", "y", "q", "r", "y")
    case = row.lines[0].case
    draft = next(each for each in visit_sheet(case, "", MAKER).invoices if not each.number)
    own = sum(line.difference for line in row.lines if line.case == case)
    assert (draft.net, draft.kind) == (abs(own), "invoice" if more > 0 else "credit")

"""What is unusual about a month stands in its plan, on a screen of its own, and above the question of attest."""

from __future__ import annotations

from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.invoices import list_invoices
from models.operations.billing.oddities import Oddity, OddityKind, find_oddities
from models.operations.billing.oddity_text import oddity_text
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.sign_month import plan_signing, sign_months
from models.rules.period import Month
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY

JUNE = Month(2026, 6)


def _post_june() -> None:
    sign_months(plan_signing(JUNE, None, MAKER), MAKER)
    run_batch(plan_batch(JUNE, TODAY, MAKER), TODAY, MAKER)
    attest_batch("B2026-06", TODAY, ATTESTER)


def _of(kind: OddityKind, found: tuple[Oddity, ...]) -> list[Oddity]:
    return [each for each in found if each.kind == kind]


def test_each_recipients_change_is_what_the_invoices_say(village: str) -> None:
    """The sums of June as posted and of July as planned; none is said twice, and none that changed by half is left."""
    _post_june()
    plan = plan_batch(JULY, TODAY, MAKER)
    found = find_oddities(JULY, MAKER, plan)
    june: dict[str, int] = {}
    july: dict[str, int] = {}
    for row in list_invoices(MAKER):
        june[row.recipient] = june.get(row.recipient, 0) + row.total
    for invoice in plan.invoices:
        july[invoice.recipient_name] = july.get(invoice.recipient_name, 0) + invoice.total
    said = {each.name: (each.kind, each.before, each.now) for each in found if each.recipient}
    for name in {*june, *july}:
        then, now = june.get(name, 0), july.get(name, 0)
        if not then:
            assert said.pop(name) == (OddityKind.FIRST, 0, now)
        elif not now:
            assert said.pop(name) == (OddityKind.GONE, then, 0)
        elif 2 * abs(now - then) >= then:
            assert said.pop(name) == (OddityKind.CHANGE, then, now)
    assert said == {}


def test_run_or_planned_makes_no_difference(village: str) -> None:
    """The same month differs in the same way before and after it is run, and when its draft is taken back."""
    _post_june()
    plan = plan_batch(JULY, TODAY, MAKER)
    before = find_oddities(JULY, MAKER, plan)
    run_batch(plan, TODAY, MAKER)
    assert find_oddities(JULY, MAKER) == before
    assert find_oddities(JULY, MAKER, plan_batch(JULY, TODAY, MAKER)) == before
    annul_batch("B2026-07", MAKER)
    assert find_oddities(JULY, MAKER, plan_batch(JULY, TODAY, MAKER)) == before


def test_what_was_credited_counts_no_more(village: str) -> None:
    """A recipient whose June was credited whole had no invoice to differ from."""
    _post_june()
    plan = plan_batch(JULY, TODAY, MAKER)
    changed = _of(OddityKind.CHANGE, find_oddities(JULY, MAKER, plan))[0]
    for row in list_invoices(MAKER):
        if row.recipient == changed.name and row.kind == "invoice":
            credit_invoice(row.number, [], "wrong", TODAY, MAKER)
    again = find_oddities(JULY, MAKER, plan)
    assert changed.recipient not in {each.recipient for each in again}


def test_prices_and_hours_are_said_with_what_they_were(village: str) -> None:
    """A price then and now; the minutes that were executed and those that were granted, far apart."""
    _post_june()
    found = find_oddities(JULY, MAKER, plan_batch(JULY, TODAY, MAKER))
    prices, hours = _of(OddityKind.PRICE, found), _of(OddityKind.HOURS, found)
    assert prices
    assert hours
    assert all(each.before != each.now for each in prices)
    assert all(2 * each.now >= 3 * each.before > 0 and each.now - each.before >= 300 for each in hours)


def test_the_first_month_of_all_is_compared_with_nothing(village: str) -> None:
    """Where nothing was ever billed not every recipient is unusual."""
    found = find_oddities(JULY, MAKER, plan_batch(JULY, TODAY, MAKER))
    assert {each.kind for each in found} <= {OddityKind.HOURS, OddityKind.PRICE}


def test_percent_is_rounded_half_away_from_zero() -> None:
    """212,4 % is 212, 212,5 % is 213, down as up."""
    rounded = [Oddity(OddityKind.CHANGE, "", "", 1000, 1000 + by).percent for by in (2124, 2125, -2124, -2125)]
    assert rounded == [212, 213, -212, -213]
    assert Oddity(OddityKind.FIRST, "", "", 0, 5).percent == 0


async def test_the_plan_shows_a_few_and_o_shows_all(village: str) -> None:
    """Enter on one opens the recipient's planned lines."""
    _post_june()
    found = find_oddities(JULY, MAKER, plan_batch(JULY, TODAY, MAKER))
    async with sitting(village, size=(140, 60)) as pilot:
        await press(pilot, "4")
        assert "Differs from June" in shown(pilot)
        assert f"and {len(found) - 5} more" in shown(pilot)
        await press(pilot, "o")
        for each in found:
            assert oddity_text(each).replace("\u00a0", " ") in shown(pilot)
        await press(pilot, "enter")
        assert type(screen_of(pilot)).__name__ == "RecipientScreen"
        assert found[0].name in shown(pilot)


async def test_attest_is_asked_below_what_is_unusual(village: str) -> None:
    """And only the batch's name, typed after it, attests."""
    _post_june()
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    async with sitting(village, ATTESTER) as pilot:
        await press(pilot, "4", "b", "a")
        assert "Differs from June" in shown(pilot)
        assert "Type B2026-07 to attest." in shown(pilot)
        await write(pilot, "B2026-07")
        assert "B2026-07 is attested" in shown(pilot)

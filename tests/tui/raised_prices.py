"""A village whose July is billed, and rates that are known anew for it: what makes differences on the screens."""

from __future__ import annotations

from collections.abc import Iterable

from models.operations.billing.attest_batch import attest_batch
from models.operations.billing.invoices import InvoiceRow, list_invoices
from models.operations.billing.list_differences import DifferenceRow, list_differences
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.registers.import_rates import import_rates
from models.operations.reports.rate_facts import RateFacts, rate_facts
from tests.tui.village import ATTESTER, JULY, MAKER, TODAY

HEADING = "municipality,service,provider,area,band,unit,amount,valid_from,valid_to,decided_on,source"


def post_july() -> tuple[InvoiceRow, ...]:
    """Run and attest July; give its invoices."""
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    attest_batch("B2026-07", TODAY, ATTESTER)
    return list_invoices(MAKER)


def _one_of_a_kind(rates: Iterable[RateFacts]) -> list[RateFacts]:
    """Keep the last rate of each kind: two at once would contradict each other."""
    return list({(r.municipality, r.service, r.provider, r.area, r.band, r.unit): r for r in rates}.values())


def change_prices(more: int = 1_000, homes: int = 2) -> tuple[DifferenceRow, ...]:
    """Post July, then import the hour rates of some municipalities so many öre higher; give what that proposes."""
    used = {line.rate for each in post_july() for line in each.lines if line.unit == "hour"}
    prices = sorted((rate_facts(rate, MAKER) for rate in used), key=lambda rate: rate.price, reverse=more < 0)
    facts = _one_of_a_kind(prices)
    chosen = sorted({rate.municipality for rate in facts})[:homes]
    rows = [
        f"{rate.municipality},{rate.service},{rate.provider},{rate.area},{rate.band},{rate.unit},"
        f"{(rate.price + more) // 100}.{(rate.price + more) % 100:02},2026-07-01,,2026-07-31,their letter"
        for rate in facts
        if rate.municipality in chosen
    ]
    import_rates("newer.csv", "\n".join([HEADING, *rows]).encode(), TODAY, MAKER, confirm=True)
    return list_differences(MAKER)

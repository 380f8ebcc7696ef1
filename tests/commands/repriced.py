"""Newer rates for care that is billed already: what makes differences."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.commands.desk import BATCH, MONTH, Desk

YESTERDAY = str(date.today() - timedelta(days=1))

HEADING = "municipality,service,provider,area,band,unit,amount,valid_from,valid_to,decided_on,source"


def bill(desk: Desk) -> list[dict[str, Any]]:
    """Run and attest the month; give its invoices."""
    desk.ok(f"batch run {MONTH} --yes")
    desk.ok(f"--as attester batch attest {BATCH}")
    invoices: list[dict[str, Any]] = desk.read(f"invoice list --batch {BATCH}")["invoices"]
    return invoices


def newer_rates(desk: Desk, path: Path, more: int = 1_000, decided: str = YESTERDAY) -> None:
    """Write a file with each rate that billed by the hour, so many öre higher from the month on."""
    billing = [invoice for invoice in desk.read("invoice list")["invoices"] if invoice["kind"] == "invoice"]
    used = {line["rate"] for invoice in billing for line in invoice["lines"] if line["unit"] == "hour"}
    rates = [rate for rate in desk.read("rate list")["rates"] if rate["id"] in used]
    path.write_text("\n".join([HEADING, *(_row(rate, more, decided) for rate in rates)]), encoding="utf-8")


def _row(rate: dict[str, Any], more: int, decided: str) -> str:
    price = rate["price"] + more
    kind = (rate["municipality"], rate["service"], rate["provider"], rate["area"], rate["band"], rate["unit"])
    return ",".join((*kind, f"{price // 100}.{price % 100:02}", str(MONTH.first), "", decided, "their letter"))

"""Amounts of a service as people write them: time where it is measured in time, else a number."""

from __future__ import annotations

from models.language.formats import MINUS, hours
from models.rules.services import SERVICE_OF, Unit


def service_amount(service: str, amount: int) -> str:
    """Write minutes as 1:30, and what is counted as 3."""
    return hours(amount) if SERVICE_OF[service].unit == Unit.HOUR else str(amount)


def service_deviation(service: str, amount: int) -> str:
    """Write how far an amount is from another: +1:30, −3."""
    sign = "+" if amount > 0 else MINUS if amount < 0 else ""
    return sign + service_amount(service, abs(amount))

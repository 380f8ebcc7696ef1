"""Money is a whole number of öre; a rounding is always named."""

from __future__ import annotations

import re

from models.rules.services import Unit

Ore = int
"""An amount in öre (1/100 krona)."""

LARGEST_AMOUNT: Ore = 9_999_999_999_99
"""Ten digits of kronor and two of öre: the largest amount that a file may bring in."""

_KRONOR = re.compile(r"(-?)([0-9]{1,10}|[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,3})(?:[.,]([0-9]{1,2}))?")


def price_of_minutes(minutes: int, per_hour: Ore) -> Ore:
    """Price minutes at an amount in öre per hour, rounded half up to whole öre (a half goes away from zero)."""
    product = minutes * per_hour
    rounded = (2 * abs(product) + 60) // 120
    return rounded if product >= 0 else -rounded


def line_net(unit: Unit, quantity: int, price: Ore) -> Ore:
    """Price one line in öre: minutes when the unit is an hour, else a count, at öre per unit."""
    return price_of_minutes(quantity, price) if unit == Unit.HOUR else quantity * price


def parse_kronor(text: str) -> Ore:
    """Read '414,80', '414.80' or '1 234,50' as öre.

    Raises:
        ValueError: the text is not an amount in kronor with at most two decimals, or has more than ten digits.
    """
    found = _KRONOR.fullmatch(text.strip())
    if found is None:
        raise ValueError("not an amount")
    sign, kronor, decimals = found.groups()
    amount = int(re.sub("[^0-9]", "", kronor)) * 100 + int((decimals or "").ljust(2, "0"))
    if amount > LARGEST_AMOUNT:
        raise ValueError("not an amount: too large")
    return -amount if sign else amount

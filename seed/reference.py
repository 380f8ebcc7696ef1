"""Reference data: the municipalities of Sweden, what they have published, and numbers that belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from seed.data_files import lines, tab_separated
from seed.published import PublishedRate, published_rates

__all__ = ["MunicipalityRow", "PublishedRate", "identity_numbers", "municipalities", "published_rates"]


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality; the organisation number is its ten digits."""

    code: str
    name: str
    long_name: str
    county_code: str
    county: str
    organisation_number: str


@cache
def municipalities() -> tuple[MunicipalityRow, ...]:
    """List the 290 municipalities in the order of their codes."""
    return tuple(
        MunicipalityRow(code, name, long_name, county_code, county, number.replace("-", ""))
        for code, name, long_name, county_code, county, number in tab_separated("municipalities.tsv")
    )


def identity_numbers() -> tuple[str, ...]:
    """List the tax agency's test identity numbers (12 digits), which belong to nobody, in order of birth."""
    return lines("identity_numbers.txt")

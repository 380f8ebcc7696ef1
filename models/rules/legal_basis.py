"""The paragraphs by which the home municipality pays the host municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal basis: a code to store, and the text that stands on orders and invoices."""

    code: str
    text: str


OLD_LAW = LegalBasis("sol-2001-453", "2 a kap. 6–7 §§ SoL (2001:453)")
NEW_LAW = LegalBasis("sol-2025-400", "29 kap. 5–6 §§ SoL (2025:400)")
LEGAL_BASES = (OLD_LAW, NEW_LAW)

NEW_LAW_FROM = date(2025, 7, 1)
"""The day on which socialtjänstlagen (2025:400) came into force."""


def legal_basis_on(day: date) -> LegalBasis:
    """Give the legal basis of a day: the old Social Services Act before 2025-07-01, the new one from that day.

    Socialtjänstlag (2001:453) 2 a kap. 6–7 §§; socialtjänstlag (2025:400) 29 kap. 5–6 §§.
    """
    return NEW_LAW if day >= NEW_LAW_FROM else OLD_LAW

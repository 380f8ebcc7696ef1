"""Services, reasons and paragraphs: what others write by hand."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.legal_basis import LEGAL_BASES, legal_basis_on
from models.rules.reasons import Reason
from models.rules.services import SERVICE_OF, SERVICES, Unit


def test_every_service_is_known_by_one_code_and_one_name() -> None:
    """Fifteen services; codes and names are unique whatever the case of letters."""
    assert len(SERVICES) == len(SERVICE_OF) == 16
    for names in ([each.swedish.casefold() for each in SERVICES], [each.english.casefold() for each in SERVICES]):
        assert len(set(names)) == 16
    assert SERVICE_OF["home-care"].unit is Unit.HOUR
    assert {each.code for each in SERVICES if each.unit is Unit.MONTH} == {"safety-alarm"}


def test_reasons_are_tried_in_the_agreed_order() -> None:
    """G5: an entry has the first reason that applies."""
    assert " ".join(Reason) == (
        "no-order outside-stay no-decision not-signed awaits-credit no-reference no-condition no-grant no-rate"
        " unconfirmed-rate protected excluded"
    )


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 6, 30), "2 a kap. 6–7 §§ SoL (2001:453)"),
        (date(2025, 7, 1), "29 kap. 5–6 §§ SoL (2025:400)"),
    ],
)
def test_the_paragraph_follows_the_day(day: date, text: str) -> None:
    """The new law is in force from the first of July 2025."""
    assert legal_basis_on(day).text == text
    assert len({basis.code for basis in LEGAL_BASES}) == 2

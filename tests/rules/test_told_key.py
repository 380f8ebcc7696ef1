"""What a refusal repeats of a key that was typed (G30)."""

from __future__ import annotations

import pytest

from models.care_errors import RowReversed
from models.errors import NotFound
from models.rules.papers import PaperKind
from models.rules.row_kinds import RowKind
from models.rules.secrecy import told_part
from models.told_key import Known, told_key


@pytest.mark.parametrize(
    "key",
    [
        "202600001",
        "K202600001",
        "B2026-07",
        "SN 2026/17",
        "h:0a1b2c3d",
        "cost:17",
        "BG1",
        "0180",
        "20260000119",
        "h:abcd1efab2cafe",
    ],
)
def test_what_looks_like_a_number_or_a_code_is_repeated(key: str) -> None:
    """Whoever typed it sees what was looked for."""
    assert told_key(key) == key
    assert f"invoice {key} in" in str(NotFound(what="invoice", key=key))


@pytest.mark.parametrize(
    "key",
    [
        "Torgny Bladström",
        "Torgny",
        "torgny.bladström",
        "Torgny1 Bladström2",
        "Torgny-Bladström-1",
        "19401105-4568",
        "401105-4568",
        "401105 4568",
        "4011054568",
        "ref194011054568x",
        "",
    ],
)
def test_what_could_be_somebody_is_not(key: str) -> None:
    """Not in the text, the values or the command that is named."""
    for refusal in (NotFound(what="invoice", key=key), NotFound(what="hour row", key=key), RowReversed(key=key)):
        assert refusal.values["key"] == "…"
        assert not key or key not in f"{refusal} {refusal.values}"


def test_a_login_is_repeated_and_a_name_in_its_place_is_not() -> None:
    """A user is a login, which has no digits; a login is no key of anything else."""
    assert NotFound(what="user", key="anna.svensson").values["key"] == "anna.svensson"
    assert NotFound(what="user", key="Torgny Bladström").values["key"] == "…"
    assert NotFound(what="payment", key="anna").values["key"] == "…"


def test_the_stores_own_codes_and_numbers_are_repeated() -> None:
    """They were chosen from a list, or counted."""
    assert told_key(44) == 44
    assert told_key(PaperKind.CONSENT) is PaperKind.CONSENT
    assert told_key(Known("revenue home-care 0180")) == "revenue home-care 0180"
    kinds = frozenset(RowKind)
    assert NotFound(what="proposal", key=told_part("T7-1", "extra-cost", kinds)).values["key"] == "T7-1 extra-cost"
    assert NotFound(what="proposal", key=told_part("T7-1", "torgny bladström", kinds)).values["key"] == "T7-1"
    assert NotFound(what="proposal", key=told_part("Alva Ek", "refused", kinds)).values["key"] == "… refused"

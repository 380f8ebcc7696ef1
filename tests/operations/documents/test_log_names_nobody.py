"""Whatever somebody types in a deed, the sealed log tells of nobody who is cared for (G30, G34)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from models.database import connected, rows_of
from models.errors import FeeError, WrongUse
from models.event import Event
from models.operations.hours.add_extra_cost import add_extra_cost
from models.operations.payments.reference_rates import enter_reference_rate
from models.operations.registers.enter_rate import NewRate, enter_rate
from models.operations.registers.recipients import set_recipient
from models.operations.store.check_store import check_store
from models.operations.store.describe_store import set_store
from models.operations.store.users import set_user
from models.operations.store.write_event import write_event
from models.operations.visits.change_decision import set_decision
from models.operations.visits.change_visit import set_visit
from models.rules.roles import Role
from models.rules.services import Unit
from tests.operations.billing.month import BILLED_ON, GUESTS, ONE, TWO, change
from tests.operations.builders import OWNER, put_visits, visit_row

NAME, NUMBER = "Zacharias Hemligsson", "189002119817"
OWN, OWN_NUMBER = GUESTS[ONE]

pytestmark = pytest.mark.usefixtures("july")


@pytest.fixture(autouse=True)
def stranger(july: str) -> None:
    """Have a guest whose visit no deed here is about."""
    put_visits(visit_row("V2026-0900", name=NAME, identity_number=NUMBER))


def _rate(text: str) -> object:
    new = NewRate(
        "0180", "home-care", "", text, "", Unit.HOUR, 41000, date(2026, 7, 1), None, None, text, confirmed=True
    )
    return enter_rate(new, BILLED_ON, OWNER)


DEEDS: dict[str, Callable[[str], object]] = {
    "receipt": lambda text: add_extra_cost(ONE, date(2026, 7, 9), 85_000, text, BILLED_ON, OWNER),
    "invoice reference": lambda text: set_visit(ONE, {"invoice_reference": text}, OWNER),
    "area": lambda text: set_decision(ONE, "home-care", {"area": text}, OWNER),
    "recipient name": lambda text: set_recipient("0180", "", {"name": text}, OWNER),
    "recipient city": lambda text: set_recipient("0180", "", {"city": text}, OWNER),
    "recipient reference": lambda text: set_recipient("0180", "", {"reference": text}, OWNER),
    "new recipient": lambda text: set_recipient(text, "0180", {"name": "Stockholms stad"}, OWNER),
    "own street": lambda text: set_store({"street": text}, OWNER),
    "exemption text": lambda text: set_store({"exemption_text": text}, OWNER),
    "source of a rate": _rate,
    "source of a reference rate": lambda text: enter_reference_rate(date(2026, 7, 1), 250, text, OWNER),
}
"""Deeds that take a text that somebody types, by what it is."""

TEXTS = {
    "name": NAME,
    "name within": f"Båttaxi för {NAME}s resa 4711",
    "turned about": "hemligsson, ZACHARIAS",
    "number": NUMBER,
    "ten digits": f"ref {NUMBER[2:8]}+{NUMBER[8:]}",
    "own name": f"enligt {OWN}",
    "own words apart": f"{OWN.split()[1]} bor hos {OWN.split()[0]}",
    "own number": f"{OWN_NUMBER[:8]}-{OWN_NUMBER[8:]}",
}


def log() -> str:
    """Read the whole log as one text, without its hashes."""
    with connected():
        return "\n".join(f"{subject} {facts}" for subject, facts in rows_of(Event.select(Event.subject, Event.facts)))


def tells(text: str) -> bool:
    """Say whether anything of the stranger or the guest stands in a text."""
    plain = text.casefold()
    words = ("hemligsson", "zacharias", *(word.casefold() for word in OWN.split()), NUMBER[2:8], OWN_NUMBER[2:8])
    return any(word in plain for word in words)


ABOUT_A_VISIT = {"receipt", "invoice reference", "area"}
"""Of whom a deed is not about, two words must stand side by side, as in what leaves."""

PLANTED = [(what, said) for what in DEEDS for said in TEXTS if said != "own words apart" or what in ABOUT_A_VISIT]


@pytest.mark.parametrize(("what", "said"), PLANTED)
def test_no_text_of_a_deed_puts_anybody_in_the_log(what: str, said: str) -> None:
    """It is refused, or `…` stands there; changing it back, so that it is what was before, tells no more."""
    for text in (TEXTS[said], "KST 100"):
        with suppress(FeeError):
            DEEDS[what](text)
    assert not tells(log())
    assert check_store(OWNER) == ()


@pytest.mark.parametrize("what", [what for what in DEEDS if what != "source of a rate"])
def test_a_text_that_tells_of_nobody_is_logged_as_it_is(what: str) -> None:
    """G34: the log says what was changed; an organisation number is nobody's identity number."""
    DEEDS[what]("Hamngatan 7 kvarteret")
    assert "Hamngatan 7 kvarteret" in log()


def test_organisation_numbers_logins_codes_and_hashes_are_logged() -> None:
    """G34: a login that is called like a guest, and sixty-four digits with a number among them, are no guest."""
    set_recipient("0180", "", {"organisation_number": "2120000142", "peppol_id": "2120000142"}, OWNER)
    put_visits(visit_row("V2026-0901", name="Anna Registersson"))
    set_user("anna.registersson", [Role.READ], None, OWNER)
    seal = f"{NUMBER}{'0' * 52}"
    with connected():
        write_event(OWNER, "attest-batch", "B2026-07", seals={"202600001": seal})
    for kept in ("2120000142", "anna.registersson", seal):
        assert kept in log()


def test_names_in_lists_keys_and_depths_are_met() -> None:
    """However a deed says its facts; a name that is one word alone tells where it is the whole text."""
    put_visits(visit_row("V2026-0902", name="Pelagia"))
    deep: dict[str, Any] = {"rows": [{"before": [NAME], NAME: {"after": ("x", f"hos {NAME}")}}], "who": "Pelagias"}
    with connected():
        write_event(OWNER, "place-row", f"{NAME}.csv", **deep, free="Pelagia gick förbi 3 gånger")
    assert not tells(log())
    assert "Pelagias" not in log()
    assert "gick förbi" in log()


def test_a_long_text_is_looked_through_too() -> None:
    """Beyond a few words every name is read once."""
    words = " ".join(f"ord{letter}" for letter in "abcdefghijklmnop")
    with connected():
        write_event(OWNER, "clear-visit", TWO, reason=f"{words} {NAME} {words}", other=words)
    assert not tells(log())
    assert words in log()


def test_a_reserve_number_is_nobodys_to_keep() -> None:
    """It has no check digit, so only the store knows that it is somebody's."""
    number = "identity_number = '19900211T123', identity_kind = 'reserve-number'"
    change(f"UPDATE person SET {number} WHERE name = '{NAME}'")
    with connected():
        write_event(OWNER, "clear-visit", TWO, reason="ref 900211-T123 visades", other="ref 900211-T999")
    assert "T123" not in log()
    assert "T999" in log()


@pytest.mark.parametrize("field", ["name", "reference", "street", "city"])
def test_an_identity_number_is_refused_where_documents_show_the_text(field: str) -> None:
    """G30: posting would refuse it; so does the form."""
    with pytest.raises(WrongUse, match="identity number"):
        set_recipient("0180", "", {field: f"{OWN_NUMBER[:8]}-{OWN_NUMBER[8:]}"}, OWNER)

"""A signed month is opened again with a reason, and by two where it is billed."""

from __future__ import annotations

import json

import pytest

from models.care_errors import MonthNotSigned, NotAsked, OwnReopening
from models.errors import NotAllowed, ReasonMissing
from models.event import Event
from models.operations.billing.annul_batch import annul_batch
from models.operations.hours.list_months import list_months
from models.operations.hours.reopen_month import Reopening, reopen_month, withdraw_reopening
from models.operations.store.actor import Actor
from models.signature import MonthSignature
from tests.operations.billing.month import (
    ADMINISTRATOR,
    ATTESTER,
    JULY,
    ONE,
    THREE,
    TWO,
    attest,
    content,
    credit,
    invoice_of,
    nothing_wrong,
    run,
)
from tests.operations.builders import OWNER


def is_signed(case: str) -> bool:
    """Say whether July is signed for a case."""
    return any(month.case == case and month.signed_by for month in list_months(JULY, OWNER, limit=50).visits)


def asker(case: str) -> str:
    """Say who asked to open July."""
    return next(month.reopen_asked_by for month in list_months(JULY, OWNER, limit=50).visits if month.case == case)


def refused_and_unchanged(error: type[Exception], case: str, reason: str, actor: Actor) -> None:
    """See that a reopening is refused and leaves every row as it was."""
    before = content()
    with pytest.raises(error):
        reopen_month(JULY, case, reason, actor)
    assert content() == before


@pytest.mark.usefixtures("july")
def test_a_month_that_is_not_billed_is_opened_by_one() -> None:
    """G34: the reason is enough, also while a draft has its rows."""
    assert reopen_month(JULY, ONE, "glömd rad", OWNER) is Reopening.OPENED
    run()
    assert reopen_month(JULY, TWO, "glömd rad", OWNER) is Reopening.OPENED
    annul_batch("B2026-07", OWNER)
    assert not is_signed(ONE)
    assert not is_signed(TWO)


@pytest.mark.usefixtures("billed")
def test_a_billed_month_is_asked_for_by_one_and_opened_by_another() -> None:
    """The asker's word alone leaves it signed, and both stand in the log."""
    assert reopen_month(JULY, ONE, "fel gäst", OWNER) is Reopening.ASKED
    assert (is_signed(ONE), asker(ONE)) == (True, "owner")
    refused_and_unchanged(OwnReopening, ONE, "jag vill", OWNER)
    assert OwnReopening.exit_code == 3
    assert reopen_month(JULY, ONE, "", ADMINISTRATOR) is Reopening.OPENED
    assert not is_signed(ONE)
    event = Event.select().order_by(Event.id.desc()).get()
    facts = json.loads(event.facts)
    assert (event.deed, event.login, facts["asked_by"], facts["asked"]) == (
        "reopen-month", "administrator", "owner", "fel gäst",
    )  # fmt: skip
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_a_month_whose_alarm_alone_is_billed_wants_two_as_well() -> None:
    """A started month stands on a line without any row."""
    assert reopen_month(JULY, TWO, "fel", OWNER) is Reopening.ASKED


@pytest.mark.usefixtures("billed")
def test_what_was_asked_can_be_taken_back_and_asked_again_by_the_other() -> None:
    """Whoever asked then agrees to nothing; the other asks, and the first one may agree."""
    reopen_month(JULY, THREE, "fel", OWNER)
    withdraw_reopening(JULY, THREE, OWNER)
    assert asker(THREE) == ""
    with pytest.raises(NotAsked):
        withdraw_reopening(JULY, THREE, OWNER)
    assert reopen_month(JULY, THREE, "fel", ADMINISTRATOR) is Reopening.ASKED
    assert reopen_month(JULY, THREE, "", OWNER) is Reopening.OPENED
    with pytest.raises(MonthNotSigned):
        withdraw_reopening(JULY, THREE, OWNER)


@pytest.mark.usefixtures("billed")
def test_who_asks_says_why_and_has_the_role() -> None:
    """G34: an empty reason is none, and attesting hours is not the unit manager's deed."""
    refused_and_unchanged(ReasonMissing, ONE, "  ", OWNER)
    refused_and_unchanged(NotAllowed, ONE, "fel", ATTESTER)
    reopen_month(JULY, ONE, "fel", OWNER)
    refused_and_unchanged(NotAllowed, ONE, "", ATTESTER)
    with pytest.raises(NotAllowed):
        withdraw_reopening(JULY, ONE, ATTESTER)


@pytest.mark.usefixtures("billed")
def test_what_was_credited_meanwhile_is_opened_by_one_again() -> None:
    """Nothing of the month is billed any more, so nobody needs to agree."""
    reopen_month(JULY, THREE, "fel", OWNER)
    credit(invoice_of(THREE).number or "")
    assert reopen_month(JULY, THREE, "", OWNER) is Reopening.OPENED
    nothing_wrong()


@pytest.mark.usefixtures("july")
def test_a_question_belongs_to_one_signature() -> None:
    """Signed again, nobody has asked."""
    run()
    attest()
    reopen_month(JULY, THREE, "fel", OWNER)
    assert [
        row.reopen_asked_by for row in MonthSignature.select().where(MonthSignature.reopen_asked_by.is_null(False))
    ] == ["owner"]

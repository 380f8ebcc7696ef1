"""Municipalities at the keyboard: found as typed, their recipients added and changed, our own organisation too."""

from __future__ import annotations

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from models.operations.registers.recipients import RecipientFacts, list_recipients
from models.operations.store.describe_store import show_store
from tests.tui.driving import press, screen_of, settle, shown, sitting
from tests.tui.test_rates_by_keys import fill_in
from tests.tui.village import MAKER, READER


async def type_filter(pilot: Pilot[None], text: str) -> None:
    """Type on the line of the filter, without enter."""
    await press(pilot, "6", "f")
    pilot.app.screen.query_one(Input).post_message(Paste(text))
    await settle(pilot)


async def open_home(pilot: Pilot[None], code: str) -> None:
    """Open a municipality."""
    await type_filter(pilot, code)
    await press(pilot, "enter", "enter")


def codes_shown(pilot: Pilot[None]) -> list[str]:
    """Name what the list shows."""
    return [row.key for row in screen_of(pilot).rows.rows_shown]


def recipient(code: str = "0180") -> RecipientFacts:
    """Read one recipient from the store."""
    return next(facts for facts in list_recipients("", MAKER) if facts.code == code)


async def test_the_list_narrows_as_it_is_typed(seen_village: str) -> None:
    """By code, by name, by county; nothing is lost by going back."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "6")
        assert len(codes_shown(pilot)) == 290
        await type_filter(pilot, "sol")
        assert codes_shown(pilot) == ["0163", "0184", "2283"]
        assert "vistelse municipality list sol" in shown(pilot)
        await press(pilot, "ctrl+g", "enter")
        assert "0163 Sollentuna" in shown(pilot)
        await press(pilot, "q")
        assert codes_shown(pilot) == ["0163", "0184", "2283"]
        await type_filter(pilot, "xyz")
        assert "No municipality fits" in shown(pilot)


async def test_a_recipient_is_changed_field_by_field(village: str) -> None:
    """G36: what was not touched stays."""
    async with sitting(village) as pilot:
        await open_home(pilot, "0180")
        before = recipient()
        await press(pilot, "enter")
        await fill_in(
            pilot,
            peppol_confirmed="ja",
            reference="ZZ 4711",
            reference_pattern="ZZ [0-9]+",
            payment_days="20",
            grouping="one a r",
            privacy="name",
            street="Gatan 1",
            valid_to="2026-12-31",
        )
        assert "Changed 0180." in shown(pilot)
        after = recipient()
        assert (after.peppol_confirmed, after.reference, after.payment_days) == (True, "ZZ 4711", 20)
        assert (after.grouping, after.privacy, after.street) == ("recipient", "name", "Gatan 1")
        assert (after.name, after.peppol_id, after.valid_from) == (before.name, before.peppol_id, before.valid_from)
        assert "0007:2120000142 · checked" in shown(pilot)


async def test_a_new_recipient_takes_from_its_municipality_what_is_left_empty(village: str) -> None:
    """G36: name and numbers; and there is one usual recipient."""
    async with sitting(village) as pilot:
        await open_home(pilot, "0180")
        await press(pilot, "n")
        await fill_in(pilot, code="0180-sod", name="Södermalms stadsdel", is_default="ja")
        assert "Added 0180-sod." in shown(pilot)
        new = recipient("0180-sod")
        assert (new.name, new.organisation_number, new.municipality) == ("Södermalms stadsdel", "2120000142", "0180")
        assert (new.is_default, recipient().is_default) == (True, False)


async def test_what_is_wrong_is_said_beside_its_line(seen_village: str) -> None:
    """G36, G40: check digits, patterns, terms, and what does not go together."""
    async with sitting(seen_village) as pilot:
        await open_home(pilot, "0180")
        before = recipient()
        await press(pilot, "enter")
        await fill_in(
            pilot,
            name="",
            organisation_number="212000-0143",
            peppol="0088:123",
            reference_pattern="[",
            payment_days="0",
            grouping="weekly",
        )
        words = " ".join(shown(pilot).split())
        assert words.count("! ") >= 5
        await press(pilot, "ctrl+g", "y")
        await press(pilot, "enter")
        await fill_in(pilot, reference="AA", reference_pattern="[0-9]+")
        assert "does not match" in " ".join(shown(pilot).split())
        await press(pilot, "ctrl+g")
        assert recipient() == before


async def test_a_form_that_the_store_refuses_is_shown_again_as_it_was(seen_village: str) -> None:
    """G28: nothing that was typed is lost."""
    async with sitting(seen_village, READER) as pilot:
        await open_home(pilot, "0180")
        await press(pilot, "enter")
        await fill_in(pilot, reference="ZZ 4711")
        assert "does not have the role" in shown(pilot)
        assert "ZZ 4711" in shown(pilot)
        await press(pilot, "ctrl+g")
        assert recipient().reference == ""


async def test_a_code_that_is_taken_elsewhere_is_not_taken_over(seen_village: str) -> None:
    """A recipient's code is its own in the whole store; another municipality's is refused in words."""
    async with sitting(seen_village) as pilot:
        await open_home(pilot, "0184")
        await press(pilot, "n")
        await fill_in(pilot, code="0180", name="Fel")
        assert "another recipient's code" in shown(pilot)
        await press(pilot, "ctrl+g")
        assert recipient().name != "Fel"


async def test_our_own_organisation_is_changed(village: str) -> None:
    """G28, G36: a giro with a wrong check digit is refused beside its line; only what differs is written."""
    async with sitting(village) as pilot:
        await press(pilot, "6", "o", "e")
        await fill_in(pilot, bankgiro="991-2347")
        assert "not a bankgiro" in " ".join(shown(pilot).split())
        await fill_in(pilot, bankgiro="991-2346", street="Storgatan 1", attest="nej")
        assert "Saved." in shown(pilot)
        own = show_store(MAKER)
        assert (own.street, own.attest, own.bankgiro) == ("Storgatan 1", False, "9912346")


async def test_nothing_is_written_where_nothing_was_changed(seen_village: str) -> None:
    """The form is left as it was opened."""
    async with sitting(seen_village) as pilot:
        await press(pilot, "6", "o", "e", "ctrl+s")
        assert "Saved." not in shown(pilot)
        await press(pilot, "e", "ctrl+g")
        assert "vistelse store show" in shown(pilot)

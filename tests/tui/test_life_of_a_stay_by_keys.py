"""The life of a stay by keys alone: announced, completed, confirmed, cut short, billed, corrected, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.database import open_store
from models.documents.letter_texts import LetterKind
from models.operations.billing.invoices import list_invoices
from models.operations.letters.read_letters import list_letters, read_letter
from models.operations.store.check_store import check_store
from models.operations.visits.list_proposals import list_proposals
from models.operations.visits.visit_sheet import visit_sheet
from tests.engines import Engine, Templates
from tests.tui.keyboard import Hands, at_the_screens
from tests.tui.village import ATTESTER, MAKER, make_empty

CASE = "V-STAY"
GUEST = "Tuva-Lisa Åkerlund"
NUMBER = "189304059802"
SECRETS = (GUEST, "Tuva", "Åkerlund", NUMBER, NUMBER[2:8], "9802")

RULES: tuple[dict[str, str], ...] = (
    {"kind": "lead time of orders", "days": "14"},
    {"kind": "paper that must come", "subject": "consent"},
    {"kind": "field that must be filled", "subject": "address here"},
    {"kind": "late cancellation", "days": "14", "paid_days": "7"},
    {"kind": "refused visit", "percent": "50"},
    {"kind": "limit of deviation", "percent": "20"},
    {"kind": "installation", "service": "safety alarm", "subject": "home-care", "minutes": "60"},
)


@pytest.fixture
def quiet(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A store that knows who we are and nothing else, on each engine."""
    url = templates.copy(engine, "quiet", make_empty, tmp_path)
    open_store(url)
    yield url
    engine.drop(url)


async def _announce(at: Hands) -> None:
    """Our rules are entered, and a guest is announced without order."""
    await at.press("6", "o", "v")
    for rule in RULES:
        await at.press("n")
        await at.fill(**rule, valid_from="2020-01-01")
        await at.see("Entered as condition")
    await at.see("7 in force")
    await at.press("2", "n")
    await at.fill(
        identity_number=NUMBER,
        name=GUEST,
        home_municipality="stockholm",
        **{"from": "1/7", "to": "31/7"},
        case=CASE,
        service="home care",
        granted="5:00",
        granted_per="week",
    )
    await at.see(f"{CASE} · {GUEST}", "About the order")


async def _ask(at: Hands) -> None:
    """What is missing is seen, and asked for in two letters."""
    await at.press("d")
    await at.fill(service="safety alarm")
    await at.see("the order is missing", "no rate for Home care", "no rate for Safety alarm")
    await at.see("missing: address of the stay", "has not come: consent")
    await at.press("m")
    await _write_letter(at, "request for completion", "Följande saknas", "Den enskildes samtycke")
    await _write_letter(at, "request for a rate", "Vi saknar bekräftad", "Hemtjänst", "Trygghetslarm")


async def _write_letter(at: Hands, kind: str, *words: str) -> None:
    """From the list of letters: choose one, read it, keep it, and go back."""
    await at.stand_on(kind)
    await at.press("enter")
    await at.see(kind, "not kept yet")
    await at.see(*words)
    await at.press("s", "q")
    await at.see("letters", "Written:")


async def _agree_on_rates(at: Hands) -> None:
    """The rates that were asked for come: the one is entered and then confirmed, the other both at once."""
    await at.press("5", "enter", "n")
    await at.fill(service="home care", price="485", valid_from="1/1")
    await at.press("s")
    await at.see("485,00/h", "unconfirmed", "it does not bill")
    await at.press("c", "s")
    await at.see("confirmed by administrator")
    await at.press("n")
    await at.fill(service="safety alarm", price="185", valid_from="1/1", source="brev 25 juni", confirmed="yes")
    await at.press("s")
    await at.see("2 rates", "source: brev 25 juni; confirmed by administrator")


async def _complete(at: Hands) -> None:
    """The order comes, late, and is whole; the case officer hears of it."""
    await at.find(CASE)
    await at.press("c")
    await at.fill(
        ordered_on="today", invoice_reference="KST 100", stay_address="Byn 1", officer_email="kim@stockholm.example"
    )
    await at.see("confirmed")
    await at.press("a")
    await at.fill(kind="consent", received_on="today")
    await at.see("the order came late; in time was 2026-06-17")
    assert "stops billing" not in at.seen
    await at.press("m")
    await _write_letter(at, "receipt of the order", "kim@stockholm.example", "Beställning mottagen: 2026-06-25")
    await _write_letter(at, "confirmation of execution", "Vi bekräftar")


async def _start(at: Hands) -> None:
    """The guest comes by boat; what the alarm's putting up costs is proposed, and accepted."""
    await at.find(CASE)
    await at.press("s", "y")
    await at.see("There is a proposal to bill (alarm put up); v opens it.")
    await at.press("v")
    await at.see("60 minutes are paid")
    await at.press("a")
    await at.see("It writes 1 hour row", "485,00 kr")
    await at.press("y")
    await at.see("Accepted for V-STAY: 1 hour row (alarm put up).")
    await at.press("q", "z")
    await at.fill(day="1/7", amount="850", receipt="Båttaxi, kvitto 4711")
    await at.see("An extra cost of 850,00 kr on 2026-07-01 is added.")


async def _execute(at: Hands) -> None:
    """A week is typed, and a day on which the guest said no."""
    await at.find(CASE)
    await at.stand_on("July 2026")
    await at.press("enter", "right")
    for _ in range(7):
        await at.type("07:30-08:13", "enter")
    await at.see("5:01 executed")
    await at.type("43", "enter", "s", "left")
    await at.see("5:44 executed", "Saved 8 cells.")
    await at.press("w", "r")
    await at.see("executed → refused")
    await at.press("q")
    await at.see("5:01 executed", "refused: 43 min")
    await at.press("q", "2")


async def _ask_for_more(at: Hands) -> None:
    """They want to stay longer: asked, and agreed."""
    await at.press("m")
    await at.stand_on("question about a longer stay")
    await at.press("enter", "u")
    await at.answer("7/8")
    await at.see("Önskad sista dag: 2026-08-07")
    await at.press("s", "q", "q", "x")
    await at.answer("7/8")
    await at.see("lasts until 2026-08-07 now")
    await at.press("m")
    await _write_letter(at, "confirmation of a longer stay", "2026-08-07")
    await at.press("q")


async def _leave(at: Hands) -> None:
    """They leave early all the same; what the clause would pay is proposed, and declined."""
    await at.find(CASE)
    await at.press("e")
    await at.answer("today")
    await at.see("ends before 2026-08-07: on which day were we told?")
    await at.press("enter")
    await at.see("There is a proposal to bill (late cancellation)")
    await at.press("v", "d")
    await at.answer("agreed with their case officer")
    await at.see("Declined for V-STAY: late cancellation.")


async def _sign_and_run(at: Hands) -> None:
    """The month is signed with the reason that it is asked for, and run."""
    await at.see("V-STAY", "the month is not signed", "4 126,87")
    await at.press("3", "m")
    await at.see("too far from what was granted and wants a reason: V-STAY")
    await at.press("enter", "m", "y")
    await at.see("Why is it so far from what was granted?", "Home care 2026-W28 −1:25")
    await at.answer("left early")
    await at.see("July 2026 is signed.")
    await at.press("q", "4")
    await at.see("1 invoice · 4 126,87 kr")
    await at.press("r", "y")
    await at.see("B2026-07 is a draft now", "Another user attests it.")


async def _attest(at: Hands, batch: str, number: str) -> None:
    """Another user is led to the draft by the work list, and attests it by typing its name."""
    await at.stand_on(f"{batch} to attest")
    await at.press("enter", "a")
    await at.answer(batch)
    await at.see(f"{batch} is attested and posted: {number}.")


async def _correct(at: Hands) -> None:
    """A signed row was wrong: it is reversed, its line credited, and what is right is billed again."""
    await at.find(CASE)
    await at.stand_on("July 2026")
    await at.press("enter", "right", "w", "c")
    await at.answer("07:30-08:00")
    await at.answer("wrong clock")
    await at.see(
        "07:30–08:13 43 min 1 reversed 202600001", "07:30–08:00 30 min 1 correction", "Credit line 3 of 202600001."
    )
    await at.press("q", "q", "1", "q")
    await at.stand_on("reversed, billed on 202600001: to credit")
    await at.press("enter")
    await at.see("[x] 3 Home care 5:01 h 2 433,08", "2 328,00 −105,08")
    await at.press("c", "enter")
    await at.answer("wrong hours")
    await at.answer("202600001")
    await at.see("Credit note K202600001 on 202600001 is posted: 2 433,08 kr.")
    await at.press("q", "4")
    await at.see("1 invoice · 2 328,00 kr")
    await at.press("r", "y")
    await at.see("B2026-07-2 is a draft now")


async def _close(at: Hands) -> None:
    """Nothing is left to bill: the case officer's own system is told, and the case is closed."""
    await at.find(CASE)
    await at.press("b", "y", "m")
    await at.stand_on("notice to close the case")
    await at.press("enter", "a")
    await at.answer("avgifter@borgholm.example")
    await at.see("avgifter@borgholm.example", "Fakturor: 202600001, K202600001, 202600002")
    await at.press("s", "q", "q", "l")
    await at.answer(CASE)
    await at.see("V-STAY is closed now.")


async def _live(url: str, folder: Path) -> None:
    """Sit down on the days of a stay, as the one who bills and as the one who attests."""
    async with at_the_screens(url, MAKER, date(2026, 6, 25)) as at:
        await _announce(at)
        await _ask(at)
        await _agree_on_rates(at)
        await _complete(at)
    async with at_the_screens(url, MAKER, date(2026, 7, 1)) as at:
        await _start(at)
    async with at_the_screens(url, MAKER, date(2026, 7, 9)) as at:
        await _execute(at)
        await _ask_for_more(at)
    async with at_the_screens(url, MAKER, date(2026, 7, 10)) as at:
        await _leave(at)
    async with at_the_screens(url, MAKER, date(2026, 8, 3)) as at:
        await _sign_and_run(at)
    async with at_the_screens(url, ATTESTER, date(2026, 8, 3)) as at:
        await _attest(at, "B2026-07", "202600001")
        await at.press("e")
        await at.answer(str(folder))
        await at.press("ctrl+s", "y")
        await at.see("1 document, 4 126,87 kr, in")
    async with at_the_screens(url, MAKER, date(2026, 8, 4)) as at:
        await _correct(at)
    async with at_the_screens(url, ATTESTER, date(2026, 8, 4)) as at:
        await _attest(at, "B2026-07-2", "202600002")
    async with at_the_screens(url, MAKER, date(2026, 8, 5)) as at:
        await _close(at)


def _letters_are_all_there_and_name_nobody() -> None:
    letters = [read_letter(row.id, MAKER) for row in list_letters(MAKER, CASE)]
    assert sorted(letter.kind for letter in letters) == sorted(LetterKind)
    for letter in letters:
        text = letter.text + letter.mail.decode()
        assert CASE in text
        assert [secret for secret in SECRETS if secret in text] == []


def _every_line_is_right_to_the_ore() -> None:
    first, second, note = sorted(list_invoices(MAKER), key=lambda invoice: (invoice.kind == "credit", invoice.number))
    week, refused = 7 * 43 * 48500 // 60, 43 * 24250 // 60
    assert sorted(line.net for line in first.lines) == sorted([week, refused, 48500, 18500, 85000])
    assert [(line.quantity, line.net) for line in second.lines] == [(6 * 43 + 30, 288 * 48500 // 60)]
    assert (note.number, note.credits, note.total) == ("K202600001", first.number, week)


async def test_a_stay_lives_from_its_announcement_to_its_closed_case(quiet: str, tmp_path: Path) -> None:
    """Every letter is written on the way, none of them says who the guest is (G30), and everything adds up (G19)."""
    await _live(quiet, tmp_path / "out")
    _letters_are_all_there_and_name_nobody()
    _every_line_is_right_to_the_ore()
    decided = {(each.kind, each.state) for each in list_proposals(CASE, MAKER, decided=True)}
    assert decided == {("installation", "accepted"), ("cancelled", "declined")}
    assert visit_sheet(CASE, "test", MAKER).state == "closed"
    for path in (tmp_path / "out").iterdir():
        assert "Åkerlund" not in path.read_text("utf-8", "replace")
    assert check_store(MAKER) == ()

"""Documents by keys: exported with what goes along, delivered, booked, specified, disputed; case files."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from models.care_errors import HoldsName
from models.errors import StoreBusy
from models.operations.accounting import prepare_accounting
from models.operations.accounting.export_accounting import export_accounting
from models.operations.accounting.list_accounting import list_exports
from models.operations.accounting.set_account import set_account
from models.operations.accounting.set_coding import CodingPlace, set_coding
from models.operations.billing.export_batch import ExportReceipt, export_batch
from models.operations.billing.invoices import InvoiceRow, list_invoices
from models.operations.documents.list_deliveries import list_deliveries, show_delivery
from models.operations.payments.disputes import list_disputes
from models.operations.payments.record_payment import NewPayment, record_payment
from models.operations.reports.events import list_events
from models.operations.store.describe_store import set_store
from models.operations.store.write_file import put_in_place
from models.rules.accounting import Use
from models.rules.delivery import DeliveryState
from tests.tui.driving import LARGE, press, screen_of, settle, shown, sitting, write
from tests.tui.raised_prices import post_july
from tests.tui.village import MAKER, READER, TODAY
from tui.screens import export_deeds
from tui.widgets.form_line import FormLine


async def fill(pilot: Pilot[None], **lines: str) -> None:
    """Write on lines of the form that is open, in the place of what stands there."""
    for name, text in lines.items():
        line = pilot.app.screen.query_one(f"#line-{name}", FormLine).line
        line.clear()
        line.post_message(Paste(text))
    await settle(pilot)


def said(pilot: Pilot[None]) -> str:
    """Read the screen as one line of words."""
    return " ".join(shown(pilot).split())


def names(folder: Path) -> list[str]:
    """List a folder's files, also those of the folders in it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def enter_coding() -> None:
    """Enter the accounts that July needs."""
    for number, name in (("1510", "Kundfordringar"), ("3621", "Såld verksamhet")):
        set_account(number, name, MAKER)
    set_coding(CodingPlace(Use.RECEIVABLE), "1510", (), MAKER)
    set_coding(CodingPlace(Use.REVENUE), "3621", (), MAKER)


async def test_what_goes_along_is_told_and_written(village: str, tmp_path: Path) -> None:
    """The table counts exactly the files that come; until y there is none."""
    invoices = post_july()
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "b", "e")
        await fill(pilot, folder=str(tmp_path / "out"), pdf="nej", papers="ja")
        await press(pilot, "ctrl+s")
        files = 3 * len(invoices) + 2
        assert f"together {files} " in said(pilot)
        await press(pilot, "n")
        assert not (tmp_path / "out").exists()
        await press(pilot, "e")
        await fill(pilot, folder=str(tmp_path / "out"), pdf="nej", papers="ja")
        await press(pilot, "ctrl+s", "y")
        assert f"{2 * len(invoices)} files of specifications" in said(pilot)
    written = names(tmp_path / "out")
    assert len(written) == files
    assert f"specifikationer/{invoices[0].number}-specifikation.pdf" in written
    assert f"{invoices[0].number}.pdf" not in written


async def test_a_name_that_is_met_is_asked_about(
    seen_village: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G30: nothing is written before somebody says whose it is, and what is said goes into the log."""
    number = post_july()[0].number

    def named(*given: Any, namesakes: str = "", **more: Any) -> ExportReceipt:
        if not namesakes:
            raise HoldsName(found=f"{number}: note", case="SN2026-00003")
        return export_batch(*given, namesakes=namesakes, **more)

    monkeypatch.setattr(export_deeds, "export_batch", named)
    async with sitting(seen_village, size=LARGE) as pilot:
        for answer in ("", "Storgatan 3=it is a street"):
            await press(pilot, "4", "e")
            await fill(pilot, folder=str(tmp_path / "out"), pdf="nej")
            await press(pilot, "ctrl+s", "y")
            assert "If a name is somebody else's" in said(pilot)
            await write(pilot, answer)
            assert (tmp_path / "out").exists() == bool(answer)
            assert ("Nothing was written" in said(pilot)) != bool(answer)
    (event,) = [each for each in list_events(MAKER, subject="B2026-07", limit=9) if each.deed == "export-batch"]
    assert "it is a street" in event.facts


async def test_a_batch_is_delivered_when_its_name_is_typed(village: str, tmp_path: Path) -> None:
    """G20: sent once; asked for again nothing is left to send."""
    invoices, outbox = post_july(), tmp_path / "outbox"
    outbox.mkdir()
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "b", "l")
        await write(pilot, str(outbox))
        assert f"to send: {len(invoices)} documents" in said(pilot)
        await write(pilot, "B2026")
        assert names(outbox) == []
        await write(pilot, "B2026-07")
        assert f"{len(invoices)} documents sent to" in said(pilot)
        assert names(outbox) == [f"{each.number}.xml" for each in invoices]
        await press(pilot, "l", "enter")
        assert "to send: 0 documents" in said(pilot)
        await press(pilot, "ctrl+g")
    assert {each.state for each in list_deliveries(MAKER)} == {DeliveryState.SENT}


async def test_the_chosen_outbox_is_not_asked_for_and_receipts_are_read(village: str, tmp_path: Path) -> None:
    """G20: delivered and rejected are told apart, read once, and what was rejected is sent again by its number."""
    first, second, *_ = (each.number for each in post_july())
    set_store({"outbox": str(tmp_path)}, MAKER)
    async with sitting(village, size=LARGE) as pilot:
        screen_of(pilot).rows.go_to("delivery")
        assert "not delivered" in shown(pilot)
        await press(pilot, "4", "b", "l")
        await write(pilot, "B2026-07")
        await press(pilot, "q", "v")
        (tmp_path / f"{first}.ok").write_text("")
        (tmp_path / f"{second}.err").write_text("nobody there")
        await press(pilot, "r", "enter")
        assert "1 document delivered." in said(pilot)
        assert f"{second} was rejected. nobody there" in said(pilot)
        assert first not in [row.key for row in screen_of(pilot).rows.rows_shown]
        await press(pilot, "a")
        assert first in [row.key for row in screen_of(pilot).rows.rows_shown]
        screen_of(pilot).rows.go_to(second)
        await press(pilot, "w")
        assert "nobody there" in said(pilot)
        await press(pilot, "q", "s")
        assert "marked as sent once more" in said(pilot)
        await write(pilot, second)
        await press(pilot, "r", "enter")
        assert "2 receipts were read before." in said(pilot)
        await press(pilot, "enter")
        assert f"Invoice {second}" in shown(pilot)
    assert show_delivery(first, MAKER).state is DeliveryState.DELIVERED
    assert [each.again for each in show_delivery(second, MAKER).attempts] == [False, True]


async def test_an_attempt_that_failed_is_told_and_made_again(village: str, tmp_path: Path) -> None:
    """G13, G20: other bytes under the name are left alone; out of the way it goes."""
    number = post_july()[0].number
    (tmp_path / f"{number}.xml").write_text("somebody else's")
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "v")
        screen_of(pilot).rows.go_to(number)
        await press(pilot, "s")
        await write(pilot, str(tmp_path))
        await write(pilot, number)
        assert "not sent: it failed" in said(pilot)
        (tmp_path / f"{number}.xml").unlink()
        await press(pilot, "s", "enter")
        await write(pilot, number)
        assert "1 document sent" in said(pilot)
    assert show_delivery(number, MAKER).state is DeliveryState.SENT


async def test_a_batch_is_booked_after_its_sums_were_told(village: str, tmp_path: Path) -> None:
    """G19, G20: from Today; both sides to the öre; the second time it is a copy, and says so before."""
    total = sum(each.total for each in post_july())
    enter_coding()
    amount = f"{total // 100:,}".replace(",", " ") + f",{total % 100:02}"
    async with sitting(village, size=LARGE) as pilot:
        screen_of(pilot).rows.go_to("books")
        await press(pilot, "enter", "f")
        await fill(pilot, folder=str(tmp_path / "books"))
        await press(pilot, "ctrl+s")
        assert said(pilot).count(amount) >= 4
        assert not (tmp_path / "books").exists()
        await press(pilot, "y")
        assert "B2026-07.SI in" in said(pilot)
        await press(pilot, "f", "ctrl+s")
        assert "this is a copy" in said(pilot)
        await press(pilot, "y", "1")
        assert "not booked" not in shown(pilot)
    assert names(tmp_path / "books") == ["B2026-07.SI", "KOPIA_B2026-07.SI"]
    assert [each.copies for each in list_exports(MAKER)] == [1]


async def test_a_booking_that_was_cut_off_is_found_again(village: str, tmp_path: Path) -> None:
    """G20: into another folder it is a copy, said before, and after with where the original stands."""
    post_july()
    enter_coding()
    first, wish = tmp_path / "first", prepare_accounting.ExportWish("B2026-07")

    def lost(path: Path, content: bytes) -> None:
        put_in_place(path, content)
        raise StoreBusy

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(prepare_accounting, "put_in_place", lost)
        with pytest.raises(StoreBusy):
            export_accounting(wish, first, MAKER)
    async with sitting(village, size=LARGE) as pilot:
        screen_of(pilot).rows.go_to("books")
        await press(pilot, "enter", "f")
        await fill(pilot, folder=str(tmp_path / "second"))
        await press(pilot, "ctrl+s")
        assert "this is a copy" in said(pilot)
        await press(pilot, "y")
        assert "had come through: the original is" in said(pilot)
    assert (names(first), names(tmp_path / "second")) == (["B2026-07.SI"], ["KOPIA_B2026-07.SI"])


async def test_a_coding_that_is_missing_is_said_in_words(village: str) -> None:
    """G19: never a default account; and nothing waits on Today where nobody books from here."""
    post_july()
    async with sitting(village, size=LARGE) as pilot:
        assert "not booked" not in shown(pilot)
        await press(pilot, "4", "b", "f", "ctrl+s")
        assert "the receivable account" in said(pilot)
    assert list_exports(MAKER) == ()


async def test_an_accounting_file_is_withdrawn_with_a_reason(village: str, tmp_path: Path) -> None:
    """Its batch waits again."""
    post_july()
    enter_coding()
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "x")
        assert "1 batch to book" in shown(pilot)
        await press(pilot, "f")
        await fill(pilot, folder=str(tmp_path))
        await press(pilot, "ctrl+s", "y")
        assert "to book" not in shown(pilot)
        await press(pilot, "x")
        await write(pilot, "wrong account")
        assert "B2026-07.SI is withdrawn." in said(pilot)
        assert "1 batch to book" in shown(pilot)
    assert [each.state for each in list_exports(MAKER)] == ["withdrawn"]


def _first() -> InvoiceRow:
    return list_invoices(MAKER)[0]


async def test_an_invoice_says_how_it_stands(village: str) -> None:
    """G20: posted, then partly paid with what is left."""
    invoice = post_july()[0]
    async with sitting(village) as pilot:
        await press(pilot, "4", "b", "enter", "enter")
        assert "State: posted" in shown(pilot)
        record_payment(NewPayment(invoice.number, invoice.total - 10_000, TODAY), TODAY, MAKER)
        await press(pilot, "q", "enter")
        assert "State: partly paid 100,00 kr left to pay" in said(pilot)


async def test_a_specification_and_a_fee_basis_are_written_to_a_folder(village: str, tmp_path: Path) -> None:
    """On paper and as Excel, or one of them; reading who it is about is logged by the deed."""
    post_july()
    number = _first().number
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "b", "enter", "enter", "s")
        await fill(pilot, folder=str(tmp_path / "a"))
        await press(pilot, "ctrl+s")
        assert "People are shown by: case number only." in said(pilot)
        await press(pilot, "b")
        await fill(pilot, folder=str(tmp_path / "b"), form="excel")
        await press(pilot, "ctrl+s")
    assert names(tmp_path / "a") == [f"{number}-specifikation.pdf", f"{number}-specifikation.xlsx"]
    assert names(tmp_path / "b") == [f"{number}-avgiftsunderlag.xlsx"]
    deeds = {each.deed for each in list_events(MAKER, subject=number, limit=10)}
    assert {"write-specification", "write-fee-basis"} <= deeds


async def test_a_line_is_disputed_from_its_invoice(village: str) -> None:
    """A month is proposed; the day and the reason are kept, and the invoice says so at once."""
    post_july()
    number = _first().number
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "b", "enter", "enter")
        line = next(row.key for row in screen_of(pilot).rows.rows_shown if row.key)
        screen_of(pilot).rows.go_to(line)
        await press(pilot, "d", "enter")
        await write(pilot, "twelve hours, not fourteen")
        assert f"Line {line} of {number} is disputed" in said(pilot)
        assert "State: disputed" in shown(pilot)
        await press(pilot, "d", "enter")
        await write(pilot, "once more")
        assert "disputed already" in said(pilot)
    (dispute,) = list_disputes(MAKER)
    assert (dispute.number, str(dispute.line), dispute.reason) == (number, line, "twelve hours, not fourteen")
    assert dispute.deadline == TODAY + timedelta(days=30)


async def test_a_draft_has_no_papers(village: str) -> None:
    """The keys are not offered."""
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "4", "r", "y", "b", "enter", "enter")
        assert "specification" not in shown(pilot)
        assert "disputed" not in shown(pilot)
        await press(pilot, "q", "q")
        assert "l deliver" not in shown(pilot)


async def test_a_case_file_is_made_masked_and_with_a_reason(village: str, tmp_path: Path) -> None:
    """G31: without a reason there is none; masked holds no name, and the log has the reason."""
    async with sitting(village, size=LARGE) as pilot:
        await press(pilot, "2", "enter")
        case = screen_of(pilot).subject_here()
        await press(pilot, "ctrl+e", "ctrl+s")
        assert "Fill this in." in shown(pilot)
        await fill(pilot, reason="asked for by the guest", folder=str(tmp_path / "out"))
        await press(pilot, "ctrl+s")
        assert "masked." in said(pilot)
        name = shown(pilot).splitlines()[3].split("·")[1].split("  ")[0].strip()
    assert [path.suffix for path in sorted((tmp_path / "out").iterdir())] == [".json", ".pdf"]
    text = next((tmp_path / "out").glob("*.json")).read_text()
    assert json.loads(text)
    assert name.split()[0] not in text
    (event,) = [each for each in list_events(MAKER, subject=case, limit=20) if each.deed == "make-case-file"]
    assert "asked for by the guest" in event.facts


async def test_a_reader_makes_nothing(village: str, tmp_path: Path) -> None:
    """The store refuses each in words, and no file comes."""
    post_july()
    async with sitting(village, READER, LARGE) as pilot:
        await press(pilot, "4", "b", "e")
        await fill(pilot, folder=str(tmp_path / "out"))
        await press(pilot, "ctrl+s", "y")
        assert "does not have the role" in said(pilot)
        await press(pilot, "l")
        await write(pilot, str(tmp_path / "out"))
        await write(pilot, "B2026-07")
        assert "does not have the role" in said(pilot)
        await press(pilot, "enter", "enter", "s")
        await fill(pilot, folder=str(tmp_path / "out"))
        await press(pilot, "ctrl+s")
        assert "does not have the role" in said(pilot)
    assert names(tmp_path / "out") == []


@pytest.mark.parametrize("typed", ["abc", "2026-07-30"])
async def test_an_accrual_is_at_a_months_last_day(seen_village: str, typed: str) -> None:
    """Anything else is told beside the line, and the form stays."""
    post_july()
    async with sitting(seen_village, size=LARGE) as pilot:
        await press(pilot, "4", "b", "f")
        await fill(pilot, accrual=typed)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen.focused, Input)
        assert "! " in shown(pilot)

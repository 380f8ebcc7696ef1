"""Documents are sent whole or not at all, every attempt is kept, and sent is not delivered (G20, G12, G13)."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from datetime import datetime, timedelta
from pathlib import Path

import psycopg2
import pytest

from models.care_errors import IsAnnulled
from models.database import connected
from models.delivery import Delivery, DeliveryReceipt
from models.errors import (
    AlreadyExported,
    ExportBlocked,
    NotAllowed,
    NotFound,
    NowhereToSend,
    SendingInDoubt,
    SendingStopped,
    SentAlready,
    WrongBatchState,
)
from models.event import Event
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.billing.export_batch import export_batch
from models.operations.documents import check_deliveries, deliver, outgoing
from models.operations.documents.deliver import SendWish, send_documents
from models.operations.documents.list_deliveries import delivery_work, list_deliveries, show_delivery
from models.operations.documents.read_receipts import read_receipts
from models.operations.reports.today import work_list
from models.operations.store.check_store import check_store
from models.operations.store.describe_store import set_store
from models.rules.delivery import Outcome
from tests.operations.billing.month import ATTESTER, AUGUST, BILLED_ON, ONE, READER, credit, run
from tests.operations.builders import OWNER, hour_row, put_hours, sign
from tests.operations.intake_store import beside, counts

BATCH = "B2026-07"


@pytest.fixture
def outbox(billed: str, tmp_path: Path) -> Path:
    """Make the folder that an access point watches."""
    folder = tmp_path / "outbox"
    folder.mkdir()
    return folder


def send(folder: Path, what: str = BATCH, **wish: bool) -> deliver.SendReceipt:
    """Send to a folder."""
    return send_documents(SendWish(what, str(folder), **wish), OWNER)  # type: ignore[arg-type]


def names(folder: Path) -> list[str]:
    """List what anybody who looks into a folder sees."""
    return sorted(path.name for path in folder.iterdir())


def numbers() -> list[str]:
    """List the documents."""
    return [each.number for each in list_deliveries(OWNER)]


def states() -> dict[str, str]:
    """Tell how each document stands."""
    return {each.number: str(each.state) for each in list_deliveries(OWNER)}


def test_a_batch_is_sent_as_it_is_exported_byte_for_byte(outbox: Path, tmp_path: Path) -> None:
    """G20, G12: the same bytes, each under its number; the attempt is kept with their hash."""
    receipt = send(outbox)
    export_batch(BATCH, tmp_path / "out", OWNER)
    assert (
        names(outbox)
        == [f"{number}.xml" for number in sorted(receipt.sent)]
        == sorted(path.name for path in (tmp_path / "out").glob("*.xml"))
    )
    for path in outbox.iterdir():
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()
        (attempt,) = show_delivery(path.stem, OWNER).attempts
        assert attempt.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (attempt.outcome, attempt.folder) == (Outcome.SENT, str(outbox))
    assert set(states().values()) == {"sent"}
    assert Event.select().where(Event.deed == "send-document").count() == len(receipt.sent)
    assert check_store(OWNER) == ()


def test_what_was_sent_is_not_sent_again_unless_somebody_says_so(outbox: Path) -> None:
    """G20: the second original is asked for, marked, and the same bytes."""
    first = send(outbox)
    before = {path.name: path.read_bytes() for path in outbox.iterdir()}
    for path in outbox.iterdir():
        path.unlink()  # the access point has taken them
    assert send(outbox).sent == ()
    assert send(outbox).known == len(first.sent)
    assert names(outbox) == []
    number = first.sent[0]
    with pytest.raises(SentAlready):
        send(outbox, number)
    assert send(outbox, number, again=True).sent == (number,)
    assert {path.name: path.read_bytes() for path in outbox.iterdir()} == {f"{number}.xml": before[f"{number}.xml"]}
    assert [(each.again, each.outcome) for each in show_delivery(number, OWNER).attempts] == [
        (False, Outcome.SENT),
        (True, Outcome.SENT),
    ]


def test_a_folder_that_is_not_there_or_not_chosen_is_told_before_anything_is_tried(outbox: Path) -> None:
    """G13: nothing is made, nothing is written down."""
    with pytest.raises(NowhereToSend):
        send_documents(SendWish(BATCH), OWNER)
    with pytest.raises(ExportBlocked):
        send(outbox / "typo")
    with pytest.raises(NotFound):
        send(outbox, "B1999-01")
    put_hours(hour_row("late", ONE, "2026-08-03", minutes=60))
    sign("2026-08")
    run(AUGUST)
    with pytest.raises(WrongBatchState):
        send(outbox, "B2026-08")
    with pytest.raises(NotAllowed):
        send_documents(SendWish(BATCH, str(outbox)), READER)
    assert counts(Delivery) == (0,)
    set_store({"outbox": str(outbox)}, OWNER)
    assert send_documents(SendWish(BATCH), ATTESTER).sent


def test_a_disk_that_fills_up_stops_there_and_the_rest_is_sent_when_there_is_room(
    outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G13, G20: the failed attempt is kept, and repeated with the same bytes; nothing half is seen."""
    real, room = os.fsync, [4]

    def full(handle: int) -> None:
        if str(outbox) in os.readlink(f"/proc/self/fd/{handle}"):
            if not room[0]:
                raise OSError(28, "No space left on device")
            room[0] -= 1
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(SendingStopped) as caught:
            send(outbox)
    assert "the disk is full" in str(caught.value)
    assert caught.value.values["sent"] == 2
    assert len(names(outbox)) == 2
    failed = [number for number, state in states().items() if state == "failed"]
    assert len(failed) == 1
    rest = send(outbox)
    assert failed[0] in rest.sent
    assert rest.known == 2
    attempts = show_delivery(failed[0], OWNER).attempts
    assert [each.outcome for each in attempts] == [Outcome.FAILED, Outcome.SENT]
    assert len({each.sha256 for each in attempts}) == 1
    assert names(outbox) == [f"{number}.xml" for number in sorted(numbers())]


def test_a_place_that_cannot_be_written_is_a_failed_attempt(outbox: Path) -> None:
    """G13: one line, and the attempt is kept."""
    number = numbers()[0]
    (outbox / f".{number}.xml.part").mkdir()
    with pytest.raises(SendingStopped):
        send(outbox)
    assert states()[number] == "failed"


def test_another_file_of_the_same_name_is_never_written_over(outbox: Path) -> None:
    """G20: it stays as it is, that one attempt fails, and the others are sent."""
    number = numbers()[0]
    (outbox / f"{number}.xml").write_text("somebody else's")
    receipt = send(outbox)
    assert [held for held, _ in receipt.held] == [number]
    assert len(receipt.sent) == len(numbers()) - 1
    assert (outbox / f"{number}.xml").read_text() == "somebody else's"
    assert states()[number] == "failed"


def cut_off(number: str, outbox: Path, monkeypatch: pytest.MonkeyPatch, *, where: str) -> None:
    """End in the middle of sending a document: before, while or after its file is written."""

    class Killed(BaseException):
        pass

    def write(path: Path, content: bytes) -> None:
        if where == "while":
            path.with_name(f".{path.name}.part").write_bytes(content[:100])
        if where == "after":
            path.write_bytes(content)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(deliver, "write_file", write)
        with pytest.raises(Killed):
            send(outbox, number)
    assert states()[number] == "in-doubt"
    ((held, _),) = send(outbox, number).held
    assert held == number  # somebody may be writing it still


def test_what_was_cut_off_is_sent_once_where_the_folder_tells_and_doubtful_where_it_does_not(
    outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G20: a whole file was sent, an unfinished one was not; neither means that somebody must look."""
    before, during, after = numbers()[:3]
    cut_off(before, outbox, monkeypatch, where="before")
    cut_off(during, outbox, monkeypatch, where="while")
    cut_off(after, outbox, monkeypatch, where="after")
    monkeypatch.setattr(outgoing, "UNDER_WAY", timedelta(0))
    written = (outbox / f"{after}.xml").stat().st_mtime_ns
    receipt = send(outbox)
    assert receipt.doubtful == (before,)
    assert {during, after} <= set(receipt.sent)
    assert (outbox / f"{after}.xml").stat().st_mtime_ns == written
    with pytest.raises(SendingInDoubt):
        send(outbox, before)
    assert send(outbox, before, again=True).sent == (before,)
    assert set(states().values()) == {"sent"}
    assert [each for each in outbox.iterdir() if each.suffix != ".xml"] == []


def test_annulled_pairs_are_sent_to_nobody_and_what_was_sent_is_not_annulled(outbox: Path) -> None:
    """G20: once it may have left us it is credited instead."""
    first, second = numbers()[:2]
    send(outbox, first)
    with pytest.raises(AlreadyExported):
        annul_invoice(first, "fel mottagare", BILLED_ON, OWNER)
    note = annul_invoice(second, "fel mottagare", BILLED_ON, OWNER).number
    receipt = send(outbox)
    assert receipt.annulled == 2
    assert not {second, note} & set(receipt.sent)
    with pytest.raises(IsAnnulled):
        send(outbox, note)
    assert states()[second] == "annulled"


def test_a_credit_note_of_a_sent_invoice_is_sent_on_its_own(outbox: Path) -> None:
    """G20: it waits until it is sent, and goes as K and its number."""
    send(outbox)
    note = credit(numbers()[0], 1).number
    assert states()[note] == "posted"
    assert send(outbox).sent == (note,)
    assert (outbox / f"{note}.xml").exists()


def test_receipts_are_read_once_and_tell_delivered_from_rejected(outbox: Path, tmp_path: Path) -> None:
    """G20: the access point's word, with why; unknown files and lines are named, and all else is read."""
    first, second, third = send(outbox).sent[:3]
    back = tmp_path / "back"
    back.mkdir()
    (back / "r.csv").write_bytes(
        "file;status;at;message\r\n"
        f"{first}.xml;delivered;2099-08-03T10:00:00+02:00;\r\n"
        f"{second}.xml;avvisad;2099-08-03T10:05;Okänd referens\r\n"
        "nobody.xml;delivered;2099-08-03T10:00;\r\n"
        f"{third}.xml;perhaps;2099-08-03T10:00;\r\n"
        f"{third}.xml;delivered;yesterday;\r\n".encode("cp1252")
    )
    (back / f"{third}.xml.ok").write_bytes(b"")
    (back / "notes.txt").write_text("hello")
    (back / ".half.csv.part").write_text("file;st")
    read = read_receipts(back, ATTESTER)
    assert set(read.delivered) == {first, third}
    assert read.rejected == ((second, "Okänd referens"),)
    assert [(each.source, each.line) for each in read.strange] == [
        ("notes.txt", 0),
        ("r.csv", 4),
        ("r.csv", 5),
        ("r.csv", 6),
    ]
    assert states()[first] == "delivered"
    assert states()[second] == "rejected"
    assert show_delivery(first, OWNER).receipts[0].at == datetime(2099, 8, 3, 8, 0)
    events = counts(Event)
    once_more = read_receipts(back, ATTESTER)
    assert (once_more.delivered, once_more.rejected, once_more.known) == ((), (), 3)
    assert counts(Event) == events


def test_what_was_rejected_is_sent_again_and_waits_for_a_new_word(outbox: Path, tmp_path: Path) -> None:
    """G20: an old receipt says nothing of a newer attempt; the last word on the last attempt counts."""
    number = numbers()[0]
    send(outbox, number)
    (tmp_path / f"{number}.xml.err").write_text("Mottagaren finns inte")
    os.utime(tmp_path / f"{number}.xml.err", (0, 0))
    read_receipts(tmp_path, OWNER)
    assert states()[number] == "rejected"
    assert send(outbox, number, again=True).sent == (number,)
    assert states()[number] == "sent"
    late = datetime.now() + timedelta(days=2)
    (tmp_path / "r.csv").write_text(f"fil,status,tid\n{number},levererad,{late:%Y-%m-%dT%H:%M}\n")
    assert read_receipts(tmp_path, OWNER).delivered == (number,)
    assert states()[number] == "delivered"


def test_a_receipt_that_names_a_guest_is_kept_without_the_name(outbox: Path, tmp_path: Path) -> None:
    """G30: what others write is no safer than what we write."""
    number = send(outbox).sent[0]
    (tmp_path / f"{number}.err").write_text("Gäller 19570620-2610")
    ((_, why),) = read_receipts(tmp_path, OWNER).rejected
    assert "2610" not in why + repr(list(DeliveryReceipt.select().tuples()))


def test_today_tells_of_documents_that_reached_nobody(outbox: Path, tmp_path: Path) -> None:
    """G20: unsent where there is a folder to send to, failed and rejected always; not what waits for a receipt."""
    with_none = work_list(BILLED_ON, OWNER).delivery
    assert with_none.count == 0
    set_store({"outbox": str(outbox)}, OWNER)
    assert work_list(BILLED_ON, OWNER).delivery.unsent == len(numbers())
    number = numbers()[0]
    send(outbox)
    assert work_list(BILLED_ON, OWNER).delivery.count == 0
    (tmp_path / f"{number}.err").write_text("nej")
    read_receipts(tmp_path, OWNER)
    work = work_list(BILLED_ON, OWNER).delivery
    assert (work.unsent, work.stopped, work.rejected) == (0, 0, 1)
    assert [each.number for each in list_deliveries(OWNER, only_open=True)] == numbers()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE delivery SET outcome = 'failed'",
        "UPDATE delivery SET sha256 = 'x'",
        "DELETE FROM delivery",
        "DELETE FROM delivery_receipt",
        "UPDATE delivery_receipt SET status = 'delivered'",
    ],
)
def test_attempts_and_receipts_are_never_rewritten_by_sql(
    billed: str, outbox: Path, tmp_path: Path, statement: str
) -> None:
    """G15, G20: not beside the program either."""
    number = send(outbox).sent[0]
    (tmp_path / f"{number}.err").write_text("nej")
    read_receipts(tmp_path, OWNER)
    with (
        beside(billed) as link,
        pytest.raises((sqlite3.IntegrityError, psycopg2.IntegrityError)),
    ):
        link.cursor().execute(statement)


def test_nothing_waits_where_nothing_was_ever_sent(billed: str) -> None:
    """Whoever exports and sends by hand is not told to send."""
    with connected():
        assert delivery_work().count == 0


def test_the_doctor_finds_a_document_that_would_be_sent_with_other_bytes(
    billed: str, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G17, G20: as when a newer program would write it otherwise; nor is it sent once more then."""
    number = send(outbox).sent[0]
    real = outgoing.render_document
    for room in (outgoing, check_deliveries):
        monkeypatch.setattr(room, "render_document", lambda facts: real(facts) + b"\n")
    assert {finding.code for finding in check_store(OWNER)} == {"delivery"}
    ((held, why),) = send(outbox, number, again=True).held
    assert (held, "other bytes" in why) == (number, True)


def test_two_who_send_at_once_send_each_document_once(billed: str, outbox: Path) -> None:
    """G20, G28: one of them is told that somebody else is at it, or that it was done."""
    told: list[deliver.SendReceipt] = []
    threads = [threading.Thread(target=lambda: told.append(send(outbox))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = [number for receipt in told for number in receipt.sent]
    assert sorted(sent) == sorted(numbers())
    assert all(len(each.attempts) == 1 for each in list_deliveries(OWNER))

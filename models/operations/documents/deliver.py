"""Send posted documents to the folder that an access point watches; every attempt is kept (G20)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.batch import Batch
from models.care_errors import IsAnnulled
from models.database import snapshot, transaction
from models.delivery import Delivery
from models.documents.facts import InvoiceFacts, from_json
from models.documents.register import file_name
from models.documents.scan import Scanner
from models.errors import ExportBlocked, NotFound, NowhereToSend, SendingInDoubt, SendingStopped, SentAlready
from models.invoice import Invoice
from models.language.refusals import refusal_text
from models.language.system_words import system_words
from models.language.words import tr
from models.operations.accounting.batch_documents import posted_batch
from models.operations.documents.delivery_rows import Journey, journeys
from models.operations.documents.outgoing import (
    Outgoing,
    content_of,
    is_doubtful,
    is_under_way,
    outgoing,
    under_way_text,
)
from models.operations.documents.scan_outputs import given_namesakes, namesake_facts, store_scanner
from models.operations.store.actor import Actor, authorise, deed, lock_store
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import utc_now, write_event
from models.operations.store.write_file import write_file
from models.organisation import Organisation
from models.rules.delivery import Outcome
from models.rules.roles import Role

FOLDER = "folder"
"""The one channel there is."""

Progress = Callable[[int, int], bool]
"""Hears how many documents of how many are dealt with; says whether to go on."""


@dataclass(frozen=True, slots=True)
class SendWish:
    """A batch's name or a document's number, and the folder ('' is the one that the organisation has chosen).

    `again` sends what was sent before once more. `namesakes` says in which texts a name is somebody else's, and why.
    """

    what: str
    folder: str = ""
    again: bool = False
    namesakes: str = ""


@dataclass(frozen=True, slots=True)
class SendReceipt:
    """What came of it, by number. `held` are those that were blocked or failed, each with why; `doubtful` were cut off.

    `known` were sent before and `annulled` are sent to nobody; `is_whole` says that there was no stop on the way.
    """

    folder: str
    sent: tuple[str, ...]
    held: tuple[tuple[str, str], ...]
    doubtful: tuple[str, ...]
    known: int
    annulled: int
    is_whole: bool = True


def send_documents(wish: SendWish, actor: Actor, progress: Progress = lambda done, total: True) -> SendReceipt:
    """Send a document or a batch, each in an attempt of its own; what was sent before is left alone.

    Raises:
        NotFound: there is no such batch or posted document.
        WrongBatchState: the batch is not posted.
        NowhereToSend: no folder is said, and none is chosen.
        ExportBlocked: the folder is not there.
        SendingStopped: a file could not be written; what was sent before it is sent.
        IsAnnulled: the one document is.
        SentAlready: the one document was sent.
        SendingInDoubt: an attempt was cut off, and nobody knows what became of the one document.
    """
    with snapshot():
        authorise(actor, Role.BILL, Role.ATTEST)
        folder = _folder(wish)
        found = _journeys(wish.what)
        excused = given_namesakes(wish.namesakes)
        scanner = store_scanner(excused)
        facts = {each.invoice: _facts(each.invoice) for each in found}
    if len(found) == 1 and found[0].number == wish.what:
        _refuse_one(found[0], facts[found[0].invoice], folder, again=wish.again)
    return _send_all(wish, _Way(folder, scanner, excused, actor), found, facts, progress)


@dataclass(frozen=True, slots=True)
class _Way:
    folder: Path
    scanner: Scanner
    excused: Mapping[str, str]
    actor: Actor


def _send_all(
    wish: SendWish, way: _Way, found: list[Journey], facts: dict[int, InvoiceFacts], progress: Progress
) -> SendReceipt:
    sent: list[str] = []
    held: list[tuple[str, str]] = []
    doubtful: list[str] = []
    is_whole = True
    to_send = [each for each in found if not each.is_annulled and (wish.again or each.sent_at is None)]
    for done, journey in enumerate(to_send):
        if not progress(done, len(to_send)):
            is_whole = False
            break
        if is_under_way(journey):
            held.append((journey.number, under_way_text()))
            continue
        one = outgoing(journey, facts[journey.invoice], way.scanner, again=wish.again)
        if not wish.again and is_doubtful(journey, way.folder / one.file):
            doubtful.append(journey.number)
            continue
        why = _send_one(one, way, len(sent))
        if why:
            held.append((one.number, why))
        else:
            sent.append(one.number)
    else:
        progress(len(to_send), len(to_send))
    annulled = sum(each.is_annulled for each in found)
    known = len(found) - annulled - len(to_send)
    return SendReceipt(str(way.folder), tuple(sent), tuple(held), tuple(doubtful), known, annulled, is_whole)


def send_document(one: Outgoing, folder: Path, excused: Mapping[str, str], actor: Actor) -> int | None:
    """Write down that an attempt begins, before any file; give its row, none where somebody else was faster.

    Raises:
        IsAnnulled: it was annulled a moment ago.
    """
    with deed(actor, Role.BILL, Role.ATTEST):
        if Invoice.select().where(Invoice.annuls & (Invoice.credits == one.invoice)).exists():
            raise IsAnnulled(number=one.number)
        if Delivery.select().where((Delivery.invoice == one.invoice) & (Delivery.attempt >= one.attempt)).exists():
            return None
        begun = Delivery.create(
            invoice=one.invoice,
            attempt=one.attempt,
            channel=FOLDER,
            folder=str(folder),
            file=one.file,
            sha256=one.sha256,
            again=one.again,
            made_by=actor.login,
            made_at=utc_now(),
        )
        facts = {"attempt": one.attempt, "folder": unnamed(str(folder)), "sha256": one.sha256, "again": one.again}
        write_event(actor, "send-document", one.number, **facts, **namesake_facts(excused))
        return int(begun.id)


def _send_one(one: Outgoing, way: _Way, sent: int) -> str:
    """Try once; give why it was not sent, or ''."""
    try:
        begun = send_document(one, way.folder, way.excused, way.actor)
    except IsAnnulled as refusal:
        return refusal_text(refusal)
    if begun is None:
        return under_way_text()
    path = way.folder / one.file
    if one.blocked:
        return _end(begun, Outcome.BLOCKED, one.blocked)
    try:
        there = content_of(path)
        if there is not None and there != one.content:
            return _end(begun, Outcome.FAILED, tr("Another file with that name lies in the folder."))
        if there is None or one.again:
            write_file(path, one.content)
            _flush(way.folder)
    except ExportBlocked as refusal:
        why = str(refusal.values["why"])
        _end(begun, Outcome.FAILED, why)
        raise SendingStopped(file=one.file, folder=way.folder, why=why, sent=sent) from None
    return _end(begun, Outcome.SENT, "")


def _flush(folder: Path) -> None:
    """Let the file's name survive a power cut too, before the store says that it was sent.

    Raises:
        ExportBlocked: the disk refuses.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise ExportBlocked(path=folder, why=system_words(error)) from error


def _end(begun: int, outcome: Outcome, message: str) -> str:
    """Write down how an attempt ended, whatever became of the right to try; give the message."""
    with transaction():
        lock_store()
        values = {"outcome": str(outcome), "message": message, "ended_at": utc_now()}
        Delivery.update(**values).where(Delivery.id == begun).execute()
    return message


def _refuse_one(journey: Journey, facts: InvoiceFacts, folder: Path, *, again: bool) -> None:
    """Refuse to send one document that should not be.

    Raises:
        IsAnnulled: it is annulled.
        SentAlready: it was sent.
        SendingInDoubt: an attempt was cut off.
    """
    if journey.is_annulled:
        raise IsAnnulled(number=journey.number)
    if again:
        return
    if journey.sent_at is not None:
        by = next(each.made_by for each in reversed(journey.attempts) if each.outcome is Outcome.SENT)
        raise SentAlready(number=journey.number, login=by, at=journey.sent_at)
    if not is_under_way(journey) and is_doubtful(journey, folder / file_name(facts)):
        raise SendingInDoubt(number=journey.number, at=journey.attempts[-1].made_at)


def _folder(wish: SendWish) -> Path:
    chosen = wish.folder or str(Organisation.select(Organisation.outbox).scalar() or "")
    if not chosen:
        raise NowhereToSend
    folder = Path(chosen).resolve()
    if not folder.is_dir():
        raise ExportBlocked(path=folder, why=tr("the folder is not there"))
    return folder


def _journeys(what: str) -> list[Journey]:
    """Find the documents of a batch, or the one.

    Raises:
        NotFound: there is neither.
        WrongBatchState: the batch is not posted.
    """
    if Batch.select().where(Batch.name == what).exists():
        posted_batch(what)
    found = list(journeys((Batch.name == what) | (Invoice.number == what)))
    if not found:
        raise NotFound(what="document", key=what)
    return found


def _facts(invoice: int) -> InvoiceFacts:
    return from_json(str(Invoice.select(Invoice.facts).where(Invoice.id == invoice).scalar()))

"""Read the receipts that an access point put back: delivered or rejected, each once (G20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from models.database import rows_of
from models.delivery import Delivery, DeliveryReceipt
from models.errors import FileUnreadable
from models.interchange.receipts_file import LARGEST, ReceiptFile, SaidOfFile, StrangeReceipt, read_receipt
from models.invoice import Invoice
from models.language.system_words import system_words
from models.language.words import tr
from models.operations.documents.delivery_rows import Journey, journeys
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import utc_now, write_event
from models.rules.delivery import ReceiptStatus, attempt_of_receipt
from models.rules.identity import identity_numbers_in
from models.rules.roles import Role
from models.rules.secrecy import HIDDEN


@dataclass(frozen=True, slots=True)
class ReadReceipts:
    """What was new, by number; `rejected` has each with why. `known` were read before, `strange` say nothing to us."""

    delivered: tuple[str, ...]
    rejected: tuple[tuple[str, str], ...]
    known: int
    strange: tuple[StrangeReceipt, ...]


def read_receipts(folder: Path, actor: Actor) -> ReadReceipts:
    """Read every file of a folder, and leave them all as they are; reading again changes nothing.

    Raises:
        FileUnreadable: the folder or a file in it cannot be read.
    """
    read = [said for file in _files(folder) for said in read_receipt(file)]
    said = [each for each in read if isinstance(each, SaidOfFile)]
    strange = [each for each in read if isinstance(each, StrangeReceipt)]
    with deed(actor, Role.BILL, Role.ATTEST):
        new, unknown, known = _take(said, actor)
        odd = [replace(each, source=_harmless(each.source)) for each in (*strange, *unknown)]
        if new:
            sums = {str(status): [number for number, found, _ in new if found is status] for status in ReceiptStatus}
            write_event(actor, "read-receipts", unnamed(folder.name), **sums)
    return ReadReceipts(
        tuple(number for number, status, _ in new if status is ReceiptStatus.DELIVERED),
        tuple((number, why) for number, status, why in new if status is ReceiptStatus.REJECTED),
        known,
        tuple(sorted(odd, key=lambda each: (each.source, each.line))),
    )


_New = tuple[str, ReceiptStatus, str]


def _take(said: Iterable[SaidOfFile], actor: Actor) -> tuple[list[_New], list[StrangeReceipt], int]:
    """Keep what was not read before; give it, what is about nothing of ours, and how many were known."""
    keys = {key for (key,) in rows_of(DeliveryReceipt.select(DeliveryReceipt.key))}
    of_file = _sent_files()
    new: list[_New] = []
    unknown: list[StrangeReceipt] = []
    known = 0
    for each in said:
        at = each.at or each.written
        journey = of_file.get(each.file) or of_file.get(f"{each.file}.xml")
        attempt = attempt_of_receipt(journey.known_attempts, at) if journey else None
        if each.key in keys:
            known += 1
        elif journey is None or attempt is None:
            unknown.append(StrangeReceipt(each.source, each.line, tr("It is about no document that we have sent.")))
        else:
            keys.add(each.key)
            message = _harmless(each.message)
            DeliveryReceipt.create(
                delivery=attempt.id,
                key=each.key,
                status=str(each.status),
                at=at,
                message=message,
                file=_harmless(each.source)[:255],
                read_by=actor.login,
                read_at=utc_now(),
            )
            new.append((journey.number, each.status, message))
    return new, unknown, known


def _harmless(text: str) -> str:
    """Give a text that others wrote, or `…` where it names a guest (G30)."""
    return HIDDEN if identity_numbers_in(text) else unnamed(text)


def _sent_files() -> dict[str, Journey]:
    tried = Delivery.select(Delivery.invoice)
    found = journeys(Invoice.id.in_(tried))
    return {each.file: journey for journey in found for each in journey.attempts}


def _files(folder: Path) -> Iterator[ReceiptFile]:
    """Read the files that are whole: none whose name begins with a dot, and no document of ours."""
    if not folder.is_dir():
        raise FileUnreadable(file=folder, why=tr("the folder is not there"))
    try:
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith(".") and path.suffix.casefold() != ".xml":
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None, microsecond=0)
                with path.open("rb") as file:
                    yield ReceiptFile(path.name, file.read(LARGEST + 1), written)
    except OSError as error:
        raise FileUnreadable(file=folder, why=system_words(error)) from error

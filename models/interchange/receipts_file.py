"""Receipts that an access point puts back: a CSV of `file;status;at;message`, or a file `NAME.ok` or `NAME.err`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from models.language.words import tr
from models.rules.delivery import ReceiptStatus
from models.rules.period import STOCKHOLM

COLUMNS = {
    "file": ("file", "fil"),
    "status": ("status",),
    "at": ("at", "tid", "tidpunkt"),
    "message": ("message", "meddelande"),
}
"""The columns and what they may be called; the time and the message may be missing."""

STATUSES = {
    **dict.fromkeys(("delivered", "ok", "accepted", "levererad", "mottagen", "godkänd"), ReceiptStatus.DELIVERED),
    **dict.fromkeys(("rejected", "err", "error", "failed", "avvisad", "nekad", "fel"), ReceiptStatus.REJECTED),
}

LARGEST = 4_000_000
"""Bytes of one receipt file."""

LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """A file as it lay in the folder; `written` is when it was written (UTC)."""

    name: str
    content: bytes
    written: datetime


@dataclass(frozen=True, slots=True)
class SaidOfFile:
    """What a receipt says of one of our files; `at` is UTC, and none where the receipt itself gives no time."""

    source: str
    line: int
    file: str
    status: ReceiptStatus
    at: datetime | None
    written: datetime
    message: str

    @property
    def key(self) -> str:
        """The hash of what was said: the same said again is the same receipt."""
        said = (self.file, str(self.status), self.at.isoformat() if self.at else "", self.message)
        return sha256("\x1f".join(said if self.at else (*said, self.source)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class StrangeReceipt:
    """A file, or a line of one (0: the whole file), that says nothing we understand, and why."""

    source: str
    line: int
    why: str


def read_receipt(file: ReceiptFile) -> Iterator[SaidOfFile | StrangeReceipt]:
    """Read one file of the folder; what is no receipt is said to be strange."""
    base, _, extension = file.name.rpartition(".")
    kind = extension.casefold()
    if len(file.content) > LARGEST:
        yield StrangeReceipt(file.name, 0, tr("The file is too large for a receipt."))
    elif kind in ("ok", "err") and base:
        message = _message(_text(file.content))
        yield SaidOfFile(file.name, 0, base, STATUSES[kind], None, file.written, message)
    elif kind == "csv":
        yield from _rows(file)
    else:
        yield StrangeReceipt(file.name, 0, tr("It is no receipt: those end in .csv, .ok or .err."))


def _rows(file: ReceiptFile) -> Iterator[SaidOfFile | StrangeReceipt]:
    text = _text(file.content)
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    heading = [cell.strip().casefold() for cell in next(rows, [])]
    places = {name: _place(heading, words) for name, words in COLUMNS.items()}
    if places["file"] is None or places["status"] is None:
        yield StrangeReceipt(file.name, 1, tr("The heading must have the columns file and status."))
        return
    for number, row in enumerate(rows, 2):
        cells = {name: _cell(row, place) for name, place in places.items()}
        if any(cells.values()):
            yield _row(file, number, cells)


def _row(file: ReceiptFile, line: int, cells: dict[str, str]) -> SaidOfFile | StrangeReceipt:
    status = STATUSES.get(cells["status"].casefold())
    name = cells["file"].replace("\\", "/").rpartition("/")[2]
    if not name:
        return StrangeReceipt(file.name, line, tr("The file's name is missing."))
    if status is None:
        return StrangeReceipt(file.name, line, tr("The status must be delivered or rejected."))
    try:
        at = _moment(cells["at"]) if cells["at"] else None
    except (ValueError, OverflowError):
        return StrangeReceipt(file.name, line, tr("The time must be written as 2026-08-03T14:05:00."))
    return SaidOfFile(file.name, line, name, status, at, file.written, _message(cells["message"]))


def _moment(text: str) -> datetime:
    """Read a moment; one without an offset is by the Swedish clock."""
    moment = datetime.fromisoformat(text)
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)
    return zoned.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _place(heading: list[str], words: tuple[str, ...]) -> int | None:
    return next((place for place, cell in enumerate(heading) if cell in words), None)


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _message(text: str) -> str:
    """Give a message on one line, without what cannot be seen, and no longer than anybody reads."""
    said = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return said if len(said) <= LONGEST_MESSAGE else f"{said[: LONGEST_MESSAGE - 1]}…"

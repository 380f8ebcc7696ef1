"""Write a batch's vouchers to a file for the accounting system, after the commit (G12)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.operations.accounting.prepare_accounting import (
    ExportWish,
    PreparedFile,
    prepare_accounting,
    record_accounting,
)
from models.operations.store.actor import Actor
from models.operations.store.write_file import write_file


@dataclass(frozen=True, slots=True)
class AccountingReceipt:
    """What was written, and where."""

    batch: str
    folder: str
    files: tuple[PreparedFile, ...]


def export_accounting(wish: ExportWish, folder: Path, actor: Actor) -> AccountingReceipt:
    """Write the files of a batch. One that could not be written is tried again as it was, with the same bytes (G20).

    Raises:
        ExportBlocked: a file could not be written.
        FeeError: whatever `prepare_accounting` refuses.
    """
    files = prepare_accounting(wish, actor)
    for file in files:
        write_file(folder / file.name, file.content)
    record_accounting(files, wish.batch, folder, actor)
    return AccountingReceipt(wish.batch, str(folder), files)

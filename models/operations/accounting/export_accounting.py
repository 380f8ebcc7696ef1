"""Write a batch's vouchers to a file for the accounting system, from what is committed (G12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from models.language.words import tr
from models.operations.accounting.prepare_accounting import (
    ExportWish,
    PreparedFile,
    prepare_accounting,
    record_accounting,
)
from models.operations.store.actor import Actor
from models.operations.store.write_file import drop_ready


@dataclass(frozen=True, slots=True)
class AccountingReceipt:
    """What was written, and where."""

    batch: str
    folder: str
    files: tuple[PreparedFile, ...]


def standing_texts(receipt: AccountingReceipt) -> tuple[str, ...]:
    """Say of each copy where its original stands, that was cut off and found again."""
    return tuple(
        tr("The export that was cut off had come through: the original is {path}.", path=file.stands_in)
        for file in receipt.files
        if file.is_copy and file.stands_in
    )


def export_accounting(wish: ExportWish, folder: Path, actor: Actor) -> AccountingReceipt:
    """Write the files of a batch. One that could not be written is tried again as it was, with the same bytes (G20).

    Where somebody else has written the originals meanwhile, these are copies; and where an export that was cut off
    turns out to stand where it was begun.

    Raises:
        ExportBlocked: a file could not be written.
        FeeError: whatever `prepare_accounting` refuses.
    """
    files = prepare_accounting(wish, actor, folder)
    while not record_accounting(files, wish.batch, folder, actor):
        for file in files:
            drop_ready(folder / file.name)
        files = prepare_accounting(replace(wish, taken=False), actor, folder)
    return AccountingReceipt(wish.batch, str(folder), files)

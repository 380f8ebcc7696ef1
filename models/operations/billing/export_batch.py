"""Write a posted batch's documents to a folder, from what was posted; again gives the same bytes (G12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from models.batch import Batch
from models.database import rows_of
from models.documents.facts import InvoiceFacts, from_json
from models.documents.peppol import render
from models.documents.register import file_name, render_checksums, render_register
from models.errors import NotFound, WrongBatchState
from models.invoice import Invoice
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.operations.store.write_file import write_file
from models.rules.money import Ore
from models.rules.roles import Role

Progress = Callable[[int, int], bool]
"""Hears how many files of how many are written, before each and after the last; says whether to go on."""


@dataclass(frozen=True, slots=True)
class ExportReceipt:
    """Where the documents lie, how many there are, and what they come to: invoices less credit notes, in öre.

    `files` are those that were written; `is_whole` says that they are all, with no stop on the way.
    """

    batch: str
    folder: str
    documents: int
    total: Ore
    files: tuple[str, ...]
    is_whole: bool = True


def export_batch(name: str, folder: Path, actor: Actor, progress: Progress = lambda done, total: True) -> ExportReceipt:
    """Write the e-invoices and credit notes of a batch, a register and a list of checksums.

    Stopped on the way, every file that was written is whole and the last ones, which list the others, are missing.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is not posted.
        ExportBlocked: a file could not be written; what was written before it is whole.
    """
    with deed(actor, Role.BILL, Role.ATTEST):
        documents = posted_facts(name)
        total = sum(-facts.total if facts.is_credit else facts.total for facts in documents)
        files = render_batch(name, documents)
        checksums = {file: sha256(content).hexdigest() for file, content in files.items()}
        write_event(actor, "export-batch", name, folder=str(folder.resolve()), total=total, files=checksums)
    written = _write_all(folder, files, progress)
    return ExportReceipt(name, str(folder), len(documents), total, written, is_whole=len(written) == len(files))


def _write_all(folder: Path, files: dict[str, bytes], progress: Progress) -> tuple[str, ...]:
    """Write the files one by one for as long as it is wanted; name those that were written."""
    written: list[str] = []
    for file, content in files.items():
        if not progress(len(written), len(files)):
            return tuple(written)
        write_file(folder / file, content)
        written.append(file)
    progress(len(written), len(files))
    return tuple(written)


def render_batch(name: str, documents: tuple[InvoiceFacts, ...]) -> dict[str, bytes]:
    """Make every file of a batch: its documents, its register and the list of their checksums."""
    files = {file_name(facts): render(facts) for facts in documents}
    files[f"{name}.csv"] = render_register(documents)
    files[f"{name}.sha256"] = render_checksums(files)
    return files


def posted_facts(name: str) -> tuple[InvoiceFacts, ...]:
    """Read what was posted in a batch: its invoices, and the credit notes on them.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is not posted.
    """
    batch = Batch.get_or_none(Batch.name == name)
    if batch is None:
        raise NotFound(what="batch", key=name)
    if batch.state != "posted":
        at = batch.annulled_at or batch.made_at
        login = batch.annulled_by or batch.made_by
        raise WrongBatchState(batch=name, state=batch.state, login=login, at=at, needed="posted")
    query = Invoice.select(Invoice.facts).where(Invoice.batch == batch).order_by(Invoice.id)
    return tuple(from_json(facts) for (facts,) in rows_of(query))

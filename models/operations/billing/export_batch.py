"""Write a posted batch's documents to a folder, from what was posted; again gives the same bytes (G12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from models.batch import Batch
from models.database import rows_of, snapshot
from models.documents.facts import InvoiceFacts, from_json
from models.documents.register import file_name, not_annulled, pdf_name, render_checksums, render_register
from models.errors import NotFound, WrongBatchState
from models.invoice import Invoice
from models.operations.documents.render_document import render_document
from models.operations.documents.scan_outputs import given_namesakes, namesake_facts, scan
from models.operations.store.actor import Actor, authorise, deed
from models.operations.store.given_reason import unnamed
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


def export_batch(
    name: str,
    folder: Path,
    actor: Actor,
    progress: Progress = lambda done, total: True,
    *,
    with_pdf: bool = False,
    namesakes: str = "",
) -> ExportReceipt:
    """Write the e-invoices and credit notes of a batch, on paper too if wanted, a register and a list of checksums.

    What was annulled before it left us, and the credit note that annuls it, stand in the register alone. All of it is
    looked through for everybody in the store first; `namesakes` says in which texts a name is somebody else's, and why.

    Stopped on the way, every file that was written is whole and the last ones, which list the others, are missing.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is not posted.
        HoldsName: somebody's name stands in it; and as `scan`.
        ExportBlocked: a file could not be written; what was written before it is whole.
    """
    with snapshot():
        authorise(actor, Role.BILL, Role.ATTEST)
        documents = posted_facts(name)
    files = render_batch(name, documents, with_pdf=with_pdf)  # before the deed: nobody waits for the typesetter
    with deed(actor, Role.BILL, Role.ATTEST):
        if documents != posted_facts(name):
            documents = posted_facts(name)
            files = render_batch(name, documents, with_pdf=with_pdf)
        total = sum(-facts.total if facts.is_credit else facts.total for facts in documents)
        excused = given_namesakes(namesakes)
        scan(files, not_annulled(documents), excused=excused)
        checksums = {file: sha256(content).hexdigest() for file, content in files.items()}
        said = {"folder": unnamed(str(folder.resolve())), **namesake_facts(excused)}
        write_event(actor, "export-batch", name, total=total, files=checksums, **said)
    written = _write_all(folder, files, progress)
    sent = len(not_annulled(documents))
    return ExportReceipt(name, str(folder), sent, total, written, is_whole=len(written) == len(files))


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


def render_batch(name: str, documents: tuple[InvoiceFacts, ...], *, with_pdf: bool = False) -> dict[str, bytes]:
    """Make every file of a batch: its documents, its register and the list of their checksums."""
    files = {file_name(facts): render_document(facts) for facts in not_annulled(documents)}
    if with_pdf:
        from models.documents.invoice_pdf import render_invoice_pdf  # the typesetter takes its time to start

        files |= {pdf_name(facts): render_invoice_pdf(facts) for facts in not_annulled(documents)}
    files[f"{name}.csv"] = render_register(documents, with_pdf=with_pdf)
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

"""Take down what goes to the accounting system: once as an original, ever after as a marked copy (G20)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from peewee import fn

from models.accounting import AccountedDocument, AccountingExport
from models.batch import Batch
from models.database import insert_rows, rows_of
from models.documents.journal_text import journal_from_json, journal_to_json
from models.errors import ExportBlocked, WrongUse
from models.language.words import tr
from models.operations.accounting.batch_documents import BatchDocument, batch_documents, posted_batch
from models.operations.accounting.begun import BEGINS, place_facts, standing_original
from models.operations.accounting.plan_accounting import checked_journal, refuse_accrual
from models.operations.accounting.read_chart import read_chart
from models.operations.accounting.render_journal import layout_text, render_journal
from models.operations.accounting.set_layout import SIE
from models.operations.documents.scan_outputs import given_namesakes, namesake_facts, scan
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import utc_now, write_event
from models.operations.store.write_file import drop_ready, lay_ready, put_in_place, write_file
from models.rules.money import Ore
from models.rules.roles import Role


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is wanted: a posted batch, `sie` or a layout's name, and the last day of the period that is closed.

    `namesakes` says in which texts a name is somebody else's, and why; `taken`, that the accounting system has the
    original that was cut off.
    """

    batch: str
    form: str = SIE
    accrual: date | None = None
    namesakes: str = ""
    taken: bool = False


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file to be written, and what it holds: öre; `total` is invoices less credit notes.

    `stands_in` is where its original stands already that was cut off before anybody could say so.
    """

    export: int
    name: str
    content: bytes
    is_copy: bool
    documents: int
    rows: int
    debit: Ore
    total: Ore
    stands_in: str = ""


def prepare_accounting(
    wish: ExportWish, actor: Actor, folder: Path | None = None, *, is_plan: bool = False
) -> tuple[PreparedFile, ...]:
    """Take down the documents of a batch that no export has, and give them and what was never written as originals.

    Where there is neither, everything was exported: then copies are given, made from what was taken down. Originals are
    laid ready in their folder, if this is no plan; one that was begun elsewhere and stands there is that one (G20).

    Raises:
        NotFound: there is no such batch or layout.
        WrongBatchState: the batch is not posted.
        CodingMissing: an account is not entered.
        LayoutFaulty: the layout cannot show it.
        SumsDiffer: the sums do not agree.
        HoldsName: somebody's name stands in a file; and as `scan`.
        ExportInDoubt: an original was begun in a folder, and nobody knows whether it came to stand there.
        ExportBlocked: nothing can be written in the folder; the originals may be written in another.
        WrongUse: an accrual that cannot be, or another than the export's that is to be finished or copied.
    """
    refuse_accrual(wish.accrual)
    with deed(actor, Role.BILL, Role.ATTEST):
        batch = posted_batch(wish.batch)
        layout = layout_text(wish.form)
        files = [_begun(export, wish, layout, folder) for export in _unfinished(batch, wish)]
        fresh = tuple(document for document in batch_documents(batch) if not document.is_exported)
        if fresh:
            files.append(_original(_take_down(batch, fresh, wish, layout, actor)))
        if not files:
            files = [_copy(export, wish, layout) for export in _exports(batch, "written")]
        excused = given_namesakes(wish.namesakes)
        scan({file.name: file.content for file in files}, excused=excused)
        blocked = None if folder is None or is_plan else _lay_ready(files, folder)
        tried = {"blocked": unnamed(str(folder))} if blocked else _place(files, folder)
        write_event(actor, BEGINS, wish.batch, **_facts(files, wish), **tried, **namesake_facts(excused))
    if blocked is not None:
        raise blocked
    return tuple(files)


def _place(files: list[PreparedFile], folder: Path | None) -> dict[str, object]:
    originals = [file.export for file in files if not file.is_copy]
    return place_facts(folder, originals) if folder is not None and originals else {}


def _facts(files: list[PreparedFile], wish: ExportWish) -> dict[str, object]:
    found = [unnamed(file.stands_in) for file in files if file.stands_in]
    return {
        "form": wish.form,
        "accrual": str(wish.accrual or ""),
        "exports": [file.export for file in files],
        "copies": any(file.is_copy for file in files),
        "documents": sum(file.documents for file in files),
        "total": sum(file.total for file in files),
        "files": {file.name: sha256(file.content).hexdigest() for file in files},
        **({"found": found} if found else {}),
        **({"taken": True} if wish.taken else {}),
    }


def _lay_ready(files: list[PreparedFile], folder: Path) -> ExportBlocked | None:
    """Leave what tells later that an original was not put in place; give why that cannot be, where it cannot."""
    try:
        for file in files:
            if not file.is_copy and not file.stands_in:
                lay_ready(folder / file.name, file.content)
    except ExportBlocked as refusal:
        return refusal
    return None


def record_accounting(files: tuple[PreparedFile, ...], batch: str, folder: Path, actor: Actor) -> bool:
    """Write what was taken down, and say that it stands whole: from now on there are only copies of it (G20).

    Written while nobody else can: of two who would write the same original one does, and the other is told by False,
    with nothing written.

    Raises:
        ExportBlocked: a file could not be written; the originals may be written again.
    """
    with deed(actor, Role.BILL, Role.ATTEST):
        if not _are_as_prepared(files):
            return False
        for file in files:
            if file.is_copy:
                write_file(folder / file.name, file.content)
                chosen = AccountingExport.id == file.export
                AccountingExport.update(copies=AccountingExport.copies + 1).where(chosen).execute()
                continue
            if file.stands_in:
                drop_ready(folder / file.name)
            else:
                put_in_place(folder / file.name, file.content)
            _is_written(file.export)
        write_event(
            actor,
            "record-accounting",
            batch,
            folder=unnamed(str(folder.resolve())),
            files=[file.name for file in files],
        )
    return True


def _are_as_prepared(files: tuple[PreparedFile, ...]) -> bool:
    """See that nobody has written the originals, or withdrawn what is copied, since the files were prepared."""
    wanted = {file.export: "written" if file.is_copy else "begun" for file in files}
    query = AccountingExport.select(AccountingExport.id, AccountingExport.state)
    return dict(rows_of(query.where(AccountingExport.id.in_(list(wanted))))) == wanted


def _is_written(export: int) -> None:
    values = {"state": "written", "written_at": utc_now()}
    AccountingExport.update(**values).where(
        (AccountingExport.id == export) & (AccountingExport.state == "begun")
    ).execute()


def _exports(batch: Batch, state: str) -> list[AccountingExport]:
    mine = (AccountingExport.batch == batch) & (AccountingExport.state == state)
    return list(AccountingExport.select().where(mine).order_by(AccountingExport.part))


def _unfinished(batch: Batch, wish: ExportWish) -> list[AccountingExport]:
    found = _exports(batch, "begun")
    if any((export.form, export.accrual) != (wish.form, wish.accrual) for export in found):
        form, number = found[0].form, found[0].id
        raise WrongUse(
            what=tr(
                "Export {number} of it was begun as {form} and never written; finish it so, or withdraw it first.",
                number=number,
                form=form,
            )
        )
    if wish.taken and not found:
        raise WrongUse(what=tr("Nothing of it was cut off, so there is no original that could have been taken in."))
    return found


def _take_down(
    batch: Batch, fresh: tuple[BatchDocument, ...], wish: ExportWish, layout: str, actor: Actor
) -> AccountingExport:
    last = AccountingExport.select(fn.MAX(AccountingExport.part)).where(
        (AccountingExport.batch == batch) & (AccountingExport.state != "withdrawn")
    )
    journal = checked_journal(batch, fresh, (last.scalar() or 0) + 1, wish.accrual, read_chart())
    name, content = render_journal(journal, wish.form, layout, is_copy=False)
    export = AccountingExport.create(
        batch=batch,
        part=journal.part,
        form=wish.form,
        layout=layout,
        accrual=wish.accrual,
        journal=journal_to_json(journal),
        file=name,
        sha256=sha256(content).hexdigest(),
        documents=journal.documents,
        rows=journal.rows,
        debit=journal.debit,
        total=journal.total,
        made_by=actor.login,
        made_at=utc_now(),
    )
    rows = [(export.id, document.invoice, True) for document in fresh]
    insert_rows(AccountedDocument, ("export", "invoice", "live"), rows)
    return export


def _begun(export: AccountingExport, wish: ExportWish, layout: str, folder: Path | None) -> PreparedFile:
    """Give what was begun: as the original, unless that stands somewhere already; then as a copy of it (G20)."""
    path = standing_original(export, wish.batch, folder) if folder is not None and not wish.taken else None
    if path is None and not wish.taken:
        return _original(export)
    stands_in = str(path or "")
    if path is not None and folder is not None and path.parent == folder.resolve():
        return replace(_original(export), stands_in=stands_in)
    number: Any = export.id
    _is_written(number)
    return replace(_copy(export, wish, layout), stands_in=stands_in)


def _original(export: AccountingExport) -> PreparedFile:
    return _file(export, str(export.form), str(export.layout), is_copy=False)


def _copy(export: AccountingExport, wish: ExportWish, layout: str) -> PreparedFile:
    """Copy what was booked, in any form; in its own by the layout as it was, so that the bytes are the same."""
    if wish.accrual not in (None, export.accrual):
        raise WrongUse(what=tr("It was exported without that accrual; withdraw the export first, or leave it out."))
    kept = str(export.layout) if wish.form == export.form else layout
    return _file(export, wish.form, kept, is_copy=True)


def _file(export: AccountingExport, form: str, layout: str, *, is_copy: bool) -> PreparedFile:
    journal = journal_from_json(str(export.journal))
    name, content = render_journal(journal, form, layout, is_copy=is_copy)
    number: Any = export.id
    return PreparedFile(number, name, content, is_copy, journal.documents, journal.rows, journal.debit, journal.total)

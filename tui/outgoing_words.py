"""Tables of exactly what will be written or sent, before anything is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.language.words import ntr, tr
from models.rules.delivery import DeliveryState
from tui.figures import amount
from tui.widgets.row_layout import TableColumn, TableRow

if TYPE_CHECKING:
    from models.operations.accounting.plan_export import PlannedFile
    from models.operations.billing.invoices import InvoiceRow
    from models.operations.documents.delivery_rows import Journey

PAPERS = 2
"""Files a specification: PDF and Excel."""


def file_columns() -> list[TableColumn]:
    """Head the table of an export."""
    return [
        TableColumn(tr("What is written")),
        TableColumn(tr("files"), figures=True),
        TableColumn(tr("kr"), figures=True),
    ]


def export_rows(invoices: Sequence[InvoiceRow], *, with_pdf: bool, with_specifications: bool) -> list[TableRow]:
    """Count what an export writes; what is annulled stands in the register alone."""
    posted = [each for each in invoices if each.number]
    sent = [each for each in posted if not (each.annuls or each.annulled_by)]
    notes = [each for each in sent if each.kind == "credit"]
    bills = [each for each in sent if each.kind != "credit"]
    total = sum(each.total for each in bills) - sum(each.total for each in notes)
    counted = [(tr("e-invoices"), len(bills), amount(sum(each.total for each in bills)))]
    if notes:
        counted.append((tr("credit notes"), len(notes), amount(-sum(each.total for each in notes))))
    if with_pdf:
        counted.append((tr("the same as PDF"), len(sent), ""))
    counted.append((tr("register and checksums"), 2, ""))
    if with_specifications:
        counted.append((tr("specifications, PDF and Excel"), PAPERS * len(sent), ""))
    rows = [TableRow(str(place), (what, str(count), worth)) for place, (what, count, worth) in enumerate(counted)]
    if len(posted) > len(sent):
        words = ntr(
            "{n} annulled: in the register alone", "{n} annulled: in the register alone", len(posted) - len(sent)
        )
        rows.append(TableRow("annulled", (words, "", "")))
    files = sum(count for _, count, _ in counted)
    return [*rows, TableRow("total", (tr("together"), str(files), amount(total)))]


def books_columns() -> list[TableColumn]:
    """Head the table of an accounting file."""
    return [
        TableColumn(tr("Account")),
        TableColumn(""),
        TableColumn(tr("in debit"), figures=True),
        TableColumn(tr("in credit"), figures=True),
    ]


def books_rows(files: Sequence[PlannedFile]) -> list[TableRow]:
    """Sum each file account by account, and say what the documents come to beside it (G19)."""
    rows: list[TableRow] = []
    for file in files:
        said = ntr("{n} document", "{n} documents", file.documents)
        entries = ntr("{n} entry", "{n} entries", file.rows)
        copy = tr("a copy, marked so") if file.is_copy else ""
        head = " · ".join(filter(None, (file.name, said, entries, copy)))
        rows.append(TableRow("", (head, "", "", "")))
        rows += [
            TableRow(f"{file.name}:{each.account}", (each.account, each.name, _side(each.debit), _side(each.credit)))
            for each in file.sums
        ]
        credit = sum(each.credit for each in file.sums)
        words = tr("together; the documents come to {total}", total=amount(file.total))
        rows.append(TableRow(f"{file.name}:", ("", words, amount(file.debit), amount(credit))))
    return rows


def _side(ore: int) -> str:
    return amount(ore) if ore else ""


def sending_lines(journeys: Sequence[Journey], totals: dict[str, int]) -> list[str]:
    """Say which of a batch's documents would be sent, and which not."""
    annulled = [each for each in journeys if each.state is DeliveryState.ANNULLED]
    known = [each for each in journeys if each.sent_at is not None and each not in annulled]
    to_send = [each for each in journeys if each not in annulled and each not in known]
    count = ntr("{n} document", "{n} documents", len(to_send))
    lines = [tr("to send: {documents}, {total}", documents=count, total=amount(sum(totals[e.number] for e in to_send)))]
    if known:
        lines.append(ntr("{n} was sent before.", "{n} were sent before.", len(known)))
    if annulled:
        lines.append(annulled_words(len(annulled)))
    return lines


def annulled_words(count: int) -> str:
    """Say how many documents are sent to nobody."""
    return ntr("{n} is annulled, and sent to nobody.", "{n} are annulled, and sent to nobody.", count)

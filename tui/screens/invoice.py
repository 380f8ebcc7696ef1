"""An invoice or a credit note, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.language.formats import day_text, kronor
from models.language.terms import term
from models.language.words import N_, Marked, tr
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow, show_invoice
from models.operations.payments.disputes import DisputeSheet, list_disputes
from models.rules.money import Ore
from tui.document_words import standing_words
from tui.keys import bindings
from tui.line_words import LINE_COLUMNS, by_case, invoice_heading, line_cells
from tui.money_words import dispute_words
from tui.screens.base import READING
from tui.screens.billed_line import BilledLineScreen
from tui.screens.credit import CreditScreen, can_be_credited
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.invoice_deeds import InvoiceDeeds
from tui.screens.why_deeds import WhyDeeds
from tui.why_words import PricedLine, posted
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from models.operations.reports.document_states import DocumentStanding


@dataclass(frozen=True, slots=True)
class InvoiceOnScreen:
    """A posted document, how it stands, and the disputes of its lines that ask for something, read together."""

    invoice: InvoiceRow
    standing: DocumentStanding | None
    disputes: tuple[DisputeSheet, ...]


class InvoiceScreen(InvoiceDeeds, WhyDeeds, HistoryDeeds):
    """One document with its lines."""

    GROUPS = ("list", "invoice", "why", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "An invoice or a credit note. Enter opens a line down to the hour rows behind it; why says where its price"
        " comes from; history holds the batch's too. What is posted never changes: a fault is put right by a credit"
        " note and a new invoice. Credit shows what would be taken back and what would come instead before anything"
        " is done. The specification says what is billed per person and day, as much as the recipient is to be told;"
        " the fee basis is for the home municipality's own charging. A line that they do not accept is disputed until"
        " it is decided. What is paid is entered in Billing, among what is paid; the payments on it are listed by:"
        " vistelse payment list --invoice NUMBER."
    )

    def __init__(self, invoice: InvoiceRow | None = None) -> None:
        super().__init__()
        self.invoice = invoice
        self.standing: DocumentStanding | None = None
        self.disputes: dict[int, DisputeSheet] = {}

    @property
    def command(self) -> str:
        """The same document as a command gives it."""
        if self.invoice is None or not self.invoice.number:
            return f"vistelse invoice list --batch {self.invoice.batch if self.invoice else ''}".rstrip()
        return f"vistelse invoice show {self.invoice.number}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield the lines."""
        yield RowTable([column() for column in LINE_COLUMNS])

    def load(self) -> None:
        """Show the document that the list had read, then what has been credited of it since."""
        if self.invoice is None:
            return
        self.show_invoice(self.invoice)
        if self.invoice.number:
            self.read_invoice(self.invoice.number)

    def read_invoice(self, number: str) -> None:
        """Read a posted document, and how it stands."""
        today, actor = self.session.today(), self.session.actor

        def read() -> InvoiceOnScreen:
            from models.operations.reports.document_states import document_standings  # no draft needs it

            standings = document_standings(today, actor, number=number)
            disputes = tuple(each for each in list_disputes(actor) if each.number == number)
            return InvoiceOnScreen(show_invoice(number, actor), standings.get(number), disputes)

        self.ask_store(read, self.show_posted, READING)

    def show_posted(self, shown: InvoiceOnScreen) -> None:
        """Show a document with how it stands."""
        self.standing = shown.standing
        self.disputes = {each.line: each for each in shown.disputes}
        self.show_invoice(shown.invoice)

    def show_invoice(self, invoice: InvoiceRow) -> None:
        """Show a document."""
        self.invoice = invoice
        is_credit = invoice.kind == "credit"
        whose = "" if is_credit else f" · {invoice.recipient}"  # a credit note's two numbers need the room
        self.title_is(f"{invoice_name(invoice)}{whose}", _moment(invoice))
        parted = by_case(invoice.lines)
        alone = invoice.lines[0].case if len(parted) == 1 else ""
        rows = [TableRow("", (invoice.recipient,))] if is_credit else []
        standing = standing_words(self.standing, self.session.today()) if self.standing is not None else []
        rows += [TableRow("", (words,)) for words in (*standing, *_told(invoice))]
        rows.append(invoice_heading(alone, invoice.reference, signed_total(invoice)))
        for case, lines in parted:
            rows += [TableRow("", (f"  {case}",))] if case else []
            rows += [row for line in lines for row in self._line_rows(line, invoice)]
        self.rows.show_rows(rows)

    def _line_rows(self, line: InvoiceLineRow, invoice: InvoiceRow) -> list[TableRow]:
        rows = _rows(line, is_difference=invoice.is_difference)
        dispute = self.disputes.get(line.position)
        return [*rows, TableRow("", (f"    {dispute_words(dispute)}",))] if dispute is not None else rows

    def line_here(self) -> InvoiceLineRow | None:
        """Give the line under the cursor."""
        lines = self.invoice.lines if self.invoice else ()
        return next((line for line in lines if str(line.position) == self.rows.key_here), None)

    def priced_line_here(self) -> PricedLine | None:
        """Give what prices the line under the cursor."""
        line, invoice = self.line_here(), self.invoice
        return posted(line, invoice) if line is not None and invoice is not None else None

    def subject_here(self) -> str:
        """Name the document; a draft has no name but its batch's."""
        return (self.invoice.number or self.invoice.batch) if self.invoice else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Credit only a posted invoice with something left."""
        if action == "credit_invoice":
            return self.invoice is not None and can_be_credited(self.invoice)
        return super().check_action(action, parameters)

    def action_credit_invoice(self) -> None:
        """Show what a credit would take back, and what would come instead."""
        if self.invoice is not None and can_be_credited(self.invoice):
            here = self.rows.key_here
            self.app.push_screen(CreditScreen(self.invoice, here))

    def action_open_row(self) -> None:
        """Open the line under the cursor down to its hour rows."""
        invoice, line, actor = self.invoice, self.line_here(), self.session.actor
        if invoice is None or line is None:
            return
        self.app.push_screen(BilledLineScreen(invoice, line, actor))


def invoice_name(invoice: InvoiceRow) -> str:
    """Name a document by its kind and number, a credit note by what it credits too."""
    if invoice.kind == "credit":
        return tr("Credit note {number} on {credits}", number=invoice.number, credits=invoice.credits)
    if not invoice.number:
        return tr("Draft in {batch}", batch=invoice.batch)
    return tr("Invoice {number}", number=invoice.number)


def signed_total(invoice: InvoiceRow) -> Ore:
    """Give what a document adds to its batch in öre: a credit note takes away."""
    return -invoice.total if invoice.kind == "credit" else invoice.total


def _moment(invoice: InvoiceRow) -> str:
    total = kronor(signed_total(invoice))
    if invoice.due_on is None or invoice.kind == "credit":
        return total
    return f"{tr('due {day}', day=day_text(invoice.due_on))} · {total}"


def _told(invoice: InvoiceRow) -> list[str]:
    """Say why a credit note was made, and what was annulled."""
    told = []
    if invoice.reason_code:
        told.append(": ".join(filter(None, (term("credit reason", invoice.reason_code), invoice.reason))))
    if invoice.annuls:
        told.append(tr("annuls it: neither is sent"))
    if invoice.annulled_by:
        told.append(tr("annulled by {number}: neither is sent", number=invoice.annulled_by))
    for number, lines in invoice.replaced.items():
        listed = ", ".join(map(str, lines))
        told.append(
            tr("Replaced in {number}, which claims only the difference: line {lines}.", number=number, lines=listed)
        )
    return told


def _rows(line: InvoiceLineRow, *, is_difference: bool) -> list[TableRow]:
    """Write a line, and under it which credit note or draft takes it back, or what it changes."""
    told = []
    if line.is_replaced:
        told.append(tr("replaced in {number}", number=line.credited_by))
    elif line.credited_by:
        told.append(tr("credited by {number}", number=line.credited_by))
    if line.drafted_by:
        told.append(tr("taken back by a draft in {batch}", batch=line.drafted_by))
    if is_difference and line.takes_back:
        told.append(tr("takes back {number} line {line}", number=line.original, line=line.original_line))
    elif is_difference and line.original:
        told.append(tr("instead of {number} line {line}", number=line.original, line=line.original_line))
    row = TableRow(str(line.position), line_cells(line, is_credit=line.takes_back))
    return [row, *(TableRow("", (f"    {words}",)) for words in told)]

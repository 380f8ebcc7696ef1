"""What was sent, and what of it did not reach anybody."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr
from models.operations.documents.deliver import SendWish
from models.operations.documents.delivery_rows import Journey
from models.operations.documents.list_deliveries import list_deliveries
from models.operations.documents.read_receipts import ReadReceipts, read_receipts
from models.operations.store.describe_store import show_store
from models.rules.delivery import DONE, DeliveryState
from tui.document_words import way_facts
from tui.keys import bindings
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING
from tui.screens.confirm_by_typing import ConfirmByTypingScreen
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.sending_deeds import SendingDeeds, last_folder
from tui.screens.why import WhyScreen
from tui.screens.wish_forms import folder_of
from tui.targets import InvoiceTarget
from tui.user_keys import path_text
from tui.widgets.row_layout import TableColumn, TableRow
from tui.widgets.row_table import RowTable

OF_ONE = frozenset({"open_row", "show_way"})


class DeliveriesScreen(SendingDeeds, HistoryDeeds):
    """The posted documents that are not delivered, or all; how far each has come stands beside its own state (G20)."""

    GROUPS = ("list", "delivery", "history")
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Posted documents that nobody has confirmed to have got. Sent is not delivered: that is said by the receipts"
        " that the access point puts back, and they are read from its folder. An attempt that failed is made again"
        " with the same bytes; what was sent is sent once more only when its number is typed, and marked so. A whole"
        " batch is sent from the list of batches."
    )

    def __init__(self) -> None:
        super().__init__()
        self.journeys: tuple[Journey, ...] = ()
        self.everything = False

    @property
    def command(self) -> str:
        """The same list as a command gives it."""
        return "vistelse delivery list" if self.everything else "vistelse delivery list --open"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list, and what was said last of the document under the cursor."""
        yield RowTable(
            [
                TableColumn(tr("Number")),
                TableColumn(tr("Recipient")),
                TableColumn(tr("Batch")),
                TableColumn(tr("State")),
                TableColumn(tr("attempts"), figures=True),
            ],
            wide=1,
        )
        yield Static(id="basis", classes="words", markup=False)

    def load(self) -> None:
        """Read how the documents stand."""
        only_open, actor = not self.everything, self.session.actor
        self.ask_store(lambda: list_deliveries(actor, only_open=only_open), self.show_journeys, READING)

    def show_journeys(self, journeys: tuple[Journey, ...]) -> None:
        """Show them."""
        self.journeys = journeys
        waiting = sum(each.state not in DONE for each in journeys)
        self.title_is(tr("What was sent"), ntr("{n} not delivered", "{n} not delivered", waiting))
        none = TableRow("", (tr("Every posted document is delivered."),))
        self.rows.show_rows([_row(each) for each in journeys] or [none])
        self.row_changed()

    def row_changed(self) -> None:
        """Say what was said last of the document under the cursor."""
        here = self.journey_here()
        self.query_one("#basis", Static).update(here.message if here is not None else "")
        self.show_foot()

    def journey_here(self) -> Journey | None:
        """Give the document under the cursor."""
        here = self.rows.key_here if self.is_mounted else ""
        return next((each for each in self.journeys if each.number == here), None)

    def subject_here(self) -> str:
        """Name the document under the cursor."""
        here = self.journey_here()
        return here.number if here is not None else ""

    def copied_here(self) -> str:
        """Give the number under the cursor."""
        return self.subject_here()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Send what is not annulled, one thing at a time."""
        here = self.journey_here()
        if action in OF_ONE:
            return here is not None
        if action == "send_document":
            return here is not None and not here.is_annulled and not self.is_exporting
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the document under the cursor."""
        self.post_message(self.GoTo(InvoiceTarget(self.subject_here())))

    def action_delivered_too(self) -> None:
        """Show what is delivered too, or leave it out again."""
        self.everything = not self.everything
        self.load()

    @work
    async def action_show_way(self) -> None:
        """Show every attempt, and every word that came back."""
        here = self.journey_here()
        if here is not None:
            await self.ask_user(WhyScreen(f"{here.number} · {term('delivery', here.state)}", way_facts(here)))

    def action_send_document(self) -> None:
        """Ask where the documents of the organisation are sent, then about this one."""
        here, actor = self.journey_here(), self.session.actor
        if here is not None:
            self.ask_store(lambda: show_store(actor).outbox, lambda outbox: self.ask_one(here, outbox))

    def ask_one(self, here: Journey, outbox: str) -> None:
        """Tell what would be sent, and ask for its number."""
        self._confirm_one(here, outbox)

    @work
    async def _confirm_one(self, here: Journey, outbox: str) -> None:
        folder = await self.ask_outbox(outbox, self.journeys)
        if folder is None:
            return
        again = here.sent_at is not None or here.state is DeliveryState.IN_DOUBT
        once_more = [tr("It was sent before, or may have been; it goes with the same bytes, marked as sent once more.")]
        question = tr(
            "Send {what} to {folder}, from which the access point sends it on. What is sent cannot be taken back."
            "\nType {what} to send.",
            what=here.number,
            folder=path_text(folder),
        )
        words = "\n".join([*(once_more if again else []), question])
        if await self.ask_user(ConfirmByTypingScreen(words, here.number)) is not None:
            self.send(SendWish(here.number, str(folder), again))

    def action_read_receipts(self) -> None:
        """Ask in which folder the receipts lie, and read them."""
        actor = self.session.actor
        self.ask_store(lambda: show_store(actor).outbox, self.ask_receipts)

    def ask_receipts(self, outbox: str) -> None:
        """Ask in which folder the receipts lie."""
        self._ask_receipts(outbox)

    @work
    async def _ask_receipts(self, outbox: str) -> None:
        given = path_text(Path(outbox)) if outbox else last_folder(self.journeys)
        question = tr("In which folder does the access point put its receipts?")
        text = await self.ask_user(AskTextScreen(question, given))
        if text is not None:
            folder, actor = folder_of(text), self.session.actor
            self.ask_store(lambda: read_receipts(folder, actor), self.show_read)

    def show_read(self, read: ReadReceipts) -> None:
        """Say what was new in the receipts, and which of them say nothing to us."""
        self.load()
        words = [ntr("{n} document delivered.", "{n} documents delivered.", len(read.delivered))]
        words += [f"! {tr('{number} was rejected.', number=number)} {why}".rstrip() for number, why in read.rejected]
        if read.known:
            words.append(ntr("{n} receipt was read before.", "{n} receipts were read before.", read.known))
        words += [f"! {each.source}{f':{each.line}' if each.line else ''}: {each.why}" for each in read.strange]
        self.notice.tell("\n".join(words))


def _row(each: Journey) -> TableRow:
    cells = (each.number, each.recipient, each.batch, term("delivery", each.state), str(len(each.attempts) or ""))
    return TableRow(each.number, cells)

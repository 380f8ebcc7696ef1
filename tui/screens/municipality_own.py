"""Our own organisation: what the documents print of us, and how we work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from models.language.terms import term
from models.language.words import N_, Marked, tr, tr_marked
from models.operations.store.describe_store import OrganisationFacts, refuse_wrong, set_store, show_store
from tui.form_readers import Read, Understood, checked, text_line, yes_no_line
from tui.keys import bindings
from tui.screens.base import READING
from tui.screens.conditions import ConditionsScreen
from tui.screens.history_deeds import HistoryDeeds
from tui.screens.rates_form_base import FormScreen, Unsaved
from tui.screens.recipient_form import days_line
from tui.widgets.form_line import FormField
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable

FACTS: dict[str, Marked] = {
    "municipality": N_("Municipality"),
    "name": N_("Name"),
    "organisation_number": N_("Organisation number"),
    "vat_number": N_("VAT no."),
    "bankgiro": N_("Bankgiro"),
    "payment_days": N_("Payment days"),
    "mailbox": N_("E-mail"),
    "street": N_("Street"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "exemption_code": N_("VAT exemption, code"),
    "exemption_text": N_("VAT exemption, text"),
    "attest": N_("Attest by another"),
    "training": N_("Training store"),
}
"""What is shown, in this order; what can be changed is asked for in this order too."""


@dataclass(frozen=True, slots=True)
class OwnFilled:
    """What was changed of our own organisation, as the store takes it."""

    changes: Mapping[str, str | int | bool]


class OwnForm(FormScreen[OwnFilled]):
    """Our own facts; documents that are posted keep what they were posted with."""

    def __init__(self, facts: OrganisationFacts, unsaved: Unsaved) -> None:
        self.facts = facts
        reads: dict[str, Read] = {
            "vat_number": text_line(),
            "bankgiro": checked(_digits, lambda giro: refuse_wrong({"bankgiro": giro})),
            "payment_days": days_line(needed=True),
            "mailbox": text_line(),
            "street": text_line(),
            "postal_code": text_line(),
            "city": text_line(),
            "exemption_text": text_line(),
            "attest": yes_no_line,
        }
        fields = [FormField(name, tr_marked(FACTS[name]), read, said(facts, name)) for name, read in reads.items()]
        title = tr("Our own organisation. Documents that are posted keep what they have.")
        super().__init__(title, fields, unsaved)

    @property
    def is_new(self) -> bool:
        """Say that the organisation is known."""
        return False

    def filled(self, values: Mapping[str, Any]) -> OwnFilled:
        """Give only what is not as it was."""
        return OwnFilled({name: value for name, value in values.items() if value != getattr(self.facts, name)})


class OwnScreen(HistoryDeeds):
    """Our own organisation, line by line."""

    GROUPS = ("own", "history")
    ROOM = "municipalities"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "Our own organisation as invoices print it, and whether another person attests each batch. An administrator"
        " changes it; documents that are posted keep what they were posted with."
    )

    def __init__(self) -> None:
        super().__init__()
        self.facts: OrganisationFacts | None = None

    @property
    def command(self) -> str:
        """The same facts as a command gives them."""
        return "vistelse store show"

    def compose_body(self) -> Iterable[Widget]:
        """Yield the facts, and the one under the cursor whole."""
        yield RowTable(wide=1)
        yield Static(id="details", classes="words", markup=False)

    def load(self) -> None:
        """Read the facts."""
        actor = self.session.actor
        self.title_is(tr("Our own organisation"))
        self.ask_store(lambda: show_store(actor), self.show_facts, READING)

    def show_facts(self, facts: OrganisationFacts) -> None:
        """Show the facts."""
        self.facts = facts
        self.title_is(tr("Our own organisation"), facts.name)
        self.rows.show_rows([TableRow(name, (tr_marked(words), said(facts, name))) for name, words in FACTS.items()])

    def row_changed(self) -> None:
        """Say the fact under the cursor whole."""
        super().row_changed()
        here = self.rows.key_here
        said_whole = said(self.facts, here) if self.facts is not None and here else ""
        self.query_one("#details", Static).update(said_whole)

    def subject_here(self) -> str:
        """Name the store as the log does."""
        return "store"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Change only what is shown."""
        if action == "change_own":
            return self.facts is not None
        return super().check_action(action, parameters)

    @work
    async def action_change_own(self) -> None:
        """Ask for other facts, and save what differs."""
        if self.facts is None:
            return
        unsaved = Unsaved("own")
        filled = await self.ask_user(OwnForm(self.facts, unsaved))
        if filled is None or not filled.changes:
            unsaved.forget()
            return
        actor = self.session.actor
        self.ask_store(lambda: set_store(filled.changes, actor), lambda done: self.show_changed(unsaved))

    def action_open_conditions(self) -> None:
        """Show our own conditions."""
        self.app.push_screen(ConditionsScreen())

    def show_changed(self, unsaved: Unsaved) -> None:
        """Say that it is saved."""
        unsaved.forget()
        self.load()
        self.notice.tell(tr("Saved."))


def said(facts: OrganisationFacts, name: str) -> str:
    """Write one fact."""
    value = getattr(facts, name)
    return term("answer", value) if isinstance(value, bool) else str(value)


def _digits(text: str) -> Understood:
    return Understood(text.replace("-", "").replace(" ", ""))

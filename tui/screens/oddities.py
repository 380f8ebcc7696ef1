"""Everything that is unusual about a month beside the month before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from models.language.words import N_, Marked, ntr, tr
from models.operations.billing.oddities import Oddity, OddityKind, find_oddities, month_before
from models.operations.billing.oddity_text import oddity_text
from models.operations.billing.plan import BatchPlan
from models.rules.period import Month
from tui.dates import month_name, month_text
from tui.keys import bindings
from tui.screens.base import READING, FeeScreen
from tui.screens.recipient import RecipientScreen
from tui.targets import VisitTarget
from tui.widgets.row_layout import TableRow
from tui.widgets.row_table import RowTable


class OdditiesScreen(FeeScreen):
    """What to look at before a month is run or attested."""

    GROUPS = ("list",)
    ROOM = "billing"
    BINDINGS = bindings(*GROUPS)
    ABOUT: ClassVar[Marked] = N_(
        "What differs from the month before: a recipient's sum that changed by half or more, a first invoice, none"
        " where there was one, a price that changed, and a visit with half as many hours again as were granted, five"
        " at the least. Nothing of it is wrong for that; it is worth a look before attest. Enter opens the planned"
        " lines of the recipient, or the visit."
    )

    def __init__(self, month: Month, plan: BatchPlan | None = None) -> None:
        super().__init__()
        self.month, self.plan = month, plan
        self.oddities: tuple[Oddity, ...] = ()

    @property
    def command(self) -> str:
        """The plan that says the same."""
        return f"vistelse batch plan {self.month}"

    def compose_body(self) -> Iterable[RowTable]:
        """Yield one line for each."""
        yield RowTable()

    def load(self) -> None:
        """Compare the months."""
        month, plan, actor = self.month, self.plan, self.session.actor
        self.ask_store(lambda: find_oddities(month, actor, plan), self.show_oddities, READING)

    def show_oddities(self, oddities: tuple[Oddity, ...]) -> None:
        """Show what was found."""
        self.oddities = oddities
        before = month_name(month_before(self.month))
        title = tr("{month} beside {before}", month=month_text(self.month), before=before)
        self.title_is(title, ntr("{n} oddity", "{n} oddities", len(oddities)))
        rows = [TableRow(str(place), (oddity_text(oddity),)) for place, oddity in enumerate(oddities)]
        nothing = tr("Nothing differs much from {month}.", month=before)
        self.rows.show_rows(rows or [TableRow("", (nothing,))])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open only what leads somewhere."""
        if action == "open_row":
            return self.is_mounted and self._leads_to() is not None
        return super().check_action(action, parameters)

    def action_open_row(self) -> None:
        """Open the recipient's planned lines, or the visit."""
        match self._leads_to():
            case RecipientScreen() as screen:
                self.app.push_screen(screen)
            case VisitTarget() as target:
                self.post_message(self.GoTo(target))

    def _leads_to(self) -> RecipientScreen | VisitTarget | None:
        if not self.rows.key_here:
            return None
        oddity = self.oddities[int(self.rows.key_here)]
        if oddity.kind == OddityKind.HOURS:
            target = VisitTarget(oddity.case)
            return target if self.session.has_room_for(target) else None
        invoices = self.plan.invoices if self.plan else ()
        if self.plan and any(invoice.recipient == oddity.recipient for invoice in invoices):
            return RecipientScreen(self.plan, oddity.recipient)
        return None

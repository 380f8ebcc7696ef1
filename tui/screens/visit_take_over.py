"""The offer to take a guest's last order over, once the identity number is typed."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from models.language.formats import day_text
from models.language.words import tr
from models.operations.visits.last_order import LastOrder, last_order
from tui.form_fields import FormField
from tui.kept_text import keep_text
from tui.keys import KEY_OF, sign_of
from tui.screens.visit_form import FormScreen
from tui.vocabulary import service_name

TAKE_OVER = KEY_OF["register.take-over"]
IDENTITY = "identity_number"
LAST_ORDER = "last order"
"""The topic of the question which visit was the guest's last."""
OF_A_DECISION = ("service", "granted", "granted_per", "provider", "area")
"""Fields that are emptied, where nothing was typed in them: the decisions are taken over as they were, all of them."""


class TakeOverScreen(FormScreen):
    """A form about a guest who may have been here before."""

    def __init__(self, fields: tuple[FormField, ...]) -> None:
        super().__init__(fields)
        self.offered: LastOrder | None = None
        self.taken: LastOrder | None = None
        self._asked_about = ""

    @on(Input.Changed)
    def look_for_last_order(self, message: Input.Changed) -> None:
        """Ask for the guest's last visit, once the whole number is typed."""
        if message.input.id == f"field-{IDENTITY}" and self.is_open:
            self.ask_about(str(self.form.say_all(self.around)[IDENTITY].value or ""))

    def ask_about(self, number: str) -> None:
        """Ask for the last visit of the guest with a number; of another guest nothing is taken over any more."""
        if number == self._asked_about:
            return
        self._asked_about, self.offered, self.taken = number, None, None
        self.notice.forget()
        if number:
            today, actor = self.session.today(), self.session.actor
            self.ask_store(lambda: last_order(number, today, actor), self.show_offer, LAST_ORDER)
        self.show_foot()

    def show_offer(self, order: LastOrder | None) -> None:
        """Say which visit it was, and that it can be taken over."""
        self.offered = order
        if order is not None:
            until = day_text(order.last) if order.last else tr("until further notice")
            words = tr("Last visit {case}, {first} – {last}.", case=order.case, first=day_text(order.first), last=until)
            sign = sign_of(self.session.keys.get(TAKE_OVER.id, TAKE_OVER.keys))
            self.notice.tell(f"{words} {tr('{key} takes its order over, not its days.', key=sign)}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take over only what is offered."""
        if action == "take_over":
            return self.offered is not None and self.taken is None
        return super().check_action(action, parameters)

    def action_take_over(self) -> None:
        """Fill in what nobody has typed, and remember the visit for the rest."""
        order = self.offered
        if order is None:
            return
        self.taken = order
        usual = {
            "home_municipality": order.municipality,
            "recipient": order.recipient,
            "invoice_reference": order.invoice_reference,
            **dict.fromkeys(OF_A_DECISION, ""),
        }
        values = self.form.values
        self.form.fill({name: text for name, text in usual.items() if values.get(name) == self.opened.get(name)})
        self.form.say_all(self.around)
        keep_text(self.place, self.form.values, self.opened)
        self.notice.tell(_taken_words(order))
        self.show_foot()


def _taken_words(order: LastOrder) -> str:
    services = ", ".join(service_name(each.service) for each in order.decisions) or tr("no service")
    if order.is_masked:
        return tr(
            "From {case}: {services}. The guest is protected: addresses and contacts are not taken over.",
            case=order.case,
            services=services,
        )
    return tr(
        "From {case} when you save: {services}; addresses and contacts. A service that you type counts instead.",
        case=order.case,
        services=services,
    )

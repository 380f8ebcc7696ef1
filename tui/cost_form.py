"""The form of an extra cost, described: its day, what it cost, and the receipt."""

from __future__ import annotations

from models.interchange.cells import Bad, read_amount
from models.language.formats import kronor
from models.language.words import N_, tr
from models.operations.hours.add_extra_cost import LONGEST_RECEIPT
from tui.form_fields import FormField, Surroundings, Understood, a_day, a_text


def a_past_day(text: str, around: Surroundings) -> Understood:
    """Read a day that has come."""
    read = a_day(text, around)
    if read.value is not None and read.value > around.today:
        return Understood(wrong=tr("The day lies ahead; write the day of the receipt."))
    return read


def a_cost(text: str, around: Surroundings) -> Understood:
    """Read an amount in kronor, more than nought."""
    read = read_amount(text)
    if isinstance(read, Bad):
        return Understood(wrong=read.text)
    if read is None or read <= 0:
        return Understood(wrong=tr("The amount must be more than 0; write what the receipt says."))
    return Understood(read, kronor(read))


def a_receipt(text: str, around: Surroundings) -> Understood:
    """Read what the receipt is called: it becomes a line of an invoice."""
    if len(text) > LONGEST_RECEIPT:
        return Understood(wrong=tr("The receipt's text is longer than {most} characters.", most=LONGEST_RECEIPT))
    return a_text(text, around)


COST: tuple[FormField, ...] = (
    FormField("day", N_("Day of the receipt"), a_past_day, N_("1/7, today, +14"), needed=True),
    FormField("amount", N_("Kronor"), a_cost, N_("as 850,00"), needed=True),
    FormField("receipt", N_("Receipt"), a_receipt, N_("what, and its number"), needed=True),
)

"""Ask for an amount."""

from __future__ import annotations

from models.language.words import tr
from models.rules.fields import FieldRefused, parse_amount
from models.rules.money import Ore
from tui.screens.ask_text import AskTextScreen


class AskAmountScreen(AskTextScreen):
    """A question that is answered with kronor above nought; the text that it returns can be read as such."""

    def wrong(self, text: str) -> str:
        """Say that the text is no amount."""
        try:
            amount = amount_typed(text)
        except FieldRefused:
            amount = 0
        return "" if amount else tr("The amount is above nought; write kronor, as 414,80.")


def amount_typed(text: str) -> Ore:
    """Read a typed amount in öre.

    Raises:
        FieldRefused: it is none.
    """
    return parse_amount(text)

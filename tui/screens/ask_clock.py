"""Ask for the clock times of what stands in a cell."""

from __future__ import annotations

from datetime import date

from models.rules.fields import FieldRefused, parse_clock
from models.rules.period import DAY
from models.rules.services import Unit
from models.rules.typed_hours import TypedFault, TypedRefused, clock_measure, parse_typed
from tui.hour_sheet import Entries
from tui.hour_words import fault_words
from tui.screens.ask_text import AskTextScreen


class AskClockScreen(AskTextScreen):
    """A question answered by a start, where one length of time is known, or by a start and an end each."""

    def __init__(self, question: str, entries: Entries, day: date, given: str = "") -> None:
        super().__init__(question, given)
        self.entries = entries
        self.day = day

    def wrong(self, text: str) -> str:
        """Say that the text is no clock time."""
        try:
            clock_entries(text, self.entries, self.day)
        except TypedRefused as refused:
            return fault_words(text, refused.code)
        return ""


def clock_entries(text: str, entries: Entries, day: date) -> Entries:
    """Read clock times; a start alone is followed by the minutes of the one entry there is.

    Raises:
        TypedRefused: the text is no clock time, or a start alone says too little.
    """
    try:
        start = parse_clock(text.replace(".", ":"))
    except FieldRefused:
        found = parse_typed(text, Unit.HOUR, day)
        if not found or not all(each.has_clock for each in found):
            raise TypedRefused(TypedFault.NOT_A_TIME) from None
        return found
    if len(entries) != 1 or not entries[0].minutes:
        raise TypedRefused(TypedFault.NOT_UNDERSTOOD)
    return (clock_measure(day, start, (start + entries[0].minutes) % DAY),)

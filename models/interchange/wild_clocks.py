"""Times of the day as planning systems write them; a column is read by one form throughout, never by a guess."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from typing import Final

from models.interchange.wild_forms import best_readings
from models.rules.period import DAY


class ClockForm(StrEnum):
    """How a time of the day is written."""

    COLON = "hh:mm"
    DOT = "h.mm"
    COMPACT = "hhmm"
    DECIMAL = "decimal-hours"
    FRACTION = "day-fraction"
    CUT = "seconds-cut"
    """With seconds, which are left off."""


EXAMPLES: Final[dict[ClockForm, str]] = {
    ClockForm.COLON: "08:10",
    ClockForm.DOT: "8.10 = 08:10",
    ClockForm.COMPACT: "0810 = 08:10",
    ClockForm.DECIMAL: "8.50 = 08:30",
    ClockForm.FRACTION: "0.354166667 = 08:30",
    ClockForm.CUT: "08:10:37 = 08:10",
}
"""What each form looks like, for whoever chooses."""

_COLON = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_DOT = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]{2}))?")
_COMPACT = re.compile(r"([0-9]{1,2})([0-9]{2})")
_DECIMAL = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,4})?")
_FRACTION = re.compile(r"0?[.,][0-9]{1,17}|0")
_AROUND = re.compile(r"^(?:kl\.?|klockan)\s*|\s*(?:kl\.?|h)$")
_NEAR: Final = Decimal("0.02")
"""How far in minutes a fraction of a day may be from a whole minute; Excel keeps fifteen digits."""


def read_wild_clock(text: str, form: ClockForm) -> int | None:
    """Read a time as minutes of the day, 0..1440, by its form; None when it is not written so."""
    bare = _AROUND.sub("", text.strip().casefold())
    if found := _COLON.fullmatch(bare):
        seconds = int(found[3] or 0)
        is_whole = seconds == 0 or (form is ClockForm.CUT and seconds < 60)
        return _minute_of(int(found[1]), int(found[2])) if is_whole else None
    match form:
        case ClockForm.DOT:
            found = _DOT.fullmatch(bare)
            return _minute_of(int(found[1]), int(found[2] or 0)) if found else None
        case ClockForm.COMPACT:
            found = _COMPACT.fullmatch(bare)
            return _minute_of(int(found[1]), int(found[2])) if found else None
        case ClockForm.DECIMAL:
            return _whole(_number(bare) * 60, Decimal(0)) if _DECIMAL.fullmatch(bare) else None
        case ClockForm.FRACTION:
            return _whole(_number(bare) * DAY, _NEAR) if _FRACTION.fullmatch(bare) else None
        case _:
            return None


def clock_forms_of(texts: Collection[str], *, is_excel: bool) -> tuple[ClockForm, ...]:
    """List the forms by which the texts are times; those that read all of them alike are one.

    In Excel a number has lost the noughts at its end, so that 8.1 may have been 8.10: then hours with decimals are a
    possibility among others, and no form is chosen. Left-off seconds are never chosen without being asked for.
    """
    forms = set(best_readings(ClockForm, texts, read_wild_clock).values())
    if forms == {ClockForm.DECIMAL} and is_excel and _may_have_lost_noughts(texts):
        forms.add(ClockForm.DOT)
    if any(text.strip().startswith("0") and _DOT.fullmatch(text.strip()) and len(text.strip()) == 5 for text in texts):
        forms.discard(ClockForm.DECIMAL)
    return tuple(form for form in ClockForm if form in forms)


def is_certain(forms: tuple[ClockForm, ...]) -> bool:
    """Say whether one form is left, and one that leaves nothing off."""
    return len(forms) == 1 and forms[0] is not ClockForm.CUT


def _may_have_lost_noughts(texts: Collection[str]) -> bool:
    return all(read_wild_clock(_padded(text), ClockForm.DOT) is not None for text in texts)


def _padded(text: str) -> str:
    return f"{text.strip()}0" if re.fullmatch(r"[0-9]{1,2}\.[0-9]", text.strip()) else text


def _minute_of(hour: int, minute: int) -> int | None:
    return hour * 60 + minute if (hour < 24 and minute < 60) or (hour, minute) == (24, 0) else None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _whole(minutes: Decimal, near: Decimal) -> int | None:
    """Give the whole minute that a number is, or comes near enough to."""
    nearest = minutes.to_integral_value()
    return int(nearest) if abs(minutes - nearest) <= near and nearest <= DAY else None


_SPAN = re.compile(r"(.*?[0-9])\s*(?:-|–|—|till|to)\s*(?:kl\.?\s*)?([0-9].*)")


def split_span(text: str) -> tuple[str, str] | None:
    """Divide '08:10-09:00' into its two times."""
    found = _SPAN.fullmatch(text.strip())
    return (found[1], found[2]) if found else None

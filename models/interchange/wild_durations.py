"""How long something took, as planning systems write it; a column is read by one form throughout, never by a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, Literal

from models.interchange.wild_forms import best_readings

Hint = Literal["hours", "minutes", ""]
"""The unit that a column's name tells, if any."""

LONGEST: Final = 1500
"""The most minutes that a day has."""


class DurationForm(StrEnum):
    """How a duration is written. A text with its own unit, '1,5 h' or '1 h 30 min', is read by every form."""

    COLON = "h:mm"
    HOURS = "hours"
    POINT = "h.mm"
    MINUTES = "minutes"
    HOURS_ROUNDED = "hours-rounded"
    """Hours with decimals, to the nearest whole minute."""
    COLON_ROUNDED = "seconds-rounded"
    """With seconds, to the nearest whole minute, a half upwards."""
    DAYS = "day-fraction"


ROUNDED: Final = frozenset({DurationForm.HOURS_ROUNDED, DurationForm.COLON_ROUNDED})
"""The forms that change what was written; they are used only when somebody has chosen them."""

EXAMPLES: Final[dict[DurationForm, str]] = {
    DurationForm.COLON: "01:30 = 1 h 30 min",
    DurationForm.HOURS: "1,5 = 1 h 30 min",
    DurationForm.POINT: "1.30 = 1 h 30 min",
    DurationForm.MINUTES: "90 = 1 h 30 min",
    DurationForm.HOURS_ROUNDED: "1,33 = 1 h 20 min",
    DurationForm.COLON_ROUNDED: "01:29:40 = 1 h 30 min",
    DurationForm.DAYS: "0.0625 = 1 h 30 min",
}
"""What each form looks like, for whoever chooses."""

_COLON = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?")
_POINT = re.compile(r"([0-9]{1,2})(?:[.,]([0-5][0-9]))?")
_NUMBER = re.compile(r"[0-9]{0,6}(?:[.,][0-9]{1,17})?")
_UNITS = re.compile(
    r"(?:([0-9]+(?:[.,][0-9]+)?)\s*(?:h|t|tim|tim\.|timme|timmar|hours?)\s*(?:och\s+)?)?"
    r"(?:([0-9]+(?:[.,]0+)?)\s*(?:m|min|min\.|minut|minuter|minutes?))?"
)
_COLON_UNITS = re.compile(r"([0-9]{1,3}:[0-5][0-9])\s*(?:h|t|tim|tim\.|timmar)")
_NEAR_HOURS: Final = Decimal("0.3")
"""How far in minutes hours with two decimals may lie from the whole minute that they were rounded from."""
_NEAR_DAYS: Final = Decimal("0.02")
_NOUGHT: Final = Decimal(0)


def read_wild_duration(text: str, form: DurationForm) -> int | None:
    """Read a duration as whole minutes, 0..1500, by its form; None when it is not written so, or is not whole."""
    bare = " ".join(text.split()).casefold()
    units = _by_units(bare)
    if units is not None:
        return units
    minutes = _READ[form](bare)
    return minutes if minutes is not None and minutes <= LONGEST else None


def duration_forms_of(texts: Collection[str], hint: Hint, *, is_excel: bool) -> tuple[DurationForm, ...]:
    """List the forms by which the texts are durations; those that read all of them alike are one.

    A form that rounds is listed only where the same form without rounding does not fit.
    """
    forms = set(best_readings(_allowed(texts, hint), texts, read_wild_duration).values())
    if forms & {DurationForm.HOURS, DurationForm.HOURS_ROUNDED} and is_excel and not hint and _lost_noughts(texts):
        forms.add(DurationForm.POINT)
    return tuple(form for form in DurationForm if form in forms)


def is_certain(forms: tuple[DurationForm, ...]) -> bool:
    """Say whether one form is left, and one that rounds nothing."""
    return len(forms) == 1 and forms[0] not in ROUNDED


def has_own_unit(text: str) -> bool:
    """Say whether a text is a duration with its unit beside it."""
    return _by_units(" ".join(text.split()).casefold()) is not None


def is_told_as_time(text: str) -> bool:
    """Say whether a text is time by its look alone, with a colon or a unit, whatever it stands under."""
    return _COLON.fullmatch(text.strip()) is not None or has_own_unit(text)


def _allowed(texts: Collection[str], hint: Hint) -> tuple[DurationForm, ...]:
    """List the forms that go with a column's unit; a fraction of a day has more decimals than anybody writes."""
    if hint == "minutes":
        return (DurationForm.MINUTES,)
    hours = (DurationForm.COLON, DurationForm.HOURS, DurationForm.POINT, DurationForm.HOURS_ROUNDED)
    forms = (*hours, DurationForm.COLON_ROUNDED)
    if hint == "hours":
        return forms
    has_long = any(re.fullmatch(r"0?[.,][0-9]{4,}", text.strip()) for text in texts)
    return (*forms, DurationForm.MINUTES, *((DurationForm.DAYS,) if has_long else ()))


def _lost_noughts(texts: Collection[str]) -> bool:
    """Say whether numbers of an Excel sheet, given back the nought that Excel takes off, are hours and minutes."""
    padded = [f"{text}0" if re.fullmatch(r"[0-9]{1,2}\.[0-9]", text) else text for text in map(str.strip, texts)]
    has_lost = any(text != original for text, original in zip(padded, map(str.strip, texts), strict=True))
    return has_lost and all(_point(text) is not None for text in padded)


def _by_units(text: str) -> int | None:
    if found := _COLON_UNITS.fullmatch(text):
        return _colon(found[1])
    units = _UNITS.fullmatch(text)
    if units is None or not text:
        return None
    hours, minutes = (Decimal((part or "0").replace(",", ".")) for part in units.groups())
    return _whole(hours * 60 + minutes, _NOUGHT)


def _number(text: str) -> Decimal | None:
    bare = text.replace(" ", "")
    return Decimal(bare.replace(",", ".")) if bare and _NUMBER.fullmatch(bare) else None


def _whole(minutes: Decimal | None, near: Decimal) -> int | None:
    if minutes is None or minutes > LONGEST:
        return None
    nearest = minutes.to_integral_value(ROUND_HALF_UP)
    return int(nearest) if abs(minutes - nearest) <= near else None


def _scaled(text: str, by: int, most: int) -> Decimal | None:
    number = _number(text)
    return number * by if number is not None and number <= most else None


def _colon(text: str) -> int | None:
    found = _COLON.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) if found and int(found[3] or 0) == 0 else None


def _colon_rounded(text: str) -> int | None:
    found = _COLON.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) + (int(found[3] or 0) >= 30) if found else None


def _hours(text: str) -> int | None:
    colon = _colon(text)
    return colon if colon is not None else _whole(_scaled(text, 60, 24), _NOUGHT)


def _hours_rounded(text: str) -> int | None:
    colon = _colon(text)
    return colon if colon is not None else _whole(_scaled(text, 60, 24), _NEAR_HOURS)


def _point(text: str) -> int | None:
    found = _POINT.fullmatch(text)
    if found is None:
        return _colon(text)
    return int(found[1]) * 60 + int(found[2] or 0) if int(found[1]) <= 24 else None


def _minutes(text: str) -> int | None:
    return _whole(_number(text), _NOUGHT)


def _days(text: str) -> int | None:
    colon = _colon(text)
    return colon if colon is not None else _whole(_scaled(text, 1440, 1), _NEAR_DAYS)


_READ: Final[dict[DurationForm, Callable[[str], int | None]]] = {
    DurationForm.COLON: _colon,
    DurationForm.HOURS: _hours,
    DurationForm.POINT: _point,
    DurationForm.MINUTES: _minutes,
    DurationForm.HOURS_ROUNDED: _hours_rounded,
    DurationForm.COLON_ROUNDED: _colon_rounded,
    DurationForm.DAYS: _days,
}

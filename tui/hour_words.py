"""What the month's grid says: of an entry, of a cell, of a day that is locked, of what could not be understood."""

from __future__ import annotations

from datetime import date

from models.language.formats import HARD_SPACE, MINUS, hours
from models.language.words import N_, Marked, ntr, tr, tr_marked
from models.operations.hours.month_grid import GridRow, Hold
from models.operations.hours.save_hours import Place
from models.rules.day_lock import DayLock
from models.rules.services import SERVICE_OF, Unit
from models.rules.typed_hours import Measure, TypedFault
from tui.dates import WEEKDAYS, clock_text, month_name, short_day
from tui.hour_sheet import Amount, Entries, HourSheet, Sums
from tui.vocabulary import service_name

MOST_SAID = 2
"""Entries that are said one by one."""

FAULTS: dict[TypedFault, Marked] = {
    TypedFault.NOT_UNDERSTOOD: N_("is not understood; write 1:30, 1,5, 90 or 08:10-09:40"),
    TypedFault.HOURS_OR_MINUTES: N_("may be hours or minutes; write 2h or 2m"),
    TypedFault.CLOCK_OR_DECIMAL: N_("may be hours and minutes or decimals; write 1:30, 1,3 or 78m"),
    TypedFault.NOT_WHOLE_MINUTES: N_("is not whole minutes; write the minutes"),
    TypedFault.NOT_A_TIME: N_("is not a time; minutes go to 59 and hours to 24"),
    TypedFault.SAME_TIMES: N_("starts and ends at the same time"),
    TypedFault.NO_SUCH_TIME: N_("does not exist on the night when clocks go forward"),
    TypedFault.NOT_WHOLE: N_("is not whole; pieces are counted whole, and time is written 1:30 or 90m"),
    TypedFault.TOO_LONG: N_("is more than the day has; divide it by days"),
    TypedFault.TOO_MANY: N_("is more than one day can hold"),
    TypedFault.DAY_ONCE: N_("is too many; a day is counted once"),
    TypedFault.MONTH_ONCE: N_("is too many; a started month is paid once"),
    TypedFault.BAND_WITH_CLOCK: N_("has clock times, which decide the band; leave the band out"),
}

HOLDS: dict[Hold, Marked] = {
    Hold.NONE: N_("typed here"),
    Hold.ELSEWHERE: N_("from a file or command"),
    Hold.BILLED: N_("billed"),
    Hold.WAS_BILLED: N_("was billed and credited"),
    Hold.EXCLUDED: N_("excluded"),
}


def amount_text(amount: Amount) -> str:
    """Write a cell or a sum in little room: 1:30, 3, or both."""
    parts = [hours(amount.minutes)] if amount.minutes else []
    return "+".join([*parts, *([str(amount.pieces)] if amount.pieces else [])])


def sum_text(service: str, amount: Amount) -> str:
    """Write the sum of a line: time where the service is measured in time, else pieces and any time."""
    if SERVICE_OF[service].unit == Unit.HOUR and not amount.pieces:
        return hours(amount.minutes)
    return amount_text(amount) or "0"


def granted_text(service: str, sums: Sums) -> tuple[str, str]:
    """Write what is granted and how far the executed is from it; dashes where nothing is."""
    if sums.granted is None:
        return "–", "–"
    if SERVICE_OF[service].unit == Unit.HOUR:
        return hours(sums.granted), signed_hours(sums.executed.minutes - sums.granted)
    difference = sums.executed.pieces - sums.granted
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return str(sums.granted), f"{sign}{abs(difference)}"


def signed_hours(minutes: int) -> str:
    """Write a deviation: +1:30, −4:45."""
    return f"+{hours(minutes)}" if minutes > 0 else hours(minutes)


def month_words(sheet: HourSheet) -> str:
    """Say what was granted and executed in the month, of what is measured in time, and who has signed it."""
    sums = sheet.month_sums()
    month, executed = month_name(sheet.grid.month), hours(sums.executed.minutes)
    signed = tr("signed by {who}", who=sheet.grid.signed_by) if sheet.grid.signed_by else ""
    if sums.granted is None:
        said = tr("{month}: {executed} executed", month=month.capitalize(), executed=executed)
        return "   ".join(filter(None, [said, signed]))
    said = tr(
        "{month}: {granted} granted   {executed} executed   {deviation}",
        month=month.capitalize(),
        granted=hours(sums.granted),
        executed=executed,
        deviation=signed_hours(sums.executed.minutes - sums.granted),
    )
    return "   ".join(filter(None, [said, signed]))


def measure_words(measure: Measure) -> str:
    """Say one entry in full: 1 h 30 min 08:10–09:40 evening."""
    parts = [pieces_words(measure.pieces)] if measure.pieces else [minutes_words(measure.minutes)]
    if measure.has_clock:
        parts.append(clock_text(measure.start, measure.end))
    return " ".join([*parts, *([measure.band] if measure.band else [])])


def minutes_words(minutes: int) -> str:
    """Say a length of time: 1 h 30 min."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole}{HARD_SPACE}h"] if whole else []
    return HARD_SPACE.join([*parts, *([f"{rest}{HARD_SPACE}min"] if rest or not whole else [])])


def pieces_words(pieces: int) -> str:
    """Say a number of pieces."""
    return ntr("{n} pc", "{n} pcs", pieces)


def entries_words(entries: Entries) -> str:
    """Say what is in a cell, entry by entry where they are few."""
    if len(entries) > MOST_SAID:
        total = Amount(sum(each.minutes for each in entries), sum(each.pieces for each in entries))
        return tr("{amount} in {n} entries", amount=amount_text(total), n=len(entries))
    return " + ".join(measure_words(entry) for entry in entries) or tr("nothing")


def typed_text(entries: Entries) -> str:
    """Write entries as they may be typed again."""
    return "+".join(_typed(entry) for entry in entries)


def _typed(entry: Measure) -> str:
    if entry.has_clock:
        return clock_text(entry.start, entry.end).replace("–", "-")
    text = f"{entry.pieces} st" if entry.pieces else hours(entry.minutes)
    return f"{text}/{entry.band}" if entry.band else text


def place_words(place: Place) -> str:
    """Name a cell: Fri 3/7 · Home care, two staff."""
    whose = tr("{service}, two staff", service=service_name(place.service))
    return (
        f"{day_name(place.day)} {short_day(place.day)} · {whose if place.staff == 2 else service_name(place.service)}"
    )


def day_name(day: date) -> str:
    """Write a weekday short: Fri."""
    return tr_marked(WEEKDAYS[day.weekday()])[:3]


def lock_words(sheet: HourSheet, day: date) -> str:
    """Say why nothing can be typed on a day, and what to do; nothing where it can."""
    match sheet.lock(day):
        case DayLock.CLOSED:
            return tr("the visit is closed or cancelled and takes no hours")
        case DayLock.SIGNED:
            return tr("the month is signed by {who}; open it again first", who=sheet.grid.signed_by)
        case DayLock.OUTSIDE:
            return tr("the day is outside the stay; change the stay first")
        case DayLock.AHEAD:
            return tr("the day lies ahead; hours are typed when they have been worked")
        case None:
            return ""


def cell_words(sheet: HourSheet, place: Place) -> str:
    """Say what is in a cell: what is typed, what else stands there, and why nothing can be typed."""
    parts = [place_words(place)]
    stays, entries = sheet.stays(place), sheet.entries(place)
    if place in sheet.conflicts:
        stored, typed = entries_words(sheet.saved(place)), entries_words(entries)
        parts.append(tr("the store has {stored} now, you typed {typed}", stored=stored, typed=typed))
    elif entries or not stays:
        parts.append(entries_words(entries))
    if stays:
        parts.append(tr("not typed here: {stays}", stays=entries_words(stays)))
    if SERVICE_OF[place.service].unit == Unit.MONTH:
        parts.append(tr("paid by the started month, hours are not needed"))
    return " · ".join([*parts, *filter(None, [lock_words(sheet, place.day)])])


def fault_words(text: str, fault: TypedFault) -> str:
    """Say why what was typed is not taken."""
    return f"{text} {tr_marked(FAULTS[fault])}"


def hold_words(row: GridRow) -> str:
    """Say where a row came from, or what holds it."""
    return tr_marked(HOLDS[row.hold])

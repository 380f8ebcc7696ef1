"""What the month's grid says: of an entry, of a cell, of a day that is locked, of what could not be understood."""

from __future__ import annotations

from datetime import date

from models.language.amounts import service_deviation
from models.language.formats import HARD_SPACE, MINUS, hours
from models.language.row_remarks import remark_words
from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr, tr_marked
from models.operations.hours.correct_row import CORRECTED, Correction
from models.operations.hours.list_months import VisitMonth
from models.operations.hours.month_grid import GridRow, Hold
from models.operations.hours.save_hours import Place, SavedHours
from models.operations.hours.sign_month import SigningPlan, UnsignedMonth
from models.rules.day_lock import DayLock
from models.rules.row_kinds import RowKind
from models.rules.services import SERVICE_OF, Unit
from models.rules.typed_hours import Measure, TypedFault
from tui.dates import WEEKDAYS, clock_text, month_name, short_day
from tui.hour_sheet import Amount, Entries, HourSheet, Sums
from tui.vocabulary import service_name

MOST_SAID = 2
"""Entries that are said one by one."""

MOST_WEEKS = 6
"""Weeks that are named in a question."""

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
    Hold.REVERSED: N_("reversed"),
    Hold.MARKED: N_("not executed"),
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
            if sheet.grid.reopen_asked_by:
                return tr("{who} has asked to open the month; somebody else agrees", who=sheet.grid.reopen_asked_by)
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
    for row in sheet.marked(place):
        parts.append(f"{term('row kind', row.kind)}: {measure_words(row.measure)}")
    if SERVICE_OF[place.service].unit == Unit.MONTH:
        parts.append(tr("paid by the started month, hours are not needed"))
    return " · ".join([*parts, *filter(None, [lock_words(sheet, place.day)])])


def fault_words(text: str, fault: TypedFault) -> str:
    """Say why what was typed is not taken."""
    return f"{text} {tr_marked(FAULTS[fault])}"


def hold_words(row: GridRow) -> str:
    """Say where a row came from, or what holds it."""
    if row.hold is Hold.ELSEWHERE and row.key.startswith(CORRECTED):
        return tr("correction")
    return tr_marked(HOLDS[row.hold])


def source_words(row: GridRow) -> str:
    """Say what a row is where it is no executed care, and where it came from or what holds it."""
    if row.kind == RowKind.EXECUTED:
        return hold_words(row)
    kind = term("row kind", row.kind)
    return kind if row.hold is Hold.MARKED else f"{kind} · {hold_words(row)}"


def deviation_words(unsigned: UnsignedMonth) -> str:
    """Ask why a month is far from what was granted, with the weeks that are."""
    weeks = [
        f"{service_name(week.service)} {week.week} {service_deviation(week.service, week.deviation or 0)}"
        for week in unsigned.deviations[:MOST_WEEKS]
    ]
    more = [tr("… and {n} more", n=len(unsigned.deviations) - MOST_WEEKS)] if unsigned.deviations[MOST_WEEKS:] else []
    return "\n".join([tr("Why is it so far from what was granted? The reason is kept."), *weeks, *more])


def saved_words(done: SavedHours) -> str:
    """Say what was saved, and what is to be looked at in it."""
    said = ntr("Saved {n} cell.", "Saved {n} cells.", done.cells)
    seen = dict.fromkeys(f"{remark_words(remark.check)} [{remark.check}]" for remark in done.remarks.told)
    return " ".join([said, *seen])


def left_words(plan: SigningPlan) -> str:
    """Name the visits that are signed one by one, with a reason."""
    cases = [unsigned.case for unsigned in plan.over.months]
    named = ", ".join(cases[:3]) + (" …" if len(cases) > 3 else "")
    return ntr(
        "{n} visit is too far from what was granted and wants a reason: {cases}",
        "{n} visits are too far from what was granted and want a reason each: {cases}",
        len(cases),
        cases=named,
    )


def signed_words(visit: VisitMonth) -> str:
    """Say who has signed a month and what came late, or that it wants a reason first."""
    if visit.reopen_asked_by:
        return tr("{who} asks to open", who=visit.reopen_asked_by)
    if not visit.signed_by:
        return tr("no, far off !") if visit.over else tr("no")
    late = ntr("{n} late", "{n} late", visit.late) if visit.late else ""
    return " · ".join(filter(None, (visit.signed_by, late)))


def chain_words(row: GridRow) -> str:
    """Say after a row's key that it came late, what it corrects, what came instead of it, and why it is not billed."""
    said = [tr("came after signing")] if row.late else []
    if row.corrects:
        said.append(tr("corrects {key}", key=row.corrects))
    if row.hold is Hold.REVERSED:
        said.append(tr("reversed: {why}", why=row.excluded_reason))
        said.append(tr("{key} came instead", key=row.instead) if row.instead else tr("nothing came instead"))
    elif row.excluded_reason:
        said.append(tr("excluded: {why}", why=row.excluded_reason))
    return "".join(f" · {part}" for part in said)


def corrected_words(done: Correction) -> str:
    """Say what a correction did, and what it leaves to credit."""
    said = tr("{key} is reversed; {instead} came instead.", key=done.key, instead=done.instead)
    if not done.instead:
        said = tr("{key} is reversed; nothing came instead.", key=done.key)
    due = [
        tr("Credit line {lines} of {invoice}.", lines=", ".join(map(str, each.lines)), invoice=each.invoice)
        for each in done.credits_due
    ]
    return " ".join([said, *due])

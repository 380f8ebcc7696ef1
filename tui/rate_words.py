"""A rate in words and in a line of a table."""

from __future__ import annotations

from datetime import date
from shlex import join

from models.language.formats import day_text
from models.language.terms import term
from models.language.words import tr
from models.operations.registers.agree_rate import AgreedRate
from models.operations.registers.correct_rate import CorrectRate
from models.operations.registers.end_rate import EndRate
from models.operations.registers.enter_rate import NewRate
from models.operations.registers.rate_timeline import RatesOfHome, TimedRate
from models.operations.registers.withdraw_rate import WithdrawRate
from models.rules.money import Ore
from models.rules.period import Month
from models.rules.services import SERVICE_OF
from tui.dates import clock_text, moment_text
from tui.figures import price
from tui.vocabulary import service_name
from tui.widgets.rate_bars import CONFIRMED, EXAMPLE, PAST, UNCONFIRMED, axis, bar, mark, month_at
from tui.widgets.row_layout import TableColumn, TableRow

LONGEST_COMMAND = 76
"""Letters of a command that the last line has room for."""


def months_of(width: int) -> int:
    """Choose how many months a screen of so many cells has room for."""
    return 48 if width >= 120 else 24


def first_month(today: date, months: int) -> Month:
    """Let the line begin so that today stands in the middle of it."""
    return month_at(Month.of(today), -(months // 2) + 1)


def time_columns(today: date, months: int) -> list[TableColumn]:
    """Head the columns; the time line with its years."""
    years = axis(first_month(today, months), months)
    return [TableColumn(tr("Service")), TableColumn(years), TableColumn(tr("kr"), figures=True), TableColumn("")]


def rows_of_home(home: RatesOfHome, today: date, months: int) -> list[TableRow]:
    """Write every rate under its service, then the band scheme."""
    first = first_month(today, months)
    rows = [TableRow("", ("", f"{mark(today, first, months)}", "", ""))] if home.rates else []
    service = ""
    for rate in home.rates:
        if rate.service != service:
            service = rate.service
            rows.append(TableRow("", (service_name(service), "", "", "")))
        rows.append(_row(rate, first, months))
    if home.bands:
        rows.append(TableRow("", (tr("What they call day and night"), "", "", "")))
    for band in home.bands:
        times = f"{band.days}  {clock_text(band.start, band.end)}"
        rows.append(TableRow(f"band:{band.position}", (f"  {band.band}", times, "", "")))
    return rows


def _row(rate: TimedRate, first: Month, months: int) -> TableRow:
    if rate.known_until:
        sign, words = PAST, tr("no longer")
    elif rate.confirmed_by:
        sign, words = CONFIRMED, ""
    elif rate.example:
        sign, words = EXAMPLE, tr("example")
    else:
        sign, words = UNCONFIRMED, tr("unconfirmed")
    line = bar(rate.valid_from, rate.last, sign, first, months)
    return TableRow(f"rate:{rate.id}", (f"  {kind_words(rate)}", line, price(rate.unit, rate.price), words))


def is_entered(rate: TimedRate, new: NewRate) -> bool:
    """Say whether a rate is the one that was entered."""
    kind = (rate.service, rate.provider, rate.area.casefold(), rate.band.casefold(), rate.unit, rate.price)
    wanted = (new.service, new.provider, new.area.casefold(), new.band.casefold(), new.unit, new.price)
    return kind == wanted and (rate.valid_from, rate.valid_to) == (new.valid_from, new.valid_to)


def enter_command(new: NewRate) -> str:
    """Write the command that shows the effect of the same rate; its help where it would not fit on a line."""
    options = {"unit": str(new.unit), "provider": new.provider, "area": new.area, "band": new.band}
    options |= {"to": str(new.valid_to or ""), "decided": str(new.decided_on or ""), "source": new.source}
    if new.unit == SERVICE_OF[new.service].unit:
        del options["unit"]
    words = [new.municipality, new.service, _amount(new.price), "--from", str(new.valid_from)]
    words += [word for name, text in options.items() if text for word in (f"--{name}", text)]
    command = f"vistelse rate enter {join(words)}{' --confirm' if new.confirmed else ''} --dry-run"
    return command if len(command) <= LONGEST_COMMAND else "vistelse rate enter --help"


def kind_words(rate: TimedRate) -> str:
    """Say what a rate is for, besides its service."""
    provider = term("provider", rate.provider) if rate.provider else ""
    agreed = tr("agreed for {case}", case=rate.case) if rate.case else ""
    return " · ".join(filter(None, (agreed, rate.band, provider, rate.area))) or tr("any time")


def rate_words(rate: TimedRate) -> str:
    """Say everything about a rate."""
    until = tr(" to {day}", day=day_text(rate.valid_to)) if rate.valid_to else ""
    if not rate.valid_to and rate.last:
        until = tr(" until the next one from {day}", day=day_text(date.fromordinal(rate.last.toordinal() + 1)))
    decided = day_text(rate.decided_on) if rate.decided_on else tr("not known")
    lines = (
        tr("Valid from {first}{until}", first=day_text(rate.valid_from), until=until),
        tr(
            "decided {day}, known since {known}, entered by {who}",
            day=decided,
            known=day_text(rate.known_since),
            who=rate.entered_by,
        ),
        tr("source: {source}", source=rate.source or tr("not known")),
        _confirmed(rate),
    )
    return "; ".join((*lines, *_past(rate))) + "."


def _past(rate: TimedRate) -> tuple[str, ...]:
    """Say that it came instead of another, and until when it was known."""
    instead = (tr("instead of rate {number}", number=rate.replaces),) if rate.replaces else ()
    if rate.known_until is None:
        return instead
    return (*instead, tr("known until {day}, and not to hold since", day=day_text(rate.known_until)))


def change_command(change: CorrectRate | EndRate | WithdrawRate | AgreedRate) -> str:
    """Write the command that shows the effect of the same change; its help where it would not fit on a line."""
    match change:
        case CorrectRate():
            verb, words = "correct", [str(change.rate)]
            words += [] if change.price is None else ["--amount", _amount(change.price)]
            words += ["--source", change.source] if change.source else []
            options = {"from": change.valid_from, "to": change.valid_to, "decided": change.decided_on}
            flags = " --open" * change.is_open + " --confirm" * change.confirmed
        case EndRate():
            verb, words, flags = "end", [str(change.rate), "--on", str(change.on)], ""
            options = {"decided": change.decided_on}
        case WithdrawRate():
            verb, words, options, flags = "withdraw", [str(change.rate), "--reason", change.reason], {}, ""
        case AgreedRate():
            verb, flags = "agree", ""
            words = [change.case, change.service, _amount(change.price), "--reference", change.reference]
            words += [] if change.unit == SERVICE_OF[change.service].unit else ["--unit", str(change.unit)]
            words += ["--band", change.band] if change.band else []
            options = {"from": change.valid_from, "to": change.valid_to, "decided": change.decided_on}
    words += [word for name, day in options.items() if day is not None for word in (f"--{name}", str(day))]
    command = f"vistelse rate {verb} {join(words)}{flags} --dry-run"
    return command if len(command) <= LONGEST_COMMAND else f"vistelse rate {verb} --help"


def _amount(ore: Ore) -> str:
    return f"{ore // 100},{ore % 100:02}"


def _confirmed(rate: TimedRate) -> str:
    if rate.confirmed_by and rate.confirmed_at:
        return tr("confirmed by {who} {moment}", who=rate.confirmed_by, moment=moment_text(rate.confirmed_at))
    if rate.example:
        return tr("published, and confirmed by nobody: it does not bill")
    return tr("confirmed by nobody: it does not bill")

"""An oddity in one line, the same on the screen and on the command line."""

from __future__ import annotations

from models.language.formats import HARD_SPACE, MINUS, hours, kronor
from models.language.terms import service_name, term
from models.language.words import tr
from models.operations.billing.oddities import Oddity, OddityKind


def oddity_text(oddity: Oddity) -> str:
    """Say what is unusual, and from what to what."""
    whose = f"{oddity.municipality} {oddity.name}"
    before, now = kronor(oddity.before), kronor(oddity.now)
    first = before.removesuffix(f"{HARD_SPACE}kr")
    match oddity.kind:
        case OddityKind.CHANGE if oddity.before <= 0:  # no percentage of nothing, and none of less
            return f"{whose}: {first} → {now}"
        case OddityKind.CHANGE:
            return tr("{whose}: {change}, {before} → {now}", whose=whose, change=_signed(oddity), before=first, now=now)
        case OddityKind.FIRST:
            return tr("{whose}: first invoice, {now}", whose=whose, now=now)
        case OddityKind.GONE:
            return tr("{whose}: no invoice this time, {before} the last", whose=whose, before=before)
        case OddityKind.PRICE:
            service, unit = service_name(oddity.service), term("unit", oddity.unit)
            return f"{whose}: {service} {first} → {now} {unit}"
        case OddityKind.HOURS:
            done, granted = hours(oddity.now), hours(oddity.before)
            return tr("{case}: {done} h done, {granted} h granted", case=oddity.case, done=done, granted=granted)


def _signed(oddity: Oddity) -> str:
    percent = oddity.percent
    return f"{MINUS if percent < 0 else '+'}{abs(percent)} %"

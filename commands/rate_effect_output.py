"""How the effect of a new rate is printed before it is saved (G26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.output import Column, Listing, codes, money, number, table
from commands.say import say, tell
from models.language.formats import kronor
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    from models.operations.registers.rate_effect import EffectRow, RateEffect

COLUMNS = (
    Column("case", N_("Case")),
    Column("month", N_("Month")),
    number("rows", N_("Hour rows")),
    money("before", N_("Before")),
    money("after", N_("After")),
    money("difference", N_("Difference")),
    codes("held", N_("Held back"), "reason"),
)


def print_effect(effect: RateEffect) -> None:
    """Print what is not billed yet and will change, what is billed and will not, and the plan before and after."""
    for notice in effect.receipt.notices:
        tell(notice)
    _print(tr("Not billed yet, will be changed"), effect.waiting)
    _print(tr("Billed, not changed"), effect.billed)
    before, after = kronor(effect.plan_before), kronor(effect.plan_after)
    say(tr("Plan of {month}: {before}, then {after}.", month=effect.month, before=before, after=after))


def _print(words: str, rows: tuple[EffectRow, ...]) -> None:
    if rows:
        say(words)
        say(table(Listing("rows", COLUMNS, [_cells(row) for row in rows])))
        unpriced = sum(row.difference is None for row in rows)
        if unpriced:
            say(
                ntr(
                    "{n} month has care without a usable rate.", "{n} months have care without a usable rate.", unpriced
                )
            )
        say("")


def _cells(row: EffectRow) -> tuple[object, ...]:
    held = str(row.after.reason) if row.after.reason else ""
    return (row.case, row.month, row.rows or None, row.before.total, row.after.total, row.difference, held)

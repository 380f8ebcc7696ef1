"""How the effect of a new rate is printed before it is saved (G26)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from commands.difference_output import print_proposed, say_differences
from commands.output import Column, Listing, codes, money, number, table
from commands.say import ask, say, tell
from commands.session import actor_of
from models.language.formats import kronor
from models.language.words import N_, ntr, tr

if TYPE_CHECKING:
    import typer

    from models.operations.registers.rate_change import RateChange
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


def save_after_effect(
    change: RateChange, question: str, context: typer.Context, yes: bool, dry_run: bool
) -> RateEffect | None:
    """Show what a change of rates does, ask, and save it if it still does that; give nothing where it was not saved."""
    from models.operations.registers.rate_effect import rate_effect, save_rate_change

    today, actor = date.today(), actor_of(context)
    effect = rate_effect(change, today, actor)
    print_effect(effect)
    if dry_run:
        tell(tr("A rehearsal: nothing was changed."))
        return None
    receipt = effect.receipt
    if not receipt.added and not receipt.confirmed and not receipt.superseded:
        say(tr("The rate is known already; nothing was changed."))
        return None
    if not yes:
        ask(question)
    saved = save_rate_change(change, effect, today, actor)
    say_differences(saved.receipt.differences)
    return saved


def print_effect(effect: RateEffect) -> None:
    """Print what is not billed yet and will change, what is billed and will not, and the plan before and after."""
    for notice in effect.receipt.notices:
        tell(notice)
    _print(tr("Not billed yet, will be changed"), effect.waiting)
    _print(tr("Billed, not changed"), effect.billed)
    if effect.differences:
        print_proposed(effect.differences)
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

"""What a change of rates does, in lines of a table and in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from models.language.formats import MINUS, kronor
from models.language.words import ntr, tr
from models.operations.registers.import_rates import RatesReceipt
from models.operations.registers.rate_effect import EffectRow, ProposedDifference, RateEffect
from models.operations.registers.rate_worth import Worth
from models.operations.reports.difference_sheet import sums_by_invoice
from models.rules.money import Ore
from models.rules.reasons import Reason
from tui.dates import month_text
from tui.figures import amount, worth
from tui.vocabulary import reason_words
from tui.widgets.row_layout import TableColumn, TableRow


def effect_columns() -> list[TableColumn]:
    """Head the columns of an effect."""
    return [
        TableColumn(tr("Visit")),
        TableColumn(tr("rows"), figures=True),
        TableColumn(tr("before"), figures=True),
        TableColumn(tr("after"), figures=True),
        TableColumn(tr("difference, kr"), figures=True),
    ]


def effect_rows(effect: RateEffect, municipality: Callable[[str], str]) -> list[TableRow]:
    """Write what will change under its heading, then what is billed and will not."""
    plan = tr("Plan of {month}, to bill", month=month_text(effect.month))
    rows = [TableRow("plan", (plan, "", *_sides(effect.plan_before, effect.plan_after)))]
    for words, found in _groups(effect):
        rows += [TableRow("", (words, "", "", "", "")), *_rows(words, found, municipality, len(homes_of(effect)) > 1)]
    rows += _proposed(effect, municipality)
    if not effect.waiting and not effect.billed:
        rows.append(TableRow("none", (tr("No care is touched by it."), "", "", "", "")))
    return rows


def _proposed(effect: RateEffect, municipality: Callable[[str], str]) -> list[TableRow]:
    """Write the differences that saving proposes, by posted invoice: what was billed, what it is now."""
    if not effect.differences:
        return []
    head = tr("Differences on posted invoices, to be decided when it is saved")
    return [TableRow("", (head, "", "", "", "")), *_changed(effect.differences, municipality)]


def _changed(found: Iterable[ProposedDifference], municipality: Callable[[str], str]) -> Iterator[TableRow]:
    for place, each in enumerate(found):
        for summed in sums_by_invoice(each.lines):
            name = f"  {summed.invoice} · {municipality(each.municipality)}"
            figures = (amount(summed.billed), amount(summed.now), signed(summed.difference))
            yield TableRow(f"difference:{place}:{summed.invoice}", (name, "", *figures))


def homes_of(effect: RateEffect) -> set[str]:
    """Name the municipalities, by code, whose care is touched."""
    return {row.municipality for row in (*effect.waiting, *effect.billed)}


def _groups(effect: RateEffect) -> Iterator[tuple[str, list[EffectRow]]]:
    """Part what can be billed from what each reason holds back, and both from what is billed."""
    for reason in (None, *Reason):
        found = [row for row in effect.waiting if row.after.reason == reason]
        if found and reason is None:
            yield tr("Not billed yet, will be changed"), found
        elif found and reason is not None:
            yield tr("Not billed yet, held back: {reason}", reason=reason_words(reason)), found
    if effect.billed:
        yield tr("Billed, not changed"), list(effect.billed)


def _rows(group: str, found: Iterable[EffectRow], municipality: Callable[[str], str], several: bool) -> list[TableRow]:
    """Write the rows; the municipality only where the change is about several."""
    return [_row(group, each, f" · {municipality(each.municipality)}" if several else "") for each in found]


def _row(group: str, row: EffectRow, home: str) -> TableRow:
    count = str(row.rows) if row.rows else ""
    moved = "?" if row.difference is None else signed(row.difference)
    cells = (f"  {row.case} · {row.month}{home}", count, _worth(row.before), _worth(row.after), moved)
    return TableRow(f"{group}:{row.case}:{row.month}", cells)


def _worth(found: Worth) -> str:
    return worth(found.total, found.unpriced)


def _sides(before: Ore, after: Ore) -> tuple[str, str, str]:
    return (amount(before), amount(after), signed(after - before))


def signed(ore: Ore) -> str:
    """Write a difference with its sign."""
    if not ore:
        return amount(0)
    return f"{MINUS if ore < 0 else '+'}{amount(abs(ore))}"


def saved_words(effect: RateEffect) -> str:
    """Say what was done, what it came to, and what it proposes on posted invoices."""
    words = tr(
        "{done} To bill: {before}, now {after}.",
        done=receipt_words(effect.receipt),
        before=kronor(effect.plan_before),
        after=kronor(effect.plan_after),
    )
    if not effect.differences:
        return words
    proposed = ntr(
        "{n} difference on posted invoices is proposed, {total}: decide it in Billing.",
        "{n} differences on posted invoices are proposed, {total}: decide them in Billing.",
        len(effect.differences),
        total=kronor(sum(each.total for each in effect.differences)),
    )
    return f"{words} {proposed}"


def receipt_words(receipt: RatesReceipt) -> str:
    """Say how many rates are new, known and confirmed."""
    parts = (
        ntr("{n} new rate", "{n} new rates", receipt.added) if receipt.added else "",
        ntr("{n} known already", "{n} known already", receipt.unchanged) if receipt.unchanged else "",
        ntr("{n} confirmed", "{n} confirmed", receipt.confirmed) if receipt.confirmed else "",
        ntr("{n} holds no more", "{n} hold no more", receipt.superseded) if receipt.superseded else "",
    )
    return ", ".join(filter(None, parts)) + "."

"""How a month's plan, its batches and the questions about it are written."""

from __future__ import annotations

from dataclasses import dataclass

from models.language.formats import hours, kronor
from models.language.terms import term
from models.language.words import N_, ntr, tr
from models.operations.billing.oddities import Oddity
from models.operations.billing.plan import BatchPlan, PlannedDifference
from models.operations.billing.run_batch import BatchReceipt
from models.operations.reports.batches import BatchRow
from models.operations.reports.by_recipient import RecipientSum, by_recipient
from models.operations.reports.held_by_reason import held_by_reason
from tui.count_words import documents_words
from tui.dates import month_name, month_text
from tui.figures import amount, minutes_or_blank, worth
from tui.oddity_words import oddity_lines
from tui.vocabulary import reason_words, state_words
from tui.widgets.row_layout import TableRow

FIGURES = (N_("invoices"), N_("lines"), N_("hours"), N_("kr"))
"""The heads of the columns of figures."""


@dataclass(frozen=True, slots=True)
class MonthOnScreen:
    """A month's plan and its batches, read at the same time."""

    plan: BatchPlan
    batches: tuple[BatchRow, ...]
    oddities: tuple[Oddity, ...]


def rows_of_month(shown: MonthOnScreen) -> list[TableRow]:
    """Write the recipients, the accepted differences, what is not billed and why, and the month's batches."""
    return [
        *_recipients(shown.plan),
        *_differences(shown.plan),
        *_held(shown.plan),
        *_oddities(shown),
        *_batches(shown),
    ]


def plan_count(plan: BatchPlan) -> str:
    """Say how many documents a run of a plan makes."""
    return documents_words(len(plan.invoices), plan.documents)


def receipt_words(receipt: BatchReceipt, invoices: str) -> str:
    """Say what a run left behind; `invoices` says how many documents."""
    total = kronor(receipt.total)
    if receipt.numbers:
        return tr("{batch} is posted: {invoices}, {total}.", batch=receipt.batch, invoices=invoices, total=total)
    return tr(
        "{batch} is a draft now: {invoices}, {total}. Another user attests it.",
        batch=receipt.batch,
        invoices=invoices,
        total=total,
    )


def draft_question(plan: BatchPlan) -> str:
    """Ask whether to make drafts of a plan."""
    return tr(
        "Make drafts of {invoices} for {month}, {total}?",
        invoices=plan_count(plan),
        month=month_text(plan.month),
        total=kronor(plan.claimed),
    )


def post_question(plan: BatchPlan) -> str:
    """Ask whether to post a plan at once, where our organisation has no attest."""
    return tr(
        "Post {invoices} for {month}, {total}, without attest. They get their numbers and can never be changed."
        "\nType {key} to post.",
        invoices=plan_count(plan),
        month=month_text(plan.month),
        total=kronor(plan.claimed),
        key=plan.month,
    )


def _recipients(plan: BatchPlan) -> list[TableRow]:
    sums = by_recipient(plan)
    if not sums and plan.due_differences:
        return []
    if not sums:
        return [TableRow("", (tr("Nothing waits to be billed."), "", "", "", ""))]
    whole = (
        "",
        str(len(plan.invoices)),
        str(len(plan.lines)),
        hours(sum(each.minutes for each in sums)),
        amount(plan.total),
    )
    return [*(_recipient(each) for each in sums), TableRow("", whole)]


def _recipient(each: RecipientSum) -> TableRow:
    late = f" · {ntr('{n} late line', '{n} late lines', each.late_lines)}" if each.late_lines else ""
    figures = (str(each.invoices), str(each.lines), minutes_or_blank(each.minutes), amount(each.total))
    return TableRow(f"recipient:{each.recipient}", (f"{each.municipality} {each.name}{late}", *figures))


def _differences(plan: BatchPlan) -> list[TableRow]:
    """Write the accepted differences, a document each, and what all documents come to together."""
    if not plan.differences:
        return []
    head = TableRow("", (tr("Accepted rate differences"), tr("documents"), tr("lines"), "", tr("kr")))
    rows = [head, *map(_difference, plan.differences)]
    if plan.due_differences:
        rows.append(TableRow("", (tr("Together"), str(plan.documents), "", "", amount(plan.claimed))))
    return [_BLANK, *rows] if plan.invoices or not plan.due_differences else rows


def _difference(each: PlannedDifference) -> TableRow:
    name = f"{each.municipality} {each.recipient_name}"
    if each.lapsed:
        words = tr("! {name} · no longer so, to be decided again", name=name)
        return TableRow(f"difference:{each.difference}", (words, "", str(len(each.lines)), "", amount(each.total)))
    kind = term("kind", "credit" if each.total < 0 else "invoice")
    cells = (f"{name} · {kind}", "1", str(len(each.lines)), "", amount(each.total))
    return TableRow(f"difference:{each.difference}", cells)


def _held(plan: BatchPlan) -> list[TableRow]:
    held = held_by_reason(plan)
    if not held:
        return []
    heads = TableRow("", (tr("Not billed"), tr("visits"), tr("rows"), tr("hours"), tr("kr")))
    rows = [
        TableRow(
            f"held:{each.reason}",
            (
                f"! {reason_words(each.reason)}",
                str(len(each.cases)),
                str(each.rows + each.started_months),
                minutes_or_blank(each.minutes),
                worth(each.worth, each.unpriced),
            ),
        )
        for each in held
    ]
    return [_BLANK, heads, *rows]


def _oddities(shown: MonthOnScreen) -> list[TableRow]:
    if not shown.oddities:
        return []
    head, *lines = oddity_lines(shown.oddities, shown.plan.month)
    rows = [TableRow(f"oddity:{place}", (line, "", "", "", "")) for place, line in enumerate(lines)]
    return [_BLANK, TableRow("", (head, "", "", "", "")), *rows]


def _batches(shown: MonthOnScreen) -> list[TableRow]:
    if not shown.batches:
        return []
    head = TableRow(
        "", (tr("Batches of {month}", month=month_name(shown.plan.month)), tr("invoices"), "", "", tr("kr"))
    )
    rows = [
        TableRow(
            f"batch:{each.name}",
            (f"{each.name} · {state_words(each.state)}", str(each.invoices), "", "", amount(each.total)),
        )
        for each in shown.batches
    ]
    return [_BLANK, head, *rows]


_BLANK = TableRow("", ("", "", "", "", ""))

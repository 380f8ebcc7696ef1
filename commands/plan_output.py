"""How a plan is printed: what will be billed by recipient, and what will not and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from commands.lines import line_object
from commands.output import (
    FORMATS,
    Column,
    Listing,
    codes,
    markdown,
    minutes,
    money,
    number,
    print_json,
    print_listing,
    services,
    table,
)
from commands.parsing import choice_of
from commands.say import say
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import N_, Marked, ntr, tr

if TYPE_CHECKING:
    from models.operations.billing.plan import BatchPlan, PlannedDifference

LINE_KEYS = ("case", "service", "unit", "price", "quantity", "net", "rate", "from", "to")


def print_plan(plan: BatchPlan, chosen: str, *, every_case: bool = False) -> None:
    """Print a plan; `every_case` lists what is held back case by case."""
    wanted = choice_of(chosen, FORMATS)
    if wanted == "json":
        print_json(plan_object(plan))
    elif wanted in ("csv", "tsv"):
        rows = [tuple(line_object(line).values()) for line in plan.lines]
        print_listing(Listing("lines", [Column(key, Marked(key)) for key in LINE_KEYS], rows), wanted)
    else:
        write = markdown if wanted == "markdown" else table
        say(tr("Will be billed for {month}, by rates known on {day}:", month=plan.month, day=plan.known_on))
        say(write(_by_recipient(plan)))
        total = kronor(plan.total)
        say(ntr("{n} invoice, {total}", "{n} invoices, {total}", len(plan.invoices), total=total))
        if plan.differences:
            _say_differences(plan, write)
        say("\n" + tr("Will not be billed:"))
        say(write(_by_case(plan) if every_case else _by_reason(plan)))


def plan_object(plan: BatchPlan) -> dict[str, Any]:
    """Give a plan as JSON has it; each line stands once, and invoices name their lines by place."""
    return {
        "month": str(plan.month),
        "known_on": plan.known_on,
        "total": plan.total,
        "documents": plan.documents,
        "claimed": plan.claimed,
        "lines": [line_object(line) for line in plan.lines],
        "invoices": list(_invoice_objects(plan)),
        "differences": [_difference_object(each) for each in plan.differences],
        "unbilled": [{"case": row.case, "key": row.key, "reason": row.reason} for row in plan.rows],
        "unbilled_months": [
            {"case": held.case, "service": held.service, "month": held.month, "reason": held.reason}
            for held in plan.held_months
        ],
    }


def _invoice_objects(plan: BatchPlan) -> Iterator[dict[str, Any]]:
    place = 0
    for invoice in plan.invoices:
        after = place + len(invoice.lines)
        yield {
            "recipient": invoice.recipient_name,
            "municipality": invoice.municipality,
            "reference": invoice.reference,
            "case": invoice.case,
            "total": invoice.total,
            "lines": list(range(place, after)),
        }
        place = after


def _by_recipient(plan: BatchPlan) -> Listing:
    from models.operations.reports.by_recipient import by_recipient

    columns = (
        Column("municipality", N_("Code")),
        Column("name", N_("Recipient")),
        number("invoices", N_("Invoices")),
        number("lines", N_("Lines")),
        number("late_lines", N_("Late")),
        minutes("minutes", N_("Hours")),
        money("total", N_("Amount")),
    )
    rows = [
        (row.municipality, row.name, row.invoices, row.lines, row.late_lines, row.minutes, row.total)
        for row in by_recipient(plan)
    ]
    return Listing("recipients", columns, rows)


def _difference_object(each: PlannedDifference) -> dict[str, Any]:
    return {
        "difference": each.difference,
        "recipient": each.recipient_name,
        "municipality": each.municipality,
        "reference": each.reference,
        "kind": "credit" if each.total < 0 else "invoice",
        "total": each.total,
        "lapsed": each.lapsed,
    }


def _say_differences(plan: BatchPlan, write: Callable[[Listing], str]) -> None:
    """Print the accepted differences, what has become of them, and what all documents come to together."""
    say("\n" + tr("Accepted differences, each a document of its own:"))
    say(write(_accepted(plan)))
    lapsed = len(plan.differences) - len(plan.due_differences)
    if lapsed:
        words = ntr(
            "{n} is no longer as it was accepted and is not billed: vistelse difference find",
            "{n} are no longer as they were accepted and are not billed: vistelse difference find",
            lapsed,
        )
        say(words)
    total = kronor(plan.claimed)
    say(ntr("{n} document, together {total}", "{n} documents, together {total}", plan.documents, total=total))


def _accepted(plan: BatchPlan) -> Listing:
    columns = (
        number("difference", N_("Number")),
        Column("municipality", N_("Code")),
        Column("name", N_("Recipient")),
        Column("reference", N_("Reference")),
        number("lines", N_("Lines")),
        Column("becomes", N_("Becomes")),
        money("total", N_("Amount")),
    )
    rows = [
        (
            each.difference,
            each.municipality,
            each.recipient_name,
            each.reference,
            len(each.lines),
            tr("not billed") if each.lapsed else term("kind", "credit" if each.total < 0 else "invoice"),
            each.total,
        )
        for each in plan.differences
    ]
    return Listing("differences", columns, rows)


def _by_reason(plan: BatchPlan) -> Listing:
    from models.operations.reports.held_by_reason import held_by_reason

    columns = (
        codes("reason", N_("Reason"), "reason"),
        number("cases", N_("Visits")),
        number("rows", N_("Hour rows")),
        number("months", N_("Months")),
        minutes("minutes", N_("Hours")),
        money("worth", N_("Worth, as far as known")),
        Column("oldest", N_("Oldest")),
    )
    rows = [
        (
            held.reason,
            len(held.cases),
            held.rows,
            held.started_months,
            held.minutes,
            None if held.unpriced and not held.worth else held.worth,
            held.oldest,
        )
        for held in held_by_reason(plan)
    ]
    return Listing("held", columns, rows)


def _by_case(plan: BatchPlan) -> Listing:
    columns = (
        Column("case", N_("Case")),
        Column("municipality", N_("Code")),
        Column("month", N_("Month")),
        services("service", N_("Service")),
        codes("reason", N_("Reason"), "reason"),
        number("rows", N_("Hour rows")),
        minutes("minutes", N_("Hours")),
        money("worth", N_("Worth, as far as known")),
    )
    rows: list[tuple[Any, ...]] = [
        (held.case, held.municipality, held.month, None, held.reason, held.rows, held.minutes, held.worth)
        for held in plan.held
    ]
    rows += [
        (held.case, held.municipality, held.month, held.service, held.reason, None, None, held.worth)
        for held in plan.held_months
    ]
    return Listing("held", columns, rows)

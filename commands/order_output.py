"""How the remarks on orders are printed, and told after a registration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.output import FORMATS, Column, Listing, codes, print_json, print_listing
from commands.parsing import choice_of
from commands.say import tell
from models.language.words import N_, ntr

if TYPE_CHECKING:
    from models.operations.store.actor import Actor
    from models.operations.visits.check_orders import CheckedOrder

MOST_TOLD = 20
"""Visits whose remarks are told after an import; of more, how many."""


def print_orders(orders: Sequence[CheckedOrder], chosen: str) -> None:
    """Print what was found, a row a remark; as JSON a visit at a time, with how its order came."""
    wanted = choice_of(chosen, FORMATS)
    if wanted == "json":
        print_json({"orders": [_object(order) for order in orders]})
    elif wanted in ("csv", "tsv"):
        columns = [Column(name, N_("Remark")) for name in ("case", "municipality", *_REMARK)]
        rows = [tuple(each.values()) for order in orders for each in _flat(order)]
        print_listing(Listing("remarks", columns, rows), wanted)
    else:
        print_listing(Listing("remarks", _READ, [row for order in orders for row in _rows(order)]), wanted)


_REMARK = ("code", "check", "subject", "severity", "day", "band", "quarter")
_READ = (
    Column("case", N_("Case")),
    Column("municipality", N_("Code")),
    codes("severity", N_("What it asks"), "severity"),
    Column("remark", N_("Remark")),
    Column("code", N_("Rule")),
)


def _rows(order: CheckedOrder) -> Iterable[tuple[Any, ...]]:
    from models.language.order_remarks import remark_text

    for remark in order.remarks:
        yield order.case, order.municipality, remark.severity, remark_text(remark), remark.code


def _remarks(order: CheckedOrder) -> list[dict[str, Any]]:
    return [{name: _plain(getattr(remark, name)) for name in _REMARK} for remark in order.remarks]


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, date) else str(value)


def _flat(order: CheckedOrder) -> Iterable[dict[str, Any]]:
    for remark in _remarks(order):
        yield {"case": order.case, "municipality": order.municipality, **remark}


def _object(order: CheckedOrder) -> dict[str, Any]:
    return {
        "case": order.case,
        "municipality": order.municipality,
        "from": order.first,
        "to": order.last,
        "ordered_on": order.ordered_on,
        "lead_time": _plain(order.lead_time),
        "in_time_until": order.deadline,
        "remarks": _remarks(order),
    }


def tell_orders(cases: Iterable[str], actor: Actor) -> None:
    """Tell what the rules find in some visits, one line a visit; nothing is refused for it."""
    from models.language.order_remarks import remark_text
    from models.operations.visits.check_orders import check_cases

    found = [order for order in check_cases(cases, date.today(), actor) if order.remarks]
    for order in found[:MOST_TOLD]:
        tell(f"{order.case}: {'; '.join(map(remark_text, order.remarks))}.")
    if len(found) > MOST_TOLD:
        more = len(found) - MOST_TOLD
        tell(
            ntr(
                "{n} more visit has remarks; see them with: vistelse visit check",
                "{n} more visits have remarks; see them with: vistelse visit check",
                more,
            )
        )

"""How a rehearsed credit is printed: what would be taken back beside what would come instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands.output import Column, Listing, money, services, table
from commands.say import say
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.billing.credit_preview import CreditPreview, Exchange

COLUMNS = (
    Column("position", N_("Line"), str, True),
    Column("case", N_("Case")),
    services("service", N_("Service")),
    Column("month", N_("Month")),
    money("credited", N_("Credited")),
    money("instead", N_("Instead")),
    money("difference", N_("Difference")),
    Column("held", N_("Held back")),
)


def print_preview(preview: CreditPreview) -> None:
    """Print the lines side by side and what they come to together."""
    say(table(Listing("exchanges", COLUMNS, [_cells(exchange) for exchange in preview.exchanges])))
    words = tr(
        "Credited {credited}, instead {instead}, difference {difference}.",
        credited=kronor(preview.credited),
        instead=kronor(preview.instead),
        difference=kronor(preview.difference),
    )
    say(words)


def _cells(exchange: Exchange) -> tuple[Any, ...]:
    ours, theirs = exchange.credited, exchange.instead
    position, line = (ours.position if ours else "", ours or theirs)
    whose = (line.case, line.service, line.month) if line else ("", "", "")
    held = ", ".join(term("reason", reason) for reason in exchange.held)
    return (position, *whose, ours.net if ours else 0, theirs.net if theirs else 0, exchange.difference, held)

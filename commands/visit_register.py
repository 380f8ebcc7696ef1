"""Registering a visit from the command line, with an earlier one of the same guest as the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.options import all_or_none, perhaps_dry
from commands.say import say, tell
from commands.visit_fields import DETAILS
from commands.visit_output import HEAD
from models.language.terms import service_name
from models.language.words import tr, tr_marked

if TYPE_CHECKING:
    from models.operations.store.actor import Actor
    from models.operations.visits.register_like import LikeReceipt


@dataclass(frozen=True, slots=True)
class Registration:
    """What was given: cells of a visits file, details, what a decision says besides its amount, an earlier case."""

    cells: Mapping[str, str]
    details: Mapping[str, str]
    decision: Mapping[str, Any]
    like: str


def register_and_say(given: Registration, actor: Actor, dry_run: bool) -> None:
    """Register, say the case, and say what was taken over or could be."""
    from commands.order_output import tell_orders
    from models.operations.visits.change_decision import set_decision

    with perhaps_dry(dry_run), all_or_none():
        case, receipt = _register(given, actor)
        if given.decision:
            set_decision(case, given.cells["service"], given.decision, actor)
        if receipt is None:
            _offer(given.cells, case, actor)
        tell_orders([case], actor)
    say(tr("Registered as {case}.", case=case))
    if receipt is not None:
        _say_taken(receipt, given.like)


def _register(given: Registration, actor: Actor) -> tuple[str, LikeReceipt | None]:
    if not given.like:
        from models.operations.visits.change_visit import register_visit

        return register_visit(given.cells, given.details, date.today(), actor), None
    from models.operations.visits.register_like import register_like

    receipt = register_like(given.cells, given.details, given.like, date.today(), actor)
    return receipt.case, receipt


def _offer(cells: Mapping[str, str], case: str, actor: Actor) -> None:
    """Say that the guest was here before, and how to take that order over afterwards."""
    number = cells.get("identity_number", "")
    if not number:
        return
    from models.operations.visits.last_order import last_order

    found = last_order(number, date.today(), actor, but=case)
    if found is not None:
        values = {
            "case": found.case,
            "command": f"vistelse visit register --like {found.case} --case {case} --from {cells['from']}",
        }
        tell(tr("The guest was here before, in {case}; take over what was ordered with: {command}", **values))


def _say_taken(receipt: LikeReceipt, like: str) -> None:
    labels = {field.name: field.words for field in DETAILS} | HEAD
    names = [tr_marked(labels[name]).rstrip(".") for name in receipt.taken]
    names += [service_name(service) for service in receipt.services]
    taken = ", ".join(names) or tr("nothing")
    tell(tr("Taken over from {case}: {names}.", case=like, names=taken))
    if receipt.is_masked:
        tell(tr("The guest is protected: addresses and contacts were not taken over."))

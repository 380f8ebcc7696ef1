"""What can be done to rates: enter, agree, correct, end or withdraw one, confirm some, read a file of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database import rows_of
from models.interchange.rates_file import read_rates
from models.interchange.table_file import read_table
from models.operations.registers.agree_rate import AgreedRate, agree_rate
from models.operations.registers.confirm_rate import confirm_rate
from models.operations.registers.correct_rate import CorrectRate, correct_rate
from models.operations.registers.end_rate import EndRate, end_rate
from models.operations.registers.enter_rate import NewRate, enter_rate
from models.operations.registers.import_rates import RatesReceipt, import_rates
from models.operations.registers.names import municipality_ids
from models.operations.registers.supersede_rate import standing_rate
from models.operations.registers.withdraw_rate import WithdrawRate, withdraw_rate
from models.operations.store.actor import Actor
from models.operations.visits.by_case import visit_of
from models.rate import Rate


@dataclass(frozen=True, slots=True)
class ConfirmRates:
    """Rates that somebody has checked with their source, by their numbers in the store."""

    rates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RatesFile:
    """A file of rates, and whether they have been checked."""

    file: str
    content: bytes
    confirm: bool


RateChange = NewRate | ConfirmRates | RatesFile | CorrectRate | EndRate | WithdrawRate | AgreedRate
"""Each is done by the deed that a command does it by."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose care a change can touch, by the municipalities' numbers in the store, and from which day."""

    homes: frozenset[int]
    first: date


def do_change(change: RateChange, today: date, actor: Actor) -> RatesReceipt:
    """Do the deed of a change.

    Raises:
        NotFound: there is no such municipality, visit or rate.
        RateSuperseded: the rate was corrected, ended or withdrawn.
        ImportRefused: a row of the file is bad.
        WrongUse: the rate cannot be right.
    """
    match change:
        case NewRate():
            return enter_rate(change, today, actor)
        case ConfirmRates(rates):
            done = sum(confirm_rate(rate, actor, today) for rate in rates)
            return RatesReceipt("", 0, len(rates) - done, done, ())
        case RatesFile(file, content, confirm):
            return import_rates(file, content, today, actor, confirm=confirm)
        case CorrectRate():
            return correct_rate(change, today, actor)
        case EndRate():
            return end_rate(change, today, actor)
        case WithdrawRate():
            return withdraw_rate(change, today, actor)
        case AgreedRate():
            return agree_rate(change, today, actor)


def reach_of(change: RateChange) -> Reach:
    """Say whose care a change can touch, inside a transaction that is open already."""
    match change:
        case NewRate():
            named = [(change.municipality, change.valid_from)]
        case ConfirmRates(rates):
            found = list(rows_of(Rate.select(Rate.municipality, Rate.valid_from).where(Rate.id.in_(rates))))
            return Reach(frozenset(home for home, _ in found), min((day for _, day in found), default=date.max))
        case RatesFile(file, content, _):
            named = [(row.municipality, row.valid_from) for row in read_rates(read_table(file, content)).rows]
        case CorrectRate(rate=number):
            rate = standing_rate(number)
            return Reach(frozenset({rate.municipality_id}), min(rate.valid_from, change.valid_from or rate.valid_from))
        case EndRate(rate=number) | WithdrawRate(rate=number):
            rate = standing_rate(number)
            return Reach(frozenset({rate.municipality_id}), rate.valid_from)
        case AgreedRate():
            visit = visit_of(change.case)
            return Reach(frozenset({visit.municipality_id}), change.valid_from or visit.first_day)
    known = municipality_ids()
    homes = frozenset(known[name.casefold()] for name, _ in named if name.casefold() in known)
    return Reach(homes, min((day for _, day in named), default=date.max))

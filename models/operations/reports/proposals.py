"""Proposals with what they come to: priced as the next plan would price them, before anybody accepts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from models.database import rows_of
from models.decision import Decision
from models.operations.billing.days_once import pay_days_once
from models.operations.billing.rate_pieces import rate_pieces, settle_rows
from models.operations.billing.scratch import PlannedPiece, clear_scratch
from models.operations.registers.names import service_ids
from models.operations.store.actor import Actor, reading
from models.operations.visits.list_proposals import ProposalFacts, list_proposals
from models.operations.visits.propose import ProposedRow
from models.rules.money import Ore, line_net
from models.rules.period import Month
from models.rules.services import Unit
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class PricedProposal:
    """A proposal and its worth in öre; `unpriced` says that some of it has no rate."""

    facts: ProposalFacts
    worth: Ore
    unpriced: bool


@dataclass(frozen=True, slots=True)
class Granted:
    """A decision as a price depends on it; no day: as long as the stay."""

    first: date | None
    last: date | None
    provider: str
    area: str

    def covers(self, day: date) -> bool:
        """Say whether the decision is about a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def priced_proposals(
    case: str | None, today: date, actor: Actor, *, decided: bool = False
) -> tuple[PricedProposal, ...]:
    """List the open proposals of one visit or of all, the oldest first, each with what it comes to by today's rates.

    With `decided` the accepted and declined ones are listed too, with what they would come to now.

    Raises:
        NotFound: there is no visit with the case number.
    """
    with reading(actor):
        return price(list_proposals(case, actor, decided=decided), today)


def priced_proposal(facts: ProposalFacts, today: date, actor: Actor) -> PricedProposal:
    """Put a worth on one proposal."""
    with reading(actor):
        (priced,) = price((facts,), today)
    return priced


def waiting_proposals(today: date, actor: Actor) -> tuple[PricedProposal, ...]:
    """List every open proposal with its worth, inside a transaction that is open already."""
    return price(list_proposals(None, actor), today)


def price(proposals: tuple[ProposalFacts, ...], today: date) -> tuple[PricedProposal, ...]:
    """Put a worth on proposals: their rows stand in the scratch table as the pieces of a plan, and nothing is written.

    The scratch tables hold nothing but them afterwards.
    """
    if not proposals:
        return ()
    clear_scratch()
    of_piece = _fill(proposals)
    rate_pieces(today)
    settle_rows()
    pay_days_once(0)
    worths = _worths(of_piece)
    return tuple(
        PricedProposal(facts, *worths.get(place, (0, bool(facts.rows)))) for place, facts in enumerate(proposals)
    )


def _fill(proposals: tuple[ProposalFacts, ...]) -> dict[int, int]:
    """Fill the scratch table; say of each piece, numbered downwards from -1, which proposal it belongs to."""
    cases = {facts.case for facts in proposals}
    chosen = Visit.select(Visit.case_number, Visit.id, Visit.municipality).where(Visit.case_number.in_(cases))
    visits = {case: (visit, home) for case, visit, home in rows_of(chosen)}
    granted = _granted([visit for visit, _ in visits.values()])
    services = service_ids()
    of_piece: dict[int, int] = {}
    rows: list[dict[str, Any]] = []
    for place, facts in enumerate(proposals):
        visit, home = visits[facts.case]
        for row in facts.rows:
            piece = -1 - len(rows)
            of_piece[piece] = place
            service = services[row.service]
            rows.append(
                _piece(piece, row, facts.kind, granted.get((visit, service), ()))
                | {"visit": visit, "municipality": home, "service": service}
            )
    if rows:
        PlannedPiece.insert_many(rows).execute()
    return of_piece


def _piece(piece: int, row: ProposedRow, kind: str, granted: Iterable[Granted]) -> dict[str, Any]:
    day = date.fromisoformat(row.day)
    decision = next((each for each in granted if each.covers(day)), None)
    month = str(Month.of(day))
    return {
        "piece": piece,
        "entry": piece,
        "provider": decision.provider if decision else "",
        "area": decision.area if decision else "",
        "band": "",
        "counted": row.pieces > 0,
        "day": day,
        "month": month,
        "row_month": month,
        "minutes": row.minutes * row.staff,
        "pieces": row.pieces,
        "staff": row.staff,
        "kind": kind,
        "share": 100,
        "late": False,
        "protected": False,
        "excluded": False,
        "reason": 0,
    }


def _granted(visits: list[int]) -> Mapping[tuple[int, int], tuple[Granted, ...]]:
    columns = (Decision.visit, Decision.service, Decision.first_day, Decision.last_day)
    query = Decision.select(*columns, Decision.provider, Decision.area).where(Decision.visit.in_(visits))
    found: dict[tuple[int, int], tuple[Granted, ...]] = {}
    for visit, service, *rest in rows_of(query.order_by(Decision.id)):
        found[visit, service] = (*found.get((visit, service), ()), Granted(*rest))
    return found


def _worths(of_piece: Mapping[int, int]) -> dict[int, tuple[Ore, bool]]:
    """Sum up by proposal as a plan's lines are summed up: rounded once a line."""
    table = PlannedPiece
    figures = (table.unit, table.price, table.minutes, table.pieces, table.visits, table.new_day, table.day)
    query = table.select(table.piece, table.service, table.rate, table.month, *figures)
    pieces = [
        ((of_piece[piece], service, rate or 0, month), rest) for piece, service, rate, month, *rest in rows_of(query)
    ]
    found: dict[int, tuple[Ore, bool]] = {}
    for (place, _, rate, _), line in groupby(sorted(pieces, key=_line), key=_line):
        worth, unpriced = found.get(place, (0, False))
        found[place] = (worth + (_net([rest for _, rest in line]) if rate else 0), unpriced or not rate)
    return found


def _line(piece: tuple[tuple[int, int, int, str], list[Any]]) -> tuple[int, int, int, str]:
    return piece[0]


def _net(line: list[list[Any]]) -> Ore:
    unit, cost = line[0][0], line[0][1]
    quantities = {
        "hour": sum(rest[2] for rest in line),
        "piece": sum(rest[3] for rest in line),
        "visit": sum(rest[4] for rest in line),
        "day": len({str(rest[6]) for rest in line if rest[5]}),
        "month": 0,
    }
    return line_net(Unit(unit), quantities[unit], cost)

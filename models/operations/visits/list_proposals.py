"""Proposals that wait for a person's word, and those that had one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.database import rows_of
from models.municipality import Municipality
from models.operations.store.actor import Actor, reading
from models.operations.visits.by_case import visit_of
from models.operations.visits.propose import ProposedRow
from models.proposal import Proposal
from models.visit import Visit


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A proposal: its rows, and what it rests on as days and figures."""

    case: str
    municipality: str
    kind: str
    state: str
    rows: tuple[ProposedRow, ...]
    basis: dict[str, Any]
    made_on: date
    decided_by: str
    reason: str
    visit_state: str

    @property
    def minutes(self) -> int:
        """Elapsed minutes, times the staff."""
        return sum(row.minutes * row.staff for row in self.rows)

    @property
    def pieces(self) -> int:
        """What is counted."""
        return sum(row.pieces for row in self.rows)


def list_proposals(case: str | None, actor: Actor, *, decided: bool = False) -> tuple[ProposalFacts, ...]:
    """List the open proposals, or with the decided ones too, of one visit or of all, the oldest first.

    Raises:
        NotFound: there is no visit with the case number.
    """
    with reading(actor):
        chosen = Proposal.visit == visit_of(case) if case else Proposal.id.is_null(False)
        if not decided:
            chosen &= Proposal.state == "open"
        return _listed(chosen)


def proposals_of(visit: Visit) -> tuple[ProposalFacts, ...]:
    """List the proposals of a visit, the decided ones too, inside a transaction that is open already."""
    return _listed(Proposal.visit == visit)


def _listed(chosen: Any) -> tuple[ProposalFacts, ...]:
    columns = (Proposal.kind, Proposal.state, Proposal.rows, Proposal.basis, Proposal.made_at)
    query = (
        Proposal.select(
            Visit.case_number, Municipality.code, *columns, Proposal.decided_by, Proposal.reason, Visit.state
        )
        .join(Visit)
        .join(Municipality)
        .where(chosen)
        .order_by(Proposal.id)
    )
    return tuple(_facts(*row) for row in rows_of(query))


def _facts(*row: Any) -> ProposalFacts:
    case, home, kind, state, rows, basis, made_at, decided_by, reason, visit_state = row
    proposed = tuple(ProposedRow(**each) for each in json.loads(rows))
    made = (json.loads(basis), made_at.date())
    return ProposalFacts(case, home, kind, state, proposed, *made, decided_by or "", reason, visit_state)

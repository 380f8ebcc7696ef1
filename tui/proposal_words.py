"""Proposals in words: of which days and services, what they rest on, and what accepting them writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.language.formats import day_text, hours, kronor
from models.language.terms import service_name, term
from models.language.words import ntr, tr
from models.operations.reports.proposals import PricedProposal
from models.operations.visits.list_proposals import ProposalFacts
from models.rules.row_kinds import RowKind
from models.rules.visit_states import VisitState
from tui.figures import quantity


def kind_words(facts: ProposalFacts) -> str:
    """Name a proposal: the case and what it is."""
    return f"{facts.case} · {term('row kind', facts.kind)}"


def days_words(facts: ProposalFacts) -> str:
    """Say which days the rows are of, or how far they reach."""
    days = sorted({row.day for row in facts.rows})
    first, last = _day(days[0]), _day(days[-1])
    return first if first == last else f"{first}–{last}"


def services_words(facts: ProposalFacts) -> str:
    """Name the services that would be billed."""
    return ", ".join(dict.fromkeys(service_name(row.service) for row in facts.rows))


def amount_words(facts: ProposalFacts) -> str:
    """Say how much it is: time, pieces, or both."""
    parts = [f"{hours(facts.minutes)} h"] if facts.minutes else []
    return " + ".join([*parts, *([quantity("piece", facts.pieces)] if facts.pieces else [])])


def basis_words(facts: ProposalFacts) -> str:
    """Say what a proposal rests on: when we were told, of which days, and each condition in force."""
    return "; ".join([*_days_told(facts), *_conditions(facts)]) + "."


def _days_told(facts: ProposalFacts) -> Iterator[str]:
    basis = facts.basis
    if "told_on" in basis:
        yield tr(
            "Told on {day} that {first}–{last} falls away",
            day=_day(basis["told_on"]),
            first=_day(basis["first"]),
            last=_day(basis["last"]),
        )
    elif facts.kind == RowKind.INSTALLATION:
        yield tr("The alarm was put up on {day}", day=_day(basis["day"]))
    elif facts.kind == RowKind.REMOVAL:
        yield tr("The alarm was taken down on {day}", day=_day(basis["day"]))


def _conditions(facts: ProposalFacts) -> Iterator[str]:
    for condition in facts.basis["conditions"]:
        if "paid_days" in condition:
            figures = tr(
                "cancelled later than {days} days before, {paid} days are paid",
                days=condition["days"],
                paid=condition["paid_days"],
            )
        else:
            figures = tr("{n} minutes are paid", n=condition.get("minutes", 0))
        service = service_name(condition["service"]) if "service" in condition else tr("any service")
        source = tr("source: {source}", source=condition["source"]) if condition.get("source") else ""
        yield ", ".join(filter(None, (f"{service}: {figures}", source)))


def decided_words(facts: ProposalFacts) -> str:
    """Say who decided, and why where it was declined; nothing while it is open."""
    if not facts.decided_by:
        return ""
    said = f"{term('proposal state', facts.state)} · {facts.decided_by}"
    return f"{said} · {facts.reason}" if facts.reason else said


def accept_question(priced: PricedProposal) -> str:
    """Say what accepting writes, and ask."""
    facts = priced.facts
    rows = ntr("{n} hour row", "{n} hour rows", len(facts.rows))
    what = ", ".join((services_words(facts), days_words(facts), amount_words(facts)))
    words = [
        tr("Accept {kind} for {case}?", kind=term("row kind", facts.kind), case=facts.case),
        tr("It writes {rows}: {what}.", rows=rows, what=what),
        ntr(
            "It is billed with its month: {worth}.",
            "They are billed with their month: {worth}.",
            len(facts.rows),
            worth=worth_words(priced),
        ),
    ]
    if facts.visit_state == VisitState.CANCELLED:
        words.append(tr("The months of a visit that never came are signed by it, in your name."))
    return "\n".join(words)


def worth_words(priced: PricedProposal) -> str:
    """Say what a proposal comes to; that no rate is known where that is so."""
    if not priced.unpriced:
        return kronor(priced.worth)
    return (
        tr("{worth} and what has no rate yet", worth=kronor(priced.worth)) if priced.worth else tr("no rate is known")
    )


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))

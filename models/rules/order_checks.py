"""The checks of an order: each a named rule with a code, the same for screens, commands and imports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.rules.conditions import ConditionFact, ConditionKind, all_in_force, in_force
from models.rules.order_facts import Granted, OrderFacts
from models.rules.order_fields import OF_DECISIONS
from models.rules.quarter import Quarter, months_after
from models.rules.reasons import Reason


class Check(StrEnum):
    """The rules, in the order in which they are told."""

    NO_ORDER = "no-order"
    NO_DECISION = "no-decision"
    NO_REFERENCE = "no-reference"
    WRONG_REFERENCE = "wrong-reference"
    NO_RATE = "no-rate"
    UNCONFIRMED_RATE = "unconfirmed-rate"
    MISSING_FIELD = "missing-field"
    MISSING_PAPER = "missing-paper"
    UNCONFIRMED_ADDRESS = "unconfirmed-address"
    LATE_ORDER = "lead-time:late"
    INCOMPLETE_ORDER = "lead-time:incomplete"
    LATE_EXTENSION = "extension:late"
    OVERLAP = "overlap"
    NEAR_SIX_MONTHS = "near-six-months"
    OVER_SIX_MONTHS = "over-six-months"
    NOT_EXECUTED = "not-executed"


class Severity(StrEnum):
    """What a remark asks of its reader."""

    BLOCKS = "blocks"
    """Nothing of it can be billed before it is put right."""
    ASK = "ask"
    """It should be asked for."""
    WATCH = "watch"
    """It should be known."""


class LeadTime(StrEnum):
    """How an order came by our lead time."""

    IN_TIME = "in-time"
    LATE = "late"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found: `subject` is a field, a paper, a service or another case, `day` the day that it is about.

    A late or incomplete order's day is the last on which it was in time; `band` is a time of day without a rate.
    """

    check: Check
    severity: Severity
    subject: str = ""
    day: date | None = None
    band: str = ""

    @property
    def code(self) -> str:
        """The rule's code with its subject, as missing-field:stay_address."""
        return f"{self.check}:{self.subject}" if self.subject else str(self.check)

    @property
    def quarter(self) -> Quarter | None:
        """The quarter in whose report to IVO it belongs; only what is not executed does."""
        return Quarter.of(self.day) if self.day and self.check is Check.NOT_EXECUTED else None


CHECKED_BY = (
    ConditionKind.REQUIRED_FIELD,
    ConditionKind.REQUIRED_PAPER,
    ConditionKind.LEAD_TIME,
    ConditionKind.EXTENSION_TIME,
    ConditionKind.LONG_STAY,
)
"""The kinds of conditions that the checks ask."""

SIX_MONTHS = 6
"""Months after which a stay is seldom still called temporary: practice of municipalities, not law."""

USUAL_WARNING = 14
"""Days before six months at which a stay is remarked on, where no condition says otherwise."""

REPORTED_AFTER = 3
"""Months without execution after which a decision is reported (34 kap. 1 and 4 §§ SoL (2025:400))."""

Conditions = Iterable[ConditionFact]
Rule = Callable[[OrderFacts, tuple[ConditionFact, ...], date], Iterator[Remark]]


def remarks_on(facts: OrderFacts, conditions: Conditions, today: date) -> tuple[Remark, ...]:
    """Try every rule on a visit as it stands today, by our conditions and the home municipality's."""
    known = tuple(conditions)
    return tuple(remark for rule in RULES for remark in rule(facts, known, today))


def lead_time(facts: OrderFacts, conditions: Conditions, today: date) -> LeadTime | None:
    """Say how the order came: by the condition in force on the day it came; nothing without an order or a condition.

    An order is in time that came, with every paper that is required, so many days before the first day or earlier.
    One that lacks something was in time only as far as it went: it is incomplete.
    """
    known = tuple(conditions)
    deadline = order_deadline(facts, known)
    if deadline is None or facts.ordered_on is None:
        return None
    if facts.ordered_on > deadline:
        return LeadTime.LATE
    if missing_fields(facts, known, today) or missing_papers(facts, known, today):
        return LeadTime.INCOMPLETE
    required = _required(facts, known, ConditionKind.REQUIRED_PAPER, today)
    whole_on = max((facts.papers[kind] for kind in required), default=facts.ordered_on)
    return LeadTime.IN_TIME if whole_on <= deadline else LeadTime.LATE


def order_deadline(facts: OrderFacts, conditions: Conditions) -> date | None:
    """Give the last day on which the order would have been in time; nothing where no lead time was in force."""
    if facts.ordered_on is None:
        return None
    found = in_force(conditions, ConditionKind.LEAD_TIME, facts.home, "", facts.ordered_on)
    return None if found is None or found.days is None else facts.first - timedelta(days=found.days)


def missing_fields(facts: OrderFacts, conditions: Conditions, today: date) -> tuple[str, ...]:
    """Name the required fields that say nothing, in the order of the conditions."""
    required = _required(facts, conditions, ConditionKind.REQUIRED_FIELD, today)
    return tuple(name for name in required if not _says(facts, name))


def missing_papers(facts: OrderFacts, conditions: Conditions, today: date) -> tuple[str, ...]:
    """Name the required papers that have not come."""
    required = _required(facts, conditions, ConditionKind.REQUIRED_PAPER, today)
    return tuple(kind for kind in required if kind not in facts.papers)


def _required(facts: OrderFacts, conditions: Conditions, kind: ConditionKind, today: date) -> tuple[str, ...]:
    """List what was required on the day the order came; of an order that has not come, what is required today."""
    found = all_in_force(conditions, kind, facts.home, facts.ordered_on or today)
    return tuple(dict.fromkeys(each.subject for each in found))


def _says(facts: OrderFacts, name: str) -> bool:
    if name not in OF_DECISIONS:
        return name in facts.known
    return bool(facts.granted) and all(
        each.amount_known if name == "granted" else each.provider_known for each in facts.granted
    )


def _order(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    """29 kap. 6 § SoL (2025:400): who has not ordered does not pay."""
    if facts.ordered_on is None:
        yield Remark(Check.NO_ORDER, Severity.BLOCKS)
    if not facts.granted:
        yield Remark(Check.NO_DECISION, Severity.BLOCKS)


def _reference(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    if not facts.reference:
        yield Remark(Check.NO_REFERENCE, Severity.BLOCKS)
    elif facts.reference_pattern and re.fullmatch(facts.reference_pattern, facts.reference) is None:
        yield Remark(Check.WRONG_REFERENCE, Severity.BLOCKS)


def _rates(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    for granted in facts.granted:
        for gap in granted.gaps:
            check = Check.NO_RATE if gap.reason == Reason.NO_RATE else Check.UNCONFIRMED_RATE
            severity = Severity.ASK if gap.band else Severity.BLOCKS
            yield Remark(check, severity, granted.service, gap.first, gap.band)


def _missing(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    for name in missing_fields(facts, conditions, today):
        yield Remark(Check.MISSING_FIELD, Severity.ASK, name)
    for kind in missing_papers(facts, conditions, today):
        yield Remark(Check.MISSING_PAPER, Severity.ASK, kind)


def _address(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    if not facts.address_confirmed:
        yield Remark(Check.UNCONFIRMED_ADDRESS, Severity.ASK)


def _lead_time(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    outcome, day = lead_time(facts, conditions, today), order_deadline(facts, conditions)
    if outcome == LeadTime.LATE:
        yield Remark(Check.LATE_ORDER, Severity.WATCH, day=day)
    elif outcome == LeadTime.INCOMPLETE:
        yield Remark(Check.INCOMPLETE_ORDER, Severity.ASK, day=day)


def _extension(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    longer = facts.extension
    if longer is None:
        return
    found = in_force(conditions, ConditionKind.EXTENSION_TIME, facts.home, "", longer.asked_on)
    if found is not None and found.days is not None:
        deadline = longer.last_before - timedelta(days=found.days)
        if longer.asked_on > deadline:
            yield Remark(Check.LATE_EXTENSION, Severity.WATCH, day=deadline)


def _overlap(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    for other in facts.others:
        starts = max(facts.first, other.first)
        if all(last is None or starts <= last for last in (facts.last, other.last)):
            yield Remark(Check.OVERLAP, Severity.WATCH, other.case, starts)


def _long_stay(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    limit = months_after(facts.first, SIX_MONTHS)
    if not facts.goes_on(today):
        return
    if (facts.last is not None and facts.last >= limit) or today >= limit:
        yield Remark(Check.OVER_SIX_MONTHS, Severity.WATCH, day=limit)
        return
    found = in_force(conditions, ConditionKind.LONG_STAY, facts.home, "", today)
    days = USUAL_WARNING if found is None or found.days is None else found.days
    if today >= limit - timedelta(days=days):
        yield Remark(Check.NEAR_SIX_MONTHS, Severity.WATCH, day=limit)


def _execution(facts: OrderFacts, conditions: Conditions, today: date) -> Iterator[Remark]:
    for granted in facts.granted:
        due = execution_due(facts.ordered_on, granted)
        if due is not None and due <= today:
            yield Remark(Check.NOT_EXECUTED, Severity.WATCH, granted.service, due)


def execution_due(ordered_on: date | None, granted: Granted) -> date | None:
    """Give the day on which a decision has lain three months without execution; nothing where it is executed.

    The months are counted from the order or from the first granted day, whichever is later: before either there is
    nothing that we could have executed (34 kap. 1 and 4 §§ SoL (2025:400); from when is our reading).
    """
    if ordered_on is None or granted.is_executed or not granted.leaves_rows:
        return None
    return months_after(max(ordered_on, granted.first), REPORTED_AFTER)


RULES: tuple[Rule, ...] = (
    _order, _reference, _rates, _missing, _address, _lead_time, _extension, _overlap, _long_stay, _execution,
)  # fmt: skip
"""Every rule, in the order in which remarks are told."""

"""Which municipalities' services have visits and no confirmed rate, and whom to ask for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from peewee import fn

from models.database import among, rows_of
from models.documents.letter_texts import LetterKind
from models.letter import Letter
from models.operations.registers.visit_gaps import VisitGap, visit_gaps
from models.operations.store.actor import Actor, reading
from models.rules.period import STOCKHOLM
from models.rules.reasons import Reason
from models.visit import Visit

REMIND_AFTER = 14
"""Days after which whoever was asked is reminded."""


class GapStep(StrEnum):
    """What is to be done about a rate that is lacking: nobody was asked, an answer may come still, or none has come.

    Where a rate is known and only unconfirmed there is nothing to ask for: it is to be confirmed.
    """

    ASK = "ask"
    WAIT = "wait"
    REMIND = "remind"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class RateGapLine:
    """A municipality and a service with visits that no confirmed rate fits, the first day that lacks one, and why.

    `provider`, `area` and `bands` say which care lacks it, '' and none where it is any. `case` is the visit on which
    to ask: `officer` is its case officer's e-mail, `recipient` who gets its invoices. `asked_at` is when a letter that
    asks for a rate was last drawn up on any of the visits (UTC), none: never; `step` is what is to be done about it.
    """

    municipality: str
    name: str
    service: str
    provider: str
    area: str
    bands: tuple[str, ...]
    reason: Reason
    first: date
    visits: int
    case: str
    officer: str
    recipient: str
    asked_at: datetime | None
    step: GapStep = GapStep.ASK

    @property
    def ask(self) -> str:
        """Whom to ask: the case officer, or else who gets the invoices."""
        return self.officer or self.recipient

    @property
    def waits(self) -> bool:
        """Say whether somebody is to ask, or to remind."""
        return self.step in (GapStep.ASK, GapStep.REMIND)

    @property
    def command(self) -> str:
        """The command that draws up the letter asking for the rate."""
        return f"vistelse letter write {self.case} {LetterKind.RATE_REQUEST}"


def list_rate_gaps(today: date, actor: Actor, *, remind_after: int = REMIND_AFTER) -> tuple[RateGapLine, ...]:
    """List them, the first day that lacks a rate first; who was asked more than so many days ago is to be reminded."""
    with reading(actor):
        found = visit_gaps(today)
        asked = _asked({gap.case for gap in found})
    kinds: dict[tuple[str, ...], list[VisitGap]] = {}
    for gap in found:
        kinds.setdefault((gap.municipality, gap.service, gap.provider, gap.area.casefold()), []).append(gap)
    lines = (_with_step(_line(gaps, asked), today, remind_after) for gaps in kinds.values())
    return tuple(sorted(lines, key=lambda line: (line.first, line.municipality, line.service, line.provider)))


def _line(gaps: list[VisitGap], asked: dict[str, datetime]) -> RateGapLine:
    """Sum up the visits of one kind; the one to ask on is the earliest of those whose officer has an address."""
    earliest = min(gaps, key=lambda gap: (gap.first, gap.case))
    on = min(gaps, key=lambda gap: (not gap.officer, gap.first, gap.case))
    return RateGapLine(
        municipality=earliest.municipality,
        name=earliest.name,
        service=earliest.service,
        provider=earliest.provider,
        area=earliest.area,
        bands=tuple(dict.fromkeys(band for gap in gaps for band in gap.bands)) if all(g.bands for g in gaps) else (),
        reason=earliest.reason,
        first=earliest.first,
        visits=len({gap.case for gap in gaps}),
        case=on.case,
        officer=on.officer,
        recipient=on.recipient,
        asked_at=max((asked[gap.case] for gap in gaps if gap.case in asked), default=None),
    )


def _with_step(line: RateGapLine, today: date, remind_after: int) -> RateGapLine:
    if line.reason is Reason.UNCONFIRMED_RATE:
        return replace(line, step=GapStep.CONFIRM)
    if line.asked_at is None:
        return line
    asked_on = line.asked_at.replace(tzinfo=UTC).astimezone(STOCKHOLM).date()
    return replace(line, step=GapStep.REMIND if (today - asked_on).days > remind_after else GapStep.WAIT)


def _asked(cases: set[str]) -> dict[str, datetime]:
    """Say when each of some cases was last asked on for a rate."""
    query = (
        Letter.select(Visit.case_number, fn.MAX(Letter.made_at))
        .join(Visit)
        .where((Letter.kind == str(LetterKind.RATE_REQUEST)) & among(Visit.case_number, cases))
        .group_by(Visit.case_number)
    )
    return dict(rows_of(query))

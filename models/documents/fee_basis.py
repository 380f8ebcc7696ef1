"""The fee basis (avgiftsunderlag): what a home municipality needs to charge its own resident; no price of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FeeService:
    """What one document bills of a service in a month: granted and executed, and nothing of what it costs.

    Granted and executed time are minutes with the guest, however many of the staff came; `granted_by_two` and
    `executed_by_two` are those of them for which two came. `granted` and `granted_by_two` are none where no decision
    says how much, and what is granted in pieces is `granted_pieces`. `calls` are executed rows, `pieces` what they
    counted, `days` the days on which they began, and `months` 1 where a started month is paid. A document that takes
    care back has executed figures below nought.
    """

    service: str
    text: str
    granted: int | None
    granted_by_two: int | None
    granted_pieces: int | None
    executed: int
    executed_by_two: int
    pieces: int
    calls: int
    days: int
    months: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was executed, in sum."""
        return not (self.executed or self.pieces or self.calls or self.days or self.months)


@dataclass(frozen=True, slots=True)
class FeeMonth:
    """A visit's calendar month: how it is called, how many days of it lie within the stay, and its services.

    `position` is that of the document's first line of the visit, by which it is held back where it must not leave.
    """

    position: int
    case_number: str
    label: str
    month: str
    first: date | None
    last: date | None
    days_present: int
    services: tuple[FeeService, ...]

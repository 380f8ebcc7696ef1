"""Why an hour row of a planning system belongs to no visit that is known."""

from __future__ import annotations

from enum import StrEnum


class Unmatched(StrEnum):
    """The reasons for which a row waits in the queue."""

    NO_CASE = "no-case"
    """No visit has the row's case number."""
    OTHER_PERSON = "other-person"
    """The case is another person's than the identity number says."""
    NO_PERSON = "no-person"
    """Nobody in the store has the identity number, or the name with the birth date."""
    NAME_ONLY = "name-only"
    """A name alone is nobody: two people may have it."""
    NO_VISIT = "no-visit"
    """The person has no visit on that day."""
    SEVERAL_VISITS = "several-visits"
    """The person has more than one visit on that day."""
    CLOSED_VISIT = "closed-visit"
    """The visit is closed or cancelled and takes no new hours."""
    OTHER_HOURS = "other-hours"
    """The store has other hours under the row's key."""


class QueueState(StrEnum):
    """What became of a row in the queue."""

    WAITING = "waiting"
    PLACED = "placed"
    DROPPED = "dropped"

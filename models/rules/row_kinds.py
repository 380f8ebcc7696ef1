"""What an hour row is: care that was executed, or something else that is paid for."""

from __future__ import annotations

from enum import StrEnum


class RowKind(StrEnum):
    """The kinds of hour rows."""

    EXECUTED = "executed"
    REFUSED = "refused"
    """The guest said no at the door; a condition says what is paid."""
    MISSED = "missed"
    """The guest was not there; a condition says what is paid."""
    CANCELLED = "cancelled"
    """Ordered care that was cancelled too late, by the clause in force."""
    INSTALLATION = "installation"
    """An alarm was put up."""
    REMOVAL = "removal"
    """An alarm was taken down."""
    EXTRA_COST = "extra-cost"
    """What a receipt says, a boat taxi for one."""
    GRANTED = "granted"
    """A month's granted time, paid instead of the executed: a kind of line, which no row is reported as."""


BY_CONDITION = frozenset({RowKind.REFUSED, RowKind.MISSED})
"""What a condition must put a worth on."""

WITHIN_THE_GRANT = frozenset({RowKind.EXECUTED, RowKind.REFUSED, RowKind.MISSED})
"""What a month's granted time pays for, where a condition says that it is paid instead of the executed."""

WITHOUT_DECISION = frozenset({RowKind.INSTALLATION, RowKind.REMOVAL, RowKind.EXTRA_COST})
"""What no decision of its own grants."""

OUTSIDE_THE_STAY = frozenset({RowKind.CANCELLED, RowKind.REMOVAL})
"""What may lie on a day when the guest is not, or no longer, here."""

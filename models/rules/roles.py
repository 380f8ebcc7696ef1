"""What a user may do."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A right that an administrator gives a login."""

    REGISTER = "register"
    HOURS = "hours"
    BILL = "bill"
    ATTEST = "attest"
    READ = "read"
    ADMINISTER = "administer"


ALL_ROLES = tuple(Role)

TRAINING_USERS: dict[str, tuple[Role, ...]] = {
    "registrar": (Role.REGISTER, Role.HOURS, Role.READ),
    "administrator": (Role.REGISTER, Role.HOURS, Role.BILL, Role.READ, Role.ADMINISTER),
    "attester": (Role.ATTEST, Role.READ),
    "reader": (Role.READ,),
}
"""The invented users of a training store."""

"""Short words for conditions, and for what changes a stay."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.condition import Condition
from models.database import transaction
from models.municipality import Municipality
from models.operations.hours.split_anew import split_anew
from models.operations.store.write_event import utc_now
from models.service import Service

SINCE = date(2026, 1, 1)


def put_condition(kind: str, service: str = "", home: str = "", **figures: Any) -> None:
    """Put a condition in force since the new year, ours unless a home municipality is named."""
    with transaction():
        Condition.create(
            **({"valid_from": SINCE} | figures),
            municipality=Municipality.get(code=home) if home else None,
            kind=kind,
            service=Service.get(code=service) if service else None,
            entered_by="owner",
            entered_at=utc_now(),
        )
        split_anew(None, by_clock_only=False)

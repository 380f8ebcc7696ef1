"""Find in the log when a stay was last made longer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from peewee import chunked

from models.database import rows_of
from models.event import Event
from models.rules.order_facts import Extension

CHUNK = 500
STOCKHOLM, UTC = ZoneInfo("Europe/Stockholm"), ZoneInfo("UTC")


def extensions_of(cases: Iterable[str]) -> dict[str, Extension]:
    """Give the last extension of each stay that was made longer, by its case number.

    The day is the one on which the last day was moved: the log knows no other.
    """
    found: dict[str, Extension] = {}
    for some in chunked(cases, CHUNK):
        chosen = (Event.deed == "set-visit") & Event.subject.in_(list(some)) & Event.facts.contains('"last_day"')
        for case, at, facts in rows_of(
            Event.select(Event.subject, Event.at, Event.facts).where(chosen).order_by(Event.id)
        ):
            longer = _extension(at, json.loads(facts))
            if longer is not None:
                found[case] = longer
    return found


def _extension(at: datetime, facts: dict[str, dict[str, str | None]]) -> Extension | None:
    before, after = (facts.get(side, {}).get("last_day") for side in ("before", "after"))
    if not before or not after or after <= before:
        return None
    moved_on = at.replace(tzinfo=UTC).astimezone(STOCKHOLM).date()
    return Extension(date.fromisoformat(before), moved_on)

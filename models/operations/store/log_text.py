"""What an event's text says, also when somebody has spoilt it."""

from __future__ import annotations

import json
from typing import Any


def facts_of(text: str) -> dict[str, Any]:
    """Read an event's facts; nothing where they cannot be read, which the check of the chain reports."""
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}

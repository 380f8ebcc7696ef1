"""The user's words for the domain's codes."""

from __future__ import annotations

from models.language.terms import service_name, term
from models.rules.reasons import Reason

__all__ = ["deed_words", "reason_words", "service_name", "state_words"]


def reason_words(reason: Reason) -> str:
    """Say why something is not billed."""
    return term("reason", reason)


def state_words(state: str) -> str:
    """Say where a batch stands."""
    return term("state", state)


def deed_words(deed: str) -> str:
    """Say what was done."""
    return term("deed", deed)

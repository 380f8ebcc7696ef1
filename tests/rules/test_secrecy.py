"""What may be repeated in a message."""

from __future__ import annotations

import pytest

from models.rules.secrecy import harmless_reference


@pytest.mark.parametrize("text", ["V2026-0117", "SN 2026/17", "B 12", "h:0a1b2c3d", "4711"])
def test_a_case_number_is_repeated(text: str) -> None:
    """A user must see which case a message is about."""
    assert harmless_reference(text) == text


@pytest.mark.parametrize(
    "text", ["Alva Ek", "Alva", "193501096998", "V-19350109-6998", "350109-6998", "", "Alva Ek 12"]
)
def test_what_could_be_a_person_is_not_repeated(text: str) -> None:
    """G30: names and identity numbers come in the wrong column sooner or later."""
    assert harmless_reference(text) == "…"

"""Fixture: a store in which July is posted, due on 2026-10-31."""

from __future__ import annotations

from tests.operations.billing.conftest import billed

__all__ = ["billed"]

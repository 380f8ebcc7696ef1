"""Fixtures: a store in which a small July is posted."""

from __future__ import annotations

from tests.operations.billing.conftest import billed, july

__all__ = ["billed", "july"]

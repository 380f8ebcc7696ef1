"""Fixtures: a store in which a small July waits, and the official rules of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.operations.store.schema import open_for_work
from tests.documents.conftest import official_findings
from tests.engines import Engine, Templates
from tests.operations.billing.month import make_billed_july, make_july
from tests.training import close_store

__all__ = ["official_findings"]


@pytest.fixture
def billed(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a store in which July 2026 is posted as B2026-07; give its address."""
    url = templates.copy(engine, "billed july", make_billed_july, tmp_path)
    open_for_work(url)
    yield url
    close_store()
    engine.drop(url)


@pytest.fixture
def july(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a store in which July 2026 is signed and waits to be planned; give its address."""
    url = templates.copy(engine, "july", make_july, tmp_path)
    open_for_work(url)
    yield url
    close_store()
    engine.drop(url)

"""Fixtures: a store in which July is posted, and one in which its coding is entered too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.operations.accounting.set_account import set_account
from models.operations.accounting.set_coding import CodingPlace, set_coding
from models.operations.accounting.set_dimension import set_dimension
from models.operations.store.schema import open_for_work
from models.rules.accounting import Use
from tests.engines import Engine, Templates
from tests.operations.billing.month import make_billed_july
from tests.operations.builders import OWNER
from tests.training import close_store


def make_coded_july(url: str) -> None:
    """Make a store in which July is posted and everything in it is coded, and let go of it."""
    make_billed_july(url)
    open_for_work(url)
    for number, name in (("1510", "Kundfordringar"), ("1790", "Upplupna intäkter"), ("3621", "Såld verksamhet")):
        set_account(number, name, OWNER)
    set_dimension(20, "ansvar", OWNER)
    set_dimension(21, "motpart", OWNER)
    set_dimension(22, "verksamhet", OWNER)
    set_coding(CodingPlace(Use.RECEIVABLE), "1510", (), OWNER)
    set_coding(CodingPlace(Use.ACCRUAL), "1790", (), OWNER)
    set_coding(CodingPlace(Use.REVENUE), "3621", ("ansvar=1234", "motpart=KOMMUN"), OWNER)
    close_store()


@pytest.fixture
def posted_july(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a store in which July 2026 is posted as B2026-07 and nothing is coded; give its address."""
    url = templates.copy(engine, "billed july", make_billed_july, tmp_path)
    open_for_work(url)
    yield url
    close_store()
    engine.drop(url)


@pytest.fixture
def coded(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a store in which July 2026 is posted as B2026-07 and coded; give its address."""
    url = templates.copy(engine, "coded july", make_coded_july, tmp_path)
    open_for_work(url)
    yield url
    close_store()
    engine.drop(url)

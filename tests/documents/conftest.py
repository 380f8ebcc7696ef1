"""The official rules, compiled once a process."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PEPPOL = Path(__file__).parents[3] / "shared" / "peppol"

HOW_TO_GET_THEM = (
    "the official Peppol rules are not here: put the Schematron files of BIS Billing 3 (OpenPEPPOL and CEN)"
    " and the UBL 2.1 schemas (OASIS) in ../shared/peppol/rules, and beside that folder a check_peppol.py with"
    " PeppolRules().check(bytes)"
)


@pytest.fixture(scope="session")
def official_findings() -> Callable[[bytes], list[str]]:
    """Judge a document by the official rules: every finding, warnings too, as one text each."""
    return official_rules()


def official_rules() -> Callable[[bytes], list[str]]:
    """Compile the official rules, which takes some seconds."""
    checker = PEPPOL / "check_peppol.py"
    if not checker.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO_GET_THEM)
    spec = importlib.util.spec_from_file_location("check_peppol", checker)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_peppol"] = module
    spec.loader.exec_module(module)
    rules = module.PeppolRules()
    return lambda document: [f"{found.rule} {found.location}: {found.text}" for found in rules.check(document)]

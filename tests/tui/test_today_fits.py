"""Today on a small terminal: whose matter it is stands whole on every line, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from models.documents.peppol_release import release_due
from models.operations.reports.today import work_list
from tests.tui.driving import settle, shown
from tests.tui.village import MAKER
from tui.app import VistelseApp

NEAR = date(2027, 1, 20)
"""A day on which new rules of e-invoices are near, which is a long line."""


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("width", [60, 80])
async def test_no_case_number_is_cut(
    seen_village: str, language: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One long count takes no room from the others; what gives way is the reason, never the case."""
    monkeypatch.setenv("VISTELSE_LANGUAGE", language)
    release = release_due(NEAR)
    assert release is not None
    held = [each.cases[0] for each in work_list(NEAR, MAKER).held if len(each.cases) == 1]
    assert held
    async with VistelseApp(seen_village, MAKER, lambda: NEAR).run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        for case in held:
            assert f"! {case} " in shown(pilot)
        assert release.version in shown(pilot)
        if width == 80:
            assert "…" not in shown(pilot)

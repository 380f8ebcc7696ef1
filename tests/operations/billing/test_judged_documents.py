"""Every document that random sequences post: faultless, and the same on paper, in XML and in the store."""

from __future__ import annotations

from collections.abc import Callable

from models.database import connected
from tests.engines import Engine
from tests.operations.billing.judged_documents import judge_documents

WANTED = {"sqlite": 60, "postgres": 20}
"""`make soak` judges a thousand; these are the first of them."""


def test_every_posted_document_is_faultless_and_one_in_all_its_forms(
    july: str, engine: Engine, official_findings: Callable[[bytes], list[str]]
) -> None:
    """G18, G19, G22: invoices, credit notes, both kinds of differences, annulments; of one case and of several."""
    with connected():
        judge = judge_documents(official_findings, WANTED[engine.name])
    assert judge.wrong == []
    assert judge.judged == WANTED[engine.name]
    assert len(judge.kinds) >= 4

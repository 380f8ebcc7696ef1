"""Whatever happens to bills, in any order: every document opens down to its rows, and what is told adds up."""

from __future__ import annotations

from collections import Counter

from models.database import connected, rows_of, transaction
from models.documents.specification import specification_from_json, specification_to_json
from models.invoice import Invoice
from models.operations.documents.specification_facts import kept_specification
from tests.engines import Engine
from tests.operations.billing.month import rows
from tests.operations.billing.sequences import run_sequences
from tests.operations.builders import OWNER

SEQUENCES = {"sqlite": 15, "postgres": 5}

EXECUTED = """
    SELECT v.case_number, s.code, p.month, SUM(p.minutes / e.staff),
        SUM(CASE WHEN s.unit = 'piece' THEN p.pieces ELSE 0 END)
    FROM care_piece p JOIN care_entry e ON e.id = p.entry_id JOIN visit v ON v.id = e.visit_id
    JOIN service s ON s.id = e.service_id JOIN invoice_line l ON l.id = p.line_id JOIN invoice i ON i.id = l.invoice_id
    WHERE i.number IS NOT NULL AND e.kind = 'executed' GROUP BY v.case_number, s.code, p.month"""
"""What stands on posted lines that nothing has taken back."""


def look() -> None:
    """See that every document is specified to the öre, and that the fee bases together tell what is billed."""
    told: Counter[tuple[str, str, str, str]] = Counter()
    for (invoice,) in list(rows_of(Invoice.select(Invoice.id).where(Invoice.number.is_null(False)))):
        document = Invoice.get_by_id(invoice)
        with transaction():
            facts = kept_specification(document, OWNER)
        assert sum(line.signed_net for line, _ in facts.shown()) == document.total
        assert specification_from_json(specification_to_json(facts)) == facts
        for month in facts.basis:
            for service in month.services:
                key = (month.case_number, service.service)
                told[*key, month.month, "time"] += service.executed
                told[*key, month.month, "pieces"] += service.pieces
    billed: Counter[tuple[str, str, str, str]] = Counter()
    for case, service, month, minutes, pieces in rows(EXECUTED):
        billed[case, service, month, "time"] += int(minutes)
        billed[case, service, month, "pieces"] += int(pieces)
    assert {key: count for key, count in told.items() if count} == {
        key: count for key, count in billed.items() if count
    }


def test_documents_of_random_sequences_are_specified_and_told(july: str, engine: Engine) -> None:
    """G3, G19, G24: hours, rates, corrections, credits and differences at random; nothing is told twice."""
    with connected():
        done = run_sequences(range(SEQUENCES[engine.name]), look)
    assert done["documents"] > 2 * SEQUENCES[engine.name]

"""A recipient's level of privacy from before there were several (G39)."""

from __future__ import annotations

from pathlib import Path

from models.operations.store.schema import MIGRATIONS
from tests.engines import Engine
from tests.operations.hours.test_broken_upgrade import apply
from tests.operations.intake_store import beside, run_beside


def test_whoever_was_told_names_is_told_names(engine: Engine, store_url: str, tmp_path: Path) -> None:
    """And whoever was told the case is told the case."""
    names = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    before = [name for name in names if name < "0006"]
    apply(store_url, tmp_path / "old", *before)
    run_beside(
        store_url,
        "INSERT INTO municipality (id, code, name, long_name, county, organisation_number)"
        " VALUES (1, '0180', 'Stockholm', 'Stockholms kommun', 'Stockholm', '2120000142')",
        *(
            "INSERT INTO recipient (municipality_id, code, name, organisation_number, peppol_scheme, peppol_id,"
            " peppol_confirmed, reference, reference_pattern, grouping, privacy, street, postal_code, city, is_default,"
            f" valid_from) VALUES (1, '{level}', '', '', '0007', '', FALSE, '', '', 'visit', '{level}', '', '', '',"
            " FALSE, '2000-01-01')"
            for level in ("case", "person")
        ),
    )
    apply(store_url, tmp_path / "old", *names)
    with beside(store_url) as link:
        cursor = link.cursor()
        cursor.execute("SELECT code, privacy FROM recipient ORDER BY code")
        assert cursor.fetchall() == [("case", "case"), ("person", "name")]
    assert engine.name in ("sqlite", "postgres")

"""The first day of a band scheme."""

from __future__ import annotations

from typing import Any

from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, database: Any) -> None:
    """Let every scheme that is there hold always, and a municipality have one from each day."""
    database.execute_sql("ALTER TABLE band ADD COLUMN valid_from DATE NOT NULL DEFAULT '0001-01-01'")
    database.execute_sql('DROP INDEX "band_municipality_id_position"')
    database.execute_sql(
        'CREATE UNIQUE INDEX "band_municipality_id_valid_from_position" ON "band"'
        ' ("municipality_id", "valid_from", "position")'
    )

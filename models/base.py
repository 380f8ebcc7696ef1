"""What every table shares."""

from __future__ import annotations

from peewee import AutoField, Model

from models.database import database


class Table(Model):
    """A table in the store."""

    id = AutoField()

    class Meta:
        """Bound to whatever open_store() chose."""

        database = database
        legacy_table_names = False

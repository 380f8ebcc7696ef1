"""Who may do what."""

from __future__ import annotations

from peewee import BigIntegerField, BooleanField, CharField

from models.base import Table


class User(Table):
    """A login of the operating system and the roles it has in this store."""

    login = CharField(unique=True)
    roles = CharField()
    """Role names with a space between."""
    attest_limit = BigIntegerField(null=True)
    """Öre; empty: no limit."""
    active = BooleanField(default=True)

    class Meta:
        """`user` is a word of SQL's own."""

        table_name = "store_user"

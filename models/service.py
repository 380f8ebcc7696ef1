"""The services that a decision may grant."""

from __future__ import annotations

from peewee import CharField

from models.base import Table


class Service(Table):
    """A service, its Swedish name as documents print it, and the unit it is usually paid by."""

    code = CharField(max_length=40, unique=True)
    swedish = CharField()
    unit = CharField(max_length=10)

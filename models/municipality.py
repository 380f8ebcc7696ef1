"""The 290 municipalities."""

from __future__ import annotations

from peewee import CharField

from models.base import Table


class Municipality(Table):
    """A municipality: home municipality of a guest, or ourselves."""

    code = CharField(max_length=4, unique=True)
    name = CharField()
    long_name = CharField()
    county = CharField()
    organisation_number = CharField(max_length=10, unique=True)

"""The people who are cared for."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField

from models.base import Table


class Person(Table):
    """A guest. Searched by name, identity number or case number only (SoLPuF 2001:637, 15 §)."""

    name = CharField(default="")
    search_name = CharField(default="", index=True)
    """The name in small letters, so that a search finds Åke under åke on every engine."""
    identity_number = CharField(max_length=20, null=True, unique=True)
    identity_kind = CharField(max_length=20)
    birth_date = DateField(null=True)
    protected = BooleanField(default=False)
    """Protected identity: masked on screen, billed only when somebody has cleared the visit."""

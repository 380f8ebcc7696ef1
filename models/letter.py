"""Letters on a case, and the texts that they are drawn from."""

from __future__ import annotations

from peewee import CharField, DateTimeField, ForeignKeyField, TextField

from models.base import Table
from models.visit import Visit


class Letter(Table):
    """A letter that was drawn up, as it was drawn up."""

    visit = ForeignKeyField(Visit, backref="letters", on_delete="RESTRICT")
    visit_id: int
    kind = CharField(max_length=30)
    """What it is for (models.documents.letter_texts)."""
    address = CharField(default="")
    subject = CharField()
    body = TextField()
    made_by = CharField()
    made_at = DateTimeField()


class LetterTemplate(Table):
    """Our own words for a kind of letter, instead of the ones that come with the program."""

    kind = CharField(max_length=30, unique=True)
    subject = CharField()
    body = TextField()
    changed_by = CharField()
    changed_at = DateTimeField()

"""What happened: one event a deed, in the deed's own transaction."""

from __future__ import annotations

from peewee import CharField, DateTimeField, TextField

from models.base import Table


class Event(Table):
    """Who did what to which thing, through which door; each event seals the one before. No names of the cared for."""

    at = DateTimeField()
    login = CharField()
    door = CharField(max_length=10)
    deed = CharField()
    subject = CharField(index=True)
    """A case number, batch, invoice number, municipality code or file: never a person."""
    facts = TextField()
    """JSON of what changed, before and after."""
    previous = CharField(max_length=64)
    seal = CharField(max_length=64, unique=True)


class Access(Table):
    """Who opened or searched for whom, when and why (SoLPuL 2001:454, 10 §)."""

    at = DateTimeField()
    login = CharField(index=True)
    door = CharField(max_length=10)
    deed = CharField()
    subject = CharField(index=True)
    reason = TextField(default="")


class LogHead(Table):
    """The seal of the last event: without it the end of the chain could be cut off unseen."""

    seal = CharField(max_length=64)

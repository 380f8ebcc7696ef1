"""What was specified of posted documents."""

from __future__ import annotations

from peewee import CharField, DateTimeField, ForeignKeyField, TextField

from models.base import Table
from models.invoice import Invoice


class Specification(Table):
    """A document's specification and fee basis, frozen when somebody first asks for one of them (G16)."""

    invoice = ForeignKeyField(Invoice, on_delete="RESTRICT", index=False)
    invoice_id: int
    privacy = CharField(max_length=30)
    """How people are called there (models.rules.person_label): a recipient that wants to know more gets another."""
    facts = TextField()
    """As models.documents.specification writes it."""
    made_by = CharField()
    made_at = DateTimeField()

    class Meta:
        """One of each level a document."""

        indexes = ((("invoice", "privacy"), True),)

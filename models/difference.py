"""What posted invoices would come to at the rates that are known now, less what they came to."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, CharField, Check, DateField, DateTimeField, ForeignKeyField, TextField

from models.base import Table
from models.invoice import Invoice
from models.recipient import Recipient


class Difference(Table):
    """A difference that a change of rates made: proposed, decided by a person, billed or credited by a later batch."""

    recipient = ForeignKeyField(Recipient, on_delete="RESTRICT")
    recipient_id: int
    reference = CharField()
    """What the invoices that it is about carried as the recipient's reference."""
    cause = DateField()
    """The day on which what changed came to be known."""
    lines = TextField()
    """JSON: each posted line, and what its care comes to now (models.rules.difference)."""
    total = BigIntegerField()
    """Öre, signed: above nought an additional invoice, below a credit."""
    state = CharField(max_length=10, default="open")
    made_by = CharField()
    made_at = DateTimeField()
    decided_by = CharField(null=True)
    decided_at = DateTimeField(null=True)
    reason = TextField(default="")
    invoice = ForeignKeyField(Invoice, null=True, unique=True, on_delete="RESTRICT")
    """The document that bills it, from the draft on."""
    invoice_id: int | None

    class Meta:
        """The states of a difference."""

        constraints = (
            Check("state IN ('open', 'accepted', 'declined', 'lapsed', 'billed')", name="difference_state"),
            Check("(state = 'open') = (decided_by IS NULL)", name="difference_decided"),
            Check("invoice_id IS NULL OR state IN ('accepted', 'billed')", name="difference_invoice"),
            Check("state <> 'billed' OR invoice_id IS NOT NULL", name="difference_billed"),
        )


Difference.add_index(
    Difference.recipient, Difference.reference, Difference.cause, unique=True, where=SQL("state = 'open'")
)

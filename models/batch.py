"""The invoices of a period, planned, attested and posted together."""

from __future__ import annotations

from peewee import CharField, Check, DateTimeField

from models.base import Table


class Batch(Table):
    """A billing run. The one who made it cannot attest it, whatever the way in."""

    name = CharField(unique=True)
    month = CharField(max_length=7, index=True)
    state = CharField(max_length=10, default="drafted")
    made_by = CharField()
    made_at = DateTimeField()
    attest_required = CharField(max_length=3)
    attested_by = CharField(null=True)
    posted_at = DateTimeField(null=True)
    annulled_by = CharField(null=True)
    annulled_at = DateTimeField(null=True)

    class Meta:
        """Nobody attests what they made."""

        constraints = (
            Check("state IN ('drafted', 'posted', 'annulled')", name="batch_state"),
            Check("attest_required IN ('yes', 'no')", name="batch_attest_required"),
            Check("attested_by IS NULL OR attested_by <> made_by", name="batch_own_attest"),
            Check(
                "state <> 'posted' OR attest_required = 'no' OR attested_by IS NOT NULL",
                name="batch_posted_is_attested",
            ),
            Check("(state = 'posted') = (posted_at IS NOT NULL)", name="batch_posted_at"),
        )

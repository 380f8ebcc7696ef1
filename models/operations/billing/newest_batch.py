"""Which batch of a month came last."""

from __future__ import annotations

from peewee import fn

from models.batch import Batch
from models.rules.period import Month


def newest_batch(month: Month) -> int:
    """Number the last batch of a month that stands, drafted or posted; 0 where there is none."""
    standing = (Batch.month == str(month)) & (Batch.state != "annulled")
    return int(Batch.select(fn.MAX(Batch.id)).where(standing).scalar() or 0)

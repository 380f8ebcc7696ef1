"""Several deeds as one, or a deed that is only rehearsed: the real code, in a transaction that is taken back (G8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from models.database import transaction


class _TakenBack(Exception):
    """Ends a rehearsal."""


@contextmanager
def rehearsal() -> Iterator[None]:
    """Run the deeds inside as they would run, then roll everything back.

    Raises:
        StoreBusy: another deed held the lock for too long.
    """
    with suppress(_TakenBack), transaction():
        yield
        raise _TakenBack


@contextmanager
def together() -> Iterator[None]:
    """Do the deeds inside all or none.

    Raises:
        StoreBusy: another deed held the lock for too long.
    """
    with transaction():
        yield

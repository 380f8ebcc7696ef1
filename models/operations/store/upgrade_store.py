"""Bring a store that an older version made up to date."""

from __future__ import annotations

from models.database import open_store
from models.errors import StoreIsNewer, StoreMissing
from models.operations.store.actor import Actor, deed
from models.operations.store.schema import MIGRATIONS, applied_migrations, apply_migrations
from models.operations.store.write_event import write_event
from models.rules.roles import Role


def upgrade_store(url: str, actor: Actor) -> tuple[str, ...]:
    """Apply the migrations that the store lacks and name them; none where it is up to date.

    Raises:
        StoreMissing: there is no store there.
        StoreIsNewer: a newer version made it.
        NotAllowed: the actor does not administer it.
    """
    open_store(url)
    applied = applied_migrations()
    if not applied:
        raise StoreMissing(url=url)
    if unknown := applied - {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}:
        raise StoreIsNewer(found=max(unknown))
    with deed(actor, Role.ADMINISTER):
        pass
    names = apply_migrations()
    if names:
        with deed(actor, Role.ADMINISTER):
            write_event(actor, "upgrade-store", "store", migrations=list(names))
    return names

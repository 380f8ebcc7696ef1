"""Copy the whole store to a file, to be put back one day."""

from __future__ import annotations

from pathlib import Path

from models.database import snapshot
from models.operations.store.actor import Actor, authorise, deed
from models.operations.store.copy_store import copy_store
from models.operations.store.given_reason import unnamed
from models.operations.store.new_file import NewFile
from models.operations.store.write_event import write_event
from models.rules.roles import Role


def backup_store(path: Path, actor: Actor) -> Path:
    """Copy the store as it is at one moment, while others work; give the whole path of the copy.

    The log says that it was made only where it was, and the copy lies there only where the log says so.

    Raises:
        NotAllowed: the actor does not administer the store.
        BackupExists: something has the name already.
        BackupNotMade: the disk or the server would not; nothing is left behind.
        DumpProgramMissing: PostgreSQL's pg_dump is not there.
        DumpProgramOlder: it cannot read this server.
    """
    with snapshot():
        authorise(actor, Role.ADMINISTER)
    with NewFile(path) as new:
        copy_store(new)
        with deed(actor, Role.ADMINISTER):
            write_event(actor, "backup-store", "store", file=unnamed(str(new.path)))
            new.put_in_place()
    return new.path

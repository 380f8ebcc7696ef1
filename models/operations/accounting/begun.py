"""Where an export was begun, and whether its original came to stand there: there is never a second one (G20).

An original is laid ready under a temporary name before the store says that it is begun, and renamed before the store
says that it is written. So of one that was cut off the folder tells: there whole, it was written; ready under the
temporary name, it was not; neither, somebody may have taken it in.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from models.accounting import AccountingExport
from models.database import rows_of
from models.errors import ExportInDoubt
from models.event import Event
from models.language.system_words import system_words
from models.language.words import tr
from models.operations.store.given_reason import unnamed
from models.operations.store.log_text import facts_of
from models.operations.store.write_file import part_of

BEGINS = "prepare-accounting"
"""The deed that begins an export."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A folder in which an export was begun last at a moment (UTC); no `path` where the log could not keep its name."""

    at: datetime
    kept: str
    path: Path | None


def place_facts(folder: Path, originals: list[int]) -> dict[str, object]:
    """Tell the log in which folder which originals are begun, and by a hash of the folder even where it names a guest.

    The hash stands in an object of its own, where its digits are left alone.
    """
    return {"folder": unnamed(str(folder.resolve())), "begun": originals, "place": {"sha256": _mark(folder)}}


def standing_original(export: AccountingExport, batch: str, folder: Path) -> Path | None:
    """Find where the original of an export stands that was begun and never said to be written; None where nowhere.

    Raises:
        ExportInDoubt: it may have stood in a folder that nobody can look into, or have been taken from there.
    """
    begun = _all_begun(export, batch, folder)
    for each in begun:
        if each.path is not None and _is_whole(each.path / str(export.file), str(export.sha256)):
            return each.path / str(export.file)
    for each in begun:
        why = _why_in_doubt(each.path and each.path / str(export.file))
        if why:
            values = {"file": export.file, "folder": each.kept, "at": each.at, "why": why}
            raise ExportInDoubt(**values, batch=batch, number=export.id)
    return None


def _all_begun(export: AccountingExport, batch: str, folder: Path) -> list[_Begun]:
    query = Event.select(Event.at, Event.facts).where((Event.deed == BEGINS) & (Event.subject == batch))
    found: dict[str, _Begun] = {}
    for at, text in rows_of(query.order_by(Event.id)):
        facts = facts_of(text)
        if export.id in facts.get("begun", ()):
            mark, kept = str(facts["place"]["sha256"]), str(facts["folder"])
            found[mark] = _Begun(at, kept, _path(mark, kept, folder))
    return list(found.values())


def _path(mark: str, kept: str, folder: Path) -> Path | None:
    """Give the folder of a mark: as the log keeps it, or the one that is asked for now."""
    return next((path for path in (folder.resolve(), Path(kept)) if _mark(path) == mark), None)


def _mark(folder: Path) -> str:
    return sha256(os.fsencode(folder.resolve())).hexdigest()


def _is_whole(path: Path, checksum: str) -> bool:
    try:
        return sha256(path.read_bytes()).hexdigest() == checksum
    except OSError:
        return False


def _why_in_doubt(path: Path | None) -> str:
    """Say why nobody can tell whether a file was put in place; '' where it certainly was not."""
    if path is None:
        return tr("the log does not keep the folder's name")
    try:
        if part_of(path).exists():
            return ""
        if not path.parent.is_dir():
            return tr("the folder is not there")
        path.read_bytes()
    except FileNotFoundError:
        return tr("it does not lie there")
    except OSError as error:
        return system_words(error)
    return tr("a file with other content has its name")

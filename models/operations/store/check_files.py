"""Files as they were exported, by their checksums (G12)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from peewee import fn

from models.database import rows_of
from models.errors import FeeError
from models.event import Event
from models.language.words import tr
from models.operations.billing.export_batch import posted_facts, render_batch
from models.operations.store.check_rows import Found
from models.operations.store.log_text import facts_of

Checksums = dict[str, str]


def file_findings() -> Iterator[Found]:
    """Render again what was exported last, and look at the files where their folder is on this machine."""
    newest = Event.select(fn.MAX(Event.id)).where(Event.deed == "export-batch").group_by(Event.subject)
    for batch, text in rows_of(Event.select(Event.subject, Event.facts).where(Event.id.in_(newest))):
        exported = facts_of(text)
        checksums: Checksums = exported.get("files", {})
        yield from _changed_bytes(batch, checksums)
        yield from _damaged_files(batch, Path(exported.get("folder", "")), checksums)


def _changed_bytes(batch: str, checksums: Checksums) -> Iterator[Found]:
    try:
        made = render_batch(batch, posted_facts(batch))
    except (ValueError, FeeError):
        return  # facts that cannot be read, or a batch that is none, are reported where they stand
    for name in (name for name in checksums if name.endswith(".xml")):
        if name not in made or sha256(made[name]).hexdigest() != checksums[name]:
            yield "checksums", name, tr("The document would be written with other bytes than when it was exported.")


def _damaged_files(batch: str, folder: Path, checksums: Checksums) -> Iterator[Found]:
    if not folder.is_dir():
        return
    for name, checksum in checksums.items():
        if _checksum(folder / name) != checksum:
            text = tr(
                "The exported file is missing or damaged; write it anew with: vistelse batch export {batch}.",
                batch=batch,
            )
            yield "checksums", name, text


def _checksum(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""

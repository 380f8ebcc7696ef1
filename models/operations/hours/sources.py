"""The mappings that are kept, one a source: found by name or by the heading of a file, saved, listed, forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.care_errors import SourceUnknown
from models.errors import WrongUse
from models.interchange.wild_mapping import Mapping
from models.language.words import tr
from models.operations.store.actor import Actor, deed, reading
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import utc_now, write_event
from models.rules.identity import identity_numbers_in
from models.rules.roles import Role
from models.source import Source
from models.told_key import told_key

LONGEST_NAME = 60
"""Characters."""


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source whose files have been read, and how."""

    name: str
    mapping: Mapping
    changed_by: str
    changed_at: datetime


def list_sources(actor: Actor) -> tuple[KeptSource, ...]:
    """List the sources by name."""
    with reading(actor):
        return tuple(map(_kept, Source.select().order_by(Source.name)))


def show_source(name: str, actor: Actor) -> KeptSource:
    """Show one source.

    Raises:
        SourceUnknown: there is none of that name.
    """
    with reading(actor):
        return _kept(_source_of(name))


def forget_source(name: str, actor: Actor) -> None:
    """Forget how a source's files are read; what was imported stays.

    Raises:
        SourceUnknown: there is none of that name.
    """
    with deed(actor, Role.HOURS):
        source = _source_of(name)
        source.delete_instance()
        write_event(actor, "forget-source", source.name)


def find_source(name: str, heading: str) -> KeptSource | None:
    """Find a source by its name, or else by the fingerprint of a heading that it alone has."""
    if name:
        source = Source.get_or_none(Source.name == name)
        return _kept(source) if source is not None else None
    same = list(Source.select().where(Source.fingerprint == heading).order_by(Source.name).limit(2))
    return _kept(same[0]) if len(same) == 1 else None


def keep_source(name: str, heading: str, mapping: Mapping, actor: Actor) -> bool:
    """Keep what was decided for the source's next file; say whether anything of it is new."""
    kept = mapping.for_next_file().to_json()
    source = Source.get_or_none(Source.name == name)
    if source is not None and (source.fingerprint, source.mapping) == (heading, kept):
        return False
    values = {"fingerprint": heading, "mapping": kept, "changed_by": actor.login, "changed_at": utc_now()}
    if source is None:
        Source.create(name=name, **values)
    else:
        Source.update(values).where(Source.id == source.id).execute()
    return True


def source_name(text: str) -> str:
    """Give a source's name without needless blanks; '' stays ''.

    Raises:
        WrongUse: it is too long, or holds what could tell who somebody is.
    """
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or not name.isprintable() or identity_numbers_in(name) or unnamed(name) != name:
        raise bad_source_name()
    return name


def bad_source_name() -> WrongUse:
    """Say what a source's name may be; it stands in lists and in the log."""
    return WrongUse(what=tr("A source's name is at most {most} characters, and names the system.", most=LONGEST_NAME))


def _source_of(name: str) -> Source:
    source: Source | None = Source.get_or_none(Source.name == " ".join(name.split()))
    if source is None:
        raise SourceUnknown(name=told_key(name))
    return source


def _kept(source: Source) -> KeptSource:
    mapping = Mapping.from_json(source.mapping)
    return KeptSource(source.name, mapping, source.changed_by, source.changed_at)

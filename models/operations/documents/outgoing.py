"""A document that is to be sent: its bytes, what stands in its way, and what became of it before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from models.documents.facts import InvoiceFacts
from models.documents.file_texts import texts_of_file
from models.documents.register import file_name
from models.documents.scan import Scanner
from models.errors import ExportBlocked
from models.language.refusals import refusal_text
from models.language.system_words import system_words
from models.language.words import tr
from models.operations.documents.delivery_rows import Journey
from models.operations.documents.render_document import render_document
from models.operations.documents.scan_outputs import refusal_of
from models.operations.store.write_event import utc_now
from models.rules.delivery import Outcome

UNDER_WAY = timedelta(minutes=1)
"""How long an attempt without an end may still be somebody's; writing one file takes no second."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A document that is to be sent: its row, its file, and what stands in its way, or ''."""

    invoice: int
    number: str
    file: str
    content: bytes
    attempt: int
    again: bool
    blocked: str

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return sha256(self.content).hexdigest()


def outgoing(journey: Journey, facts: InvoiceFacts, scanner: Scanner, *, again: bool) -> Outgoing:
    """Make a document ready to be sent; call it for the attempt that comes next."""
    content, file = render_document(facts), file_name(facts)
    attempt = max((each.attempt for each in journey.attempts), default=0) + 1
    blocked = _other_bytes(journey, content) or next(_blocking(facts, file, content, scanner), "")
    is_again = again and journey.sent_at is not None
    return Outgoing(journey.invoice, journey.number, file, content, attempt, is_again, blocked)


def _other_bytes(journey: Journey, content: bytes) -> str:
    """Refuse to send other bytes under a number that may have left us."""
    left = {each.sha256 for each in journey.attempts if each.outcome in (Outcome.SENT, Outcome.BEGUN)}
    if left - {sha256(content).hexdigest()}:
        return tr("It would be written with other bytes than those that were sent; see: vistelse doctor")
    return ""


def _blocking(facts: InvoiceFacts, file: str, content: bytes, scanner: Scanner) -> Iterator[str]:
    hits = [*scanner.scan_document(facts), *scanner.scan_texts(file, texts_of_file(file, content))]
    if hits:
        yield refusal_text(refusal_of(hits))


def is_under_way(journey: Journey) -> bool:
    """Say whether somebody may be writing the document this very moment: two must never write one file."""
    if not journey.attempts or journey.attempts[-1].outcome is not Outcome.BEGUN:
        return False
    return utc_now() - journey.attempts[-1].made_at < UNDER_WAY


def under_way_text() -> str:
    """Say that somebody else is at it."""
    return tr("It is being sent right now, or was cut off a moment ago; try again in a minute.")


def is_doubtful(journey: Journey, path: Path) -> bool:
    """Say whether an attempt was cut off so that nobody knows whether the file was taken.

    A file that lies there whole was sent, and one that lies there under its temporary name was not.
    """
    if not journey.attempts or journey.attempts[-1].outcome is not Outcome.BEGUN:
        return False
    return content_of(path) is None and not path.with_name(f".{path.name}.part").exists()


def content_of(path: Path) -> bytes | None:
    """Read what lies there already.

    Raises:
        ExportBlocked: something lies there that cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ExportBlocked(path=path, why=system_words(error)) from error

"""Find municipalities, services and recipients by what people call them."""

from __future__ import annotations

from models.database import rows_of
from models.language.words import tr
from models.municipality import Municipality
from models.recipient import Recipient
from models.service import Service


def municipality_ids() -> dict[str, int]:
    """Map every code, name and long name, in small letters, to its municipality."""
    query = Municipality.select(Municipality.id, Municipality.code, Municipality.name, Municipality.long_name)
    return {word.casefold(): key for key, *words in rows_of(query) for word in words}


def no_such_municipality() -> str:
    """Say that a file names a municipality that there is not; what it wrote may be a name in the wrong column."""
    return tr("There is no such municipality; write its name or four-digit code.")


def municipality_codes() -> dict[int, str]:
    """Map every municipality to its code."""
    return dict(rows_of(Municipality.select(Municipality.id, Municipality.code)))


def service_ids() -> dict[str, int]:
    """Map every service's code to it."""
    return dict(rows_of(Service.select(Service.code, Service.id)))


def recipient_ids() -> dict[tuple[int, str], int]:
    """Map municipality and recipient's code or name, in small letters, to the recipient; '' is the usual one."""
    found: dict[tuple[int, str], int] = {}
    columns = (Recipient.id, Recipient.municipality, Recipient.is_default, Recipient.code, Recipient.name)
    for key, home, is_default, *words in rows_of(Recipient.select(*columns).order_by(Recipient.id)):
        for word in (*words, *([""] if is_default else [])):
            found[home, word.casefold()] = key
    return found

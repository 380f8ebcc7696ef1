"""The one text that keeps a journal, so that a copy of an accounting file is made from what was booked."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from models.documents.journal import Journal, Voucher
from models.rules.accounting import Entry


def journal_to_json(journal: Journal) -> str:
    """Write a journal as one canonical line: keys sorted, no spaces, dates as 2026-07-01, money in öre."""
    return json.dumps(asdict(journal), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def journal_from_json(text: str) -> Journal:
    """Read what `journal_to_json` wrote.

    Raises:
        ValueError: the text is no journal.
    """
    try:
        return _journal(json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError("not a journal") from error


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"no journal has a {type(value).__name__}")


def _journal(values: dict[str, Any]) -> Journal:
    read = values | {
        "day": date.fromisoformat(values["day"]),
        "accounts": tuple((str(number), str(name)) for number, name in values["accounts"]),
        "dimensions": tuple((int(number), str(name)) for number, name in values["dimensions"]),
        "vouchers": tuple(_voucher(voucher) for voucher in values["vouchers"]),
    }
    return Journal(**read)


def _voucher(values: dict[str, Any]) -> Voucher:
    due = values["due"]
    read = values | {
        "day": date.fromisoformat(values["day"]),
        "due": None if due is None else date.fromisoformat(due),
        "documents": tuple(values["documents"]),
        "entries": tuple(_entry(entry) for entry in values["entries"]),
    }
    return Voucher(**read)


def _entry(values: dict[str, Any]) -> Entry:
    objects = tuple((int(number), str(text)) for number, text in values["objects"])
    amount = values["amount"]
    if type(amount) is not int:
        raise ValueError("not öre")
    return Entry(values["account"], objects, amount, values["text"])

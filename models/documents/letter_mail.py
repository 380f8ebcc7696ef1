"""A letter as a mail draft (.eml): the same bytes for the same letter, wherever and whenever it is made."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP

from models.documents.letters import LetterText

_ADDRESS = re.compile(r"(?=.{3,254}\Z)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_UNSAFE = re.compile(r"[^0-9A-Za-zÅÄÖåäö._-]+")


def is_address(text: str) -> bool:
    """Say whether a text is one plain e-mail address (RFC 5321 without quotes and comments)."""
    return _ADDRESS.fullmatch(text) is not None


def mail_draft(letter: LetterText, address: str) -> bytes:
    """Write a mail draft that opens unsent (X-Unsent), without sender, date or id: those are the mail program's."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if address:
        message["To"] = address
    message["Subject"] = letter.subject
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def mail_name(case: str, kind: str, letter: int) -> str:
    """Name the file of a draft; what does not belong in a file's name becomes a hyphen."""
    return f"{_UNSAFE.sub('-', case).strip('.-') or 'brev'}-{kind}-{letter}.eml"

"""The SIE 4I file: vouchers for an accounting system to read in (SIE-gruppen, SIE filformat utgåva 4B, typ 4I)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from models.documents.journal import Journal, Voucher
from models.rules.accounting import Entry
from models.rules.money import Ore

ENCODING = "cp437"
"""IBM PC 8-bit extended ASCII, which the format calls PC8."""
COPY_MARK = "KOPIA"
_LINE_END = "\r\n"
_INSTEAD = str.maketrans({"–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": "'", "”": "'", "\\": "/"})
_BARE = re.compile(r"[0-9A-Za-z.-]+")
_AMOUNT = re.compile(rb"^ *#TRANS [0-9]+ \{[^}]*\} (-?)([0-9]+)\.([0-9]{2}) ", re.MULTILINE)


def render_sie(journal: Journal, *, is_copy: bool = False) -> bytes:
    """Write a journal as SIE 4I: CP437, CRLF, dates from the journal and nothing from the machine (G17).

    A copy says so in #PROSA; an accounting system that reads it shows that text before anything is booked.
    """
    return _LINE_END.join((*_lines(journal, is_copy), "")).encode(ENCODING)


def debit_of_sie(content: bytes) -> Ore:
    """Read back the sum of what stands on the debit side of a file, in öre (G19)."""
    return sum(int(kronor) * 100 + int(ore) for sign, kronor, ore in _AMOUNT.findall(content) if not sign)


def sie_text(text: str) -> str:
    """Write a text as a field in quotation marks; what CP437 does not have becomes a question mark.

    The format lets a quotation mark stand after a backslash and gives a backslash no form of its own, so that becomes
    a slash; controls and line breaks, which no field may hold, become spaces.
    """
    composed = unicodedata.normalize("NFC", text).translate(_INSTEAD)
    flat = "".join(" " if unicodedata.category(mark).startswith(("C", "Z")) else mark for mark in composed)
    known = flat.encode(ENCODING, "replace").decode(ENCODING)
    return '"' + known.replace('"', '\\"') + '"'


def _lines(journal: Journal, is_copy: bool) -> Iterator[str]:
    yield "#FLAGGA 0"
    yield '#PROGRAM "Vistelse" 1'
    yield "#FORMAT PC8"
    yield f"#GEN {_day(journal.day)}"
    yield "#SIETYP 4"
    yield f"#PROSA {sie_text(f'{COPY_MARK} {journal.name}' if is_copy else journal.name)}"
    yield f"#ORGNR {journal.organisation_number[:6]}-{journal.organisation_number[6:]}"
    yield f"#FNAMN {sie_text(journal.organisation)}"
    yield from (f"#KONTO {number} {sie_text(name)}" for number, name in journal.accounts)
    yield from (f"#DIM {number} {sie_text(name)}" for number, name in journal.dimensions)
    yield from (f"#OBJEKT {number} {sie_text(text)} {sie_text(text)}" for number, text in _objects(journal.vouchers))
    for voucher in journal.vouchers:
        yield from _voucher(voucher)


def _objects(vouchers: Iterable[Voucher]) -> list[tuple[int, str]]:
    return sorted({pair for voucher in vouchers for entry in voucher.entries for pair in entry.objects})


def _voucher(voucher: Voucher) -> Iterator[str]:
    number = voucher.number if _BARE.fullmatch(voucher.number) else sie_text(voucher.number)
    yield f"#VER {sie_text(voucher.series)} {number} {_day(voucher.day)} {sie_text(voucher.text)}"
    yield "{"
    yield from (_trans(entry, voucher.day) for entry in voucher.entries)
    yield "}"


def _trans(entry: Entry, day: date) -> str:
    objects = " ".join(f"{number} {sie_text(text)}" for number, text in entry.objects)
    return f"#TRANS {entry.account} {{{objects}}} {_amount(entry.amount)} {_day(day)} {sie_text(entry.text)}"


def _amount(ore: Ore) -> str:
    kronor, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{kronor}.{rest:02}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"

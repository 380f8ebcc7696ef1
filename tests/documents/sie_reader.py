"""A reader of SIE files, written from the format's description (SIE-gruppen, utgåva 4B) and from nothing else here.

A post is a line: a label and fields with blanks between. A field may stand in quotation marks, which a backslash keeps
from ending it; a list of objects stands in braces. The rows of a #VER stand between braces on lines of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class ReadRow:
    """One #TRANS."""

    account: str
    objects: dict[str, str]
    amount: Decimal
    day: str
    text: str


@dataclass
class ReadVoucher:
    """One #VER with its rows."""

    series: str
    number: str
    day: str
    text: str
    rows: list[ReadRow] = field(default_factory=list)


@dataclass
class ReadFile:
    """A whole file: its single posts by label, its chart, and its vouchers."""

    posts: dict[str, list[list[str]]] = field(default_factory=dict)
    vouchers: list[ReadVoucher] = field(default_factory=list)


class NotSie(ValueError):
    """The file breaks a rule of the format."""


def read_sie(content: bytes) -> ReadFile:
    """Read a file of type 4I strictly."""
    if not content.endswith(b"\r\n") or b"\n" in content.replace(b"\r\n", b""):
        raise NotSie("lines end with CR and LF")
    read, current, is_open = ReadFile(), None, False
    for line in content.decode("cp437").split("\r\n")[:-1]:
        if any(ord(mark) < 32 or ord(mark) == 127 for mark in line):
            raise NotSie("a control")
        if line.strip() in ("{", "}"):
            if is_open == (line.strip() == "{") or current is None:
                raise NotSie("braces")
            is_open = not is_open
            current = current if is_open else None
            continue
        label, *fields = fields_of(line)
        if label == "#TRANS":
            if current is None or not is_open:
                raise NotSie("a row outside a voucher")
            current.rows.append(_row(fields))
        elif is_open:
            raise NotSie("something else than rows in a voucher")
        elif label == "#VER":
            current = ReadVoucher(*(str(value) for value in fields[:4]))
            read.vouchers.append(current)
        else:
            read.posts.setdefault(label, []).append([str(value) for value in fields])
    _refuse_wrong(read)
    return read


def fields_of(line: str) -> list[object]:
    """Part a line into its fields; a list of objects is a list."""
    fields: list[object] = []
    place = 0
    while place < len(line):
        if line[place] in " \t":
            place += 1
        elif line[place] == "{":
            end = _end_of_list(line, place)
            fields.append(fields_of(line[place + 1 : end]))
            place = end + 1
        elif line[place] == '"':
            text, place = _quoted(line, place + 1)
            fields.append(text)
        else:
            end = place
            while end < len(line) and line[end] not in " \t{":
                end += 1
            fields.append(line[place:end])
            place = end
    return fields


def _quoted(line: str, place: int) -> tuple[str, int]:
    text = ""
    while line[place] != '"':
        place += line[place] == "\\"
        text += line[place]
        place += 1
    return text, place + 1


def _end_of_list(line: str, place: int) -> int:
    place += 1
    while line[place] != "}":
        place = _quoted(line, place + 1)[1] if line[place] == '"' else place + 1
    return place


def _row(fields: list[object]) -> ReadRow:
    account, objects, amount, day, text = fields
    if not isinstance(objects, list) or len(objects) % 2 or not str(account).isdecimal():
        raise NotSie("a row")
    whole, _, decimals = str(amount).removeprefix("-").partition(".")
    if not whole.isdecimal() or len(decimals) != 2:
        raise NotSie("an amount")
    return ReadRow(
        str(account), dict(zip(objects[::2], objects[1::2], strict=True)), Decimal(str(amount)), str(day), str(text)
    )


def _refuse_wrong(read: ReadFile) -> None:
    must = ("#FLAGGA", "#PROGRAM", "#FORMAT", "#GEN", "#SIETYP", "#FNAMN")
    if any(label not in read.posts for label in must):
        raise NotSie("a post that type 4I must have is missing")
    if (read.posts["#FLAGGA"], read.posts["#FORMAT"], read.posts["#SIETYP"]) != ([["0"]], [["PC8"]], [["4"]]):
        raise NotSie("the head")
    chart = {number for number, _ in read.posts.get("#KONTO", [])}
    dimensions = {number for number, _ in read.posts.get("#DIM", [])}
    objects = {(number, text) for number, text, _ in read.posts.get("#OBJEKT", [])}
    for voucher in read.vouchers:
        if sum(row.amount for row in voucher.rows) != 0:
            raise NotSie("a voucher does not come to nought")
        for row in voucher.rows:
            if (
                row.account not in chart
                or not set(row.objects) <= dimensions
                or not set(row.objects.items()) <= objects
            ):
                raise NotSie("a row names what is not declared")

"""The layout of an accounting file, as its maker writes it in TOML: columns, widths, and how amounts and days look."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from models.language.words import tr

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "cp437")
NEWLINES = {"crlf": "\r\n", "lf": "\n"}
DELIMITED, FIXED = "delimited", "fixed"
PARTS = ("head", "row", "foot")
TOP = "layout"
"""How refusals call what stands outside every column."""
AMOUNTS = ("comma", "point", "ore")
SIGNS = ("leading", "trailing", "always", "none")
DAYS = ("iso", "compact")
LONGEST_LAYOUT = 100_000
WIDEST = 500

HEAD_FIELDS = (
    "batch", "copy", "organisation", "organisation_number", "day", "rows", "vouchers", "documents", "debit", "credit",
    "total", "value",
)  # fmt: skip
"""What a head or foot may show; `value` is a text that the layout itself gives."""
ROW_FIELDS = (
    *HEAD_FIELDS, "row", "series", "voucher", "voucher_day", "voucher_text", "month", "due", "ocr", "document", "home",
    "buyer_number", "account", "account_name", "amount", "row_debit", "row_credit", "side", "text",
)  # fmt: skip
"""What a row may show; beside these `dimension:NAME` shows the object in a dimension."""
OBJECT = "dimension:"


class LayoutRefused(Exception):
    """A layout that cannot be used; its words, in the user's language, say why and where."""


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column: what it shows, how wide, on which side, and in which form.

    `width` counts characters and is needed where the file has no delimiter; `cut` lets a text be cut to it, which no
    number ever is. `flip` turns an amount's sign. `debit` and `credit` are the words of the field `side`.
    """

    field: str
    heading: str = ""
    value: str = ""
    width: int = 0
    align: str = "left"
    fill: str = " "
    amount: str = "comma"
    sign: str = "leading"
    day: str = "iso"
    debit: str = "D"
    credit: str = "K"
    flip: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A file: how its bytes are made, and its head, rows and foot, each head or foot a line of columns."""

    form: str
    encoding: str = "cp1252"
    newline: str = "crlf"
    delimiter: str = ";"
    extension: str = "txt"
    headings: bool = False
    row: tuple[LayoutColumn, ...] = ()
    head: tuple[LayoutColumn, ...] = ()
    foot: tuple[LayoutColumn, ...] = ()


def read_layout(content: bytes) -> Layout:
    """Read a layout and see that every word in it is one that is known.

    Raises:
        LayoutRefused: it cannot be used.
    """
    if len(content) > LONGEST_LAYOUT:
        raise LayoutRefused(tr("it is too large"))
    try:
        values = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise LayoutRefused(tr("it is no TOML file in UTF-8")) from None
    _refuse_unknown(values, {field.name for field in fields(Layout)}, TOP)
    head, row, foot = (_columns(values.pop(part, []), part) for part in PARTS)
    _refuse_wrong(values, _LAYOUT_RULES, TOP)
    if "form" not in values:
        raise LayoutRefused(tr("it says no form: delimited or fixed"))
    layout = Layout(**values, head=head, row=row, foot=foot)
    if not layout.row:
        raise LayoutRefused(tr('it has no columns: write [[row]] with field = "account"'))
    for part, columns in zip(PARTS, (head, row, foot), strict=True):
        for place, column in enumerate(columns, start=1):
            _refuse_unfit(column, layout, f"{part} {place}")
    _refuse_unsigned(layout)
    return layout


def _columns(values: object, part: str) -> tuple[LayoutColumn, ...]:
    if not isinstance(values, list) or not all(isinstance(column, dict) for column in values):
        raise LayoutRefused(tr("{place} is no list of columns; write [[{place}]] before each", place=part))
    return tuple(_column(column, f"{part} {place}") for place, column in enumerate(values, start=1))


def _column(values: dict[str, Any], place: str) -> LayoutColumn:
    _refuse_unknown(values, {field.name for field in fields(LayoutColumn)}, place)
    _refuse_wrong(values, _COLUMN_RULES, place)
    if "field" not in values:
        raise LayoutRefused(tr("{place}: it says no field", place=place))
    return LayoutColumn(**values)


def _refuse_unknown(values: Mapping[str, object], known: set[str], place: str) -> None:
    for word in values:
        if word not in known:
            choices = ", ".join(sorted(known))
            raise LayoutRefused(tr("{place}: {word} is none of: {choices}", place=place, word=word, choices=choices))


def _refuse_wrong(values: Mapping[str, object], rules: Mapping[str, Callable[[Any], bool]], place: str) -> None:
    for word, value in values.items():
        kind = bool if word in _FLAGS else int if word == "width" else str
        if type(value) is not kind or not rules.get(word, _printable)(value):
            raise LayoutRefused(_wrong_value(place, word))


def _wrong_value(place: str, word: str) -> str:
    return tr("{place}: {word} has a value that cannot stand there", place=place, word=word)


def _refuse_unfit(column: LayoutColumn, layout: Layout, place: str) -> None:
    known = ROW_FIELDS if place.startswith("row") else HEAD_FIELDS
    is_object = place.startswith("row") and column.field.startswith(OBJECT) and column.field != OBJECT
    if column.field not in known and not is_object:
        choices = ", ".join((*known, f"{OBJECT}…"))
        raise LayoutRefused(tr("{place}: {word} is none of: {choices}", place=place, word="field", choices=choices))
    if layout.form == FIXED and not column.width:
        raise LayoutRefused(tr("{place}: a file without a delimiter needs a width", place=place))
    if (column.fill.isdigit() or column.fill in "+-,.") and (column.fill, column.align) != ("0", "right"):
        raise LayoutRefused(_wrong_value(place, "fill"))


def _refuse_unsigned(layout: Layout) -> None:
    """See that a row that shows amounts tells debit from credit, or its sum is not held to the journal's (G19)."""
    shown = {column.field for column in layout.row}
    signed = any(column.field == "amount" and column.sign != "none" for column in layout.row)
    if shown & {"amount", "row_debit", "row_credit"} and not (
        signed or {"amount", "side"} <= shown or {"row_debit", "row_credit"} <= shown
    ):
        raise LayoutRefused(tr("its rows do not tell debit from credit: show amount with its sign, or with side"))


def _printable(value: object) -> bool:
    return not isinstance(value, str) or (len(value) <= 200 and all(mark.isprintable() for mark in value))


def _encoding_known(value: str) -> bool:
    return value in ENCODINGS and codecs.lookup(value) is not None


_FLAGS = frozenset({"headings", "flip", "cut"})
_LAYOUT_RULES: dict[str, Callable[[Any], bool]] = {
    "form": lambda value: value in (DELIMITED, FIXED),
    "encoding": _encoding_known,
    "newline": lambda value: value in NEWLINES,
    "delimiter": lambda value: value == "\t" or (len(value) == 1 and value.isprintable() and value not in '"-+.'),
    "extension": lambda value: value.isascii() and value.isalnum() and len(value) <= 5,
}
_COLUMN_RULES: dict[str, Callable[[Any], bool]] = {
    "width": lambda value: 1 <= value <= WIDEST,
    "align": lambda value: value in ("left", "right"),
    "fill": lambda value: len(value) == 1 and value.isprintable(),
    "amount": lambda value: value in AMOUNTS,
    "sign": lambda value: value in SIGNS,
    "day": lambda value: value in DAYS,
}

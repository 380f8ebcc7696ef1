"""An accounting file by a layout: delimited or with fixed widths, with control sums in its head or foot."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.documents.accounting_layout import FIXED, NEWLINES, OBJECT, Layout, LayoutColumn, LayoutRefused
from models.documents.journal import Journal, Voucher
from models.documents.sie import COPY_MARK
from models.language.words import tr
from models.rules.accounting import Entry
from models.rules.money import Ore

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Kronor:
    """An amount in öre, told apart from a count."""

    ore: Ore


Cell = Value | Kronor
_NUMBERS = frozenset({"account", "home", "buyer_number", "ocr", "document", "voucher", "organisation_number"})
"""Texts that are codes: never cut, whatever the layout says."""


def render_layout(journal: Journal, layout: Layout, *, is_copy: bool = False) -> bytes:
    """Write a journal by a layout, the same bytes whatever the machine (G17).

    Raises:
        LayoutRefused: something does not fit in its column.
    """
    end = NEWLINES[layout.newline]
    lines = tuple(_lines(journal, layout, is_copy))
    return "".join(line + end for line in lines).encode(layout.encoding, "replace")


def debit_of_cells(journal: Journal, layout: Layout) -> Ore | None:
    """Read the debit side's sum back from the cells that show each row's amount, in öre; none where no cell does."""
    columns = [column for column in layout.row if column.field in ("amount", "row_debit") and column.sign != "none"]
    if not columns:
        return None
    column = columns[0]
    entries = (entry for voucher in journal.vouchers for entry in voucher.entries)
    amounts = (-entry.amount if column.flip else entry.amount for entry in entries)
    if column.field == "row_debit":
        amounts = (max(amount, 0) for amount in amounts)
    read = [_ore_of(amount_cell(amount, column), column) for amount in amounts]
    return sum(-amount if column.flip else amount for amount in read if (amount < 0) == column.flip)


def amount_cell(ore: Ore, column: LayoutColumn) -> str:
    """Write an amount in a column's form: decimals by comma or point, or öre without; the sign where it is wanted."""
    kronor, rest = divmod(abs(ore), 100)
    mark = {"comma": ",", "point": "."}.get(column.amount)
    bare = str(abs(ore)) if mark is None else f"{kronor}{mark}{rest:02}"
    minus = "-" if ore < 0 else "+" if column.sign == "always" else ""
    match column.sign:
        case "none":
            return bare
        case "trailing":
            return bare + ("-" if ore < 0 else " ")
        case _:
            return minus + bare


def _ore_of(cell: str, column: LayoutColumn) -> Ore:
    digits = "".join(mark for mark in cell if mark.isdigit())
    return -int(digits) if "-" in cell else int(digits)


def _lines(journal: Journal, layout: Layout, is_copy: bool) -> Iterator[str]:
    whole = _of_journal(journal, is_copy)
    if layout.head:
        yield _line(layout, layout.head, whole)
    if layout.headings:
        yield _joined(layout, [_quoted(column.heading or column.field, layout) for column in layout.row])
    names = dict(journal.accounts)
    dimensions = {name.casefold(): number for number, name in journal.dimensions}
    row = 0
    for voucher in journal.vouchers:
        for entry in voucher.entries:
            row += 1
            values = whole | _of_entry(voucher, entry, names) | {"row": row}
            values |= {
                column.field: dict(entry.objects).get(dimensions.get(column.field.removeprefix(OBJECT).casefold(), 0))
                for column in layout.row
                if column.field.startswith(OBJECT)
            }
            yield _line(layout, layout.row, values)
    if layout.foot:
        yield _line(layout, layout.foot, whole)


def _of_journal(journal: Journal, is_copy: bool) -> dict[str, Cell]:
    return {
        "batch": journal.name,
        "copy": COPY_MARK if is_copy else "",
        "organisation": journal.organisation,
        "organisation_number": journal.organisation_number,
        "day": journal.day,
        "rows": journal.rows,
        "vouchers": len(journal.vouchers),
        "documents": journal.documents,
        "debit": Kronor(journal.debit),
        "credit": Kronor(-journal.debit),
        "total": Kronor(journal.total),
    }


def _of_entry(voucher: Voucher, entry: Entry, names: Mapping[str, str]) -> dict[str, Cell]:
    return {
        "series": voucher.series,
        "voucher": voucher.number,
        "voucher_day": voucher.day,
        "voucher_text": voucher.text,
        "month": f"{voucher.day:%Y%m}",
        "due": voucher.due,
        "ocr": voucher.ocr,
        "document": voucher.documents[0] if len(voucher.documents) == 1 else "",
        "home": voucher.home,
        "buyer_number": voucher.organisation_number,
        "account": entry.account,
        "account_name": names.get(entry.account, ""),
        "amount": Kronor(entry.amount),
        "row_debit": Kronor(max(entry.amount, 0)),
        "row_credit": Kronor(max(-entry.amount, 0)),
        "side": "debit" if entry.amount >= 0 else "credit",
        "text": entry.text,
    }


def _line(layout: Layout, columns: tuple[LayoutColumn, ...], values: Mapping[str, Cell]) -> str:
    return _joined(layout, [_fitted(_shown(column, values), column, layout) for column in columns])


def _joined(layout: Layout, cells: list[str]) -> str:
    return ("" if layout.form == FIXED else layout.delimiter).join(cells)


def _shown(column: LayoutColumn, values: Mapping[str, Cell]) -> str:
    if column.field == "value":
        return column.value
    value = values.get(column.field)
    if column.field == "side":
        return column.debit if (value == "debit") != column.flip else column.credit
    if isinstance(value, Kronor):
        return amount_cell(-value.ore if column.flip else value.ore, column)
    if isinstance(value, date):
        return f"{value:%Y%m%d}" if column.day == "compact" else value.isoformat()
    return "" if value is None else _flat(str(value))


def _flat(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(mark).startswith(("C", "Z")) else mark for mark in composed)


def _fitted(cell: str, column: LayoutColumn, layout: Layout) -> str:
    """Fill a cell to its width, with noughts behind the sign; what does not fit is refused, never cut unasked."""
    if column.width and len(cell) > column.width:
        if not column.cut or column.field in _NUMBERS or column.field.startswith(OBJECT) or _is_amount(column.field):
            raise LayoutRefused(
                tr("{field} is longer than its column of {width}", field=column.field, width=column.width)
            )
        cell = cell[: column.width]
    if not column.width:
        return _quoted(cell, layout)
    if column.align == "left":
        filled = cell.ljust(column.width, column.fill)
    elif column.fill == "0" and cell[:1] in ("-", "+"):
        filled = cell[0] + cell[1:].rjust(column.width - 1, "0")
    else:
        filled = cell.rjust(column.width, column.fill)
    return filled if layout.form == FIXED else _quoted(filled, layout)


def _is_amount(field: str) -> bool:
    return field in ("amount", "row_debit", "row_credit", "debit", "credit", "total")


def _quoted(cell: str, layout: Layout) -> str:
    if layout.form == FIXED or (layout.delimiter not in cell and '"' not in cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'

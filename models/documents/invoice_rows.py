"""The lines of a printed invoice: grouped by case where there are several, and never cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from models.documents.facts import InvoiceFacts, LineFacts
from models.documents.pdf_table import Column, PaperRow, Row
from models.documents.pdf_texts import paper_texts
from models.documents.peppol_line import MINUTES_OF_PRICE, corrects_text
from models.language.formats import HARD_SPACE, MINUS, day_text, kronor
from models.rules.money import Ore
from models.rules.services import Unit


def invoice_columns() -> tuple[Column, ...]:
    """Give the columns: number, service, quantity, price and amount."""
    texts = paper_texts()["columns"]
    return (
        Column(texts["position"], "right"),
        Column(texts["service"], width="wide"),
        Column(texts["quantity"], "right"),
        Column(texts["price"], "right"),
        Column(texts["net"], "right"),
    )


def invoice_rows(facts: InvoiceFacts) -> tuple[Row, ...]:
    """Give a row a line; of several cases, each run of one stands under its number and over its sum.

    Raises:
        ValueError: there is no such unit.
    """
    if len({line.case_number for line in facts.lines}) == 1:
        return tuple(_row(line) for line in facts.lines)
    return tuple(row for case, lines in groupby(facts.lines, _case) for row in _case_rows(case, list(lines)))


def _case(line: LineFacts) -> str:
    return line.case_number


def _case_rows(case: str, lines: list[LineFacts]) -> Iterator[Row]:
    texts = paper_texts()
    yield Row((texts["case"].format(case_number=case),), PaperRow.GROUP)
    yield from map(_row, lines)
    total = bare_kronor(sum(line.signed_net for line in lines))
    yield Row(("", texts["case_sum"].format(case_number=case), "", "", total), PaperRow.SUM)


def _row(line: LineFacts) -> Row:
    said = "\n".join((line.text, *_details(line)))
    return Row((str(line.position), said, quantity_text(line), price_text(line), bare_kronor(line.signed_net)))


def _details(line: LineFacts) -> Iterator[str]:
    texts = paper_texts()
    yield texts["period"].format(first=day_text(line.first), last=day_text(line.last))
    if line.order_reference:
        yield texts["order_reference"].format(value=line.order_reference)
    if line.late:
        yield texts["late"]
    if line.original:
        yield f"{corrects_text(line)} {line.why}".rstrip()


def quantity_text(line: LineFacts) -> str:
    """Write a quantity with its unit: `12 tim 25 min`, `9 besök`; with a minus where the line reverses."""
    texts = paper_texts()
    if line.unit == Unit.HOUR:
        hours, minutes = divmod(line.quantity, MINUTES_OF_PRICE)
        said = texts["hours"].format(hours=_grouped(hours), minutes=minutes)
    else:
        one, many = _unit_words(line)
        said = texts["quantity"].format(count=_grouped(line.quantity), unit=one if line.quantity == 1 else many)
    return (MINUS if line.reverses else "") + _hard(said)


def price_text(line: LineFacts) -> str:
    """Write a price with what it is for: `414,80 kr/tim`."""
    texts = paper_texts()
    price = bare_kronor(line.price)
    if line.unit == Unit.HOUR:
        return _hard(texts["hour_price"].format(price=price))
    return _hard(texts["price"].format(price=price, unit=_unit_words(line)[0]))


def bare_kronor(ore: Ore) -> str:
    """Write an amount for a column whose heading says that it is in kronor: 123450 öre is `1 234,50`."""
    return kronor(ore).removesuffix(f"{HARD_SPACE}kr")


def _unit_words(line: LineFacts) -> tuple[str, str]:
    """Give the words for one and for many; a service may have its own."""
    units = paper_texts()["units"]
    one, many = units.get(line.service) or units[Unit(line.unit)]
    return one, many


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", HARD_SPACE)


def _hard(text: str) -> str:
    """Keep a figure and its unit on one line."""
    return text.replace(" ", HARD_SPACE)

"""Which invoice each credited öre comes off: through differences, a line's claim may rest on several documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from models.database import rows_of
from models.invoice import Invoice, InvoiceLine
from models.rules.money import Ore

Claims = dict[int, Ore]
"""What a line claims, in öre, by the invoice on which it is to be paid; the earliest first."""


@dataclass(frozen=True, slots=True)
class _Line:
    id: int
    document: int
    is_credit: bool
    net: Ore
    credits: int | None
    replaces: int | None


@dataclass(slots=True)
class _Book:
    """The posted lines, and the claims of those that were looked at."""

    lines: dict[int, _Line]
    instead: dict[int, list[_Line]]
    known: dict[int, Claims] = field(default_factory=dict)

    def claims(self, line: int) -> Claims:
        """Say on which invoices a line's amount is to be paid."""
        if line not in self.known:
            own = self.lines[line]
            if own.replaces is None:
                self.known[line] = {own.document: own.net}
            else:
                self._share(own.replaces)
        return self.known[line]

    def _share(self, old: int) -> None:
        """Divide what a line claimed, and the difference, between the lines that came instead of it."""
        parts = self.instead[old]
        left = dict(self.claims(old))
        for document, amount in self.change(old).items():
            left[document] = left.get(document, 0) + amount
        for part in parts[:-1]:
            self.known[part.id] = _taken(left, part.net)
        self.known[parts[-1].id] = left

    def change(self, old: int) -> Claims:
        """Say what a difference adds to each invoice for a line that it takes back, below nought: takes off."""
        parts, claims = self.instead[old], self.claims(old)
        more = sum(part.net for part in parts) - self.lines[old].net
        if not parts[0].is_credit:
            return {parts[0].document: more}
        if more >= 0:
            return {next(iter(claims)): more}
        return {document: -amount for document, amount in _taken(dict(claims), -more).items()}


def _taken(claims: Claims, amount: Ore) -> Claims:
    """Take an amount from the claims, the latest first, the rest from the first; change them by it."""
    found: Claims = {}
    for place, document in enumerate(reversed(list(claims)), start=1):
        share = amount if place == len(claims) else max(0, min(amount, claims[document]))
        claims[document] -= share
        found[document] = share
        amount -= share
    return found


def taken_off() -> Claims:
    """Sum what credit notes take off each invoice, inside a transaction that is open already."""
    book = _read()
    found: Claims = {}
    for document, amount in _off(book):
        found[document] = found.get(document, 0) + amount
    return found


def _off(book: _Book) -> Iterator[tuple[int, Ore]]:
    for line in book.lines.values():
        if line.credits is None:
            continue
        parts = book.instead.get(line.credits)
        if parts is None:
            yield from book.claims(line.credits).items()
        elif line.is_credit:
            yield from ((document, -amount) for document, amount in book.change(line.credits).items())


def _read() -> _Book:
    """Read the lines that take others back or come instead of them, and those that they do it to."""
    line, other = InvoiceLine, InvoiceLine.alias()
    columns = (line.id, Invoice.id, Invoice.kind, line.net, line.credits, line.replaces)
    touched = line.credits.is_null(False) | line.replaces.is_null(False)
    for tie in (other.credits, other.replaces):
        touched |= line.id.in_(other.select(tie).where(tie.is_null(False)))
    query = line.select(*columns).join(Invoice).where(Invoice.number.is_null(False) & touched).order_by(line.id)
    lines = {row[0]: _Line(row[0], row[1], row[2] == "credit", *row[3:]) for row in rows_of(query)}
    instead: dict[int, list[_Line]] = {}
    for each in lines.values():
        if each.replaces is not None:
            instead.setdefault(each.replaces, []).append(each)
    return _Book(lines, instead)

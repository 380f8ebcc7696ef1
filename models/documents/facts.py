"""The frozen facts that an invoice or a credit note may show, and the one text that keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date
from typing import Any, TypeVar

from models.rules.money import Ore

_Facts = TypeVar("_Facts", "PartyFacts", "LineFacts", "CorrectedFacts", "InvoiceFacts")
_Plain = TypeVar("_Plain")

INVOICE = "invoice"
"""The kind of a document that claims money."""
CREDIT = "credit"
"""The kind of a document that takes a claim back, in part or whole; its amounts are positive."""


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """One side of a document, as it stood on the day of posting; '' is unknown.

    `organisation_number` has 10 digits; `endpoint_scheme` and `endpoint_id` are the Peppol address.
    """

    name: str
    organisation_number: str
    endpoint_scheme: str
    endpoint_id: str
    street: str
    city: str
    postal_code: str
    vat_number: str = ""
    contact_email: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line: a service of one case at one rate during one month.

    `quantity` is minutes when the unit is `hour`, else a count; `price` is öre per hour or per counted unit;
    `net` is öre; `text` is the Swedish name of the service. A line that `reverses` counts against its document: in an
    invoice it takes care back that an earlier one billed, in a credit note it bills. `original` is the number of the
    document whose line it takes back or comes instead of, and `why` says in Swedish what changed.
    """

    position: int
    case_number: str
    service: str
    text: str
    unit: str
    quantity: int
    price: Ore
    net: Ore
    first: date
    last: date
    rate_id: int
    order_reference: str
    late: bool
    reverses: bool = False
    original: str = ""
    why: str = ""

    @property
    def signed_net(self) -> Ore:
        """What the line adds to its document, in öre; below nought where it reverses."""
        return -self.net if self.reverses else self.net

    @property
    def signed_quantity(self) -> int:
        """The quantity as paper shows it; below nought where the line reverses."""
        return -self.quantity if self.reverses else self.quantity


@dataclass(frozen=True, slots=True)
class CorrectedFacts:
    """A posted document whose lines another one bills at another price."""

    number: str
    date: date


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """Everything that a renderer may know of one posted invoice or credit note.

    `kind` is `invoice` or `credit`; `case_number` is '' when the lines are of several cases; `credits_number` and
    `credits_date` name the invoice that a credit note takes back. A difference names in `corrects` the documents that
    it changes instead. A credit note that `annuls` is sent to nobody, nor is its invoice.
    """

    kind: str
    number: str
    issue_date: date
    due_date: date
    seller: PartyFacts
    buyer: PartyFacts
    buyer_reference: str
    case_number: str
    bankgiro: str
    ocr: str
    exemption_code: str
    exemption_text: str
    legal_basis: str
    payment_terms: str
    note: str
    lines: tuple[LineFacts, ...]
    credits_number: str
    credits_date: date | None
    batch: str
    month: str
    corrects: tuple[CorrectedFacts, ...] = ()
    annuls: bool = False
    attach: str = ""
    """How the specification goes inside the e-invoice (models.documents.attachment), '' where it does not."""
    rules: str = ""
    """The release of the Peppol rules by which the document was found without fault when it was posted."""

    @property
    def total(self) -> Ore:
        """The sum of the lines, in öre; positive also when the document credits."""
        return sum(line.signed_net for line in self.lines)

    @property
    def is_credit(self) -> bool:
        """Whether the document takes a claim back."""
        return self.kind == CREDIT


def to_json(facts: InvoiceFacts) -> str:
    """Write the facts as one canonical line: keys sorted, no spaces, dates as 2026-07-01, money in öre."""
    return json.dumps(asdict(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def from_json(text: str) -> InvoiceFacts:
    """Read what `to_json` wrote.

    Raises:
        ValueError: the text is not the facts of one document, whole and of the right types.
    """
    return _read(InvoiceFacts, json.loads(text))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"no fact is of the type {type(value).__name__}")


def _read(facts_type: type[_Facts], values: object) -> _Facts:
    """Read the fields; one that came later has its default in what was posted before."""
    kinds = {field.name: str(field.type) for field in fields(facts_type)}
    needed = {field.name for field in fields(facts_type) if field.default is MISSING}
    if not isinstance(values, dict) or not needed <= set(values) <= set(kinds):
        raise ValueError(f"not the fields of {facts_type.__name__}")
    return facts_type(**{name: _READERS[kinds[name]](value) for name, value in values.items()})


def _text(value: object) -> str:
    return _only(str, value)


def _whole(value: object) -> int:
    return _only(int, value)


def _flag(value: object) -> bool:
    return _only(bool, value)


def _only(wanted: type[_Plain], value: object) -> _Plain:
    """Take a value of exactly this type: JSON's true is no number, and a number with decimals no money."""
    if type(value) is not wanted:
        raise ValueError(f"not a {wanted.__name__}")
    return value


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _lines(value: object) -> tuple[LineFacts, ...]:
    return tuple(_read(LineFacts, line) for line in _only(list, value))


def _corrected(value: object) -> tuple[CorrectedFacts, ...]:
    return tuple(_read(CorrectedFacts, document) for document in _only(list, value))


_READERS: dict[str, Callable[[object], Any]] = {
    "str": _text,
    "int": _whole,
    "Ore": _whole,
    "bool": _flag,
    "date": _day,
    "date | None": lambda value: None if value is None else _day(value),
    "PartyFacts": lambda value: _read(PartyFacts, value),
    "tuple[LineFacts, ...]": _lines,
    "tuple[CorrectedFacts, ...]": _corrected,
}
"""How a fact comes back from JSON, by the type that it is declared with."""

"""The journal: what posted documents become in the books, frozen when it is first made for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from models.documents.facts import InvoiceFacts, LineFacts
from models.rules.accounting import (
    Coding,
    Entry,
    Objects,
    Per,
    Series,
    Use,
    Wanted,
    choose_coding,
    filled_objects,
)
from models.rules.money import Ore
from models.rules.services import SERVICE_OF


@dataclass(frozen=True, slots=True)
class Booked:
    """A posted document and the code of the home municipality that it goes to."""

    facts: InvoiceFacts
    home: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher (verifikation), whose entries come to nought.

    `number` is '' where the accounting system is to number it; `documents` are the numbers it is made for; `home` and
    `organisation_number` are the counterpart's, '' where a voucher has several. `due` and `ocr` are of one document.
    `claim` is öre: what its documents claim, below nought where they credit, and nought in an accrual.
    """

    series: str
    number: str
    day: date
    text: str
    entries: tuple[Entry, ...]
    documents: tuple[str, ...]
    home: str = ""
    organisation_number: str = ""
    due: date | None = None
    ocr: str = ""
    claim: Ore = 0

    @property
    def is_balanced(self) -> bool:
        """Whether the entries come to nought."""
        return sum(entry.amount for entry in self.entries) == 0

    @property
    def debit(self) -> Ore:
        """The sum of what stands on the debit side, in öre."""
        return sum(entry.amount for entry in self.entries if entry.amount > 0)


@dataclass(frozen=True, slots=True)
class Chart:
    """What the user entered: how accounts and dimensions are called, what is coded where, and how vouchers are made."""

    accounts: tuple[tuple[str, str], ...]
    dimensions: tuple[tuple[int, str], ...]
    codings: tuple[Coding, ...]
    series: Series


@dataclass(frozen=True, slots=True)
class Journal:
    """Everything that an accounting file may show: names of what is used, vouchers, and the sums to hold them to.

    `total` is öre: what the documents claim together, invoices less credit notes.
    """

    batch: str
    part: int
    organisation_number: str
    organisation: str
    day: date
    documents: int
    total: Ore
    accounts: tuple[tuple[str, str], ...]
    dimensions: tuple[tuple[int, str], ...]
    vouchers: tuple[Voucher, ...]

    @property
    def name(self) -> str:
        """The batch's name, with the part's number from the second on: later credit notes make a part of their own."""
        return self.batch if self.part == 1 else f"{self.batch}_{self.part}"

    @property
    def rows(self) -> int:
        """How many entries there are."""
        return sum(len(voucher.entries) for voucher in self.vouchers)

    @property
    def debit(self) -> Ore:
        """The sum of what stands on the debit side, in öre."""
        return sum(voucher.debit for voucher in self.vouchers)

    @property
    def is_balanced(self) -> bool:
        """Whether every voucher comes to nought and the claims to what the documents claim (G19)."""
        claims = sum(voucher.claim for voucher in self.vouchers)
        return claims == self.total and all(voucher.is_balanced for voucher in self.vouchers)


def missing_codings(documents: Iterable[Booked], chart: Chart, accrual: date | None = None) -> tuple[Wanted, ...]:
    """List the codings that documents need and the chart lacks."""
    wanted = {one for booked in documents for one in _wanted(booked, accrual)}
    return tuple(
        sorted(
            (one for one in wanted if choose_coding(chart.codings, one) is None),
            key=lambda one: (one.use, one.service, one.home),
        )
    )


def make_journal(
    documents: tuple[Booked, ...], chart: Chart, batch: str, part: int, accrual: date | None = None
) -> Journal:
    """Book posted documents: the claim in debit, each line in credit; a credit note the other way round.

    With an accrual at a day (periodisering, LKBR 2018:597 4 kap. 4 §) a line whose care lies on the other side of that
    day than its document goes to the accrual account, and a voucher moves it to revenue: on the day itself for care
    until then, on the day after for later care.

    Raises:
        ValueError: a coding is missing (missing_codings names it).
    """
    made = [voucher for booked in documents for voucher in _vouchers(booked, chart, accrual)]
    vouchers = tuple(made) if chart.series.per == Per.DOCUMENT else tuple(_together(made, batch))
    used = {entry.account for voucher in vouchers for entry in voucher.entries}
    dimensions = {number for voucher in vouchers for entry in voucher.entries for number, _ in entry.objects}
    seller = documents[0].facts.seller
    return Journal(
        batch=batch,
        part=part,
        organisation_number=seller.organisation_number,
        organisation=seller.name,
        day=max(booked.facts.issue_date for booked in documents),
        documents=len(documents),
        total=sum(_sign(booked.facts) * booked.facts.total for booked in documents),
        accounts=tuple(pair for pair in sorted(chart.accounts) if pair[0] in used),
        dimensions=tuple(pair for pair in sorted(chart.dimensions) if pair[0] in dimensions),
        vouchers=vouchers,
    )


def crosses(line: LineFacts, issued: date, accrual: date | None) -> bool:
    """Tell whether a line's care lies on the other side of an accrual's day than its document."""
    return accrual is not None and (line.last <= accrual) != (issued <= accrual)


def _wanted(booked: Booked, accrual: date | None) -> Iterator[Wanted]:
    yield Wanted(Use.RECEIVABLE, "", booked.home)
    for line in booked.facts.lines:
        yield Wanted(Use.REVENUE, line.service, booked.home)
        if crosses(line, booked.facts.issue_date, accrual):
            yield Wanted(Use.ACCRUAL, line.service, booked.home)


def _sign(facts: InvoiceFacts) -> int:
    return -1 if facts.is_credit else 1


def _vouchers(booked: Booked, chart: Chart, accrual: date | None) -> Iterator[Voucher]:
    facts = booked.facts
    claim = _entry(booked, chart, Wanted(Use.RECEIVABLE, "", booked.home), _sign(facts) * facts.total, _title(facts))
    series = chart.series.credits if facts.is_credit else chart.series.invoices
    yield Voucher(
        series=series,
        number=facts.number.lstrip("K"),
        day=facts.issue_date,
        text=f"{_title(facts)} {facts.buyer.name}",
        entries=(claim, *(_booked_line(booked, chart, line, accrual) for line in facts.lines)),
        documents=(facts.number,),
        home=booked.home,
        organisation_number=facts.buyer.organisation_number,
        due=facts.due_date,
        ocr=facts.ocr,
        claim=claim.amount,
    )
    if accrual is not None:
        yield from _accruals(booked, chart, accrual)


def _booked_line(booked: Booked, chart: Chart, line: LineFacts, accrual: date | None) -> Entry:
    use = Use.ACCRUAL if crosses(line, booked.facts.issue_date, accrual) else Use.REVENUE
    amount = -_sign(booked.facts) * line.signed_net
    return _entry(booked, chart, Wanted(use, line.service, booked.home), amount, _line_text(line))


def _accruals(booked: Booked, chart: Chart, accrual: date) -> Iterator[Voucher]:
    """Move lines of the other side from the accrual account to revenue, on the right side of the day."""
    facts = booked.facts
    lines = tuple(line for line in facts.lines if crosses(line, facts.issue_date, accrual))
    if not lines:
        return
    entries: list[Entry] = []
    for line in lines:
        amount = _sign(facts) * line.signed_net
        entries.append(_entry(booked, chart, Wanted(Use.ACCRUAL, line.service, booked.home), amount, _line_text(line)))
        entries.append(_entry(booked, chart, Wanted(Use.REVENUE, line.service, booked.home), -amount, _line_text(line)))
    yield Voucher(
        series=chart.series.accruals,
        number="",
        day=accrual if facts.issue_date > accrual else accrual + timedelta(days=1),
        text=f"Periodisering {_title(facts)}",
        entries=tuple(entries),
        documents=(facts.number,),
        home=booked.home,
        organisation_number=facts.buyer.organisation_number,
    )


def _entry(booked: Booked, chart: Chart, wanted: Wanted, amount: Ore, text: str) -> Entry:
    coding = choose_coding(chart.codings, wanted)
    if coding is None:
        raise ValueError("no coding")
    objects = filled_objects(coding.objects, booked.home, booked.facts.buyer.organisation_number)
    return Entry(coding.account, objects, amount, text)


def _title(facts: InvoiceFacts) -> str:
    return f"{'Kreditfaktura' if facts.is_credit else 'Faktura'} {facts.number}"


def _line_text(line: LineFacts) -> str:
    """Say which service and month: never a line's own text, which somebody may have typed (G30)."""
    return f"{SERVICE_OF[line.service].swedish} {line.first:%Y-%m}"


def _together(vouchers: Iterable[Voucher], batch: str) -> Iterator[Voucher]:
    """Make one voucher a series and day, with one entry an account, objects and text."""
    ordered = sorted(vouchers, key=lambda one: (one.day, one.series))
    for (series, day), found in groupby(ordered, key=lambda one: (one.series, one.day)):
        parts = tuple(found)
        sums: dict[tuple[str, Objects, str], Ore] = {}
        for entry in (entry for part in parts for entry in _unnumbered(part, batch)):
            key = (entry.account, entry.objects, entry.text)
            sums[key] = sums.get(key, 0) + entry.amount
        entries = tuple(Entry(account, objects, amount, text) for (account, objects, text), amount in sums.items())
        documents = tuple(dict.fromkeys(number for part in parts for number in part.documents))
        claim = sum(part.claim for part in parts)
        yield Voucher(series, "", day, f"Fakturering {batch}", entries, documents, claim=claim)


def _unnumbered(voucher: Voucher, batch: str) -> Iterator[Entry]:
    """Give a voucher's entries; its claim, which comes first and names the document, names the batch instead."""
    first, *rest = voucher.entries
    yield replace(first, text=batch) if voucher.number else first
    yield from rest

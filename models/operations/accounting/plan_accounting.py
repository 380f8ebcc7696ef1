"""Make the journal of a batch: what its documents become in the books, before anything is exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.batch import Batch
from models.documents.journal import Booked, Chart, Journal, make_journal, missing_codings
from models.documents.secrecy import has_name
from models.errors import CodingMissing, SumsDiffer, WrongUse
from models.language.terms import service_name
from models.language.words import tr
from models.operations.accounting.batch_documents import BatchDocument, batch_documents, guests_of, posted_batch
from models.operations.accounting.read_chart import read_chart
from models.operations.store.actor import Actor, reading
from models.rules.accounting import Use, Wanted
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An entry as it will be exported: öre, debit above nought; `objects` in words."""

    series: str
    number: str
    day: date
    account: str
    name: str
    objects: str
    amount: Ore
    text: str


def plan_accounting(name: str, actor: Actor, *, accrual: date | None = None) -> tuple[PlannedRow, ...]:
    """Show what a batch's documents become in the books, also those that are exported already. Writes nothing.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is not posted.
        CodingMissing: an account is not entered.
        WrongUse: the accrual's day is no month's last.
    """
    refuse_accrual(accrual)
    with reading(actor):
        batch = posted_batch(name)
        journal = checked_journal(batch, batch_documents(batch), 1, accrual, read_chart())
    return tuple(_rows(journal))


def refuse_accrual(accrual: date | None) -> None:
    """See that an accrual's day ends a month, since a line is of one.

    Raises:
        WrongUse: it does not.
    """
    if accrual is not None and (accrual + timedelta(days=1)).day != 1:
        raise WrongUse(what=tr("Give the last day of a month, as 2026-12-31."))


def checked_journal(
    batch: Batch, documents: tuple[BatchDocument, ...], part: int, accrual: date | None, chart: Chart
) -> Journal:
    """Make a journal whose sums agree with the documents and with the store (G19), and that names nobody (G30).

    Raises:
        CodingMissing: an account is not entered.
        SumsDiffer: the sums do not agree.
        WrongUse: a typed text names a guest of the documents.
    """
    booked = tuple(document.booked for document in documents)
    missing = missing_codings(booked, chart, accrual)
    if missing:
        raise CodingMissing(batch=batch.name, missing="; ".join(_missing_texts(missing, booked)))
    for document in documents:
        if document.booked.facts.total != document.total:
            raise SumsDiffer(batch=batch.name, what=document.booked.facts.number)
    journal = make_journal(booked, chart, str(batch.name), part, accrual)
    if not journal.is_balanced:
        raise SumsDiffer(batch=batch.name, what=tr("the vouchers"))
    guests = guests_of([document.invoice for document in documents])
    if any(has_name(text, guests) for text in _typed(journal)):
        raise WrongUse(what=tr("An account, a dimension or an object names a guest; call it something else."))
    return journal


def _typed(journal: Journal) -> Iterator[str]:
    yield from (name for _, name in (*journal.accounts, *journal.dimensions))
    yield from {text for voucher in journal.vouchers for entry in voucher.entries for _, text in entry.objects}


def _missing_texts(missing: tuple[Wanted, ...], booked: tuple[Booked, ...]) -> Iterator[str]:
    """Name what lacks, each use and service once; the municipalities only where others have it."""
    homes = {document.home for document in booked}
    for use in dict.fromkeys(wanted.use for wanted in missing):
        services: dict[str, list[str]] = {}
        for wanted in missing:
            if wanted.use == use:
                services.setdefault(wanted.service, []).append(wanted.home)
        for service, lacking in services.items():
            needing = {one.home for one in booked if service in ("", *(line.service for line in one.facts.lines))}
            where = "" if needing <= set(lacking) or homes <= set(lacking) else ", ".join(lacking)
            yield _missing_text(use, service_name(service) if service else "", where)


def _missing_text(use: Use, service: str, homes: str) -> str:
    words = {
        Use.RECEIVABLE: tr("the receivable account"),
        Use.REVENUE: tr("the revenue account of {service}", service=service),
        Use.ACCRUAL: tr("the accrual account of {service}", service=service),
    }[use]
    return tr("{account} for {homes}", account=words, homes=homes) if homes else words


def _rows(journal: Journal) -> Iterator[PlannedRow]:
    names, dimensions = dict(journal.accounts), dict(journal.dimensions)
    for voucher in journal.vouchers:
        for entry in voucher.entries:
            objects = ", ".join(f"{dimensions.get(number, number)}={text}" for number, text in entry.objects)
            name = names.get(entry.account, "")
            yield PlannedRow(
                voucher.series, voucher.number, voucher.day, entry.account, name, objects, entry.amount, entry.text
            )

"""Read the chart, the coding, the layouts and what was exported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.accounting import Account, AccountingExport, AccountingLayout, Dimension
from models.batch import Batch
from models.database import rows_of
from models.operations.accounting.read_chart import read_codings, read_series
from models.operations.store.actor import Actor, reading
from models.rules.accounting import Series
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class NumberedName:
    """An account or a dimension: its number and what we call it."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A coding; `service` and `home` are '' for any, `objects` as ansvar=1234, motpart=KOMMUN."""

    use: str
    service: str
    home: str
    account: str
    name: str
    objects: str


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A layout, and who changed it last and when."""

    name: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ExportRow:
    """What went to the accounting system: öre; `total` is invoices less credit notes."""

    number: int
    batch: str
    file: str
    form: str
    accrual: date | None
    documents: int
    rows: int
    debit: Ore
    total: Ore
    state: str
    copies: int
    made_by: str
    made_at: datetime


def list_accounts(actor: Actor) -> tuple[NumberedName, ...]:
    """List our accounts by number."""
    with reading(actor):
        query = Account.select(Account.number, Account.name).order_by(Account.number)
        return tuple(NumberedName(number, name) for number, name in rows_of(query))


def list_dimensions(actor: Actor) -> tuple[NumberedName, ...]:
    """List our dimensions by number."""
    with reading(actor):
        query = Dimension.select(Dimension.number, Dimension.name).order_by(Dimension.number)
        return tuple(NumberedName(str(number), name) for number, name in rows_of(query))


def list_codings(actor: Actor) -> tuple[CodingRow, ...]:
    """List the codings by use, service and municipality."""
    with reading(actor):
        names = dict(rows_of(Account.select(Account.number, Account.name)))
        dimensions = dict(rows_of(Dimension.select(Dimension.number, Dimension.name)))
        return tuple(
            CodingRow(
                str(coding.use),
                coding.service,
                coding.home,
                coding.account,
                names[coding.account],
                ", ".join(f"{dimensions[number]}={text}" for number, text in coding.objects),
            )
            for coding in read_codings()
        )


def list_layouts(actor: Actor) -> tuple[LayoutRow, ...]:
    """List the layouts by name."""
    with reading(actor):
        columns = (AccountingLayout.name, AccountingLayout.changed_by, AccountingLayout.changed_at)
        query = AccountingLayout.select(*columns).order_by(AccountingLayout.name)
        return tuple(LayoutRow(*row) for row in rows_of(query))


def show_vouchers(actor: Actor) -> Series:
    """Tell what a voucher is made for and what the series are called."""
    with reading(actor):
        return read_series()


def list_exports(actor: Actor, *, batch: str = "") -> tuple[ExportRow, ...]:
    """List what went to the accounting system, the newest first, of a batch or all."""
    with reading(actor):
        query = (
            AccountingExport.select(
                AccountingExport.id,
                Batch.name,
                AccountingExport.file,
                AccountingExport.form,
                AccountingExport.accrual,
                AccountingExport.documents,
                AccountingExport.rows,
                AccountingExport.debit,
                AccountingExport.total,
                AccountingExport.state,
                AccountingExport.copies,
                AccountingExport.made_by,
                AccountingExport.made_at,
            )
            .join(Batch)
            .order_by(AccountingExport.id.desc())
        )
        chosen = query.where(Batch.name == batch) if batch else query
        return tuple(ExportRow(*row) for row in rows_of(chosen))


def show_layout(name: str, actor: Actor) -> str:
    """Give a layout's text; '' where we keep none of the name."""
    with reading(actor):
        text = AccountingLayout.select(AccountingLayout.text).where(AccountingLayout.name == name).scalar()
        return str(text or "")

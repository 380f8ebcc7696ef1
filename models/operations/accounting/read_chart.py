"""Read what the user entered for the books."""

from __future__ import annotations

import json

from models.accounting import Account, AccountCoding, Dimension, VoucherSetting
from models.database import rows_of
from models.documents.journal import Chart
from models.rules.accounting import Coding, Objects, Per, Series, Use


def read_chart() -> Chart:
    """Read accounts, dimensions, codings and series, inside a deed or a reading."""
    accounts = rows_of(Account.select(Account.number, Account.name).order_by(Account.number))
    dimensions = rows_of(Dimension.select(Dimension.number, Dimension.name).order_by(Dimension.number))
    return Chart(
        accounts=tuple((number, name) for number, name in accounts),
        dimensions=tuple((number, name) for number, name in dimensions),
        codings=read_codings(),
        series=read_series(),
    )


def read_codings() -> tuple[Coding, ...]:
    """Read the codings by use, service and municipality."""
    columns = (AccountCoding.use, AccountCoding.service, AccountCoding.home, Account.number, AccountCoding.objects)
    order = (AccountCoding.use, AccountCoding.service, AccountCoding.home)
    query = AccountCoding.select(*columns).join(Account).order_by(*order)
    return tuple(
        Coding(Use(use), service, home, account, read_objects(objects))
        for use, service, home, account, objects in rows_of(query)
    )


def read_objects(text: str) -> Objects:
    """Read the objects of a coding as they are kept."""
    return tuple((int(number), str(value)) for number, value in json.loads(text))


def read_series() -> Series:
    """Read what the series are called; the usual names where nobody has said anything."""
    kept = VoucherSetting.get_or_none(VoucherSetting.id == 1)
    return Series() if kept is None else Series(Per(kept.per), kept.invoices, kept.credits, kept.accruals)

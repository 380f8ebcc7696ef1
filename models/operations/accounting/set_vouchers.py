"""Say what a voucher is made for, and what the series are called."""

from __future__ import annotations

from dataclasses import asdict

from models.accounting import VoucherSetting
from models.errors import WrongUse
from models.language.words import tr
from models.operations.accounting.read_chart import read_series
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.accounting import Series, is_series
from models.rules.roles import Role


def set_vouchers(series: Series, actor: Actor) -> bool:
    """Set the series and what a voucher is made for; tell whether anything changed.

    Raises:
        WrongUse: a series is no name of one, or two are the same.
    """
    names = (series.invoices, series.credits, series.accruals)
    if not all(map(is_series, names)) or len(set(names)) < len(names):
        raise WrongUse(what=tr("A series is one to four capital letters or digits, and no two are the same."))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        before = read_series()
        if before == series:
            return False
        values = {name: str(value) for name, value in asdict(series).items()}
        if not VoucherSetting.update(**values).where(VoucherSetting.id == 1).execute():
            VoucherSetting.insert(id=1, **values).execute()
        write_event(actor, "set-vouchers", "vouchers", before=asdict(before), after=values)
    return True

"""Withdraw an export that the accounting system never took in, so that the next one is an original again."""

from __future__ import annotations

from models.accounting import AccountedDocument, AccountingExport
from models.errors import NotFound, ReasonNamesPerson, WrongUse
from models.language.words import tr
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import given_reason, unnamed
from models.operations.store.write_event import utc_now, write_event
from models.rules.roles import Role


def withdraw_accounting(number: int, reason: str, actor: Actor) -> str:
    """Withdraw an export and let its documents go; give its batch's name.

    Raises:
        NotFound: there is no such export.
        WrongUse: it is withdrawn already, or a later part of its batch is not.
        ReasonMissing: nobody says why.
        ReasonNamesPerson: the reason names a guest.
    """
    with deed(actor, Role.ADMINISTER):
        export = AccountingExport.get_or_none(AccountingExport.id == number)
        if export is None:
            raise NotFound(what="accounting export", key=number)
        why = given_reason(reason, ())
        if unnamed(why) != why:
            raise ReasonNamesPerson
        _refuse_unfit(export)
        values = {"state": "withdrawn", "withdrawn_by": actor.login, "withdrawn_at": utc_now(), "reason": why}
        AccountingExport.update(**values).where(AccountingExport.id == number).execute()
        AccountedDocument.update(live=False).where(AccountedDocument.export == number).execute()
        name = str(export.batch.name)
        write_event(actor, "withdraw-accounting", name, export=number, file=export.file, reason=why)
    return name


def _refuse_unfit(export: AccountingExport) -> None:
    """Keep the parts of a batch in order: the last one goes first."""
    if export.state == "withdrawn":
        raise WrongUse(what=tr("Export {number} is withdrawn already.", number=export.id))
    later = AccountingExport.select(AccountingExport.file).where(
        (AccountingExport.batch == export.batch_id)
        & (AccountingExport.part > export.part)
        & (AccountingExport.state != "withdrawn")
    )
    if (file := later.scalar()) is not None:
        raise WrongUse(what=tr("{file} came later; withdraw that first.", file=file))

"""Rehearse an export to the accounting system: which files it would write, with which sums on which accounts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from models.accounting import AccountingExport
from models.documents.journal import Journal
from models.documents.journal_text import journal_from_json
from models.operations.accounting.prepare_accounting import ExportWish, PreparedFile, prepare_accounting
from models.operations.store.actor import Actor
from models.operations.store.rehearse import rehearsal
from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What a file puts on an account, in öre on each side."""

    account: str
    name: str
    debit: Ore
    credit: Ore


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that would be written: öre; `total` is invoices less credit notes, and `sums` come to `debit`."""

    name: str
    is_copy: bool
    documents: int
    rows: int
    debit: Ore
    total: Ore
    sums: tuple[AccountSum, ...]


def plan_export(wish: ExportWish, actor: Actor, folder: Path | None = None) -> tuple[PlannedFile, ...]:
    """Say which files an export would write now; the deed itself is done and taken back, so that it refuses the same.

    Raises:
        FeeError: whatever `prepare_accounting` refuses.
    """
    planned: list[PlannedFile] = []
    with rehearsal():
        for file in prepare_accounting(wish, actor, folder, is_plan=True):
            export = AccountingExport.get_by_id(file.export)
            planned.append(_planned(file, journal_from_json(str(export.journal))))
    return tuple(planned)


def _planned(file: PreparedFile, journal: Journal) -> PlannedFile:
    sums = _sums(journal)
    return PlannedFile(file.name, file.is_copy, file.documents, file.rows, file.debit, file.total, sums)


def _sums(journal: Journal) -> tuple[AccountSum, ...]:
    debit: dict[str, Ore] = defaultdict(int)
    credit: dict[str, Ore] = defaultdict(int)
    for entry in (entry for voucher in journal.vouchers for entry in voucher.entries):
        side = debit if entry.amount > 0 else credit
        side[entry.account] += abs(entry.amount)
    names = dict(journal.accounts)
    return tuple(
        AccountSum(account, names.get(account, ""), debit[account], credit[account])
        for account in sorted({*debit, *credit})
    )

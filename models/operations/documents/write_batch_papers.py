"""Write the specifications of a whole batch, document by document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.care_errors import (
    HoldsIdentityNumber,
    HoldsName,
    HoldsOwnName,
    HoldsProtectedCase,
    HoldsProtectedName,
    SpecificationDiffers,
    SpecificationWithheld,
)
from models.documents.register import not_annulled
from models.language.refusals import refusal_text
from models.operations.billing.export_batch import posted_facts
from models.operations.documents.write_specification import PaperForm, write_specification
from models.operations.store.actor import Actor, reading

SPECIFICATIONS = "specifikationer"
"""The folder beside the e-invoices, never among them."""

HELD = (
    HoldsIdentityNumber,
    HoldsName,
    HoldsOwnName,
    HoldsProtectedCase,
    HoldsProtectedName,
    SpecificationDiffers,
    SpecificationWithheld,
)
"""What keeps one document's specification back, and no other's."""


@dataclass(frozen=True, slots=True)
class PapersReceipt:
    """What was written, and where; `held` are documents with why they have none, `is_whole` says there was no stop."""

    folder: str
    files: tuple[str, ...]
    held: tuple[tuple[str, str], ...]
    is_whole: bool = True


def write_specifications(
    name: str,
    form: PaperForm,
    folder: Path,
    actor: Actor,
    progress: Callable[[int, int], bool] = lambda done, total: True,
    *,
    namesakes: str = "",
) -> PapersReceipt:
    """Write the specification of each document of a posted batch, each a deed of its own; annulled pairs have none.

    The files come to a folder of their own in `folder`: whoever fetches the e-invoices there is not to send them along.

    `progress` hears how many documents of how many are dealt with, and says whether to go on.

    Raises:
        NotFound: there is no such batch.
        WrongBatchState: it is not posted.
        ExportBlocked: a file could not be written; what was written before it is whole.
    """
    with reading(actor):
        facts = posted_facts(name)
    beside = folder / SPECIFICATIONS
    numbers = [one.number for one in not_annulled(facts)]
    files: list[str] = []
    held: list[tuple[str, str]] = []
    for done, number in enumerate(numbers):
        if not progress(done, len(numbers)):
            return PapersReceipt(str(beside), tuple(files), tuple(held), is_whole=False)
        try:
            files += write_specification(number, form, beside, actor, namesakes=namesakes).files
        except HELD as refusal:
            held.append((number, refusal_text(refusal)))
    progress(len(numbers), len(numbers))
    return PapersReceipt(str(beside), tuple(files), tuple(held))

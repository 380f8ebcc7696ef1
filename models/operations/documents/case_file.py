"""Make a visit's case file, for whoever may have it or for the archive; that it was made is logged (G31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.care_errors import HoldsProtectedCase
from models.documents.case_file import CaseFile, render_case_json, render_case_pdf
from models.documents.case_file_mask import masked
from models.documents.case_file_others import without_others
from models.language.words import tr
from models.operations.documents.case_rows import case_sections
from models.operations.documents.scan_outputs import store_scanner
from models.operations.privacy.write_access import write_access
from models.operations.store.actor import Actor, authorise, deed
from models.operations.store.given_reason import given_reason
from models.operations.store.write_event import write_event
from models.operations.store.write_file import write_file
from models.operations.visits.by_case import visit_of
from models.organisation import Organisation
from models.rules.roles import Role
from models.rules.secrecy import HIDDEN, harmless_reference
from models.visit import Visit

FOR_ITS_OWNER = 0o600
"""Nobody else on the machine reads it."""


@dataclass(frozen=True, slots=True)
class CaseFileReceipt:
    """What was written, and where; `others` counts the texts in which another guest was told."""

    case: str
    folder: str
    files: tuple[str, ...]
    is_masked: bool
    others: int


def make_case_file(
    case: str, folder: Path, reason: str, today: date, actor: Actor, *, is_masked: bool = False
) -> CaseFileReceipt:
    """Write everything about a visit as PDF and JSON; of a protected guest as an administrator, once it is cleared.

    Who else is a guest is told by no text of it (models.documents.case_file_others).

    Raises:
        NotFound: there is no such visit.
        ReasonMissing: there is no reason.
        ReasonNamesPerson: the reason names the guest.
        NotAllowed: the guest is protected, and the actor is no administrator.
        HoldsProtectedCase: the guest is protected, and nobody has cleared the visit.
        ExportBlocked: a file could not be written.
    """
    with deed(actor, Role.REGISTER, Role.BILL, Role.ADMINISTER):
        visit = visit_of(case)
        said = given_reason(reason, [visit.id])
        if visit.person.protected:
            authorise(actor, Role.ADMINISTER)
            _refuse_uncleared(visit)
        own = str(Organisation.select(Organisation.name).scalar())
        whole = CaseFile(visit.case_number, today, own, False, case_sections(visit))
        file, others = without_others(whole, store_scanner())
        name = _name(visit.case_number, visit.id) + ("-maskerad" if is_masked else "")
        write_access(actor, "make-case-file", [visit.case_number], said)
        facts = {"reason": said, "masked": is_masked, "day": str(today), "others": others}
        write_event(actor, "make-case-file", visit.case_number, **facts)
    shown = masked(file) if is_masked else file
    files = {f"{name}.pdf": render_case_pdf(shown), f"{name}.json": render_case_json(shown)}
    for each, content in files.items():
        write_file(folder / each, content, FOR_ITS_OWNER)
    return CaseFileReceipt(file.case, str(folder), tuple(files), is_masked, others)


def _refuse_uncleared(visit: Visit) -> None:
    """Let no file of a protected guest leave the store before somebody has cleared the visit.

    Raises:
        HoldsProtectedCase: nobody has.
    """
    if not visit.cleared_by:
        case = harmless_reference(visit.case_number)
        raise HoldsProtectedCase(found=tr("the guest of {case} is protected and not cleared", case=case), case=case)


def _name(case: str, visit: int) -> str:
    """Name the files by the case, or by the visit's row where the case number could be a name."""
    known = harmless_reference(case)
    return "akt-" + (str(visit) if known == HIDDEN else re.sub(r"[^0-9A-Za-zÅÄÖåäö]+", "-", known).strip("-"))

"""Write a posted document's specification or fee basis to a folder, from what was frozen (G12, G16)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from models.care_errors import NothingToCharge
from models.documents.fee_basis_paper import render_fee_basis_pdf, render_fee_basis_xlsx
from models.documents.specification import SpecificationFacts, specification_to_json
from models.documents.specification_pdf import render_specification_pdf
from models.documents.specification_xlsx import render_specification_xlsx
from models.operations.documents.scan_outputs import given_namesakes, namesake_facts, refuse, store_scanner
from models.operations.documents.specification_facts import bands_of, specify
from models.operations.store.actor import Actor, deed
from models.operations.store.given_reason import unnamed
from models.operations.store.write_event import write_event
from models.operations.store.write_file import write_file
from models.rules.money import Ore
from models.rules.roles import Role


class PaperForm(StrEnum):
    """The forms in which a specification is written."""

    PDF = "pdf"
    XLSX = "xlsx"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """What was written, and where; `privacy` is how people are called there, `withheld` is öre of lines left out."""

    number: str
    folder: str
    files: tuple[str, ...]
    privacy: str
    is_withheld: bool
    withheld: Ore


Renders = Mapping[str, Callable[[SpecificationFacts], bytes]]

SPECIFICATION: Renders = {"pdf": render_specification_pdf, "xlsx": render_specification_xlsx}
FEE_BASIS: Renders = {"pdf": render_fee_basis_pdf, "xlsx": render_fee_basis_xlsx}


def write_specification(
    number: str, form: PaperForm, folder: Path, actor: Actor, *, namesakes: str = ""
) -> PaperReceipt:
    """Write what a document bills, per person and day, as its recipient is to have it.

    `namesakes` says in which texts a name is somebody else's, and why.

    Raises:
        NotFound: there is no posted document with the number.
        SpecificationWithheld: every guest of the document is protected, and none is cleared.
        SpecificationDiffers: the rows do not come to what a line bills.
        FeeError: what would be written names somebody.
        ExportBlocked: a file could not be written.
    """
    with deed(actor, Role.BILL, Role.ATTEST):
        facts = specify(number, "write-specification", actor)
        names = _names(number, "specifikation", form)
        _log(actor, "write-specification", facts, folder, names, namesakes)
    return _write(facts, folder, names, SPECIFICATION)


def write_fee_basis(number: str, form: PaperForm, folder: Path, actor: Actor, *, namesakes: str = "") -> PaperReceipt:
    """Write what the home municipality needs to charge its residents: granted and executed, and no price of ours.

    Raises:
        NothingToCharge: the document changes prices, and no care.
        FeeError: as `write_specification`.
    """
    with deed(actor, Role.BILL, Role.ATTEST):
        facts = specify(number, "write-fee-basis", actor)
        if not facts.basis:
            raise NothingToCharge(number=number)
        names = _names(number, "avgiftsunderlag", form)
        _log(actor, "write-fee-basis", facts, folder, names, namesakes)
    return _write(facts, folder, names, FEE_BASIS)


def _names(number: str, name: str, form: PaperForm) -> dict[str, str]:
    """Name the files by the document's number alone, each with its form."""
    wanted = ("pdf", "xlsx") if form is PaperForm.BOTH else (str(form),)
    return {f"{number}-{name}.{each}": each for each in wanted}


def _log(
    actor: Actor, name: str, facts: SpecificationFacts, folder: Path, files: Iterable[str], namesakes: str
) -> None:
    """Look through all but the labels for everybody in the store, and write down what leaves: the hash of its facts."""
    excused = given_namesakes(namesakes)
    scanner, document = store_scanner(excused), replace(facts.document, lines=tuple(line for line, _ in facts.shown()))
    hits = (*scanner.scan_document(document), *scanner.scan_texts(document.number, bands_of(facts)))
    refuse(hits)
    write_event(
        actor,
        name,
        facts.document.number,
        folder=unnamed(str(folder.resolve())),
        privacy=facts.privacy,
        withheld=facts.withheld,
        facts=sha256(specification_to_json(facts).encode()).hexdigest(),
        files=list(files),
        **namesake_facts(excused),
    )


def _write(facts: SpecificationFacts, folder: Path, files: Mapping[str, str], renders: Renders) -> PaperReceipt:
    """Make the files after the deed, so that nobody waits for the typesetter."""
    for file, form in files.items():
        write_file(folder / file, renders[form](facts))
    return PaperReceipt(
        facts.document.number, str(folder), tuple(files), facts.privacy, facts.is_withheld, facts.withheld
    )

"""What leaves the house after a month: faultless, repeatable, adding up, final, and naming nobody."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from models.documents.peppol import render
from models.errors import ExportBlocked, FeeError, NotAllowed
from models.operations.billing.annul_batch import annul_batch
from models.operations.billing.credit_invoice import credit_invoice
from models.operations.billing.export_batch import export_batch, posted_facts
from models.operations.billing.plan_batch import plan_batch
from models.operations.hours.exclude_row import exclude_row
from models.operations.hours.import_hours import import_hours
from models.operations.hours.reopen_month import reopen_month
from models.operations.registers.import_bands import import_bands
from models.operations.registers.import_rates import import_rates
from models.operations.store.check_store import check_store
from models.operations.store.schema import open_for_work
from models.operations.visits.import_visits import import_visits
from seed.village import Village, write_village
from tests.engines import Engine, Templates
from tests.operations.billing.month import (
    ATTESTER,
    BILLED_ON,
    GUESTS,
    JULY,
    ONE,
    READER,
    THREE,
    TWO,
    attest,
    bill,
    change,
    credit,
    guest_row,
    invoice_of,
    nothing_wrong,
    posted,
    rows,
    run,
    value,
)
from tests.operations.builders import OWNER, put_visits, sign
from tests.training import close_store, make_training_store

Findings = Callable[[bytes], list[str]]

ROOT = Path(__file__).parents[3]


def make_village(url: str) -> None:
    """Make a store with a village's July, some of whose recipients want one invoice, billed and partly credited."""
    make_training_store(url)
    open_for_work(url)
    folder = Path(url.rpartition("/")[0].removeprefix("sqlite:///")) if url.startswith("sqlite") else Path("/tmp")
    files = write_village(folder / f"village-{os.getpid()}", Village(visits=36, months=(7,)))
    for path in files.bands:
        import_bands(path.name, path.read_bytes(), OWNER)
    for path in files.rates:
        import_rates(path.name, path.read_bytes(), BILLED_ON, OWNER, confirm=True)
    for path in files.visits:
        import_visits(path.name, path.read_bytes(), BILLED_ON, OWNER)
    for path in files.hours:
        import_hours(path.name, path.read_bytes(), BILLED_ON, OWNER)
    change(
        "UPDATE recipient SET grouping = 'recipient' WHERE id / 2 * 2 = id",
        "UPDATE visit SET invoice_reference = 'KST 1' WHERE recipient_id / 2 * 2 = recipient_id",
    )
    sign("2026-07")
    bill()
    for place, row in enumerate(posted()):
        if place % 4 == 1:
            credit(row.number, 1)
        elif place % 4 == 3:
            credit(row.number)
    close_store()


@pytest.fixture
def village(engine: Engine, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Open a store in which a village's July is posted and some of it credited; give its address."""
    url = templates.copy(engine, "village's july", make_village, tmp_path)
    open_for_work(url)
    yield url
    close_store()
    engine.drop(url)


def exported(folder: Path, name: str = "B2026-07") -> dict[str, bytes]:
    """Export a batch and read the files."""
    receipt = export_batch(name, folder, OWNER)
    assert sorted(receipt.files) == sorted(file.name for file in folder.iterdir())
    return {name: (folder / name).read_bytes() for name in receipt.files}


@pytest.mark.usefixtures("village")
def test_every_document_of_a_village_is_faultless(tmp_path: Path, official_findings: Findings) -> None:
    """G18: under the official rules, warnings counted; invoices of one visit, of many, and credit notes."""
    documents = {name: content for name, content in exported(tmp_path / "out").items() if name.endswith(".xml")}
    assert len(documents) > 20
    assert sum(name.startswith("K") for name in documents) > 5
    assert any(len({line.case for line in row.lines}) > 1 for row in posted())
    assert {name: found for name, content in documents.items() if (found := official_findings(content))} == {}
    nothing_wrong()


@pytest.mark.usefixtures("village")
def test_the_sums_of_a_village_agree_wherever_they_stand(tmp_path: Path) -> None:
    """G19: lines, documents, XML, register, receipts, log and batch."""
    receipt = export_batch("B2026-07", tmp_path / "out", OWNER)
    by_number = {row.number: row for row in posted()}
    for row in by_number.values():
        assert sum(line.net for line in row.lines) == row.total
        assert _payable((tmp_path / "out" / f"{row.number}.xml").read_bytes()) == row.total
    claimed = sum(-row.total if row.kind == "credit" else row.total for row in by_number.values())
    register = (tmp_path / "out" / "B2026-07.csv").read_text("utf-8-sig")
    amounts = [row["Belopp"] for row in csv.DictReader(io.StringIO(register), delimiter=";")]
    assert sum(int(Decimal(amount.replace(",", ".")) * 100) for amount in amounts) == claimed
    assert (receipt.total, receipt.documents) == (claimed, len(by_number))
    assert f'"total": {claimed}' in value("SELECT facts FROM event WHERE deed = 'export-batch'")
    invoiced = sum(row.total for row in by_number.values() if row.kind == "invoice")
    assert f'"total": {invoiced}' in value("SELECT facts FROM event WHERE deed = 'attest-batch'")


def _payable(document: bytes) -> int:
    found = re.search(rb"<cbc:PayableAmount[^>]*>([0-9]+)\.([0-9]{2})<", document)
    assert found is not None
    nets = re.findall(rb"<cbc:LineExtensionAmount[^>]*>([0-9]+)\.([0-9]{2})<", document)
    assert sum(int(kronor + ore) for kronor, ore in nets) == 2 * int(found[1] + found[2])
    return int(found[1] + found[2])


def spellings(name: str, number: str) -> Iterator[str]:
    """Write a person's name and number in the ways that people do."""
    words = name.split()
    yield from (name, name.upper(), " ".join(reversed(words)), f"{words[-1]}, {words[0]}")
    if number:
        day, four = number[:8], number[8:]
        yield from (number, f"{day}-{four}", number[2:], f"{day[2:]}-{four}", f"{day[2:]}+{four}", f"{day[2:]} {four}")
        yield f"{day[:4]}-{day[4:6]}-{day[6:]}-{four}"


@pytest.mark.usefixtures("village")
def test_nothing_that_leaves_a_village_names_anybody(tmp_path: Path) -> None:
    """G30: no XML, register, checksum list, file name, facts, event, receipt or plan, for anybody in the store."""
    files = exported(tmp_path / "out")
    texts = [*files, *(content.decode("utf-8-sig") for content in files.values())]
    texts += [text for (text,) in rows("SELECT facts FROM invoice")]
    texts += [" ".join(map(str, row)) for row in rows("SELECT * FROM event")]
    texts += [str(plan_batch(JULY, BILLED_ON, OWNER, with_rows=True)), str(posted()), str(check_store(OWNER))]
    texts += [str(export_batch("B2026-07", tmp_path / "out", OWNER))]
    said = "\n".join(texts).casefold()
    people = rows("SELECT name, COALESCE(identity_number, '') FROM person")
    assert len(people) > 30
    for name, number in people:
        for spelling in spellings(name, number):
            assert spelling.casefold() not in said, spelling


REASON = "Rätt person är {name}, {number}"


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize("deed", ["exclude", "reopen", "credit"])
def test_a_reason_that_somebody_typed_takes_nobody_into_the_log(deed: str) -> None:
    """G30: a name or an identity number in the reason is refused, or is not in the event; nor is it in the refusal."""
    name, number = GUESTS[THREE]
    reason = REASON.format(name=name, number=f"{number[2:8]}-{number[8:]}")
    deeds: dict[str, Callable[[], object]] = {
        "exclude": lambda: exclude_row("k12", reason, OWNER),
        "reopen": lambda: reopen_month(JULY, THREE, reason, OWNER),
        "credit": lambda: credit_invoice(invoice_of(THREE).number, [], reason, BILLED_ON, OWNER),
    }
    said = ""
    try:
        deeds[deed]()
    except FeeError as refusal:
        said = str(refusal)
    logged = said + "\n".join(re.sub("[0-9a-f]{64}", "", text) for (text,) in rows("SELECT facts FROM event"))
    assert number[8:] not in logged
    assert name not in logged


@pytest.mark.usefixtures("july")
def test_a_reference_with_somebodys_number_is_never_posted() -> None:
    """G30: entered behind the import's back, it stops the attest; the refusal does not repeat it."""
    for planted in (GUESTS[TWO][1], GUESTS[ONE][0], f"KST {GUESTS[ONE][1][2:8]}-{GUESTS[ONE][1][8:]}"):
        change(f"UPDATE visit SET invoice_reference = '{planted}' WHERE case_number = '{ONE}'")
        name = run().batch
        with pytest.raises(FeeError, match=ONE) as refusal:
            attest(name)
        assert planted not in str(refusal.value)
        annul_batch(name, OWNER)


LATER = (
    "UPDATE recipient SET name = 'Nytt namn', organisation_number = '2120000142', peppol_id = '2120000142',"
    " street = 'Nya gatan 1', payment_days = 5, reference = 'NY', grouping = 'recipient'",
    "UPDATE organisation SET name = 'Ny kommun', street = 'Nya gatan 2', bankgiro = '50501055', payment_days = 1,"
    " mailbox = 'ny@borgholm.example', vat_number = 'SE212000014201', exemption_text = 'ny text'",
    "UPDATE municipality SET name = name || ' 2', long_name = long_name || ' 2'",
    "UPDATE visit SET invoice_reference = 'NY', order_reference = 'NY', legal_basis = 'ny lag',"
    " cleared_by = 'administrator'",
    "UPDATE visit SET last_day = '2026-07-02'",
    "UPDATE service SET swedish = 'Ny insats'",
    "UPDATE rate SET source = 'ny källa'",
    "UPDATE person SET name = 'Nytt Namn', protected = TRUE",
    "UPDATE decision SET provider = 'private', area = 'ny'",
    "DELETE FROM month_signature",
)


@pytest.mark.usefixtures("billed")
def test_a_later_change_never_shows_on_a_posted_document(tmp_path: Path) -> None:
    """G16: names, addresses, numbers, texts, rates' sources, the visit, the organisation: the bytes stay."""
    before = exported(tmp_path / "before")
    facts = rows("SELECT facts FROM invoice ORDER BY id")
    change(*LATER)
    assert rows("SELECT facts FROM invoice ORDER BY id") == facts
    assert exported(tmp_path / "after") == before
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    """G12, G17: into another folder, over the first, by another who may; the checksum list tells the truth."""
    first = exported(tmp_path / "a")
    assert exported(tmp_path / "b" / "c") == first
    export_batch("B2026-07", tmp_path / "a", ATTESTER)
    assert {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()} == first
    listed = {row[66:]: row[:64] for row in first["B2026-07.sha256"].decode().splitlines()}
    assert listed == {name: sha256(content).hexdigest() for name, content in first.items() if name != "B2026-07.sha256"}
    with pytest.raises(NotAllowed):
        export_batch("B2026-07", tmp_path / "d", READER)
    assert not (tmp_path / "d").exists()


ELSEWHERE = """
import contextlib, locale, sys, time
from pathlib import Path
from models.operations.billing.export_batch import export_batch
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
time.tzset()
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
open_for_work(sys.argv[1])
export_batch("B2026-07", Path(sys.argv[2]), Actor("owner", "tui"))
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "sv_SE.UTF-8", "VISTELSE_LANGUAGE": "sv", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C", "VISTELSE_LANGUAGE": "en", "PYTHONHASHSEED": "2"},
    ],
    ids=["Kiritimati", "Los Angeles"],
)
def test_an_export_elsewhere_is_the_same_bytes(billed: str, tmp_path: Path, surroundings: dict[str, str]) -> None:
    """G17: in another process, time zone, locale, language and order of hashes."""
    here = exported(tmp_path / "here")
    subprocess.run(
        [sys.executable, "-c", ELSEWHERE, billed, str(tmp_path / "there")],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | surroundings,
        cwd=tmp_path,
        check=True,
    )
    assert {file.name: file.read_bytes() for file in (tmp_path / "there").iterdir()} == here


@pytest.mark.usefixtures("billed")
def test_a_credit_note_joins_its_batchs_export_and_changes_no_other_document(tmp_path: Path) -> None:
    """G12: the documents of before keep their bytes; the register and the list have one more."""
    before = exported(tmp_path / "out")
    note = credit(invoice_of(TWO).number).number
    after = exported(tmp_path / "out")
    assert set(after) - set(before) == {f"{note}.xml"}
    assert all(after[name] == before[name] for name in before if name.endswith(".xml"))
    assert note.encode() in after["B2026-07.csv"]
    nothing_wrong()


@pytest.mark.usefixtures("billed")
def test_an_export_that_cannot_be_written_leaves_no_half_file(tmp_path: Path) -> None:
    """G12, G13: a folder in a file's place, a file in a folder's: refused, nothing half written."""
    (tmp_path / "a" / "202600002.xml").mkdir(parents=True)
    with pytest.raises(ExportBlocked, match="202600002"):
        export_batch("B2026-07", tmp_path / "a", OWNER)
    assert [file.name for file in (tmp_path / "a").iterdir() if file.name.startswith(".")] == []
    (tmp_path / "b").write_text("")
    with pytest.raises(ExportBlocked):
        export_batch("B2026-07", tmp_path / "b" / "c", OWNER)
    assert (tmp_path / "b").read_text() == ""
    assert len(exported(tmp_path / "c")) == 5


@pytest.mark.usefixtures("billed")
def test_the_files_are_what_was_posted() -> None:
    """G9, G16: rendered from the stored facts alone, an invoice to each recipient with its reference and cases."""
    for facts in posted_facts("B2026-07"):
        document = render(facts)
        root = fromstring(document)
        assert root is not None
        assert facts.buyer_reference.encode() in document
        assert facts.case_number.encode() in document
        assert facts.ocr.encode() in document


@pytest.mark.usefixtures("july")
def test_a_persons_name_in_the_order_reference_is_stopped_before_it_is_stored() -> None:
    """G30: by the import, and the refusal names the column and not the person."""
    name, number = GUESTS[ONE]
    for planted in (name, name.upper(), number, f"{number[2:8]}-{number[8:]}"):
        with pytest.raises(FeeError) as refusal:
            put_visits(guest_row(ONE, order_reference=planted, area="tätort"))
        said = str(refusal.value) + " ".join(fault.text for fault in getattr(refusal.value, "faults", ()))
        assert planted not in said

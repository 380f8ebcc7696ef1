"""What goes to the accounting system: once, whole, with sums that agree; ever after as copies, on both engines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.care_errors import HoldsName, HoldsProtectedName
from models.errors import (
    CodingMissing,
    ExportBlocked,
    LayoutFaulty,
    NotFound,
    ReasonNamesPerson,
    WrongBatchState,
    WrongUse,
)
from models.operations.accounting.export_accounting import export_accounting
from models.operations.accounting.list_accounting import ExportRow, list_exports
from models.operations.accounting.plan_accounting import plan_accounting
from models.operations.accounting.prepare_accounting import ExportWish, prepare_accounting, record_accounting
from models.operations.accounting.set_account import set_account
from models.operations.accounting.set_coding import CodingPlace, remove_coding, set_coding
from models.operations.accounting.set_layout import set_layout
from models.operations.accounting.set_vouchers import set_vouchers
from models.operations.accounting.withdraw_accounting import withdraw_accounting
from models.operations.billing.annul_invoice import annul_invoice
from models.operations.store.check_store import check_store
from models.rules.accounting import Per, Series, Use
from seed.data_files import DATA
from tests.documents.sie_reader import ReadFile, read_sie
from tests.operations.billing.month import (
    BILLED_ON,
    GUESTS,
    ONE,
    SHIELDED,
    change,
    changes_nothing,
    content,
    credit,
    invoice_of,
    nothing_wrong,
    posted,
    refuses,
    run,
    value,
)
from tests.operations.billing.test_doctor import found_after
from tests.operations.builders import OWNER

JULY = ExportWish("B2026-07")
REVENUE = CodingPlace(Use.REVENUE)


def export(folder: Path, wish: ExportWish = JULY) -> tuple[str, ...]:
    """Export and name the files."""
    return tuple(file.name for file in export_accounting(wish, folder, OWNER).files)


def read(path: Path) -> ReadFile:
    """Read a SIE file as another program would."""
    return read_sie(path.read_bytes())


def claimed(path: Path) -> Decimal:
    """Sum what a file claims."""
    rows = [row for voucher in read(path).vouchers for row in voucher.rows]
    return sum((row.amount for row in rows if row.account == "1510"), Decimal())


def kept() -> list[ExportRow]:
    """List the exports, the oldest first."""
    return list(list_exports(OWNER))[::-1]


def owed() -> Decimal:
    """Sum what is posted: invoices less credit notes."""
    return Decimal(sum(-row.total if row.kind == "credit" else row.total for row in posted())) / 100


def test_the_file_comes_to_what_the_batch_comes_to(coded: str, tmp_path: Path) -> None:
    """G19: by an independent reader, in the register and by the doctor."""
    assert export(tmp_path) == ("B2026-07.SI",)
    assert claimed(tmp_path / "B2026-07.SI") == owed()
    (row,) = kept()
    assert (row.documents, row.total, row.state) == (len(posted()), int(owed() * 100), "written")
    assert {voucher.number for voucher in read(tmp_path / "B2026-07.SI").vouchers} == {one.number for one in posted()}
    nothing_wrong()


def test_exporting_again_gives_a_marked_copy_and_never_a_second_original(coded: str, tmp_path: Path) -> None:
    """G20: the same bytes each time, whatever has been coded since."""
    export(tmp_path / "a")
    original = (tmp_path / "a" / "B2026-07.SI").read_bytes()
    set_account("1511", "Andra fordringar", OWNER)
    set_coding(CodingPlace(Use.RECEIVABLE), "1511", (), OWNER)
    assert export(tmp_path / "b") == ("KOPIA_B2026-07.SI",)
    first = (tmp_path / "b" / "KOPIA_B2026-07.SI").read_bytes()
    assert first.replace(b'"KOPIA B2026-07"', b'"B2026-07"') == original
    export(tmp_path / "b")
    assert (tmp_path / "b" / "KOPIA_B2026-07.SI").read_bytes() == first
    assert [(row.copies, row.state) for row in kept()] == [(2, "written")]
    nothing_wrong()


def test_a_copy_in_another_form_is_a_copy_too(coded: str, tmp_path: Path) -> None:
    """G20: read in beside the original it would be booked twice."""
    set_layout("unit4", (DATA / "layouts" / "unit4.toml").read_bytes(), OWNER)
    export(tmp_path)
    assert export(tmp_path, ExportWish("B2026-07", "unit4")) == ("KOPIA_B2026-07.csv",)
    assert b"KOPIA" in (tmp_path / "KOPIA_B2026-07.csv").read_bytes()


def test_a_copy_by_a_layout_is_made_by_the_layout_as_it_was(coded: str, tmp_path: Path) -> None:
    """G20: and the doctor renders the original by it."""
    first = b'form = "delimited"\n[[row]]\nfield = "account"\n[[row]]\nfield = "amount"\n'
    set_layout("ours", first, OWNER)
    wish = ExportWish("B2026-07", "ours")
    export(tmp_path, wish)
    set_layout("ours", first + b'[[row]]\nfield = "text"\n', OWNER)
    export(tmp_path, wish)
    assert (tmp_path / "KOPIA_B2026-07.txt").read_bytes() == (tmp_path / "B2026-07.txt").read_bytes()
    nothing_wrong()


def test_a_later_credit_note_is_a_part_of_its_own(coded: str, tmp_path: Path) -> None:
    """G19, G20: what is new is exported, and nothing of it twice."""
    export(tmp_path)
    credit(invoice_of(ONE).number or "")
    assert export(tmp_path) == ("B2026-07_2.SI",)
    (voucher,) = read(tmp_path / "B2026-07_2.SI").vouchers
    assert voucher.series == "K"
    assert claimed(tmp_path / "B2026-07.SI") + claimed(tmp_path / "B2026-07_2.SI") == owed()
    assert export(tmp_path) == ("KOPIA_B2026-07.SI", "KOPIA_B2026-07_2.SI")
    nothing_wrong()


def test_an_annulled_invoice_and_what_annuls_it_are_both_booked(coded: str, tmp_path: Path) -> None:
    """E4: neither was sent, but both have numbers."""
    number = invoice_of(ONE).number or ""
    annul_invoice(number, "fel mottagare", BILLED_ON, OWNER)
    export(tmp_path)
    rows = [v for v in read(tmp_path / "B2026-07.SI").vouchers if number in v.text or v.series == "K"]
    assert len(rows) == 2
    assert claimed(tmp_path / "B2026-07.SI") == owed()


def test_what_could_not_be_written_is_tried_again_as_the_original(coded: str, tmp_path: Path) -> None:
    """G12, G20: a failed attempt leaves nothing half done, and is repeated with the same bytes."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(ExportBlocked):
        export(blocked)
    assert [row.state for row in kept()] == ["begun"]
    (sealed,) = prepare_accounting(JULY, OWNER)
    assert export(tmp_path) == ("B2026-07.SI",)
    assert (tmp_path / "B2026-07.SI").read_bytes() == sealed.content
    assert [row.state for row in kept()] == ["written"]
    assert export(tmp_path) == ("KOPIA_B2026-07.SI",)


def test_an_export_that_was_begun_is_finished_in_its_own_form(coded: str) -> None:
    """Two forms of one original would be two originals."""
    prepare_accounting(JULY, OWNER)
    with pytest.raises(WrongUse, match="begun as sie"):
        prepare_accounting(ExportWish("B2026-07", accrual=date(2026, 7, 31)), OWNER)


def test_a_withdrawn_export_makes_room_for_a_new_original(coded: str, tmp_path: Path) -> None:
    """With a reason, and the last part first."""
    export(tmp_path)
    credit(invoice_of(ONE).number or "")
    export(tmp_path)
    first, second = (row.number for row in kept())
    with pytest.raises(WrongUse, match="came later"):
        withdraw_accounting(first, "fel konto", OWNER)
    with pytest.raises(ReasonNamesPerson):
        withdraw_accounting(second, f"fel för {GUESTS[ONE][0]}", OWNER)
    withdraw_accounting(second, "fel konto", OWNER)
    withdraw_accounting(first, "fel konto", OWNER)
    with pytest.raises(WrongUse, match="already"):
        withdraw_accounting(first, "fel konto", OWNER)
    with pytest.raises(NotFound):
        withdraw_accounting(99, "fel konto", OWNER)
    assert export(tmp_path / "new") == ("B2026-07.SI",)
    assert claimed(tmp_path / "new" / "B2026-07.SI") == owed()
    nothing_wrong()


def test_a_missing_account_refuses_the_export_and_says_which(posted_july: str, tmp_path: Path) -> None:
    """Never a default account; nothing is written anywhere."""
    before = content()
    with pytest.raises(CodingMissing, match=r"the receivable account; the revenue account of .*Home care"):
        export(tmp_path / "out")
    assert content() == before
    assert not (tmp_path / "out").exists()
    set_account("3621", "Sålt", OWNER)
    set_coding(CodingPlace(Use.RECEIVABLE), "3621", (), OWNER)
    set_coding(CodingPlace(Use.REVENUE, municipality="Stockholm"), "3621", (), OWNER)
    with pytest.raises(CodingMissing) as refusal:
        export(tmp_path)
    assert refusal.value.values["missing"] == "the revenue account of Home care for 0380"


def test_an_accrual_needs_an_account_and_a_months_last_day(coded: str, tmp_path: Path) -> None:
    """E4: only where care stands on the other side of the day."""
    remove_coding(CodingPlace(Use.ACCRUAL), OWNER)
    export(tmp_path, ExportWish("B2026-07", accrual=date(2026, 6, 30)))
    with pytest.raises(WrongUse, match="last day"):
        export(tmp_path, ExportWish("B2026-07", accrual=date(2026, 7, 30)))
    with pytest.raises(WrongUse, match="without that accrual"):
        export(tmp_path, ExportWish("B2026-07", accrual=date(2026, 7, 31)))
    withdraw_accounting(list_exports(OWNER)[0].number, "fel", OWNER)
    with pytest.raises(CodingMissing, match="accrual account"):
        export(tmp_path, ExportWish("B2026-07", accrual=date(2026, 7, 31)))


def test_julys_care_is_revenue_of_july_though_it_is_billed_in_october(coded: str, tmp_path: Path) -> None:
    """LKBR 2018:597, 4 kap. 4 §."""
    export(tmp_path, ExportWish("B2026-07", accrual=date(2026, 7, 31)))
    vouchers = read(tmp_path / "B2026-07.SI").vouchers
    revenue = {voucher.day for voucher in vouchers for row in voucher.rows if row.account == "3621"}
    assert revenue == {"20260731", "20261001"}
    assert sum(row.amount for voucher in vouchers for row in voucher.rows if row.account == "1790") == 0
    assert claimed(tmp_path / "B2026-07.SI") == owed()


def test_one_voucher_a_batch_is_the_users_choice(coded: str, tmp_path: Path) -> None:
    """The sums are the same."""
    set_vouchers(Series(per=Per.BATCH, invoices="FAKT"), OWNER)
    export(tmp_path)
    (voucher,) = read(tmp_path / "B2026-07.SI").vouchers
    assert (voucher.series, voucher.number, voucher.day) == ("FAKT", "", "20261001")
    assert claimed(tmp_path / "B2026-07.SI") == owed()
    for wrong in (Series(invoices="f"), Series(invoices="K"), Series(accruals="")):
        with pytest.raises(WrongUse):
            set_vouchers(wrong, OWNER)


def test_the_plan_shows_what_the_export_writes_and_changes_nothing(coded: str, tmp_path: Path) -> None:
    """G8: entry by entry."""
    changes_nothing(lambda: plan_accounting("B2026-07", OWNER))
    shown = [(row.account, row.amount, row.text) for row in plan_accounting("B2026-07", OWNER)]
    export(tmp_path)
    rows = [row for voucher in read(tmp_path / "B2026-07.SI").vouchers for row in voucher.rows]
    assert shown == [(row.account, int(row.amount * 100), row.text) for row in rows]
    assert "motpart=0180" in plan_accounting("B2026-07", OWNER)[1].objects


def test_only_a_posted_batch_is_exported(coded: str, tmp_path: Path) -> None:
    """A draft has no number, and what is not there has nothing."""
    with pytest.raises(NotFound):
        export(tmp_path, ExportWish("B2026-08"))
    with pytest.raises(NotFound):
        export(tmp_path, ExportWish("B2026-07", "ours"))
    credit(invoice_of(ONE).number or "")
    drafted = run().batch
    with pytest.raises(WrongBatchState):
        export(tmp_path, ExportWish(drafted))


def test_no_guest_is_named_in_the_books(coded: str, tmp_path: Path) -> None:
    """G30: neither by what is posted nor by what is typed."""
    names = [name for name, _ in GUESTS.values()]
    for typed in (names[0], "konto för Hjördis Sköldviks vård", "18930405-9802"):
        with pytest.raises(WrongUse, match="names a guest"):
            set_account("3622", typed, OWNER)
    with pytest.raises(WrongUse, match="names a guest"):
        set_layout("ours", f'form = "delimited"\n[[row]]\nfield = "value"\nvalue = "{names[0]}"'.encode(), OWNER)
    export(tmp_path)
    text = (tmp_path / "B2026-07.SI").read_bytes().decode("cp437").casefold()
    assert not [word for name in names for word in name.casefold().split() if word in text]
    assert not [case for case in GUESTS if case.casefold() in text]


def test_a_name_that_came_later_is_met_by_the_last_look(coded: str, tmp_path: Path) -> None:
    """G30: whoever is registered after the chart was entered; a namesake may be said to be one."""
    name = GUESTS[SHIELDED][0]
    change(f"UPDATE account SET name = 'Arvet efter {name}' WHERE number = '1510'")
    before = content()
    with pytest.raises(HoldsProtectedName):
        export(tmp_path / "out", ExportWish("B2026-07", namesakes=f"{name}=en donation"))
    assert content() == before
    change("UPDATE person SET protected = FALSE")
    before = content()
    with pytest.raises(HoldsName) as refusal:
        export(tmp_path / "out")
    assert content() == before
    assert GUESTS[SHIELDED][0] not in str(refusal.value)
    assert not (tmp_path / "out").exists()
    assert export(tmp_path, ExportWish("B2026-07", namesakes=f"{name}=en donation")) == ("B2026-07.SI",)
    change(f"UPDATE account SET name = '{GUESTS[ONE][0]}' WHERE number = '1510'")
    withdraw_accounting(list_exports(OWNER)[0].number, "fel", OWNER)
    with pytest.raises(WrongUse, match="names a guest"):
        export(tmp_path, ExportWish("B2026-07", namesakes=f"{name}=en donation"))


def test_what_is_typed_for_the_books_is_held_to_their_rules(coded: str) -> None:
    """SIE 4B: what could not be read in again cannot be entered."""
    for act in (
        lambda: set_account("15A0", "x", OWNER),
        lambda: set_account("1510", "  ", OWNER),
        lambda: set_coding(REVENUE, "9999", (), OWNER),
        lambda: set_coding(REVENUE, "3621", ("okänd=1",), OWNER),
        lambda: set_coding(REVENUE, "3621", ("ansvar=a b",), OWNER),
        lambda: set_coding(REVENUE, "3621", ("ansvar=1", "ansvar=2"), OWNER),
        lambda: set_coding(CodingPlace(Use.RECEIVABLE, "home-care"), "1510", (), OWNER),
        lambda: set_layout("sie", b"", OWNER),
    ):
        with pytest.raises(WrongUse):
            act()
    with pytest.raises(NotFound):
        set_coding(CodingPlace(Use.REVENUE, municipality="Atlantis"), "3621", (), OWNER)
    with pytest.raises(LayoutFaulty):
        set_layout("ours", b"form", OWNER)


def test_a_layout_that_shows_an_unknown_dimension_is_refused(coded: str, tmp_path: Path) -> None:
    """A column that is always empty by a slip of the pen."""
    set_layout("ours", b'form = "delimited"\n[[row]]\nfield = "dimension:anvsar"\n', OWNER)
    with pytest.raises(LayoutFaulty, match="anvsar"):
        export(tmp_path, ExportWish("B2026-07", "ours"))
    set_layout("ours", b'form = "fixed"\n[[row]]\nfield = "account"\nwidth = 2\n', OWNER)
    with pytest.raises(LayoutFaulty, match="longer"):
        export(tmp_path, ExportWish("B2026-07", "ours"))


def test_entering_the_same_again_changes_nothing(coded: str) -> None:
    """G40."""
    layout = (DATA / "layouts" / "raindance.toml").read_bytes()
    assert set_layout("raindance", layout, OWNER)
    before = content()
    assert not set_layout("raindance", layout, OWNER)
    assert not set_account("1510", "Kundfordringar", OWNER)
    assert not set_coding(REVENUE, "3621", ("motpart=KOMMUN", "ansvar=1234"), OWNER)
    assert not set_vouchers(Series(), OWNER)
    assert content() == before


def test_the_engine_itself_keeps_what_was_exported(coded: str, tmp_path: Path) -> None:
    """G15, G20: by SQL beside the program too."""
    export(tmp_path)
    refuses("UPDATE accounting_export SET journal = '{}'")
    refuses("UPDATE accounting_export SET total = total + 1")
    refuses("UPDATE accounting_export SET state = 'begun'")
    refuses("DELETE FROM accounted_document")
    refuses("DELETE FROM accounting_export")
    refuses("UPDATE accounted_document SET invoice_id = invoice_id + 1")
    first = value("SELECT MIN(invoice_id) FROM accounted_document")
    refuses(
        "INSERT INTO accounting_export (batch_id, part, form, layout, journal, file, sha256, documents, rows, debit,"
        " total, state, copies, made_by, made_at, reason) SELECT batch_id, 2, form, layout, journal, file, sha256,"
        " documents, rows, debit, total, state, copies, made_by, made_at, reason FROM accounting_export",
        f"INSERT INTO accounted_document (export_id, invoice_id, live) SELECT MAX(id), {first}, TRUE"
        " FROM accounting_export",
    )
    withdraw_accounting(list_exports(OWNER)[0].number, "fel", OWNER)
    refuses("UPDATE accounting_export SET copies = 7")
    refuses("UPDATE accounted_document SET live = TRUE")


DAMAGES = (
    "UPDATE accounting_export SET journal = '{}'",
    "UPDATE accounting_export SET journal = REPLACE(journal, '3621', '3622')",
    "UPDATE accounting_export SET total = total + 1",
    "UPDATE accounting_export SET rows = 0",
    "UPDATE accounting_export SET form = 'none'",
    "UPDATE accounted_document SET live = FALSE WHERE id = (SELECT MIN(id) FROM accounted_document)",
)


def test_the_doctor_finds_what_was_changed(coded: str, tmp_path: Path) -> None:
    """G19: with the engine's guards out of the way."""
    export(tmp_path)
    for damage in DAMAGES:
        assert "B2026-07.SI" in {finding.subject for finding in found_after([damage])}, damage


def test_the_bytes_are_those_of_the_journal(coded: str) -> None:
    """G17: what is prepared twice is the same."""
    first, second = (prepare_accounting(JULY, OWNER)[0] for _ in range(2))
    assert first == second
    assert first.content.startswith(b"#FLAGGA 0\r\n")


def test_of_two_who_prepare_at_once_one_writes_the_original(coded: str, tmp_path: Path) -> None:
    """G20: never a second original; the other writes nothing, and what it writes then is a marked copy."""
    prepared = prepare_accounting(JULY, OWNER)
    export(tmp_path / "first")
    assert not record_accounting(prepared, "B2026-07", tmp_path / "second", OWNER)
    assert not (tmp_path / "second").exists()
    assert all(file.is_copy for file in export_accounting(JULY, tmp_path / "second", OWNER).files)
    assert check_store(OWNER) == ()

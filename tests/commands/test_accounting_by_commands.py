"""The books by commands: from an empty chart to a file that is read in, and its copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import StoreBusy
from models.operations.accounting import prepare_accounting
from models.operations.store.write_file import put_in_place
from tests.commands.desk import BATCH, MONTH, Desk
from tests.documents.sie_reader import read_sie


@pytest.fixture
def posted(busy: Desk) -> Desk:
    """Give a store in which the month is posted."""
    busy.ok(f"batch run {MONTH}")
    busy.ok(f"--as attester batch attest {BATCH}")
    return busy


def coded(desk: Desk) -> Desk:
    """Enter a chart and a coding that serve every line."""
    desk.ok("accounting account 1510 Kundfordringar")
    desk.ok("accounting account 3621 'Såld verksamhet'")
    for number, name in ((20, "ansvar"), (21, "motpart"), (22, "verksamhet")):
        desk.ok(f"accounting dimension {number} {name}")
    desk.ok("accounting code --use receivable --account 1510")
    desk.ok("accounting code --account 3621 --dimension ansvar=1234 --dimension motpart=KOMMUN")
    return desk


def test_a_month_goes_from_an_empty_chart_to_a_file_that_is_read_in(posted: Desk, tmp_path: Path) -> None:
    """G19: what the register says is what an independent reader finds; refused before, copied after."""
    refused = posted.give(f"accounting export {BATCH} --to {tmp_path}")
    assert refused.exit_code == 1
    assert refused.told[0].endswith("Enter it with: vistelse accounting code.")
    desk = coded(posted)
    plan = desk.read(f"accounting plan {BATCH}")["entries"]
    assert sum(row["amount"] for row in plan) == 0
    said = desk.ok(f"accounting export {BATCH} --to {tmp_path}")
    assert said.startswith(f"{BATCH}.SI in ")
    read = read_sie((tmp_path / f"{BATCH}.SI").read_bytes())
    (row,) = desk.read("accounting exports")["exports"]
    assert (row["documents"], row["rows"]) == (len(read.vouchers), len(plan))
    claims = sum(entry.amount for one in read.vouchers for entry in one.rows if entry.account == "1510")
    assert row["total"] == int(claims * 100) == sum(one["total"] for one in desk.read("batch list")["batches"])
    again = desk.give(f"accounting export {BATCH} --to {tmp_path}")
    assert again.out.startswith(f"KOPIA_{BATCH}.SI in ")
    assert "must not read it in again" in again.err
    assert desk.ok("doctor")


def test_an_export_that_was_cut_off_is_found_again_or_answered_for(posted: Desk, tmp_path: Path) -> None:
    """G20: told where the original stands; or asked, and answered by an option or by withdrawing it."""
    desk, first, second = coded(posted), tmp_path / "first", tmp_path / "second"

    def lost(path: Path, content: bytes) -> None:
        put_in_place(path, content)
        raise StoreBusy

    def cut_off(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(prepare_accounting, "put_in_place", lost)
            assert desk.give(f"accounting export {BATCH} --to {folder}").exit_code == StoreBusy.exit_code

    cut_off(first)
    found = desk.give(f"accounting export {BATCH} --to {second}")
    assert found.out.startswith(f"KOPIA_{BATCH}.SI in {second}")
    assert f"the original is {first / BATCH}.SI." in found.err
    desk.ok("accounting withdraw 1 --reason 'wrong account'")
    cut_off(tmp_path / "third")
    (tmp_path / "third" / f"{BATCH}.SI").unlink()
    refused = desk.give(f"accounting export {BATCH} --to {second}")
    assert refused.exit_code == 5
    told = " ".join(refused.told)
    assert "export with --taken; has it not, withdraw it first: vistelse accounting withdraw 2" in told
    assert f"KOPIA_{BATCH}.SI" in desk.ok(f"accounting export {BATCH} --to {second} --taken")
    assert [row["state"] for row in desk.read("accounting exports")["exports"]] == ["written", "withdrawn"]
    assert desk.ok("doctor")


def test_a_layout_of_our_own_is_shown_changed_and_used(posted: Desk, tmp_path: Path) -> None:
    """E8: the program's examples are where a municipality begins."""
    desk = coded(posted)
    own = tmp_path / "own.toml"
    own.write_text(desk.ok("accounting layout show unit4").replace('"amount"\namount', '"amount"\nflip = true\namount'))
    desk.ok(f"accounting layout add unit4 {own}")
    assert desk.ok("accounting layout show unit4") == own.read_text()
    assert desk.read("accounting layout list")["layouts"][0]["name"] == "unit4"
    desk.ok(f"accounting export {BATCH} --to {tmp_path} --form unit4")
    first = (tmp_path / f"{BATCH}.csv").read_text("cp1252").splitlines()[1].split(";")
    assert first[5] == "1510"
    assert first[10].startswith("-")
    faulty = desk.give("accounting layout add nix")
    assert (faulty.exit_code, faulty.told) == (2, ["vistelse: nix is none of: raindance, unit4."])


def test_chart_coding_and_series_are_listed_as_they_were_entered(desk: Desk) -> None:
    """What is entered can be seen, changed and taken away."""
    coded(desk)
    desk.ok("accounting code --service home-care --home Solna --account 1510")
    assert [row["number"] for row in desk.read("accounting accounts")["accounts"]] == ["1510", "3621"]
    assert [row["name"] for row in desk.read("accounting dimensions")["dimensions"]] == [
        "ansvar", "motpart", "verksamhet",
    ]  # fmt: skip
    last = desk.read("accounting codes")["codings"][-1]
    assert (last["use"], last["service"], last["home"], last["account"]) == ("revenue", "home-care", "0184", "1510")
    desk.ok("accounting uncode --service home-care --home 0184")
    assert len(desk.read("accounting codes")["codings"]) == 2
    assert desk.ok("accounting account 1510 Kundfordringar") == "It was so already.\n"
    (series,) = desk.read("accounting vouchers --per batch --invoices FA")["vouchers"]
    assert series == {"per": "batch", "invoices": "FA", "credits": "K", "accruals": "P"}
    assert desk.read("accounting vouchers")["vouchers"] == [series]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("accounting account x y", 2),
        ("accounting dimension 0 y", 2),
        ("accounting dimension x y", 2),
        ("accounting code --account 1", 2),
        ("accounting code --use money --account 1", 2),
        ("accounting code --service nix --account 1", 2),
        ("accounting uncode", 4),
        ("accounting vouchers --per year", 2),
        ("accounting export B1999-01 --to x", 4),
        ("accounting export B1999-01 --to x --accrual 2026-02-30", 2),
        ("accounting export B1999-01 --to x --accrual 2026-02-27", 2),
        ("accounting withdraw 1 --reason x", 4),
        ("accounting withdraw x --reason x", 2),
        ("accounting layout add ours nowhere.toml", 4),
        ("accounting layout add SIE README.md", 2),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(plain: Desk, line: str, code: int) -> None:
    """No traceback for anything that can be typed."""
    said = plain.give(line)
    assert (said.exit_code, said.out, len(said.told)) == (code, "", 1), said


def test_the_books_are_spoken_of_in_swedish(plain: Desk) -> None:
    """Whoever books in Sweden reads Swedish."""
    coded(plain)
    assert "kundfordran" in plain.ok("--language sv accounting codes")
    refused = plain.give("--language sv accounting account 15A0 Kassa")
    assert refused.told == ["vistelse: Ett kontonummer är bara siffror, högst tio."]

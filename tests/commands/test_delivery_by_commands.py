"""Sending, receipts and the case file by the commands: exit codes, one line a refusal, and JSON (G20, G31)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.desk import BATCH, MONTH, Desk


@pytest.fixture
def posted(plain: Desk) -> Desk:
    """Give a store in which the month is posted."""
    plain.ok(f"batch run {MONTH} --yes")
    plain.ok(f"--as attester batch attest {BATCH}")
    return plain


def test_documents_are_sent_and_their_receipts_read(posted: Desk, tmp_path: Path) -> None:
    """G20: sent, delivered and rejected are told apart, in words and for programs."""
    outbox = tmp_path / "outbox"
    nowhere = posted.give(f"delivery send {BATCH}")
    assert (nowhere.exit_code, len(nowhere.told)) == (2, 1)
    assert posted.give(f"delivery send {BATCH} --to {outbox}").exit_code == 6
    outbox.mkdir()
    posted.ok(f"store set --outbox {outbox}")
    assert "Documents not delivered" in posted.ok("today")
    posted.ok(f"delivery send {BATCH}")
    assert "Documents not delivered" not in posted.ok("today")
    first, second, *others = (row["number"] for row in posted.read("delivery list")["deliveries"])
    again = posted.give(f"delivery send {first}")
    assert (again.exit_code, len(again.told)) == (5, 1)
    posted.ok(f"delivery send {first} --again")
    (tmp_path / "back").mkdir()
    text = (
        f"file;status;at;message\n{first}.xml;delivered;2099-01-01T10:00;\n{second}.xml;rejected;;unknown reference\n"
    )
    (tmp_path / "back" / "r.csv").write_text(text)
    assert posted.ok(f"delivery receipts {tmp_path / 'back'}").splitlines() == [
        "1 document delivered.",
        f"{second} was rejected. unknown reference",
    ]
    states = {row["number"]: row["state"] for row in posted.read("delivery list --open")["deliveries"]}
    assert states == {second: "rejected", **dict.fromkeys(others, "sent")}
    shown = posted.read(f"delivery show {first}")
    assert [(step["what"], step["attempt"], step["again"]) for step in shown["steps"]] == [
        ("posted", 0, False),
        ("sent", 1, False),
        ("sent", 2, True),
        ("delivered", 0, False),
    ]
    assert "attempt 2: sent (once more)" in posted.ok(f"delivery show {first}")
    assert "Documents not delivered" in posted.ok("today")
    assert posted.ok("doctor") == "Everything adds up.\n"


def test_what_is_held_back_ends_with_one(posted: Desk, tmp_path: Path) -> None:
    """A program that sends by night sees that somebody has to look."""
    number = posted.read("delivery list")["deliveries"][0]["number"]
    (tmp_path / f"{number}.xml").write_text("another file")
    said = posted.give(f"delivery send {BATCH} --to {tmp_path}")
    assert said.exit_code == 1
    assert said.told == [f"{number}: Another file with that name lies in the folder."]


def test_pdfs_are_written_when_asked_for_and_stand_in_the_register(posted: Desk, tmp_path: Path) -> None:
    """G12: beside each e-invoice, with checksums, the same bytes again."""
    posted.ok(f"batch export {BATCH} --to {tmp_path / 'a'}")
    posted.ok(f"batch export {BATCH} --to {tmp_path / 'b'} --pdf")
    posted.ok(f"batch export {BATCH} --to {tmp_path / 'c'} --pdf")
    a, b, c = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "abc")
    assert b == c
    papers = {name for name in b if name.endswith(".pdf")}
    assert {name.removesuffix(".pdf") for name in papers} == {n.removesuffix(".xml") for n in a if n.endswith(".xml")}
    register, checksums = b[f"{BATCH}.csv"].decode("utf-8-sig"), b[f"{BATCH}.sha256"].decode()
    assert all(name in register and name in checksums for name in papers)
    assert "pdf" not in a[f"{BATCH}.csv"].decode("utf-8-sig").casefold()
    assert posted.ok("doctor") == "Everything adds up.\n"
    next((tmp_path / "c").glob("*.pdf")).write_bytes(b"damaged")
    assert posted.give("doctor").exit_code == 1


def test_a_case_file_is_made_with_a_reason(posted: Desk, tmp_path: Path) -> None:
    """G31: without one nothing is written."""
    case = posted.read("visit list")["visits"][0]["case"]
    assert posted.give(f"visit file {case} --to {tmp_path} --reason ' '").exit_code == 2
    assert "akt-" in posted.ok(f"visit file {case} --to {tmp_path} --mask --reason 'asked for by the archive'")
    assert sorted(path.suffix for path in tmp_path.glob("akt-*")) == [".json", ".pdf"]

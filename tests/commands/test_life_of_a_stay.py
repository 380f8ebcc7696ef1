"""The life of a stay by the commands: announced, completed, confirmed, cut short, billed, corrected, closed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.commands.desk import BATCH, MONTH, Desk

CASE = "V-STAY"
GUEST = "Tuva-Lisa Åkerlund"
NUMBER = "189304059802"
FIRST = MONTH.first
PLANNED = MONTH.last
ORDERED = FIRST - timedelta(days=5)
LETTERS = ("receipt", "completion", "rate-request", "confirmation", "extension", "extension-request", "closing")


def _announce(desk: Desk) -> None:
    """Our rules stand, a guest is announced without order, and what is missing is said at once."""
    for condition in (
        "lead-time --days 14",
        "required-paper --subject consent",
        "required-field --subject stay_address",
        "cancellation --days 14 --paid-days 7",
        "refused --percent 50",
        "deviation-limit --percent 20",
        "installation --service safety-alarm --subject home-care --minutes 60",
    ):
        desk.ok(f"condition enter {condition} --from 2020-01-01")
    desk.ok(
        f"visit register --case {CASE} --home 0180 --from {FIRST} --to {PLANNED} --name '{GUEST}'"
        f" --identity-number {NUMBER} --service home-care --granted 300 --per week"
    )
    desk.ok(f"visit register --case {CASE} --home 0180 --from {FIRST} --service safety-alarm")
    desk.ok(f"visit set {CASE} --officer-email handlaggare@example.se")


def _codes(desk: Desk) -> set[str]:
    """Give the codes of what a check of the order says."""
    (order,) = desk.read(f"visit check {CASE}")["orders"]
    return {remark["code"] for remark in order["remarks"]}


def _complete(desk: Desk) -> None:
    """What is asked for comes, and the order is whole; but it came late, and that stays."""
    assert {"no-order", "missing-paper:consent", "missing-field:stay_address"} <= _codes(desk)
    desk.ok(f"letter write {CASE} completion")
    desk.ok(f"letter write {CASE} rate-request")
    desk.ok(f"rate enter 0180 home-care 485,00 --unit hour --from {FIRST.year - 1}-01-01 --confirm --yes")
    desk.ok(f"rate enter 0180 safety-alarm 185,00 --unit month --from {FIRST.year - 1}-01-01 --confirm --yes")
    desk.ok(f"visit set {CASE} --ordered-on {ORDERED} --invoice-reference 'KST 100' --stay-address 'Byn 1'")
    desk.ok(f"visit receive {CASE} consent --on {ORDERED}")
    left = _codes(desk)
    assert not {"no-order", "no-reference", "no-rate", "missing-paper:consent", "missing-field:stay_address"} & left
    assert any("late" in code for code in left)
    desk.ok(f"letter write {CASE} receipt")


def _execute(desk: Desk) -> None:
    """The guest comes, is cared for, says no once, asks to stay longer, and leaves early all the same."""
    if desk.read(f"visit show {CASE}")["state"] != "confirmed":
        desk.ok(f"visit step {CASE} confirmed")
    desk.ok(f"letter write {CASE} confirmation")
    said = desk.give(f"visit step {CASE} ongoing --told {FIRST}")
    assert "proposal" in said.err
    desk.ok(f"proposal accept {CASE} installation")
    for day in range(1, 8):
        desk.ok(f"hours log {CASE} {FIRST + timedelta(days=day)} home-care --start 07:30 --end 08:13")
    desk.ok(f"hours log {CASE} {FIRST + timedelta(days=8)} home-care --minutes 43 --kind refused")
    desk.ok(f"hours cost {CASE} {FIRST} 850,00 --receipt 'Båttaxi, kvitto 4711'")
    desk.ok(f"letter write {CASE} extension-request --until {PLANNED + timedelta(days=7)}")
    desk.ok(f"visit set {CASE} --to {PLANNED + timedelta(days=7)}")
    desk.ok(f"letter write {CASE} extension")
    last = FIRST + timedelta(days=9)
    desk.ok(f"visit set {CASE} --to {last}")
    desk.ok(f"visit step {CASE} ended --told {last}")


def _bill(desk: Desk, folder: Path) -> str:
    """The month is signed with a reason, billed by two, and written to files; give the invoice's number."""
    bare = desk.give(f"hours sign {CASE} --month {MONTH} --yes")
    assert bare.exit_code != 0
    assert "reason" in bare.err
    desk.ok(f"hours sign {CASE} --month {MONTH} --yes --reason 'gästen reste hem tidigare'")
    kinds = {line["case"] for line in desk.read(f"batch plan {MONTH}")["lines"]}
    assert kinds == {CASE}
    desk.ok(f"batch run {MONTH} --yes")
    desk.ok(f"--as attester batch attest {BATCH} --yes")
    desk.ok(f"batch export {BATCH} --to {folder}")
    (invoice,) = desk.read(f"invoice list --batch {BATCH}")["invoices"]
    amounts = sorted(line["net"] for line in invoice["lines"])
    assert amounts == sorted([7 * 43 * 48500 // 60, (43 * 24250 + 30) // 60, 48500, 18500, 85000])
    return str(invoice["number"])


def _correct(desk: Desk, number: str) -> None:
    """A row was wrong: it is reversed, its line credited, and the next batch bills what is right."""
    key = next(row["key"] for row in desk.read(f"hours show {CASE} {MONTH}")["rows"] if row["start"] == "07:30")
    desk.ok(f"hours correct {key} --start 07:30 --end 08:00 --reason 'fel sluttid'")
    (due,) = desk.read("invoice credits-due")["credits_due"]
    assert due["invoice"] == number
    lines = ",".join(str(position) for position in due["lines"])
    desk.ok(f"invoice credit {number} --lines {lines} --code wrong-hours --yes")
    assert desk.read("invoice credits-due")["credits_due"] == []
    desk.ok(f"batch run {MONTH} --yes")
    desk.ok(f"--as attester batch attest {BATCH}-2 --yes")
    again = desk.read(f"invoice list --batch {BATCH}-2")["invoices"]
    assert [line["quantity"] for line in again[0]["lines"]] == [6 * 43 + 30]


def test_a_stay_lives_from_its_announcement_to_its_closed_case(desk: Desk, tmp_path: Path) -> None:
    """Every letter is written on the way, none of them says who the guest is (G30), and everything adds up (G19)."""
    _announce(desk)
    _complete(desk)
    _execute(desk)
    _correct(desk, _bill(desk, tmp_path / "out"))
    desk.ok(f"visit step {CASE} finally-billed")
    desk.ok(f"letter write {CASE} closing --address avgifter@example.se")
    desk.ok(f"visit step {CASE} closed")
    letters = desk.read(f"letter list {CASE}")["letters"]
    assert {letter["kind"] for letter in letters} == set(LETTERS)
    for letter in letters:
        text = desk.ok(f"letter show {letter['id']}") + desk.ok(f"letter show {letter['id']} --eml")
        assert CASE in text
        for secret in (GUEST, "Tuva", "Åkerlund", NUMBER, NUMBER[2:8], "9802"):
            assert secret not in text
    for path in (tmp_path / "out").iterdir():
        assert "Åkerlund" not in path.read_text("utf-8", "replace")
    assert desk.ok("doctor") == "Everything adds up.\n"

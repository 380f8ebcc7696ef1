"""The SIE file: read by an independent reader, sums nought, nothing lost in CP437, the same bytes everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.journal import Booked, Journal, crosses, missing_codings
from models.documents.journal_text import journal_from_json, journal_to_json
from models.documents.sie import debit_of_sie, render_sie, sie_text
from models.rules.accounting import Per, Series, Use, Wanted
from tests.documents.booking import CHART, DOCUMENTS, JUNE_ENDS, a_journal
from tests.documents.examples import a_credit_note, a_difference, documents
from tests.documents.sie_reader import ReadRow, fields_of, read_sie

GOLDEN = Path(__file__).with_name("golden")

ELSEWHERE = """
import contextlib, locale, sys, time
from models.documents.journal_text import journal_from_json
from models.documents.sie import render_sie
time.tzset()
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
sys.stdout.buffer.write(render_sie(journal_from_json(sys.stdin.buffer.read().decode())))
"""

SURROUNDINGS = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "VISTELSE_LANGUAGE": "en"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "sv_SE.UTF-8", "PYTHONHASHSEED": "2", "VISTELSE_LANGUAGE": "sv"},
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "3"},
)


def _rows(journal: Journal, account: str) -> list[ReadRow]:
    read = read_sie(render_sie(journal))
    return [row for voucher in read.vouchers for row in voucher.rows if row.account == account]


def test_every_voucher_comes_to_nought_and_the_claims_to_what_the_documents_claim() -> None:
    """G19: invoices less credit notes, differences with their signs, as an independent reader adds them."""
    journal = a_journal()
    claims = _rows(journal, "1510")
    expected = [(-1 if one.facts.is_credit else 1) * one.facts.total for one in DOCUMENTS]
    assert [row.amount for row in claims] == [Decimal(total) / 100 for total in expected]
    assert journal.total == sum(expected)
    assert journal.is_balanced


def test_a_line_is_booked_by_its_service_and_with_its_counterpart() -> None:
    """E5: the coding is the user's, and the counterpart is the home municipality's."""
    (alarm,) = _rows(a_journal(DOCUMENTS[0]), "3622")
    assert (alarm.objects, alarm.amount, alarm.text) == ({"20": "1234"}, Decimal("-185.00"), "Trygghetslarm 2026-07")
    (care,) = _rows(a_journal(DOCUMENTS[1]), "3621")
    assert care.objects == {"20": "1234", "21": "830380", "22": "5100"}
    (claim,) = _rows(a_journal(DOCUMENTS[1]), "1510")
    assert claim.objects == {"21": "0380"}


def test_a_credit_note_is_its_invoice_the_other_way_round() -> None:
    """G3: row by row, in a series of its own."""
    there, back = (read_sie(render_sie(a_journal(DOCUMENTS[place]))).vouchers[0] for place in (0, 2))
    assert [row.amount for row in back.rows] == [-row.amount for row in there.rows]
    assert (there.series, back.series) == ("F", "K")
    assert there.number == back.number == "202600001"


def test_an_annulled_pair_stands_in_the_books_and_comes_to_nought() -> None:
    """E4: the series of numbers has no gap there either."""
    pair = (DOCUMENTS[0], Booked(a_credit_note(annuls=True), "0180"))
    journal = a_journal(*pair)
    assert len(read_sie(render_sie(journal)).vouchers) == 2
    assert journal.total == 0


def test_care_on_the_other_side_of_the_day_goes_over_the_accrual_account() -> None:
    """LKBR 2018:597, 4 kap. 4 §: revenue lands in the month of the care, the claim on the document's day."""
    read = read_sie(render_sie(a_journal(DOCUMENTS[0], accrual=JUNE_ENDS)))
    bill, moved = read.vouchers
    late = [row for row in bill.rows if row.account == "1790"]
    assert [(row.text, row.amount) for row in late] == [("Matdistribution 2026-06", Decimal("-1557.75"))]
    assert (moved.series, moved.day) == ("P", "20260630")
    assert [(row.account, row.amount) for row in moved.rows] == [
        ("1790", Decimal("1557.75")),
        ("3621", Decimal("-1557.75")),
    ]


def test_care_after_the_day_is_moved_to_the_day_after_it() -> None:
    """A document of the old period whose care is of the new one."""
    early = replace(DOCUMENTS[1].facts, issue_date=JUNE_ENDS)
    _, moved = read_sie(render_sie(a_journal(Booked(early, "0380"), accrual=JUNE_ENDS))).vouchers
    assert moved.day == "20260701"


def test_the_accrual_account_comes_to_nought_and_revenue_to_what_it_was() -> None:
    """Whatever is moved: invoices, credit notes, differences."""
    plain, moved = a_journal(), a_journal(accrual=JUNE_ENDS)
    assert sum(row.amount for row in _rows(moved, "1790")) == 0
    for account in ("1510", "3621", "3622"):
        assert sum(row.amount for row in _rows(moved, account)) == sum(row.amount for row in _rows(plain, account))
    assert any(crosses(line, one.facts.issue_date, JUNE_ENDS) for one in DOCUMENTS for line in one.facts.lines)


def test_one_voucher_a_batch_and_day_has_the_same_sums() -> None:
    """By the user's choice; credit notes keep a series of their own, so that nothing is netted away."""
    chart = replace(CHART, series=Series(Per.BATCH))
    together, apart = a_journal(chart=chart), a_journal()
    assert [(voucher.series, voucher.number) for voucher in together.vouchers] == [("F", ""), ("K", ""), ("K", "")]
    assert together.total == apart.total
    assert together.is_balanced
    for account in ("1510", "3621", "3622"):
        assert sum(row.amount for row in _rows(together, account)) == sum(row.amount for row in _rows(apart, account))


def test_what_is_not_coded_is_named_and_never_guessed() -> None:
    """No account stands in for one that nobody has entered."""
    bare = replace(CHART, codings=CHART.codings[2:3])
    assert missing_codings(DOCUMENTS[1:2], bare) == (
        Wanted(Use.RECEIVABLE, "", "0380"),
        Wanted(Use.REVENUE, "home-care", "0380"),
    )
    with pytest.raises(ValueError, match="no coding"):
        a_journal(DOCUMENTS[1], chart=bare)
    assert missing_codings(DOCUMENTS, CHART, JUNE_ENDS) == ()


def test_only_what_is_used_is_declared() -> None:
    """An account that no entry has does not travel."""
    read = read_sie(render_sie(a_journal()))
    assert [number for number, _ in read.posts["#KONTO"]] == ["1510", "3621", "3622"]
    assert read.posts["#KONTO"][2][1] == 'Larm & "övrigt"'
    assert read.posts["#ORGNR"] == [["212000-0795"]]
    assert read.posts["#GEN"] == [["20260820"]]


def test_a_copy_says_so_and_differs_in_nothing_else() -> None:
    """G20: a second original could be booked twice."""
    original, copied = render_sie(a_journal()), render_sie(a_journal(), is_copy=True)
    assert copied.replace(b'#PROSA "KOPIA B2026-07"', b'#PROSA "B2026-07"') == original
    assert b"KOPIA" not in original


def test_no_text_of_a_line_or_a_case_is_in_the_books() -> None:
    """G30: somebody may have typed it; the books get the service, the month and the document's number."""
    facts = DOCUMENTS[0].facts
    typed = replace(facts.lines[0], text="Båt till Ada Testsson", case_number="ADA-1", order_reference="Ada")
    content = render_sie(a_journal(Booked(replace(facts, lines=(typed,), case_number="ADA-1", note="Ada"), "0180")))
    assert b"ADA" not in content.upper()


@given(st.text(max_size=60))
def test_any_text_is_one_field_and_keeps_what_cp437_has(text: str) -> None:
    """Quotation marks, braces and backslashes end nothing; what the code page lacks is seen to be lacking."""
    written = sie_text(text)
    written.encode("cp437")
    assert all(ord(mark) >= 32 and ord(mark) != 127 for mark in written)
    (read,) = fields_of(written)
    kept = str(read)
    assert len(kept) <= len(text) * 4
    if text.isascii() and text.isprintable() and "\\" not in text:
        assert kept == text


def test_swedish_survives_and_a_foreign_letter_is_seen_to_be_lacking() -> None:
    """CP437 has åäöÅÄÖé and no ø, š or dash."""
    assert sie_text("Åsa Öberg – ärlig é") == '"Åsa Öberg - ärlig é"'
    assert sie_text("Tromsø šč\n") == '"Troms? ?? "'
    assert sie_text("A\u030a") == '"Å"'


@given(st.lists(documents(), min_size=1, max_size=4), st.booleans())
def test_whatever_the_amounts_the_reader_finds_them(drawn: list[object], is_accrued: bool) -> None:
    """G19, G21: every document, every öre, with an accrual and without."""
    booked = tuple(Booked(facts, "0180") for facts in drawn)  # type: ignore[arg-type]
    journal = a_journal(*booked, accrual=JUNE_ENDS if is_accrued else None)
    content = render_sie(journal)
    read = read_sie(content)
    claims = sum((row.amount for one in read.vouchers for row in one.rows if row.account == "1510"), Decimal())
    assert int(claims * 100) == journal.total
    debit = sum((row.amount for one in read.vouchers for row in one.rows if row.amount > 0), Decimal())
    assert int(debit * 100) == journal.debit == debit_of_sie(content)
    assert journal_from_json(journal_to_json(journal)) == journal


def test_a_kept_journal_that_was_damaged_is_no_journal() -> None:
    """G21: an amount with decimals least of all."""
    text = journal_to_json(a_journal())
    for damaged in (
        "{}",
        "[]",
        text.replace('"entries":', '"entry":', 1),
        text.replace('"amount":', '"amount":0.5,"x":'),
    ):
        with pytest.raises(ValueError, match="not"):
            journal_from_json(damaged)


def test_the_bytes_are_the_golden_ones() -> None:
    """G17: one voucher of each kind of document, with an accrual."""
    assert render_sie(_golden()) == (GOLDEN / "B2026-07.SI").read_bytes()


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda found: found["TZ"])
def test_the_bytes_do_not_hang_on_the_machine(surroundings: dict[str, str]) -> None:
    """G17: in another process, time zone, locale, language and order of hashes."""
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=journal_to_json(_golden()).encode(),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | surroundings,
        capture_output=True,
        check=True,
    )
    assert done.stdout == (GOLDEN / "B2026-07.SI").read_bytes()


def _golden() -> Journal:
    return a_journal(*DOCUMENTS[:3], Booked(a_difference(), "0180"), accrual=JUNE_ENDS)


if __name__ == "__main__":
    (GOLDEN / "B2026-07.SI").write_bytes(render_sie(_golden()))

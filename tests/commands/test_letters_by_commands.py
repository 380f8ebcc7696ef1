"""Letters and recurring visits from the command line."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.main import app
from models.documents.letter_texts import LetterKind
from tests.commands.desk import Desk

CASE = "T-17"
ADA = "18900211-9817"


@pytest.fixture
def guest(desk: Desk) -> Desk:
    """Have a guest with an order."""
    desk.ok(
        f"visit register --home 0180 --from 2026-07-01 --to 2026-07-31 --case {CASE} --name 'Ada Alm'"
        f" --identity-number {ADA} --ordered-on 2026-06-20 --service home-care --granted 300 --per week"
        " --stay-address 'Storgatan 1' --officer-email kim@stockholm.example --invoice-reference ZZ1"
    )
    return desk


def test_a_letter_is_written_listed_and_shown_again(guest: Desk) -> None:
    """On stdout the letter, on stderr what was done; again it is the same."""
    said = guest.give(f"letter write {CASE} receipt")
    assert said.exit_code == 0
    assert said.out.startswith("Mottagen beställning, ärende T-17\n\nHej,\n")
    assert said.told == ["Kept as letter 1 of T-17."]
    assert guest.ok("letter show 1") == said.out
    (row,) = guest.read(f"letter list {CASE}")["letters"]
    assert (row["id"], row["kind"], row["address"]) == (1, "receipt", "kim@stockholm.example")
    assert "Ada" not in said.out + guest.ok("letter list") + guest.ok("log")


def test_a_letter_is_a_mail_draft_in_a_folder_or_in_a_pipe(guest: Desk, tmp_path: Path) -> None:
    """The same bytes both ways, and as often as one likes."""
    path = Path(guest.ok(f"letter write {CASE} confirmation --to {tmp_path}/out --eml --address bo@x.example").strip())
    first = path.read_bytes()
    assert message_from_bytes(first, policy=default)["To"] == "bo@x.example"
    piped = CliRunner().invoke(app, ["--store", guest.url, "letter", "show", "1", "--eml"])
    assert piped.stdout_bytes == first
    guest.ok(f"letter show 1 --eml --to {tmp_path}/out")
    assert path.read_bytes() == first
    assert guest.ok(f"letter show 1 --to {tmp_path}/out").strip().endswith("T-17-confirmation-1.txt")


def test_a_rehearsed_letter_is_shown_and_not_kept(guest: Desk, tmp_path: Path) -> None:
    """G8: neither in the store nor in the folder."""
    said = guest.give(f"letter write {CASE} rate-request --to {tmp_path}/out --dry-run")
    assert "- Hemtjänst, 2026-07-01 till 2026-07-31" in said.out
    assert said.told == ["A rehearsal: nothing was changed."]
    assert guest.read("letter list")["letters"] == []
    assert not (tmp_path / "out").exists()


def test_what_is_missing_is_listed_and_may_be_added(guest: Desk) -> None:
    """Option by option."""
    out = guest.ok(f"letter write {CASE} completion --missing Utredning --missing Samtycke --note 'Ring gärna.'")
    assert "- Utredning\n- Samtycke\n" in out
    assert "\nRing gärna.\n" in out
    assert "Önskad sista dag: 2026-08-14" in guest.ok(f"letter write {CASE} extension-request --until 2026-08-14")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("letter write T-17 greeting", 2),
        ("letter write T-99 receipt", 4),
        ("letter write T-17 closing", 1),
        ("letter write T-17 receipt --address nobody", 2),
        ("letter write T-17 receipt --note 'Ada Alm hälsar'", 2),
        ("letter write T-17 extension-request --until later", 2),
        ("letter show 99", 4),
        ("letter show x", 2),
        ("letter list T-99", 4),
        ("letter template reset receipt", 4),
        ("letter template set receipt none.txt", 4),
        ("letter template show greeting", 2),
        ("letter template", 2),
        ("--as registrar letter template reset receipt", 3),
        ("--as reader letter write T-17 receipt", 3),
        ("visit register --from 2027-07-01", 2),
        ("visit register --from 2027-07-01 --like T-99", 4),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(guest: Desk, line: str, code: int) -> None:
    """With the exit code of its kind, and never with the guest's name."""
    said = guest.give(line)
    assert (said.exit_code, said.out) == (code, "")
    assert "Traceback" not in said.err
    assert "Alm" not in said.err


def test_a_text_of_our_own_is_taken_from_a_file_and_given_back(guest: Desk, tmp_path: Path) -> None:
    """What `show` writes, `set` reads: so it is changed in an editor. A rehearsal keeps the program's own."""
    usual = guest.ok("letter template show receipt")
    file = tmp_path / "receipt.txt"
    file.write_text("\ufeff" + usual.replace("Hej,", "God dag,").replace("\n", "\r\n"), encoding="utf-8")
    assert "God dag," in guest.ok(f"letter template set receipt {file} --dry-run")
    assert guest.ok("letter template show receipt") == usual
    guest.ok(f"letter template set receipt {file}")
    assert guest.ok("letter template show receipt") == usual.replace("Hej,", "God dag,")
    assert "God dag," in guest.ok(f"letter write {CASE} receipt")
    changed = {row["kind"]: row["changed_by"] for row in guest.read("letter template list")["templates"]}
    assert set(changed) == set(LetterKind)
    assert [kind for kind, login in changed.items() if login] == ["receipt"]
    guest.ok("letter template reset receipt")
    assert guest.ok("letter template show receipt") == usual


def test_a_text_in_another_encoding_or_with_an_unknown_word_is_refused(guest: Desk, tmp_path: Path) -> None:
    """The word is named, so that it can be put right."""
    file = tmp_path / "receipt.txt"
    file.write_bytes("Ämne {ärende}\n\nHej".encode("cp1252"))
    assert guest.give(f"letter template set receipt {file}").exit_code == 2
    file.write_text("Ämne {ärende}\n\nHej {namn}", encoding="utf-8")
    said = guest.give(f"letter template set receipt {file}")
    assert said.exit_code == 2
    assert "{namn}" in said.err


def test_a_guest_who_comes_again_is_registered_like_last_time(guest: Desk) -> None:
    """The home municipality, the number and the order come along; what was taken over is said."""
    said = guest.give(f"visit register --like {CASE} --from 2027-07-01 --case T-18")
    assert said.out == "Registered as T-18.\n"
    assert "Taken over from T-17:" in said.err
    assert "Home care" in said.err
    sheet = guest.read("visit show T-18")
    assert (sheet["invoice_reference"], sheet["details"]["stay_address"]) == ("ZZ1", "Storgatan 1")
    assert [each["granted"] for each in sheet["decisions"]] == [300]
    assert sheet["ordered_on"] is None


def test_a_guest_who_comes_again_is_noticed(guest: Desk) -> None:
    """By the number; the command that is proposed takes the order over afterwards."""
    said = guest.give(f"visit register --home 0180 --from 2027-07-01 --case T-18 --identity-number {ADA}")
    (words,) = [line for line in said.told if line.startswith("The guest was here before, in T-17;")]
    guest.ok(words.partition("vistelse ")[2])
    assert guest.read("visit show T-18")["details"]["stay_address"] == "Storgatan 1"
    fresh = guest.give("visit register --home 0180 --from 2027-07-01 --identity-number 18900408-9810")
    assert "was here before" not in fresh.err


def test_a_service_with_more_than_its_amount_is_set_on_the_taken_over_visit(guest: Desk) -> None:
    """A given service stands instead of the old ones, with its staff."""
    guest.ok(f"visit register --like {CASE} --from 2027-07-01 --case T-18 --service escort --staff 2")
    assert [(each["service"], each["staff"]) for each in guest.read("visit show T-18")["decisions"]] == [("escort", 2)]

"""Mail drafts: read back by the standard library as they were written, the same bytes anywhere and at any time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path

import pytest

from models.documents.letter_mail import is_address, mail_draft, mail_name
from models.documents.letter_texts import LetterKind
from models.documents.letters import LetterText
from tests.documents.letter_examples import STAY, usual

ADDRESS = "kim.berg@solna.example"


@pytest.mark.parametrize("kind", LetterKind)
def test_a_draft_is_read_back_as_it_was_written(kind: LetterKind) -> None:
    """Subject, address and every letter of the body; it opens unsent, and says neither when nor from whom."""
    letter = usual(kind)
    read = message_from_bytes(mail_draft(letter, ADDRESS), policy=default)
    assert (read["Subject"], read["To"], read["X-Unsent"]) == (letter.subject, ADDRESS, "1")
    assert read.get_content().replace("\r\n", "\n") == letter.body
    assert read.get_content_charset() == "utf-8"
    assert {name for name in ("Date", "From", "Message-ID", "Bcc") if read[name]} == set()
    assert not read.defects


def test_a_draft_without_an_address_has_no_recipient() -> None:
    """The mail program asks for one."""
    assert message_from_bytes(mail_draft(usual(LetterKind.RECEIPT), ""), policy=default)["To"] is None


def test_a_draft_is_ascii_with_short_lines() -> None:
    """RFC 5322: no line is longer than 78 characters and a line break, however long a paragraph is."""
    long = LetterText("ä" * 200, "Å" * 5000 + "\n" + "ord " * 2000 + "\n")
    content = mail_draft(long, ADDRESS)
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert message_from_bytes(content, policy=default)["Subject"] == long.subject


SCRIPT = """
import hashlib, sys
from models.documents.letter_mail import mail_draft
from models.documents.letter_texts import LetterKind
from tests.documents.letter_examples import usual
bytes_ = b"".join(mail_draft(usual(kind), "kim.berg@solna.example") for kind in LetterKind)
print(hashlib.sha256(bytes_).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_zone_and_locale() -> None:
    """G12: three surroundings and this one give one hash."""
    here = sha256(b"".join(mail_draft(usual(kind), ADDRESS) for kind in LetterKind)).hexdigest()
    surroundings = [
        ("UTC", "C", "0"),
        ("Pacific/Auckland", "sv_SE.UTF-8", "1"),
        ("America/St_Johns", "tr_TR.ISO-8859-9", "2"),
    ]
    for zone, locale, seed in surroundings:
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=Path(__file__).parents[2],
            env={**environment, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == here


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("kim@solna.example", True),
        ("a.b+c@x-y.example.se", True),
        ("kim", False),
        ("kim@solna", False),
        ("kim@solna.example\nBcc: alla@solna.example", False),
        ("kim@solna.example, bo@solna.example", False),
        ("Kim <kim@solna.example>", False),
        ("åke@solna.example", False),
        ("kim@solna.example ", False),
        ("@solna.example", False),
        ("k" * 250 + "@a.se", False),
    ],
)
def test_an_address_is_one_plain_address(text: str, is_one: bool) -> None:
    """No second recipient and no line of the head can come in with it."""
    assert is_address(text) is is_one


@pytest.mark.parametrize(
    ("case", "name"),
    [
        ("SN2026-00051", "SN2026-00051-receipt-7.eml"),
        ("SN 2026/17", "SN-2026-17-receipt-7.eml"),
        ("../../etc/passwd", "etc-passwd-receipt-7.eml"),
        ("///", "brev-receipt-7.eml"),
    ],
)
def test_a_case_number_makes_a_files_name_and_no_path(case: str, name: str) -> None:
    """A draft lies in the folder that was said."""
    assert mail_name(case, "receipt", 7) == name


def test_a_subject_over_several_words_of_other_letters_keeps_its_spaces() -> None:
    """Encoded words part a subject in ways that readers put together again."""
    letter = replace(usual(LetterKind.RECEIPT, replace(STAY, case="ÄÖ 2026/17 å")), body="x\n")
    assert message_from_bytes(mail_draft(letter, ADDRESS), policy=default)["Subject"] == letter.subject

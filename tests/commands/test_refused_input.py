"""What a user may type wrong: always one clear line and a published exit code, never a traceback."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands.desk import BATCH, MONTH, Desk

MONTHS = ("2026-13", "2026-7", "july", "", "2026", "2026-00", "99999-01", "0000-01", "2026-07-01", "２０２６-０７")
IMPORTS = ("rate import", "rate import-bands", "visit import", "hours import")


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize(
    "line", ["batch plan '{}'", "batch run '{}' --yes", "hours sign --all --yes --month '{}'", "hours show X '{}'"]
)
def test_a_month_that_is_none_is_refused(plain: Desk, line: str, month: str) -> None:
    """Every verb that takes a month says how one is written."""
    said = plain.give(line.format(month))
    assert (said.exit_code, said.out, len(said.told)) == (2, "", 1)
    assert "write it as 2026-07." in said.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("invoice credit 202600001 --lines a,b", 2),
        ("invoice credit 202600001 --lines 1,", 2),
        ("invoice credit 202600001 --lines -1", 2),
        ("invoice credit 999999999", 2),
        ("invoice credit 999999999 --code whim", 2),
        ("invoice credit 999999999 --code disputed", 4),
        ("invoice credit 999999999 --code disputed --lines 1 --rows K1", 2),
        ("invoice rebill 999999999 --rows K1 --code disputed", 4),
        ("invoice rebill 999999999 --code disputed", 4),
        ("invoice annul 999999999", 2),
        ("invoice annul 999999999 --code disputed", 4),
        ("invoice show nothing", 4),
        ("batch attest B1999-01", 4),
        ("batch annul B1999-01", 4),
        ("batch export B1999-01 --to out", 4),
        ("visit show nothing", 4),
        ("visit step nothing ongoing", 4),
        ("visit step nothing elsewhere", 2),
        ("visit list --state elsewhere", 2),
        ("visit list --municipality Atlantis", 4),
        ("visit set nothing --to 2026-02-30", 2),
        ("visit set nothing", 2),
        ("visit set nothing --stay-phone 1", 4),
        ("visit decide nothing home-care --granted 60 --per week", 4),
        ("visit decide nothing home-care", 2),
        ("visit decide nothing juggling --granted 60", 2),
        ("visit decide nothing '' --granted 60", 2),
        ("visit decide nothing home-care --granted 0", 2),
        ("visit decide nothing home-care --granted much", 2),
        ("visit decide nothing home-care --granted 100001", 2),
        ("visit decide nothing home-care --per year", 2),
        ("visit decide nothing home-care --provider other", 2),
        ("visit decide nothing home-care --granted-from 2026-02-30", 2),
        ("visit undecide nothing home-care", 4),
        ("visit undecide nothing juggling", 2),
        ("visit correct nothing --reason x", 2),
        ("visit correct nothing --name X --reason x", 4),
        ("visit correct nothing --name ' ' --reason x", 2),
        ("visit correct nothing --identity-number 900211-9818 --reason x", 2),
        ("visit clear nothing --reason ''", 2),
        ("visit clear nothing --reason x", 4),
        ("visit register --home 0180 --from yesterday", 2),
        ("visit register --home 0180 --from 2026-07-01 --staff 3 --service home-care", 2),
        ("visit register --home 0180 --from 2026-07-01 --staff 2", 2),
        ("visit register --home Atlantis --from 2026-07-01", 1),
        ("hours show nothing 2026-07", 4),
        ("hours log nothing 2026-07-01 home-care --minutes 5", 1),
        ("hours log nothing 2026-07-41 home-care --minutes 5", 2),
        ("hours reopen nothing 2026-07 --reason x", 4),
        ("hours exclude nothing --reason x", 4),
        ("hours exclude nothing --reason ' '", 2),
        ("hours include nothing", 4),
        ("hours sign --month 2026-07", 2),
        ("hours sign X --all --month 2026-07", 2),
        ("hours sign nothing --month 2026-07", 4),
        ("rate confirm one", 2),
        ("rate confirm 99999999", 4),
        ("rate confirm 99999999999999999999999999", 2),
        ("rate list Atlantis", 4),
        ("recipient set 0180", 2),
        ("recipient set NEW --name X", 2),
        ("recipient set 0180 --pattern '('", 2),
        ("recipient set 0180 --peppol 0007:1", 2),
        ("recipient set 0180 --peppol elsewhere", 2),
        ("recipient set 0180 --organisation-number 2120000143", 2),
        ("recipient set 0180 --grouping all", 2),
        ("recipient set 0180 --payment-days 0", 2),
        ("recipient set 0180 --from 2026-02-01 --to 2026-01-01", 2),
        ("recipient set 0180 --pattern 'ZZ[0-9]+' --reference 12", 2),
        ("store set", 2),
        ("store set --bankgiro 12345", 2),
        ("store set --payment-days many", 2),
        ("user add new wizard", 2),
        ("user add reader read", 5),
        ("user grant nobody read", 4),
        ("user grant reader attest --limit much", 2),
        ("user close nobody", 4),
        ("log --limit all", 2),
        ("today --format yaml", 2),
        ("find ''", 4),
        ("store create --municipality 9999", 4),
        ("store create --municipality 0885", 5),
        ("store create --municipality 0885 --payment-days 9999", 2),
    ],
)
def test_each_refusal_has_its_published_exit_code(plain: Desk, line: str, code: int) -> None:
    """1 a rule, 2 wrong use, 3 not allowed, 4 not found, 5 somebody else's change, 6 the store."""
    said = plain.give(line)
    assert (said.exit_code, said.out) == (code, "")
    assert said.told
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", IMPORTS)
@pytest.mark.parametrize("kind", ["missing", "folder", "binary", "empty", "old-office", "zip", "heading"])
def test_a_file_that_is_none_is_refused(plain: Desk, tmp_path: Path, command: str, kind: str) -> None:
    """G40: whatever the file is, nothing of it is in the store."""
    file = tmp_path / kind
    contents = {
        "binary": bytes(range(256)) * 50,
        "empty": b"",
        "old-office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "zip": b"PK\x03\x04" + bytes(range(256)),
        "heading": "färg;form\nröd;rund\n".encode(),
    }
    if kind == "folder":
        file.mkdir()
    elif kind in contents:
        file.write_bytes(contents[kind])
    before = plain.read("log")
    said = plain.give(f"{command} {file}")
    assert (said.exit_code, said.out) == (4 if kind in ("missing", "folder") else 1, "")
    assert said.told[0].startswith("vistelse: ")
    assert plain.read("log") == before


def test_every_bad_row_is_listed_with_its_line_and_column(busy: Desk, tmp_path: Path) -> None:
    """G40: all faults at once, each with file, line, column and what is right, below the one line of refusal."""
    file = tmp_path / "rates.csv"
    rows = ["0180;home-care;hour;abc;2026-01-01", "0180;nothing;hour;1,00;2026-01-01", "0180;home-care;hour;1,00;soon"]
    file.write_text("\n".join(["municipality;service;unit;amount;valid_from", *rows, ""]), "utf-8")
    said = busy.give(f"rate import {file}")
    assert (said.exit_code, said.out) == (1, "")
    assert said.told[0] == "vistelse: rates.csv was not imported, nothing was changed: 3 to put right."
    assert [line.split(": ")[:2] for line in said.told[1:]] == [
        ["rates.csv:2", "amount"],
        ["rates.csv:3", "service"],
        ["rates.csv:4", "valid_from"],
    ]


def test_several_files_are_read_all_or_none(busy: Desk, tmp_path: Path) -> None:
    """A bad second file leaves nothing of the first."""
    case = busy.read("visit list")["visits"][0]["case"]
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    after = busy.read("visit list")["visits"][0]["from"]
    good.write_text(f"case;date;service;minutes;key\n{case};1999-01-01;home-care;30;good-1\n", "utf-8")
    bad.write_text("case;date;service;minutes\nnothing;1999-01-01;home-care;30\n", "utf-8")
    said = busy.give(f"hours import {good} {bad}")
    assert said.exit_code == 1
    assert busy.read(f"hours show {case} 1999-01")["rows"] == []
    busy.ok(f"hours import {good}")
    assert len(busy.read(f"hours show {case} 1999-01")["rows"]) == 1
    assert after


@pytest.mark.parametrize(
    ("store", "code"),
    [
        ("nowhere.db", 2),
        ("mysql://somewhere/store", 2),
        ("sqlite:///", 2),
        ("postgresql://[", 2),
        ("sqlite:////nowhere/at/all.db", 6),
        ("postgresql://anna:hemligt@127.0.0.1:1/store", 6),
        ("postgresql://127.0.0.1:port/store", 6),
    ],
)
def test_a_store_that_is_none_is_refused_without_its_password(store: str, code: int) -> None:
    """G13: an address that is none, a place with nothing in it, a server that does not answer."""
    said = Desk(store).give("today")
    assert (said.exit_code, said.out, len(said.told)) == (code, "", 1)
    assert "hemligt" not in said.err


def test_a_store_cannot_be_made_where_nothing_can_be_written(tmp_path: Path) -> None:
    """G13: a file in the way of the folder is told, and nothing is left behind."""
    (tmp_path / "file").write_text("in the way", "utf-8")
    for place in (tmp_path / "file" / "store.db", tmp_path):
        said = Desk(f"sqlite:///{place}").give("store create --municipality 0885")
        assert (said.exit_code, len(said.told)) == (6, 1)


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    """G13: somebody else's file is neither read nor overwritten."""
    file = tmp_path / "holiday.db"
    file.write_bytes(b"my holiday pictures" * 100)
    said = Desk(f"sqlite:///{file}").give("today")
    assert (said.exit_code, len(said.told)) == (6, 1)
    assert file.read_bytes() == b"my holiday pictures" * 100


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00'"), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verb=st.sampled_from(
        [
            "batch plan",
            "batch attest",
            "invoice show",
            "invoice credit",
            "visit show",
            "hours include",
            "rate confirm",
            "rate list",
            "find",
            "user close",
            "hours import",
            "recipient set",
            "municipality list",
        ]
    ),
    words=st.lists(WORDS, min_size=1, max_size=3),
)
def test_no_words_at_all_end_in_a_traceback(plain: Desk, verb: str, words: list[str]) -> None:
    """Whatever is typed after a verb, the answer is an exit code of the list."""
    said = plain.give(" ".join([verb, "--", *(f"'{word}'" for word in words)]))
    assert said.exit_code in range(7)
    assert bool(said.told) == (said.exit_code != 0) or not said.out


def test_every_verb_refuses_a_user_that_is_none(plain: Desk) -> None:
    """G27: no verb works for whoever is not a user of the store."""
    lines = [
        "today",
        "find Anna",
        "log",
        "doctor",
        "user list",
        "municipality list",
        "recipient list",
        "rate list",
        "rate bands",
        "visit list",
        "visit show X",
        f"hours show X {MONTH}",
        f"batch plan {MONTH}",
        "batch list",
        f"batch attest {BATCH}",
        "invoice list",
        "store show",
        "store set --city Borgholm",
    ]
    codes = [plain.give(f"--as nobody {line}").exit_code for line in lines]
    assert list(itertools.compress(lines, (code != 3 for code in codes))) == []

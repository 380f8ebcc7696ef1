"""A planning system's file by commands: preview, answers, import, the queue, the kept source."""

from __future__ import annotations

from pathlib import Path

from tests.commands.desk import MONTH, Desk

NUMBER = "19460113-6098"
ADA = f"--home 0180 --from {MONTH}-01 --case K-1 --name 'Ada Alm' --identity-number {NUMBER}"
HEADING = "Utförd tid\nBrukare;Personnummer;Datum;Från kl;Till kl;Insats\n"


def _register(desk: Desk) -> None:
    order = f"--ordered-on {MONTH.first} --invoice-reference ZZ1 --service home-care --provider own"
    desk.ok(f"visit register {ADA} {order}")


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "export.csv"
    path.write_text(HEADING + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def _rows(day: int) -> tuple[str, ...]:
    return (
        f"Ada Alm;{NUMBER};{MONTH}-{day:02};08:00;09:00;morgon sol",
        f"Ada Alm;;{MONTH}-{day:02};10:00;11:00;morgon sol",
        f"Bodil Borta;;{MONTH}-{day:02};10:00;11:00;morgon sol",
    )


def test_a_file_is_previewed_answered_once_and_read_without_answers_the_next_time(desk: Desk, tmp_path: Path) -> None:
    """G40, G8: the preview changes nothing; the answers are kept for the source's next file."""
    _register(desk)
    path = _file(tmp_path, *_rows(2))
    preview = desk.read(f"hours preview {path}")
    (question,) = preview["questions"]
    assert (question["code"], question["subject"], question["rows"]) == ("service-word", "morgon sol", 3)
    assert preview["would"] is None
    refused = desk.give(f"hours import {path}")
    assert refused.exit_code == 1
    assert "1 to answer first" in refused.err
    nameless = desk.give(f"hours import {path} --map 'morgon sol=home-care'")
    assert (nameless.exit_code, "--source NAME" in nameless.err) == (2, True)
    answered = f"{path} --source Treserva --map 'morgon sol=home-care'"
    would = desk.read(f"hours preview {answered}")["would"]
    assert (would["added"], would["queued"]) == (1, 2)
    assert desk.read("queue list")["rows"] == []
    assert desk.read("source list")["sources"] == []
    done = desk.ok(f"hours import {answered}")
    assert done.splitlines() == [
        "export.csv: 1 new hour rows, 0 known already.",
        "2 rows to the queue, 0 wait there since before; see: vistelse queue list",
    ]
    assert desk.ok(f"hours import {path}").splitlines()[0] == "export.csv: 0 new hour rows, 1 known already."
    later = _file(tmp_path, *_rows(3))
    assert "1 new hour rows" in desk.ok(f"hours import {later}")
    shown = desk.read("source show Treserva")["mapping"]
    assert ["morgon sol", "home-care"] in shown["services"]
    assert desk.give(f"hours import {path} --source Treserva --map nonsense").exit_code == 2
    assert desk.give(f"hours import {path} --source Treserva --map 'Månen=date'").exit_code == 2
    desk.ok("source forget Treserva")
    assert desk.give(f"hours import {later}").exit_code == 1
    assert desk.give("source forget Treserva").exit_code == 4


def test_the_queue_is_listed_opened_placed_dropped_and_tried_again(desk: Desk, tmp_path: Path) -> None:
    """G6, G30, G31: without names until somebody says why; nothing is told in a pipe but the answer."""
    _register(desk)
    path = _file(tmp_path, *_rows(2))
    said = desk.give(f"hours import {path} --source Treserva --map 'morgon sol=home-care'")
    assert "rows read" not in said.err
    rows = desk.read("queue list")["rows"]
    assert [(row["who"], row["why"]) for row in rows] == [("A", "name-only"), ("B", "name-only")]
    assert "Ada" not in desk.ok("queue list")
    first, second = (row["row"] for row in rows)
    assert desk.give(f"queue show {first}").exit_code == 2
    opened = desk.read(f"queue show {first} --reason 'to find the visit'")
    assert (opened["name"], [each["case"] for each in opened["candidates"]]) == ("Ada Alm", ["K-1"])
    assert "Ada Alm" in desk.ok(f"queue show {first} --reason 'to find the visit'")
    assert desk.ok("queue retry") == "0 placed, 0 known already, 2 wait still.\n"
    desk.ok(f"queue place {first} K-1 --dry-run")
    assert desk.ok(f"queue place {first} K-1") == "K-1: 1 new hour rows, 0 known already.\n"
    assert desk.give(f"queue place {first} K-1").exit_code == 5
    assert desk.ok(f"queue drop {second} --reason 'our own resident'") == "1 row is dropped.\n"
    assert desk.read("queue list")["rows"] == []
    decided = desk.read("queue list --decided")["rows"]
    assert {(row["state"], row["placed_on"]) for row in decided} == {("placed", "K-1"), ("dropped", "")}
    assert "Hour rows without a visit" not in desk.ok("today")

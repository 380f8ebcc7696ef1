"""Every verb has help with an example, in both languages, and the examples work in the demo's store."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.testing import CliRunner

from commands.doors import Doors
from commands.main import app
from models.database import transaction
from models.language.words import use_language
from models.operations.store.schema import open_for_work
from models.operations.store.write_event import utc_now
from models.proposal import Proposal
from models.visit import Visit
from tests.commands.desk import BATCH, MONTH, Desk, month_read, village_files
from tests.commands.repriced import newer_rates
from tests.engines import Sqlite, Templates

ORDER = [
    "store show",
    "store set",
    "store backup",
    "store upgrade",
    "user list",
    "user add",
    "user grant",
    "municipality list",
    "recipient list",
    "recipient set",
    "rate import-bands",
    "rate import",
    "rate enter",
    "rate list",
    "rate confirm",
    "rate bands",
    "rate on",
    "rate correct",
    "rate end",
    "rate withdraw",
    "condition enter",
    "condition import",
    "condition list",
    "condition end",
    "visit import",
    "visit list",
    "visit show",
    "rate agree",
    "find",
    "visit register",
    "visit set",
    "visit decide",
    "visit correct",
    "visit undecide",
    "visit check",
    "visit receive",
    "visit unreceive",
    "visit step",
    "visit clear",
    "rate gaps",
    "letter template list",
    "letter template show",
    "letter template set",
    "letter write",
    "letter list",
    "letter show",
    "letter template reset",
    "visit file",
    "hours import",
    "hours show",
    "hours log",
    "hours cost",
    "hours mark",
    "hours preview",
    "queue list",
    "queue show",
    "queue place",
    "queue drop",
    "queue retry",
    "source list",
    "source show",
    "source forget",
    "proposal list",
    "proposal accept",
    "proposal decline",
    "hours compare",
    "hours check",
    "hours exclude",
    "hours include",
    "hours correct",
    "batch plan",
    "batch run",
    "batch list",
    "batch annul",
    "hours reopen",
    "hours sign",
    "today",
    "invoice list",
    "log",
    "doctor",
    "user close",
]
"""An order in which a month's examples follow each other; those of a posted batch come after."""

POSTED = (
    "batch attest",
    "invoice annul",
    "batch export",
    "delivery send",
    "delivery receipts",
    "delivery list",
    "delivery show",
    "invoice show",
    "invoice specification",
    "invoice fee-basis",
    "explain",
    "invoice credits-due",
    "invoice credit",
    "invoice rebill",
    "accounting account",
    "accounting accounts",
    "accounting dimension",
    "accounting dimensions",
    "accounting code",
    "accounting codes",
    "accounting vouchers",
    "accounting layout add",
    "accounting layout list",
    "accounting layout show",
    "accounting plan",
    "accounting export",
    "accounting exports",
    "accounting withdraw",
    "accounting uncode",
)

PAID = (
    "payment record",
    "payment import",
    "payment list",
    "payment unmatch",
    "payment match",
    "payment set-aside",
    "payment refund",
    "payment open",
    "reminder list",
    "reminder write",
    "reminder show",
    "reminder rate",
    "reminder rates",
    "payment interest",
    "dispute open",
    "dispute list",
    "dispute close",
)
"""What comes after the bill."""

REPRICED = ("difference find", "difference list", "difference show", "difference accept", "difference decline")
"""What comes when rates are known anew."""

TRESERVA = """Ärendenr;Namn;Datum;Insats;Tid
SN2026-00051;;2026-08-01;Hemtjänst;1,5 h
;Okänd Gäst;2026-08-01;Hemtjänst;1,5 h
;Annan Gäst;2026-08-01;Hemtjänst;2 h
"""


def _verbs() -> Iterator[tuple[str, Any]]:
    for name, room in Doors().items():
        yield from _below(name, room)


def _below(path: str, room: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(room, TyperGroup):
        for name, verb in room.commands.items():
            yield from _below(f"{path} {name}", verb)
    else:
        yield path, room


def _examples() -> dict[str, str]:
    return {path: verb.epilog.removeprefix("vistelse ") for path, verb in _verbs()}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_verb_has_help_and_an_example_of_itself(language: str) -> None:
    """Whoever asks a verb for help sees what it does and a line to try."""
    for path, example in _examples().items():
        shown = CliRunner().invoke(app, ["--language", language, *path.split(), "--help"])
        use_language(None)
        assert shown.exit_code == 0, path
        assert f" {path} " in f" {example} "
        assert f"vistelse {example}" in shown.stdout
        assert shown.stdout.startswith("Usage: " if language == "en" else "Användning: ")


def test_no_help_says_the_same_in_both_languages() -> None:
    """A word that nobody has translated would stand in English in a Swedish help."""
    spoken: dict[str, dict[str, list[str]]] = {}
    for language in ("en", "sv"):
        use_language(language)  # type: ignore[arg-type]
        spoken[language] = {
            path: [verb.help, *(param.help for param in verb.params if "incomplete" not in param.help)]
            for path, verb in _verbs()
        }
    use_language(None)
    same = [(path, text) for path, texts in spoken["en"].items() for text in texts if text in spoken["sv"][path]]
    assert same == []


def test_the_examples_work_one_after_the_other(
    templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the help shows can be typed where the demo was made, and is done."""
    examples = _examples()
    assert sorted(examples) == sorted([*ORDER, *POSTED, *PAID, *REPRICED, "store create"])
    village_files(tmp_path / "demo-out" / "files")
    monkeypatch.chdir(tmp_path)
    desk = Desk(templates.copy(Sqlite(), "demo", month_read(templates.folder / "demo", 60), tmp_path))
    (tmp_path / "receipt.txt").write_text(desk.ok("letter template show receipt"), encoding="utf-8")
    done = CliRunner().invoke(app, shlex.split(examples["store create"]))
    assert done.exit_code == 0
    Path("treserva.csv").write_text(_of_this_month(TRESERVA), encoding="utf-8")
    for path in ORDER:
        if path == "queue list":
            desk.ok(_of_this_month(examples["hours preview"]).replace("preview", "import"))
        if path.startswith("proposal") and path != "proposal list":
            _propose(desk, _of_this_month("SN2026-00051"))
        desk.ok(_of_this_month(examples[path]))
    desk.ok(f"batch run {MONTH}")
    batch = f"{BATCH}-2"
    for path in POSTED:
        if path == "accounting plan":
            _code_the_rest(desk)
        desk.ok(_of_this_month(examples[path]).replace(BATCH, batch))
    _pay(desk, examples, monkeypatch)
    newer_rates(desk, tmp_path / "newer.csv")
    desk.ok("rate import newer.csv --confirm")
    for path in REPRICED:
        desk.ok(examples[path])


class MuchLater(date):
    """Ninety days from now, when what was posted is due."""

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        """Give that day."""
        return date.today() + timedelta(days=90)


def _pay(desk: Desk, examples: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what comes after the bill, with what each needs before it."""
    Path("payments.csv").write_text(_of_this_month("date;amount;key\n2026-08-01;5;4712\n"), encoding="utf-8")
    monkeypatch.setattr("commands.reminder.date", MuchLater)
    before = {
        "payment refund": "payment record 202600012 9999999 --on 2026-08-01",
        "payment interest": "store set --interest",
    }
    for path in PAID:
        if path in before:
            desk.ok(_of_this_month(before[path]))
        desk.ok(_of_this_month(examples[path]))
    desk.ok("doctor")


def _code_the_rest(desk: Desk) -> None:
    """Enter the accounts that the one example of coding leaves open."""
    desk.ok("accounting account 1510 Kundfordringar")
    desk.ok("accounting code --use receivable --account 1510")
    desk.ok("accounting code --account 3621")


def _propose(desk: Desk, case: str) -> None:
    """Let there be a late cancellation to decide, which the demo has none of."""
    open_for_work(desk.url)
    with transaction():
        visit = Visit.get(Visit.case_number == case)
        day = (visit.last_day or MONTH.last) + timedelta(days=1)
        row = {"service": "home-care", "day": str(day), "minutes": 60, "pieces": 0, "staff": 1}
        Proposal.create(
            visit=visit,
            kind="cancelled",
            basis='{"conditions": []}',
            rows=json.dumps([row]),
            made_by="owner",
            made_at=utc_now(),
        )


def _of_this_month(example: str) -> str:
    """Put the month of the test in the place of the demo's usual one."""
    moved = example.replace("2026-08-01", str(MONTH.after)).replace("2026-08-15", f"{MONTH.after}"[:8] + "15")
    return moved.replace("2026-07", str(MONTH)).replace("2026-0", f"{MONTH.year}-0").replace("2026", str(MONTH.year))

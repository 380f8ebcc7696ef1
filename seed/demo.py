"""The demo: `python -m seed.demo [--folder demo-out]` bills a month of an invented municipality by the real commands.

Without a terminal it runs to the end; with one it ends in the user interface, on the store it made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from models.language.words import tr
from models.rules.period import Month
from seed.register_files import swedish_name
from seed.transcript import ENTRY, PROGRAM, Step, front_door, play
from seed.village import HOST, Village, VillageFiles, write_village

SHOWN_MONTH = Month(2026, 7)
"""The month of the demo, unless it has not passed yet by the machine's calendar."""

MARK = ".vistelse-demo"
"""The file by which a folder is known as the demo's own, and may be made again."""


def main(arguments: list[str]) -> int:
    """Run the demo; return the exit code."""
    parser = ArgumentParser(prog="python -m seed.demo", description=tr("Bill a month of an invented municipality."))
    parser.add_argument("--folder", type=Path, default=Path("demo-out"), help=tr("Where the demo leaves its files."))
    folder: Path = parser.parse_args(arguments).folder
    if not renew(folder):
        print(tr("{folder} holds something else than a demo; choose another folder.", folder=folder), file=sys.stderr)
        return 2
    month = demo_month(date.today())
    environment = demo_environment(folder, os.environ)
    files = write_village(folder / "files", Village(year=month.year, months=(month.number,)))
    print(opening(month))
    print(f"\n$ export VISTELSE_STORE={environment['VISTELSE_STORE']}")
    if not play(steps(folder, files, month), front_door(environment), print):
        return 1
    print("\n" + tr("The store is {store}; the documents are in {folder}.", store=store_of(folder), folder=folder))
    return open_interface(folder, environment) if is_terminal() else 0


def opening(month: Month) -> str:
    """Say what the transcript is about."""
    return tr(
        "A month, {month}, of invented guests of {municipality}, from the files that come in to the e-invoices that"
        " go out.",
        month=month,
        municipality=swedish_name(HOST),
    )


def renew(folder: Path) -> bool:
    """Make the demo's folder afresh; say no when it holds something that is not the demo's."""
    if folder.exists():
        if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).is_file()):
            return False
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    return True


def demo_month(today: date) -> Month:
    """Choose the month: the shown one, or the latest July that has passed where that lies in the future."""
    passed = today.year if today >= Month(today.year, SHOWN_MONTH.number).after else today.year - 1
    return Month(min(passed, SHOWN_MONTH.year), SHOWN_MONTH.number)


def store_of(folder: Path) -> str:
    """Give the address of the demo's store."""
    return f"sqlite:///{(folder / 'store.db').as_posix()}"


def demo_environment(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Give the commands the demo's store, and an output that any machine can carry."""
    return {**given, "VISTELSE_STORE": store_of(folder), "PYTHONUTF8": "1"}


def is_terminal() -> bool:
    """Say whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_interface(folder: Path, environment: Mapping[str, str]) -> int:
    """Open the user interface on the demo's store and wait until it is left."""
    print(f"\n$ {PROGRAM} --store {store_of(folder)}", flush=True)
    return subprocess.run([*ENTRY, "--store", store_of(folder)], env=dict(environment), check=False).returncode


def steps(folder: Path, files: VillageFiles, month: Month) -> list[Step]:
    """List the month's commands in the order in which a fee administrator gives them."""
    return [*_registers(files), *_visits_and_hours(files, month), *_billing(folder, month)]


def _registers(files: VillageFiles) -> list[Step]:
    """Make the store, and read what the home municipalities pay."""
    create = ("store", "create", "--municipality", HOST, "--training")
    return [
        Step(tr("A training store for our own municipality"), create),
        *(Step(tr("When day, evening and night are"), ("rate", "import-bands", str(path))) for path in files.bands),
        *(
            Step(tr("What the home municipalities pay, confirmed"), ("rate", "import", str(path), "--confirm"))
            for path in files.rates
        ),
        *(
            Step(tr("Rates that nobody has confirmed yet"), ("rate", "import", str(path)))
            for path in files.unconfirmed_rates
        ),
    ]


def _visits_and_hours(files: VillageFiles, month: Month) -> list[Step]:
    """Read the guests and their care, and sign the month."""
    return [
        *(Step(tr("The guests, their orders and decisions"), ("visit", "import", str(path))) for path in files.visits),
        *(Step(tr("What was carried out"), ("hours", "import", str(path))) for path in files.hours),
        Step(tr("The unit managers sign the month"), ("hours", "sign", "--all", "--month", str(month), "--yes")),
    ]


def _billing(folder: Path, month: Month) -> list[Step]:
    """Plan, draft, attest and export the batch."""
    batch = f"B{month}"
    documents = str(folder / batch)
    return [
        Step(tr("What will be billed, and what will not and why"), ("batch", "plan", str(month)), shown=40),
        Step(tr("The plan as drafts"), ("batch", "run", str(month), "--yes"), shown=12),
        Step(tr("Attested by somebody else, which posts and numbers"), ("--as", "attester", "batch", "attest", batch)),
        Step(tr("E-invoices, register and checksums"), ("batch", "export", batch, "--to", documents), shown=12),
        Step(tr("The first invoices"), ("invoice", "list"), shown=12),
        Step(tr("A rate that was decided when the invoices had gone out"), _late_rate(month), shown=14),
        Step(tr("The differences that it proposes, for somebody to accept"), ("difference", "list"), shown=8),
        Step(tr("Everything adds up"), ("doctor",), shown=20),
    ]


def _late_rate(month: Month) -> tuple[str, ...]:
    rate = ("0184", "home-care", "562,00", "--from", str(month.first))
    return ("rate", "enter", *rate, "--confirm", "--yes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

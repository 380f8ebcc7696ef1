"""A month through the screens of a real terminal, from the plan to the e-invoices, as two users."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.language.words import Language, use_language
from tests.tui.recorded import guest, month
from tests.tui.recorded.desk import ROOT, Desk, Surroundings, furnish
from tests.tui.recorded.ssh_server import SSHD, ssh_server
from tests.tui.recorded.terminal import transcript

CHECKER = ROOT.parent / "shared" / "peppol" / "check_peppol.py"
BARE = Surroundings("xterm", colour=False)
COLOURED = Surroundings("tmux-256color", colour=True)
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7]|[34]8;[25])")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Make the store by commands, once."""
    return furnish(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def spoken() -> Iterator[Language]:
    """The language of the run; a test that is run in another says so."""
    use_language("en")
    yield "en"
    use_language(None)


@pytest.fixture
def desk(furnished: Desk, tmp_path: Path, spoken: Language) -> Desk:
    """A desk of the test's own, with a copy of the furnished store."""
    if shutil.which("tmux") is None or shutil.which("ps") is None:
        pytest.skip("no terminal to sit at: install tmux and procps")
    shutil.copytree(furnished.folder, tmp_path / "desk")
    return Desk(tmp_path / "desk", furnished.month, spoken)


def _faultless(folder: Path) -> None:
    documents = sorted(map(str, folder.glob("*.xml")))
    assert documents
    if not CHECKER.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"the official Peppol rules are not here: {CHECKER}")
    done = subprocess.run(
        [sys.executable, CHECKER, "--strict", *documents], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def _need_sshd() -> None:
    if not SSHD.exists() or shutil.which("ssh") is None:
        pytest.skip(f"no SSH here: install a client and a server, as {SSHD}")


def _bills_the_guest(desk: Desk) -> None:
    invoices = json.loads(desk.command("invoice", "list", "--format", "json"))
    assert guest.CASE in json.dumps(invoices)


def _bill(desk: Desk, around: Surroundings, way: tuple[str, ...] = ()) -> None:
    name = str(desk.month)
    with desk.sitting("maker", around, way=way) as at:
        guest.register(at, desk.month)
        guest.type_a_week(at, desk.month)
        guest.sign(at, desk.month)
        month.plan_and_run(at, name)
        month.fail_to_attest_ones_own(at, name)
        painted = at.painted()
        month.leave(at)
    assert bool(COLOUR.search(painted)) is around.colour
    with desk.sitting("attester", around, login="attester", way=way) as at:
        month.attest(at, name)
        month.export(at, name, str(desk.out))
        month.leave(at)


@pytest.mark.parametrize(
    ("around", "language"), [(BARE, "en"), (COLOURED, "sv")], ids=["xterm-no-color", "tmux-256color-sv"]
)
def test_a_month_is_billed_in_a_terminal(desk: Desk, around: Surroundings, language: Language) -> None:
    """From a guest's registration to the e-invoice, by keys alone, at 80×24; the official rules find no fault.

    Without colours in English, in colour in Swedish: what is waited for is looked up in the program's own words.
    Nobody attests what they made (G27); a second user does.
    """
    use_language(language)
    desk.language = language
    _bill(desk, around)
    print(transcript(desk.recording))
    _bills_the_guest(desk)
    _faultless(desk.out)


def test_a_month_is_billed_over_ssh(desk: Desk, tmp_path: Path) -> None:
    """The same over a real ssh to a server on the loopback address."""
    _need_sshd()
    with ssh_server(tmp_path / "ssh") as way:
        _bill(desk, BARE, way)
    print(transcript(desk.recording))
    _bills_the_guest(desk)
    _faultless(desk.out)


def test_a_lost_line_loses_no_text_of_a_form(desk: Desk, tmp_path: Path) -> None:
    """The ssh is killed in the middle of a form: what was typed is offered again, and saves (G37)."""
    _need_sshd()
    fields = guest.order(desk.month)
    with ssh_server(tmp_path / "ssh") as way:
        with desk.sitting("lost", BARE, way=way) as at:
            guest.open_form(at)
            guest.write_fields(at, dict(list(fields.items())[:5]))
            at.kill()
        with desk.sitting("found", BARE, way=way) as at:
            guest.open_again(at)
            screen = at.see("Rut Recorded", "193001016595", "vistelse visit register")
            assert str(desk.month.first) in screen
            guest.write_fields(at, dict(list(fields.items())[5:]))
            guest.save(at)


def test_a_lost_line_loses_no_typed_hours(desk: Desk, tmp_path: Path) -> None:
    """The ssh is killed in the middle of a cell of the month's grid: every cell is offered again (G37)."""
    _need_sshd()
    with ssh_server(tmp_path / "ssh") as way:
        with desk.sitting("lost", BARE, way=way) as at:
            guest.register(at, desk.month)
            guest.open_month(at, desk.month)
            guest.type_days(at, desk.month, guest.WEEK[:2])
            at.write("45m")
            at.see("45m = 45 min")
            at.kill()
        with desk.sitting("found", BARE, way=way) as at:
            at.see("1 Today", "ctrl+p all")
            guest.open_month(at, desk.month)
            at.see(guest.executed("3:00"), "45m = 45 min")
            print(transcript(desk.recording[-2:]))

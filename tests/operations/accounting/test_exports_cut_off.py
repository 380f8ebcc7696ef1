"""An export that is cut off wherever it may be: there is never a second original, on both engines."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import ExportBlocked, ExportInDoubt, StoreBusy, WrongUse
from models.language.refusals import refusal_text
from models.language.words import use_language
from models.operations.accounting import prepare_accounting as room
from models.operations.accounting.export_accounting import export_accounting, standing_texts
from models.operations.accounting.list_accounting import list_exports
from models.operations.accounting.plan_export import plan_export
from models.operations.accounting.prepare_accounting import ExportWish, PreparedFile
from models.operations.accounting.withdraw_accounting import withdraw_accounting
from models.operations.reports.events import list_events
from models.operations.store import write_file
from tests.house.reading import ROOT
from tests.operations.billing.month import GUESTS, ONE, content, credit, invoice_of, nothing_wrong
from tests.operations.builders import OWNER

JULY = ExportWish("B2026-07")
FILE = "B2026-07.SI"
COPY = "KOPIA_B2026-07.SI"

KILLED = """
import os
from pathlib import Path
from models.operations.accounting import prepare_accounting as room
from models.operations.accounting.export_accounting import export_accounting
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work
real, folder, where = room.{cut}, Path({folder!r}), {where!r}
def cut(*given):
    if where == "after":
        real(*given)
    os._exit(9)
room.{cut} = cut
open_for_work({url!r})
export_accounting(room.ExportWish("B2026-07"), folder, Actor({login!r}))
"""
"""A process that dies at a place in the export, as one does that loses its power."""


class Cut(BaseException):
    """Ends a deed where it stands, and is caught by nobody."""


def kill(url: str, folder: Path, cut: str, where: str) -> None:
    """Export in a process of its own that dies before or after a step."""
    code = KILLED.format(cut=cut, folder=str(folder), where=where, url=url, login=OWNER.login)
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True)
    assert ended.returncode == 9, ended.stderr


def cut_off(folder: Path, *, after: bool = True, wish: ExportWish = JULY) -> None:
    """Export and lose the transaction of the last deed just before or after the file is renamed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(room, "put_in_place", _cutting(after))
        with pytest.raises(Cut):
            export_accounting(wish, folder, OWNER)


def _cutting(after: bool) -> Callable[[Path, bytes], None]:
    def cut(path: Path, content: bytes) -> None:
        if after:
            write_file.put_in_place(path, content)
        raise Cut

    return cut


def export(folder: Path, wish: ExportWish = JULY) -> tuple[PreparedFile, ...]:
    """Export; give the files."""
    return export_accounting(wish, folder, OWNER).files


def seen(*folders: Path) -> list[str]:
    """Name what somebody sees in folders: none of the files that a dot hides."""
    return [path.name for folder in folders for path in sorted(folder.glob("[!.]*")) if path.suffix == ".SI"]


def states() -> list[str]:
    """Give the states of the exports, the oldest first."""
    return [row.state for row in list_exports(OWNER)][::-1]


def test_a_process_killed_after_the_rename_has_written_the_original(coded: str, tmp_path: Path) -> None:
    """G20: what stands whole in the other folder is the one original, recorded so; the new file is a marked copy."""
    first, second = tmp_path / "first", tmp_path / "second"
    kill(coded, first, "put_in_place", "after")
    assert (seen(first), states()) == ([FILE], ["begun"])
    original = (first / FILE).read_bytes()
    receipt = export_accounting(JULY, second, OWNER)
    assert (seen(first), seen(second), states()) == ([FILE], [COPY], ["written"])
    assert (first / FILE).read_bytes() == original
    assert str(first / FILE) in "\n".join(standing_texts(receipt))
    assert [row.copies for row in list_exports(OWNER)] == [1]
    nothing_wrong()


@pytest.mark.parametrize(
    ("cut", "where"), [("put_in_place", "before"), ("lay_ready", "after"), ("lay_ready", "before")]
)
def test_a_process_killed_before_the_rename_has_written_nothing(
    coded: str, tmp_path: Path, cut: str, where: str
) -> None:
    """G12, G20: the original is written wherever it is wanted then, without a question."""
    first, second = tmp_path / "first", tmp_path / "second"
    kill(coded, first, cut, where)
    assert seen(first) == []
    (file,) = export(second)
    assert (file.is_copy, seen(first, second), states()) == (False, [FILE], ["written"])
    nothing_wrong()


def test_a_commit_that_fails_after_the_rename_leaves_one_original(coded: str, tmp_path: Path) -> None:
    """G20: a server that goes away says nothing of what it kept."""
    cut_off(tmp_path / "first")
    export(tmp_path / "second")
    assert seen(tmp_path / "first", tmp_path / "second") == [FILE, COPY]


def test_the_same_folder_again_leaves_the_original_as_it_stands(coded: str, tmp_path: Path) -> None:
    """G20: written anew it could be read in twice by whoever watches the folder."""
    cut_off(tmp_path)
    before = (tmp_path / FILE).stat()
    (file,) = export(tmp_path)
    after = (tmp_path / FILE).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (file.is_copy, seen(tmp_path), states()) == (False, [FILE], ["written"])
    assert [file.name for file in export(tmp_path)] == [COPY]


def test_an_original_that_was_taken_away_is_in_doubt_until_somebody_says(coded: str, tmp_path: Path) -> None:
    """G20: neither a second original nor none: refused, with nothing changed, and a way out for both answers."""
    cut_off(tmp_path / "first")
    (tmp_path / "first" / FILE).unlink()
    before = content()
    for folder in (tmp_path / "second", tmp_path / "first"):
        with pytest.raises(ExportInDoubt, match=r"does not lie there.*--taken.*withdraw") as refusal:
            export(folder)
        assert refusal.value.exit_code == 5
        with pytest.raises(ExportInDoubt):
            plan_export(JULY, OWNER, folder)
    assert content() == before
    assert seen(tmp_path / "first", tmp_path / "second") == []
    (file,) = export(tmp_path / "second", replace(JULY, taken=True))
    assert (file.is_copy, file.stands_in, states()) == (True, "", ["written"])
    assert '"taken": true' in next(each.facts for each in list_events(OWNER) if each.deed == "prepare-accounting")
    nothing_wrong()


def test_what_the_accounting_system_never_got_is_withdrawn_and_written_anew(coded: str, tmp_path: Path) -> None:
    """G20: the other answer to the doubt."""
    cut_off(tmp_path / "first")
    (tmp_path / "first" / FILE).unlink()
    withdraw_accounting(list_exports(OWNER)[0].number, "never read in", OWNER)
    (file,) = export(tmp_path / "second")
    assert (file.is_copy, states()) == (False, ["withdrawn", "written"])
    nothing_wrong()


def test_a_folder_that_cannot_be_looked_into_is_in_doubt(coded: str, tmp_path: Path) -> None:
    """G20: a share that is not there today, or a file that nobody may read."""
    first = tmp_path / "share"
    cut_off(first)
    first.rename(tmp_path / "unmounted")
    with pytest.raises(ExportInDoubt, match="the folder is not there"):
        export(tmp_path / "second")
    first.write_text("no folder")
    with pytest.raises(ExportInDoubt, match="the folder is not there"):
        export(tmp_path / "second")
    first.unlink()
    (tmp_path / "unmounted").rename(first)
    (first / FILE).rename(first / "kept")
    (first / FILE).mkdir()
    use_language("sv")
    with pytest.raises(ExportInDoubt) as refusal:
        export(tmp_path / "second")
    assert "det är en mapp" in refusal_text(refusal.value)
    use_language("en")
    (first / FILE).rmdir()
    (first / FILE).write_bytes(b"something else")
    with pytest.raises(ExportInDoubt, match="other content"):
        export(tmp_path / "second")
    (first / "kept").rename(first / FILE)
    assert [file.is_copy for file in export(tmp_path / "second")] == [True]


def test_a_folder_that_names_a_guest_is_known_again_though_the_log_is_silent(coded: str, tmp_path: Path) -> None:
    """G30, G20: the log keeps a hash of it; from elsewhere nobody can look, from the same folder one can."""
    named = tmp_path / GUESTS[ONE][0]
    cut_off(named)
    assert not [each for each in list_events(OWNER) if GUESTS[ONE][0] in each.facts]
    with pytest.raises(ExportInDoubt, match="does not keep the folder's name"):
        export(tmp_path / "second")
    assert [file.is_copy for file in export(named)] == [False]
    assert seen(named) == [FILE]


def test_a_busy_store_between_the_steps_leaves_no_doubt(coded: str, tmp_path: Path) -> None:
    """G12: what was only laid ready was never an original."""

    def busy(*given: object) -> bool:
        raise StoreBusy

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("models.operations.accounting.export_accounting.record_accounting", busy)
        with pytest.raises(StoreBusy):
            export(tmp_path / "first")
    assert [file.is_copy for file in export(tmp_path / "second")] == [False]
    assert seen(tmp_path / "first", tmp_path / "second") == [FILE]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_no_doubt(coded: str, tmp_path: Path, step: str) -> None:
    """G12, G20: neither at first nor when it is full once more in the same folder; the attempt is logged."""

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    for _ in range(2):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(f"os.{step}", full)
            with pytest.raises(ExportBlocked, match="the disk is full"):
                export(tmp_path / "first")
    assert states() == ["begun"]
    assert sum(each.deed == "prepare-accounting" for each in list_events(OWNER)) == 2
    assert [file.is_copy for file in export(tmp_path / "second")] == [False]
    nothing_wrong()


def test_what_is_new_is_an_original_beside_the_copy_of_what_came_through(coded: str, tmp_path: Path) -> None:
    """G20: a credit note that came meanwhile is in no file yet."""
    cut_off(tmp_path / "first")
    credit(invoice_of(ONE).number or "")
    files = export(tmp_path / "second")
    assert [(file.name, file.is_copy) for file in files] == [(COPY, True), ("B2026-07_2.SI", False)]
    assert seen(tmp_path / "first", tmp_path / "second") == [FILE, "B2026-07_2.SI", COPY]
    assert states() == ["written", "written"]
    nothing_wrong()


def test_the_plan_says_what_came_through_and_lays_nothing(coded: str, tmp_path: Path) -> None:
    """G8: told before, with not one byte written anywhere."""
    cut_off(tmp_path / "first")
    before = content()
    (planned,) = plan_export(JULY, OWNER, tmp_path / "second")
    assert (planned.name, planned.is_copy, content() == before) == (COPY, True, True)
    assert not (tmp_path / "second").exists()


def test_taken_is_only_said_of_what_was_cut_off(coded: str, tmp_path: Path) -> None:
    """G20: nobody marks as booked what was never begun."""
    with pytest.raises(WrongUse, match="Nothing of it was cut off"):
        export(tmp_path, replace(JULY, taken=True))
    export(tmp_path)
    with pytest.raises(WrongUse, match="Nothing of it was cut off"):
        export(tmp_path, replace(JULY, taken=True))
    assert seen(tmp_path) == [FILE]


class Desk:
    """Folders, an accounting system that takes files from them, and somebody who answers truly what it has."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folders = [folder / name for name in ("a", "b", "c")]
        self.chance = chance
        self.taken = 0

    def step(self) -> None:
        """Do one thing of those that happen, and look at what must hold after each."""
        before = self.originals()
        self.chance.choice((self.export, self.cut, self.cut, self.take))()
        stood = {path: inode for path, inode in before.items() if path.exists()}
        assert self.originals().items() >= stood.items(), "an original was written anew"
        assert self.taken + len(self.originals()) <= 1, "there are two originals"

    def originals(self) -> dict[Path, int]:
        """Give the unmarked files that anybody could read in, with what tells one from the next."""
        return {path: path.stat().st_ino for folder in self.folders for path in folder.glob("B2026-07*")}

    def cut(self) -> None:
        """Be cut off before or after the rename, or be refused."""
        after, folder = self.chance.random() < 0.5, self.chance.choice(self.folders)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(room, "put_in_place", _cutting(after))
            try:
                export(folder)
            except Cut:
                return
            except ExportInDoubt:
                self.answer(folder)

    def export(self) -> None:
        """Export into one of the folders."""
        folder = self.chance.choice(self.folders)
        try:
            export(folder)
        except ExportInDoubt:
            self.answer(folder)

    def answer(self, folder: Path) -> None:
        """Say what is true: the accounting system has it, or has not."""
        assert self.taken, "there was no reason to ask"
        export(folder, replace(JULY, taken=True))

    def take(self) -> None:
        """Let the accounting system take what lies there, as such systems do."""
        for path in self.originals():
            path.unlink()
            self.taken += 1


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_cut_off_there_is_one_original(coded: str, tmp_path: Path, seed: int) -> None:
    """G20: any order of cuts, folders and takings; and at the end exactly one, asked about only where it was taken."""
    desk = Desk(tmp_path, random.Random(seed))
    for _ in range(12):
        desk.step()
    desk.export()
    assert desk.taken + len(desk.originals()) == 1
    assert states() == ["written"]
    nothing_wrong()

"""Writing files from a screen: with progress, to be stopped between two files, and a name that is met asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TypeVar

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from models.care_errors import HoldsName
from models.language.refusals import refusal_text
from models.language.words import tr
from tui.screens.ask_namesake import AskNamesakeScreen
from tui.screens.base import FeeScreen
from tui.user_keys import path_text

EXPORTING = "exporting"
"""A topic of its own: keys go on meanwhile, so that one can stop it."""
STEPS = 100
"""Times that the count of written files is painted anew at the most."""

Receipt = TypeVar("Receipt")
Progress = Callable[[int, int], bool]
Run = Callable[[Progress, str], Receipt]
"""Writes: it is given what hears of each file, and in which texts a name is somebody else's, and why."""


@dataclass(frozen=True, slots=True)
class NameMet:
    """A name was met, and nothing was written."""

    words: str


class FileDeeds(FeeScreen):
    """A screen that can write files."""

    @dataclass
    class Written(Message):
        """So many files of so many are written."""

        done: int
        total: int
        folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.is_exporting = False
        self._stop_wanted = Event()

    def folder_given(self, name: str) -> Path:
        """Propose a folder: beside the one that was written to last."""
        return (self.session.folder or Path.home() / "vistelse") / name

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stop only what is going on."""
        if action == "stop_export":
            return self.is_exporting
        return super().check_action(action, parameters)

    def write_files(self, folder: Path, run: Run[Receipt], show: Callable[[Receipt], None]) -> None:
        """Write in a thread; where a name is met, ask whose it is and begin anew."""

        def deed(namesakes: str) -> Receipt:
            return self._run(folder, run, namesakes)

        def begin() -> None:
            self._stop_wanted.clear()
            self.is_exporting = True
            self.show_written(self.Written(0, 0, folder))

        self.ask_whose_name(deed, show, begin, EXPORTING)
        self.show_foot()

    def ask_whose_name(
        self,
        deed: Callable[[str], Receipt],
        show: Callable[[Receipt], None],
        begin: Callable[[], None] = lambda: None,
        topic: str = "",
        namesakes: str = "",
    ) -> None:
        """Do a deed that is told why a name is somebody else's; where it meets one, ask, and do it again."""

        def tried() -> Receipt | NameMet:
            try:
                return deed(namesakes)
            except HoldsName as refusal:
                return NameMet(refusal_text(refusal))

        def answer(value: Receipt | NameMet) -> None:
            if isinstance(value, NameMet):
                self._ask_whose(
                    value, lambda said: self.ask_whose_name(deed, show, begin, topic, f"{namesakes}\n{said}")
                )
            else:
                show(value)

        begin()
        self.ask_store(tried, answer, topic)

    @work
    async def _ask_whose(self, met: NameMet, again: Callable[[str], None]) -> None:
        question = tr(
            "If a name is somebody else's, write the text as it stands there, then = and how you know:"
            " Storgatan 3=a street. The log keeps how you know; name nobody in it."
        )
        said = await self.ask_user(AskNamesakeScreen(f"{met.words}\n{question}"))
        if said is None:
            self.notice.refuse(met.words)
        else:
            again(said)

    def _run(self, folder: Path, run: Run[Receipt], namesakes: str) -> Receipt:
        """Write the files in the thread that asked; leaving the screen stops it too."""
        worker = get_current_worker()

        def go_on(done: int, total: int) -> bool:
            if done % max(total // STEPS, 1) == 0:
                self.post_message(self.Written(done, total, folder))
            return not (self._stop_wanted.is_set() or worker.is_cancelled)

        try:
            return run(go_on, namesakes)
        finally:
            self.is_exporting = False

    @on(Written)
    def show_written(self, written: Written) -> None:
        """Say how far it has come."""
        if not self.is_exporting:
            return
        folder = path_text(written.folder)
        if not written.total:
            self.notice.tell(tr("Writing to {folder}. Leaving this screen stops it.", folder=folder))
            return
        words = tr(
            "{done} of {total} files written to {folder}. Leaving this screen stops it.",
            done=written.done,
            total=written.total,
            folder=folder,
        )
        self.notice.tell(words)

    def action_stop_export(self) -> None:
        """Stop before the next file."""
        self._stop_wanted.set()

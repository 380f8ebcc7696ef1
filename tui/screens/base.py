"""What every screen shares: its head and foot, the one door to the store, and how a refusal is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantFocus, ScreenResume
from textual.events import Key as Pressed
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import DataTable, Input

from models.errors import FeeError
from models.language.refusals import refusal_text
from models.language.words import N_, Marked, tr, tr_marked
from tui.kept_answers import KeptAnswers
from tui.keys import Key, keys_of, sign_of
from tui.ordered_keys import PatientScreen
from tui.session import Session, SessionApp
from tui.targets import Target
from tui.widgets.foot_lines import FootLines
from tui.widgets.head_lines import HeadLines
from tui.widgets.notice import Notice
from tui.widgets.row_table import RowTable
from tui.widgets.two_sides import TwoSides

Answer = TypeVar("Answer")
Reply = TypeVar("Reply")

EVERYWHERE = "everywhere"
WRITING = "writing"
READING = "reading"
"""The topic of what a screen shows: a newer question makes the answers to older ones void."""
MOVING = "move"


class FeeScreen(PatientScreen):
    """A screen that asks the store in a thread, hears the answer as a message, and says refusals in words."""

    GROUPS: ClassVar[tuple[str, ...]] = ()
    """The groups of keys that the screen knows besides those of everywhere; name them in BINDINGS too."""
    ROOM: ClassVar[str] = ""
    """The room that the screen belongs to."""
    ABOUT: ClassVar[Marked] = N_("What is shown here, line by line.")
    """What the help says of the screen."""
    AUTO_FOCUS = "#rows"

    @dataclass
    class Answered(Message):
        """The store answered, or refused for a reason that the user can act on."""

        answer: Callable[[Any], None]
        value: object
        topic: str
        number: int

    @dataclass
    class GoTo(Message):
        """The user wants to be where a thing is."""

        target: Target

    def __init__(self) -> None:
        super().__init__()
        self._asked: dict[str, int] = {}
        self._in_flight = 0
        self._deeds = 0
        self._is_begun = False
        self._returns_from_question = False
        self._answers = KeptAnswers()
        self.comes_from = ""

    @property
    def session(self) -> Session:
        """The sitting that the screen is part of."""
        return cast(SessionApp, self.app).session

    @property
    def room(self) -> str:
        """The room that is marked in the head."""
        return self.ROOM

    @property
    def is_come_back_to(self) -> bool:
        """Whether going back from what is opened here leads here: to a list, not to a form that is done with."""
        return "list" in self.GROUPS

    @property
    def command(self) -> str:
        """The command that shows the same; each screen says its own."""
        return "vistelse"

    def compose(self) -> ComposeResult:
        """Yield head, title, the screen's own part, what was last said, and the foot."""
        yield HeadLines(self.room)
        yield TwoSides(name="title")
        with Vertical(id="body"):
            yield from self.compose_body()
        yield Notice(id="notice")
        yield FootLines()

    def compose_body(self) -> Iterable[Widget]:
        """Yield what is between head and foot: a table where the screen says nothing else."""
        yield RowTable()

    def load(self) -> None:
        """Ask the store for what is shown; called whenever the screen comes into view."""

    def who_we_are_is_known(self) -> None:
        """Show what waited for the store to say who we are."""

    def title_is(self, left: str, right: str = "") -> None:
        """Say what is shown."""
        self.query_one("#title", TwoSides).say(left, right)

    def subject_here(self) -> str:
        """Name the thing under the cursor as the log does; empty where there is none."""
        return ""

    def copied_here(self) -> str:
        """Give what is copied from here: the row under the cursor, its cells parted by tabs as in a spreadsheet."""
        table = next(iter(self.query(RowTable)), None)
        return table.text_here if table is not None else str(getattr(self.focused, "text_here", ""))

    @property
    def rows(self) -> RowTable:
        """The screen's table."""
        return self.query_one("#rows", RowTable)

    def ask_store(self, deed: Callable[[], Answer], answer: Callable[[Answer], None], topic: str = "") -> None:
        """Do a deed off the event loop and hand what it gave to `answer`; the only way from a screen to the store.

        Of the questions of one topic only the last is answered. What has no topic is a deed: keys that are pressed
        meanwhile wait for what comes of it. A FeeError is said in words; anything else ends the program with its
        traceback.
        """
        number = self._asked[topic] = self._asked.get(topic, 0) + 1
        self._in_flight += 1
        self._deeds += not topic
        self._run_in_thread(deed, answer, topic, number)

    @work(thread=True, group="store")
    def _run_in_thread(
        self, deed: Callable[[], Answer], answer: Callable[[Answer], None], topic: str, number: int
    ) -> None:
        try:
            value: object = deed()
        except FeeError as error:
            value = error
        self.post_message(self.Answered(answer, value, topic, number))

    @on(Answered)
    def hear(self, message: Answered) -> None:
        """Take an answer in, unless a newer question was asked meanwhile."""
        self._in_flight -= 1
        self._deeds -= not message.topic
        self.keys_go_on()
        self._forget_waiting()
        if message.topic and message.number != self._asked[message.topic]:
            return
        if not message.topic:
            (self._answers.deed_refused if isinstance(message.value, FeeError) else self._answers.deed_done)()
        if isinstance(message.value, FeeError):
            self.refuse(message.value)
        else:
            message.answer(message.value)
        self.show_foot()

    def refuse(self, refusal: FeeError) -> None:
        """Say why not; it stays until something else is done."""
        self.notice.refuse(refusal_text(refusal))

    @property
    def is_reading(self) -> bool:
        """Say whether the store still owes an answer."""
        return self._in_flight > 0

    def must_wait(self, key: Pressed) -> bool:
        """Let every key wait for a deed, and for the first reading those that it gives a meaning."""
        if self._deeds or not self._is_begun:
            return True
        if self.is_writing or not (self.is_reading or self.session.asks_own):
            return False
        known = self.keys_called(key, self.GROUPS)
        if known:
            return not any(self.check_action(each.action, ()) for each in known)
        empty = any(not table.rows_shown for table in self.query(RowTable))
        return empty and bool(self.keys_called(key, (MOVING,)))

    def keys_called(self, key: Pressed, groups: Iterable[str]) -> list[Key]:
        """Find the keys of some groups that are pressed so, as the user has chosen them."""
        signs, names = self.session.keys, set(key.aliases)
        return [each for each in keys_of(*groups) if names & set(signs.get(each.id, each.keys).split(","))]

    def say_waiting(self) -> None:
        """Say that keys wait, until the store answers."""
        if self.is_reading:
            self.notice.tell(waiting_words())

    def _forget_waiting(self) -> None:
        if self.notice.words == waiting_words():
            self.notice.forget()

    @property
    def notice(self) -> Notice:
        """What was last said."""
        return self.query_one("#notice", Notice)

    async def ask_user(self, question: ModalScreen[Reply]) -> Reply:
        """Put a question over the screen and wait for what the user says; call it in a worker of the event loop."""
        self.notice.forget()
        self._returns_from_question = True
        self._answers.offer(question)
        reply = await self.app.push_screen_wait(question)
        self._answers.keep(question, reply)
        return reply

    @on(ScreenResume)
    def come_into_view(self) -> None:
        """Read the store anew, except where a question was only answered."""
        if self._returns_from_question:
            self._returns_from_question = False
            return
        self.show_foot()
        if not self.is_reading:
            self.load()
        if not self._is_begun:
            self._is_begun = True
            self.keys_go_on()

    @on(DataTable.RowHighlighted)
    def hear_of_row(self) -> None:
        """Pass on that the cursor is on another row."""
        self.row_changed()

    def row_changed(self) -> None:
        """Say what can be done with the row."""
        self.show_foot()

    def live_keys(self) -> list[Key]:
        """List the keys that do something here and now; while a line is written, letters are text."""
        return [
            key
            for key in keys_of(*self.GROUPS)
            if (key.group == WRITING) == self.is_writing and self.check_action(key.action, ())
        ]

    @property
    def is_writing(self) -> bool:
        """Say whether what is typed goes into a line of text."""
        return isinstance(self.focused, Input)

    @on(DescendantFocus)
    def hear_of_focus(self) -> None:
        """Say what can be done now."""
        self.show_foot()

    def show_foot(self) -> None:
        """Say what can be done, and the command that shows the same."""
        if not self.is_mounted:
            return
        signs = self.session.keys
        here = [_said(key, signs) for key in self.live_keys() if key.foot]
        everywhere = [] if self.is_writing else [_said(key, signs) for key in keys_of(EVERYWHERE) if key.foot]
        self.query_one(FootLines).say(here, everywhere, self.command)


def waiting_words() -> str:
    """Say that the store has not answered, and how to leave all the same."""
    return tr("The store has not answered yet; what you press waits for it. ctrl+q leaves at once.")


def _said(key: Key, signs: Mapping[str, str]) -> str:
    return f"{sign_of(signs.get(key.id, key.keys))} {tr_marked(key.words)}"

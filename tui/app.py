"""The application: rooms, the user's keys, and the way from one thing to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import on, work
from textual.geometry import Offset
from textual.widgets import Input

from models.errors import FeeError
from models.language.words import tr
from models.operations.reports.own import OwnFacts, own_facts
from models.operations.store.actor import Actor
from tui.keys import Key, bindings
from tui.landing import landing, settle
from tui.ordered_keys import OrderedKeysApp
from tui.rooms import ROOMS, TOP
from tui.screens.base import FeeScreen
from tui.session import Session
from tui.targets import Target
from tui.theme import CALM
from tui.user_keys import keys_file, read_user_keys
from tui.widgets.head_lines import HeadLines


class VistelseApp(OrderedKeysApp):
    """The month's work at the keyboard, over a store that is open already."""

    TITLE = "Vistelse"
    CSS_PATH = "theme.tcss"
    ENABLE_COMMAND_PALETTE = False
    MODES = ROOMS
    DEFAULT_MODE = TOP
    BINDINGS = bindings("everywhere", "rooms")

    def __init__(self, store_url: str, actor: Actor, today: Callable[[], date] = date.today) -> None:
        super().__init__(ansi_color=True)  # known before the theme is, so that NO_COLOR takes colours away whole
        self.session = Session(store_url, actor, today, has_room_for=lambda target: landing(target) is not None)
        self.animation_level = "none"
        self.register_theme(CALM)
        self.theme = CALM.name

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor is: on the line that is written on, whichever line was filled in last."""
        line = self.focused if self.screen_stack else None
        return line.cursor_screen_offset if isinstance(line, Input) else self._cursor_elsewhere

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._cursor_elsewhere = position

    def on_mount(self) -> None:
        """Take the user's own keys, and ask who we are."""
        chosen = read_user_keys(keys_file())
        self.session.keys = chosen.chosen
        self.set_keymap(dict(chosen.chosen))
        if chosen.complaints:
            self.call_after_refresh(self._complain, chosen.complaints)
        self.session.asks_own = True
        self._ask_who_we_are()

    def _complain(self, complaints: tuple[str, ...]) -> None:
        if isinstance(self.screen, FeeScreen):
            self.screen.notice.refuse("\n".join(complaints))

    @work(thread=True, group="store")
    def _ask_who_we_are(self) -> None:
        try:
            own = own_facts(self.session.actor)
        except FeeError:
            self.call_from_thread(self._know, None)  # the first screen asks the same store and says why not
        else:
            self.call_from_thread(self._know, own)

    def _know(self, own: OwnFacts | None) -> None:
        self.session.own, self.session.asks_own = own, False
        self.keys_go_on()
        if own is None:
            return
        for screen in self.screen_stack:
            for head in screen.query(HeadLines):
                head.say()
            if isinstance(screen, FeeScreen):
                screen.who_we_are_is_known()

    def action_go_room(self, room: str) -> None:
        """Go to a room, as it was left."""
        self.switch_mode(room)

    def action_go_back(self) -> None:
        """Go one screen back, in the room that it was opened from; then to Today, and from there out."""
        if len(self.screen_stack) > 1:
            room = self.screen.comes_from if isinstance(self.screen, FeeScreen) else ""
            self.pop_screen()
            if room:
                self.switch_mode(room)
        elif self.current_mode != TOP:
            self.switch_mode(TOP)
        else:
            self.exit()

    def action_help(self) -> None:
        """Show the keys of the screen, and what it is about."""
        from tui.screens.help import HelpScreen  # as all that is not on the first screen: loaded when it is asked for

        if isinstance(self.screen, FeeScreen) and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_search(self) -> None:
        """Look for a person, a case or an invoice."""
        from tui.screens.search import SearchScreen

        if isinstance(self.screen, SearchScreen):
            self.screen.write()
        else:
            self.push_screen(SearchScreen(self.current_mode))

    def action_copy_row(self) -> None:
        """Copy the thing under the cursor to the clipboard of the user's own machine (OSC 52, over SSH too)."""
        if not isinstance(self.screen, FeeScreen):
            return
        text = self.screen.copied_here()
        if text:
            self.copy_to_clipboard(text)
        copied = " · ".join(filter(None, text.split("\t")))
        self.screen.notice.tell(tr("Copied: {text}", text=copied) if text else tr("There is nothing to copy here."))

    @work
    async def action_palette(self) -> None:
        """Choose among everything that can be done here, by typing a part of its words."""
        from tui.screens.palette import PaletteScreen

        screen = self.screen
        if not isinstance(screen, FeeScreen):
            return
        chosen = await screen.ask_user(PaletteScreen(screen.live_keys()))
        if chosen is not None:
            await self._do(chosen, screen)

    async def _do(self, key: Key, screen: FeeScreen) -> None:
        ours = key.group in ("everywhere", "rooms")
        await self.run_action(key.action, default_namespace=self if ours else screen)

    @on(FeeScreen.GoTo)
    async def go_to(self, message: FeeScreen.GoTo) -> None:
        """Land where a thing is: its room, and its screen on top."""
        await self.land(message.target)

    async def land(self, target: Target) -> None:
        """Go to the room of a target and show it there; from a list so that going back leads to the list."""
        found = landing(target)
        if found is None:
            return
        room, screen = found
        here, is_top = self.screen, len(self.screen_stack) == 1
        if isinstance(here, FeeScreen) and here.is_come_back_to and not is_top and screen is not None:
            if room == self.current_mode:
                await self.push_screen(screen)
                return
            screen.comes_from = self.current_mode
        await self.switch_mode(room)
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if isinstance(self.screen, FeeScreen):
            settle(self.screen, target)
        if screen is not None:
            await self.push_screen(screen)

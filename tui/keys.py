"""The keys: one table from which bindings, foot lines, help, palette and a user's own keys are made."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

from models.language.words import N_, Marked


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be done by a key: `keys` are Textual's names with commas, the first is the one shown.

    `group` says where it is known; `foot` whether the foot lines show it.
    """

    id: str
    keys: str
    action: str
    words: Marked
    group: str
    foot: bool = True


KEYS: tuple[Key, ...] = (
    Key("list.open", "enter", "open_row", N_("open"), "list"),
    Key("list.up", "up,k", "cursor_up", N_("up"), "move", foot=False),
    Key("list.down", "down,j", "cursor_down", N_("down"), "move", foot=False),
    Key("list.page-up", "pageup,ctrl+b", "page_up", N_("a page up"), "move", foot=False),
    Key("list.page-down", "pagedown,ctrl+f", "page_down", N_("a page down"), "move", foot=False),
    Key("list.top", "home,g", "scroll_top", N_("to the first row"), "move", foot=False),
    Key("list.bottom", "end,G", "scroll_bottom", N_("to the last row"), "move", foot=False),
    Key("month.before", "left_square_bracket,left", "month_before", N_("previous"), "month"),
    Key("month.after", "right_square_bracket,right", "month_after", N_("next"), "month"),
    Key("batch.run", "r", "run_batch", N_("run as draft"), "plan"),
    Key("batch.list", "b", "list_batches", N_("batches"), "plan"),
    Key("batch.attest", "a", "attest_batch", N_("attest"), "batch"),
    Key("batch.annul", "n", "annul_batch", N_("annul"), "batch"),
    Key("batch.export", "e", "export_batch", N_("export"), "batch"),
    Key("row.exclude", "x", "exclude_row", N_("exclude with a reason"), "held"),
    Key("row.include", "i", "include_row", N_("include again"), "held"),
    Key("log.filter", "f", "filter_log", N_("only one thing"), "log"),
    Key("log.more", "m", "more_log", N_("older"), "log"),
    Key("question.yes", "y,j,enter", "answer(True)", N_("yes"), "question"),
    Key("question.no", "n,q,escape", "answer(False)", N_("no"), "question"),
    Key("text.done", "enter", "done", N_("go on"), "text"),
    Key("text.leave", "ctrl+g,escape", "leave", N_("go back"), "text"),
    Key("palette.run", "enter", "run_chosen", N_("do it"), "palette"),
    Key("palette.up", "up,ctrl+k", "chosen_up", N_("up"), "palette", foot=False),
    Key("palette.down", "down,ctrl+j", "chosen_down", N_("down"), "palette", foot=False),
    Key("palette.leave", "ctrl+g,ctrl+p,escape", "leave", N_("go back"), "palette"),
    Key("writing.done", "enter", "written", N_("search"), "writing"),
    Key("writing.leave", "ctrl+g,escape", "go_back", N_("back"), "writing"),
    Key("go.search", "slash", "search", N_("search"), "everywhere"),
    Key("go.help", "question_mark", "help", N_("help"), "everywhere"),
    Key("go.palette", "ctrl+p", "palette", N_("all"), "everywhere"),
    Key("go.back", "q,escape", "go_back", N_("back"), "everywhere"),
    Key("go.today", "1", "go_room('today')", N_("Today"), "rooms", foot=False),
    Key("go.billing", "4", "go_room('billing')", N_("Billing"), "rooms", foot=False),
    Key("go.log", "9", "go_room('log')", N_("Log"), "rooms", foot=False),
)
"""Every key, in the order in which the foot lines and the help show them."""

KEY_OF: dict[str, Key] = {key.id: key for key in KEYS}
"""Every key by its id."""

SIGNS = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "slash": "/",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "escape": "Esc",
}
"""How Textual's names of some keys look on a keyboard."""


def keys_of(*groups: str) -> tuple[Key, ...]:
    """List the keys of some groups, in the order of the groups and then of the table."""
    return tuple(key for group in groups for key in KEYS if key.group == group)


def bindings(*groups: str) -> list[BindingType]:
    """Make Textual's bindings of some groups."""
    return [Binding(key.keys, key.action, key.words, id=key.id, show=False) for key in keys_of(*groups)]


def sign_of(keys: str) -> str:
    """Write the first of some keys as a person reads it on the keyboard."""
    first = keys.split(",")[0]
    return SIGNS.get(first, first)

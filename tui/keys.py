"""The keys: one table from which bindings, foot lines, help, palette and a user's own keys are made."""

from __future__ import annotations

from collections.abc import Collection
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
    Key("batch.differences", "d", "list_differences", N_("rate differences"), "plan"),
    Key("batch.money", "i", "list_money", N_("what is paid"), "plan"),
    Key("batch.deliveries", "v", "list_deliveries", N_("what was sent"), "plan"),
    Key("batch.books", "x", "list_books", N_("accounting files"), "plan"),
    Key("delivery.send", "s", "send_document", N_("send it"), "delivery"),
    Key("delivery.receipts", "r", "read_receipts", N_("read the receipts"), "delivery"),
    Key("delivery.way", "w", "show_way", N_("every step"), "delivery"),
    Key("delivery.all", "a", "delivered_too", N_("the delivered ones too"), "delivery"),
    Key("delivery.stop", "x", "stop_export", N_("stop"), "delivery"),
    Key("books.withdraw", "x", "withdraw_books", N_("withdraw with a reason"), "books"),
    Key("books.book", "f", "book_batch", N_("accounting file"), "books"),
    Key("money.pay", "p", "record_payment", N_("a payment came"), "money"),
    Key("money.refund", "r", "refund_payment", N_("we paid back"), "money"),
    Key("money.take-back", "t", "take_payment_back", N_("take a payment back"), "money"),
    Key("money.remind", "m", "write_reminder", N_("remind"), "money"),
    Key("money.unmatched", "u", "list_unmatched", N_("payments without an invoice"), "money"),
    Key("money.disputes", "d", "list_disputes", N_("disputed lines"), "money"),
    Key("money.paid", "a", "paid_too", N_("the paid ones too"), "money"),
    Key("unmatched.match", "p", "match_payment", N_("put on an invoice"), "unmatched"),
    Key("unmatched.aside", "x", "set_aside", N_("set aside with a reason"), "unmatched"),
    Key("unmatched.take-back", "t", "take_back", N_("take back what it settles"), "unmatched"),
    Key("unmatched.settled", "a", "settled_too", N_("the settled ones too"), "unmatched"),
    Key("dispute.close", "c", "close_dispute", N_("close with its outcome"), "dispute"),
    Key("difference.accept", "a", "accept_difference", N_("accept"), "difference"),
    Key("difference.decline", "d", "decline_difference", N_("decline with a reason"), "difference"),
    Key("difference.decided", "m", "decided_too", N_("the decided ones too"), "differences"),
    Key("difference.find", "f", "find_again", N_("look again"), "differences"),
    Key("batch.attest", "a", "attest_batch", N_("attest"), "batch"),
    Key("batch.annul", "n", "annul_batch", N_("annul"), "batch"),
    Key("batch.export", "e", "export_batch", N_("export"), "batch"),
    Key("batch.deliver", "l", "deliver_batch", N_("deliver"), "batch"),
    Key("batch.book", "f", "book_batch", N_("accounting file"), "batch"),
    Key("batch.oddities", "o", "list_oddities", N_("oddities"), "batch"),
    Key("batch.stop", "s", "stop_export", N_("stop the export"), "batch"),
    Key("line.why", "w", "why", N_("why this amount"), "why"),
    Key("invoice.credit", "c", "credit_invoice", N_("credit"), "invoice"),
    Key("invoice.specification", "s", "write_specification", N_("specification"), "invoice"),
    Key("invoice.fee-basis", "b", "write_fee_basis", N_("fee basis"), "invoice"),
    Key("invoice.dispute", "d", "dispute_line", N_("the line is disputed"), "invoice"),
    Key("credit.mark", "space", "mark_line", N_("mark"), "credit"),
    Key("credit.all", "m", "mark_all", N_("all or none"), "credit"),
    Key("credit.post", "c", "post_credit", N_("credit what is marked"), "credit"),
    Key("credit.rebill", "b", "rebill", N_("credit and bill again"), "credit"),
    Key("credit.annul", "n", "annul_invoice", N_("annul all of it"), "credit"),
    Key("billed-line.credit", "c", "credit_line", N_("credit this line"), "billed-line"),
    Key("hours.filter", "f", "filter_months", N_("only some cases"), "hours"),
    Key("hours.sign", "m", "sign_all", N_("sign all within limits"), "hours"),
    Key("hours.weeks", "w", "compare_weeks", N_("weeks"), "hours"),
    Key("hours.import", "i", "import_hours", N_("read a file"), "hours"),
    Key("hours.queue", "u", "open_queue", N_("rows without a visit"), "hours"),
    Key("queue.place", "p", "place_queued", N_("place on a case"), "queued"),
    Key("queue.drop", "x", "drop_queued", N_("drop with a reason"), "queued"),
    Key("queue.retry", "t", "retry_queue", N_("try all again"), "queue"),
    Key("queue.here", "enter", "place_here", N_("place here"), "queued-visit"),
    Key("queue.search", "f", "search_visit", N_("search for the visit"), "queued-search"),
    Key("preview.import", "s", "import_file", N_("import"), "preview"),
    Key("preview.source", "n", "name_source", N_("name the system"), "preview"),
    Key("choosing.done", "enter", "choose", N_("choose"), "choosing"),
    Key("choosing.leave", "q,ctrl+g,escape", "leave", N_("go back"), "choosing"),
    Key("grid.write", "enter", "write_cell", N_("type"), "grid"),
    Key("grid.save", "s", "save_hours", N_("save"), "grid"),
    Key("grid.undo", "u", "undo", N_("undo"), "grid"),
    Key("grid.copy-day", "c", "copy_day", N_("copy day"), "grid"),
    Key("grid.copy-week", "v", "copy_week", N_("copy week"), "grid"),
    Key("grid.double", "d", "double_line", N_("double"), "grid"),
    Key("grid.right", "r", "fill_right", N_("fill right"), "grid"),
    Key("grid.down", "n", "fill_down", N_("fill down"), "grid", foot=False),
    Key("grid.clock", "t", "clock_times", N_("clock times"), "grid"),
    Key("grid.two", "p", "two_staff", N_("two staff"), "grid"),
    Key("grid.empty", "x,delete,backspace", "empty_cell", N_("empty"), "grid"),
    Key("grid.discard", "z", "discard", N_("let go of what is not saved"), "grid", foot=False),
    Key("grid.why", "w", "why_cell", N_("rows"), "grid"),
    Key("grid.sign", "m", "sign_month", N_("sign"), "grid"),
    Key("grid.reopen", "o", "reopen_month", N_("open again"), "grid"),
    Key("grid.withdraw", "b", "withdraw_reopening", N_("do not open it"), "grid"),
    Key("grid.weeks", "e", "compare_weeks", N_("weeks"), "grid"),
    Key("grid.cost", "a", "add_cost", N_("extra cost"), "grid", foot=False),
    Key("grid.day-before", "left", "cell_left", N_("the day before"), "grid", foot=False),
    Key("grid.day-after", "right,tab", "cell_right", N_("the day after"), "grid", foot=False),
    Key("grid.month-before", "left_square_bracket", "month_before", N_("previous"), "grid-month", foot=False),
    Key("grid.month-after", "right_square_bracket", "month_after", N_("next"), "grid-month", foot=False),
    Key("typing.done", "enter", "write_cell", N_("take it, next day"), "typing"),
    Key("typing.leave", "ctrl+g,escape", "leave_cell", N_("leave it"), "typing"),
    Key("typing.erase", "backspace,ctrl+h", "erase", N_("erase"), "typing", foot=False),
    Key("typing.left", "left", "cell_left", N_("the day before"), "typing", foot=False),
    Key("typing.right", "right,tab", "cell_right", N_("the day after"), "typing", foot=False),
    Key("held.rows", "r", "open_rows", N_("hour rows"), "held-visits"),
    Key("held.visit", "v", "open_visit", N_("the visit"), "held-visits"),
    Key("row.exclude", "x", "exclude_row", N_("exclude with a reason"), "held"),
    Key("row.include", "i", "include_row", N_("include again"), "held"),
    Key("row.correct", "c", "correct_row", N_("correct"), "hour-rows"),
    Key("row.reverse", "b", "reverse_row", N_("take back"), "hour-rows"),
    Key("row.refused", "r", "mark_refused", N_("refused"), "mark"),
    Key("row.missed", "m", "mark_missed", N_("missed"), "mark"),
    Key("row.executed", "e", "mark_executed", N_("executed"), "mark"),
    Key("proposal.accept", "a", "accept_proposal", N_("accept"), "proposal"),
    Key("proposal.decline", "d", "decline_proposal", N_("decline with a reason"), "proposal"),
    Key("proposal.visit", "v", "open_visit", N_("the visit"), "proposals"),
    Key("rate.new", "n", "new_rate", N_("new rate"), "rates"),
    Key("rate.import", "i", "import_rates", N_("read a file"), "rates"),
    Key("rate.bands", "b", "import_bands", N_("read bands"), "rates"),
    Key("rate.confirm", "c", "confirm_rate", N_("confirm"), "home-rates"),
    Key("rate.correct", "r", "correct_rate", N_("correct"), "home-rates"),
    Key("rate.end", "e", "end_rate", N_("end"), "home-rates"),
    Key("rate.withdraw", "w", "withdraw_rate", N_("withdraw"), "home-rates"),
    Key("rate.past", "p", "show_past", N_("the past too"), "home-rates"),
    Key("rate.confirm-all", "a", "confirm_all", N_("confirm all"), "home-rates"),
    Key("rate.on-day", "d", "ask_rate_on", N_("on a day"), "home-rates"),
    Key("rate.municipality", "m", "open_municipality", N_("municipality"), "home-rates"),
    Key("effect.save", "s", "save_effect", N_("save"), "effect"),
    Key("municipality.filter", "f", "filter_homes", N_("filter"), "municipalities"),
    Key("municipality.own", "o", "show_own", N_("our own"), "municipalities"),
    Key("recipient.new", "n", "new_recipient", N_("new recipient"), "municipality"),
    Key("recipient.conditions", "v", "open_conditions", N_("conditions"), "municipality"),
    Key("recipient.rates", "r", "open_rates", N_("rates"), "municipality"),
    Key("own.change", "e", "change_own", N_("change"), "own"),
    Key("own.conditions", "v", "open_conditions", N_("our conditions"), "own"),
    Key("condition.new", "n", "new_condition", N_("new condition"), "conditions"),
    Key("condition.end", "e", "end_condition", N_("end it"), "conditions"),
    Key("log.filter", "f", "filter_log", N_("only one thing"), "log"),
    Key("log.more", "m", "more_log", N_("older"), "more"),
    Key("thing.history", "h", "show_history", N_("history"), "history"),
    Key("read.leave", "q,w,enter,escape", "leave", N_("go back"), "read"),
    Key("visits.register", "n", "register_visit", N_("register new"), "visits"),
    Key("visits.filter", "f", "filter_visits", N_("filter"), "visits"),
    Key("visit.complete", "c", "complete_visit", N_("complete"), "visit"),
    Key("visit.grant", "d", "grant_service", N_("grant a service"), "visit"),
    Key("visit.confirm", "f", "confirm_visit", N_("confirm"), "visit"),
    Key("visit.incomplete", "i", "find_order_incomplete", N_("order incomplete"), "visit"),
    Key("visit.start", "s", "start_visit", N_("start"), "visit"),
    Key("visit.end", "e", "end_visit", N_("end"), "visit"),
    Key("visit.extend", "x", "extend_visit", N_("extend"), "visit"),
    Key("visit.finally", "b", "bill_finally", N_("finally billed"), "visit"),
    Key("visit.again", "u", "bill_again", N_("not finally billed"), "visit"),
    Key("visit.close", "l", "close_visit", N_("close"), "visit"),
    Key("visit.cancel", "n", "cancel_visit", N_("cancel"), "visit"),
    Key("visit.clear", "p", "clear_visit", N_("clear for billing"), "visit"),
    Key("visit.correct", "r", "correct_person", N_("correct who it is"), "visit"),
    Key("visit.remove", "t", "remove_decision", N_("take the decision away"), "visit"),
    Key("visit.unmask", "o", "unmask_visit", N_("say why, and see who"), "visit"),
    Key("visit.receive", "a", "receive_paper", N_("a paper came"), "visit"),
    Key("visit.take-back", "y", "take_paper_back", N_("the paper did not come"), "visit"),
    Key("visit.letters", "m", "open_letters", N_("letters"), "visit"),
    Key("visit.proposals", "v", "open_proposals", N_("proposals"), "visit"),
    Key("visit.cost", "z", "add_cost", N_("extra cost"), "visit"),
    Key("visit.agree", "w", "agree_rate", N_("agree a rate"), "visit"),
    Key("visit.file", "ctrl+e", "make_case_file", N_("case file"), "visit"),
    Key("letter.copy", "c", "copy_letter", N_("copy the letter"), "letter"),
    Key("letter.save", "s", "save_mail", N_("save a mail draft"), "letter"),
    Key("letter.keep", "s", "keep_letter", N_("keep it"), "new-letter"),
    Key("letter.address", "a", "address_letter", N_("to whom"), "new-letter"),
    Key("letter.missing", "m", "add_missing", N_("what else is missing"), "new-letter"),
    Key("letter.until", "u", "ask_until", N_("until when"), "new-letter"),
    Key("letter.note", "n", "add_note", N_("add a line"), "new-letter"),
    Key("form.save", "ctrl+s", "save_form", N_("save"), "form"),
    Key("register.take-over", "ctrl+t", "take_over", N_("take the last order over"), "register"),
    Key("form.next", "down,tab,enter", "next_field", N_("next"), "form"),
    Key("form.before", "up,shift+tab", "field_before", N_("the field before"), "form"),
    Key("question.yes", "y,j,enter", "answer(True)", N_("yes"), "question"),
    Key("question.no", "n,q,escape", "answer(False)", N_("no"), "question"),
    Key("throw.yes", "y,j", "answer(True)", N_("yes, throw it away"), "throwing"),
    Key("throw.no", "n,enter,q,escape,ctrl+g", "answer(False)", N_("no, stay here"), "throwing"),
    Key("unsaved.go-on", "y,j,enter", "go_on", N_("yes"), "unsaved"),
    Key("unsaved.keep", "n,q,escape,ctrl+g", "keep", N_("no, keep it for later"), "unsaved"),
    Key("unsaved.throw", "x,delete", "throw", N_("throw it away"), "unsaved"),
    Key("text.done", "enter", "done", N_("go on"), "text"),
    Key("text.leave", "ctrl+g,escape", "leave", N_("go back"), "text"),
    Key("fields.next", "enter", "next_field", N_("next line"), "fields"),
    Key("fields.down", "down", "field_after", N_("next line"), "fields", foot=False),
    Key("fields.before", "up", "field_before", N_("the line before"), "fields", foot=False),
    Key("fields.clear", "ctrl+u", "clear_field", N_("empty the line"), "fields"),
    Key("fields.save", "ctrl+s", "save_fields", N_("done"), "fields"),
    Key("fields.leave", "ctrl+g,escape", "leave", N_("go back"), "fields"),
    Key("palette.run", "enter", "run_chosen", N_("do it"), "palette"),
    Key("palette.up", "up,ctrl+k", "chosen_up", N_("up"), "palette", foot=False),
    Key("palette.down", "down,ctrl+j", "chosen_down", N_("down"), "palette", foot=False),
    Key("palette.leave", "ctrl+g,ctrl+p,escape", "leave", N_("go back"), "palette"),
    Key("writing.done", "enter", "written", N_("search"), "writing"),
    Key("writing.leave", "ctrl+g,escape", "go_back", N_("back"), "writing"),
    Key("go.search", "slash", "search", N_("search"), "everywhere"),
    Key("go.help", "question_mark", "help", N_("help"), "everywhere"),
    Key("go.palette", "ctrl+p", "palette", N_("all"), "everywhere"),
    Key("go.copy", "ctrl+y", "copy_row", N_("copy"), "everywhere", foot=False),
    Key("go.back", "q,escape", "go_back", N_("back"), "everywhere"),
    Key("go.today", "1", "go_room('today')", N_("Today"), "rooms", foot=False),
    Key("go.visits", "2", "go_room('visits')", N_("Visits"), "rooms", foot=False),
    Key("go.hours", "3", "go_room('hours')", N_("Hours"), "rooms", foot=False),
    Key("go.billing", "4", "go_room('billing')", N_("Billing"), "rooms", foot=False),
    Key("go.rates", "5", "go_room('rates')", N_("Rates"), "rooms", foot=False),
    Key("go.municipalities", "6", "go_room('municipalities')", N_("Municipalities"), "rooms", foot=False),
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


def bindings(*groups: str, at_once: Collection[str] = ()) -> list[BindingType]:
    """Make Textual's bindings of some groups; those named in `at_once` are done before the next key is given out.

    A key that moves to another line must be: on a slow line it comes in one piece with the letters after it.
    """
    return [
        Binding(key.keys, key.action, key.words, id=key.id, show=False, priority=key.id in at_once)
        for key in keys_of(*groups)
    ]


def sign_of(keys: str) -> str:
    """Write the first of some keys as a person reads it on the keyboard."""
    first = keys.split(",")[0]
    return SIGNS.get(first, first)

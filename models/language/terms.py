"""Terms: the codes that the store keeps, as people say them."""

from __future__ import annotations

from models.language.order_terms import ORDER_TERMS
from models.language.words import N_, Marked, language, tr_marked

TERMS: dict[str, dict[str, Marked]] = {
    **ORDER_TERMS,
    "reason": {
        "no-order": N_("the order is missing"),
        "outside-stay": N_("outside the stay"),
        "no-decision": N_("no decision for the service"),
        "not-signed": N_("the month is not signed"),
        "awaits-credit": N_("corrects what is billed and not credited"),
        "no-reference": N_("the recipient's reference is missing"),
        "no-condition": N_("no condition says what it is worth"),
        "no-rate": N_("no rate"),
        "unconfirmed-rate": N_("the rate is not confirmed"),
        "protected": N_("protected, not cleared"),
        "excluded": N_("excluded"),
    },
    "state": {
        "announced": N_("announced"),
        "order-incomplete": N_("order incomplete"),
        "confirmed": N_("confirmed"),
        "ongoing": N_("ongoing"),
        "ended": N_("ended"),
        "finally-billed": N_("finally billed"),
        "closed": N_("closed"),
        "cancelled": N_("cancelled"),
        "drafted": N_("draft"),
        "posted": N_("posted"),
        "annulled": N_("annulled"),
        "waiting": N_("waiting"),
        "placed": N_("placed"),
        "dropped": N_("dropped"),
    },
    "unit": {
        "hour": N_("per hour"),
        "visit": N_("per call"),
        "day": N_("per day"),
        "month": N_("per started month"),
        "piece": N_("per piece"),
    },
    "kind": {"invoice": N_("invoice"), "credit": N_("credit note")},
    "row kind": {
        "executed": N_("executed"),
        "refused": N_("refused"),
        "missed": N_("missed"),
        "cancelled": N_("late cancellation"),
        "installation": N_("alarm put up"),
        "removal": N_("alarm taken down"),
        "extra-cost": N_("extra cost"),
    },
    "unmatched": {
        "no-case": N_("unknown case number"),
        "other-person": N_("another person's case"),
        "no-person": N_("unknown person"),
        "name-only": N_("only a name"),
        "no-visit": N_("no visit that day"),
        "several-visits": N_("several visits that day"),
        "closed-visit": N_("closed visit"),
        "other-hours": N_("other hours have its key"),
    },
    "named by": {
        "case": N_("case number"),
        "identity": N_("identity number"),
        "birth-date": N_("name and birth date"),
        "name": N_("name alone"),
        "nobody": N_("nobody"),
    },
    "meaning": {
        "key": N_("the row's own number"),
        "case": N_("case number"),
        "identity": N_("identity number"),
        "name": N_("name"),
        "first-name": N_("first name"),
        "last-name": N_("last name"),
        "birth-date": N_("birth date"),
        "person": N_("the guest"),
        "date": N_("day"),
        "start": N_("start time"),
        "end": N_("end time"),
        "span": N_("start and end"),
        "duration": N_("how long"),
        "pieces": N_("pieces"),
        "service": N_("service"),
        "staff": N_("how many of the staff"),
        "double": N_("two of the staff"),
        "band": N_("time band"),
        "status": N_("what became of it"),
        "ignored": N_("not read"),
        "": N_("not read"),
    },
    "proposal state": {"open": N_("undecided"), "accepted": N_("accepted"), "declined": N_("declined")},
    "provider": {"own": N_("own"), "private": N_("private")},
    "period": {"day": N_("a day"), "week": N_("a week"), "month": N_("a month")},
    "grouping": {"visit": N_("one a visit"), "recipient": N_("one a recipient")},
    "answer": {"True": N_("yes"), "False": N_("no")},
    "deed": {
        "accept-proposal": N_("accepted a proposal"),
        "add-extra-cost": N_("added an extra cost"),
        "annul-batch": N_("annulled a batch"),
        "attest-batch": N_("attested a batch"),
        "clear-visit": N_("cleared a protected visit"),
        "ask-reopening": N_("asked to open a month"),
        "correct-row": N_("corrected an hour row"),
        "withdraw-reopening": N_("took back the question to open a month"),
        "correct-person": N_("corrected who it is"),
        "close-user": N_("closed a user"),
        "confirm-rate": N_("confirmed a rate"),
        "create-store": N_("made the store"),
        "credit-invoice": N_("credited an invoice"),
        "decline-proposal": N_("declined a proposal"),
        "end-condition": N_("ended a condition"),
        "enter-condition": N_("entered a condition"),
        "drop-row": N_("dropped rows of the queue"),
        "enter-rate": N_("entered a rate"),
        "exclude-row": N_("excluded an hour row"),
        "export-batch": N_("exported a batch"),
        "forget-source": N_("forgot a source"),
        "import-bands": N_("imported bands"),
        "import-conditions": N_("imported conditions"),
        "import-hours": N_("imported hours"),
        "import-rates": N_("imported rates"),
        "import-visits": N_("imported visits"),
        "include-row": N_("included an hour row"),
        "log-hours": N_("logged hours"),
        "mark-row": N_("said what became of an hour row"),
        "place-row": N_("placed rows of the queue"),
        "propose-rows": N_("proposed hour rows"),
        "receive-paper": N_("registered a paper"),
        "register-visit": N_("registered a visit"),
        "remove-decision": N_("took a decision away"),
        "retry-queue": N_("tried the queue again"),
        "reopen-month": N_("reopened a month"),
        "run-batch": N_("ran a batch"),
        "set-decision": N_("changed a decision"),
        "set-recipient": N_("changed a recipient"),
        "set-store": N_("changed our own organisation"),
        "save-hours": N_("typed hours"),
        "set-user": N_("changed a user"),
        "set-visit": N_("changed a visit"),
        "sign-month": N_("signed a month"),
        "step-visit": N_("moved a visit on"),
        "seed-rates": N_("entered published rates"),
        "write-letter": N_("wrote a letter"),
        "set-letter-template": N_("changed a letter's text"),
        "reset-letter-template": N_("took the program's letter text again"),
        "take-paper-back": N_("took a paper back"),
        "upgrade-store": N_("upgraded the store"),
    },
    "letter": {
        "receipt": N_("receipt of the order"),
        "completion": N_("request for completion"),
        "rate-request": N_("request for a rate"),
        "confirmation": N_("confirmation of execution"),
        "extension": N_("confirmation of a longer stay"),
        "extension-request": N_("question about a longer stay"),
        "closing": N_("notice to close the case"),
    },
    "thing": {
        "letter": N_("letter"),
        "letter text": N_("letter text of our own"),
        "municipality": N_("municipality"),
        "recipient": N_("recipient"),
        "visit": N_("visit"),
        "proposal": N_("proposal"),
        "hour row": N_("hour row"),
        "rate": N_("rate"),
        "condition": N_("condition"),
        "paper": N_("paper"),
        "batch": N_("batch"),
        "decision": N_("decision"),
        "invoice": N_("invoice"),
        "user": N_("user"),
        "the store": N_("the store"),
        "one administrator": N_("one administrator"),
        "none": N_("none"),
        "a draft": N_("a draft"),
    },
}
"""By what sort of code it is, since a visit is one thing as a unit of price and another as a stay."""


def term(sort: str, code: object) -> str:
    """Say a code in the user's language; a code without a term stays as it is."""
    known = TERMS[sort].get(str(code))
    return str(code) if known is None else tr_marked(known)


def service_name(code: str) -> str:
    """Name a service in the user's language; a code that is no service stays as it is."""
    from models.rules.services import SERVICE_OF

    service = SERVICE_OF.get(code)
    if service is None:
        return code
    return service.swedish if language() == "sv" else service.english


def line_name(service: str, kind: str, share: int) -> str:
    """Name what a line bills: the service, what became of it, and the share of the rate where it is not the whole."""
    parts = [service_name(service), *([term("row kind", kind)] if kind not in ("executed", service) else [])]
    return ", ".join([*parts, *([f"{share} %"] if share != 100 else [])])

"""Terms: the codes that the store keeps, as people say them."""

from __future__ import annotations

from models.language.words import N_, Marked, language, tr_marked

TERMS: dict[str, dict[str, Marked]] = {
    "reason": {
        "no-order": N_("the order is missing"),
        "outside-stay": N_("outside the stay"),
        "no-decision": N_("no decision for the service"),
        "not-signed": N_("the month is not signed"),
        "no-reference": N_("the recipient's reference is missing"),
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
    },
    "unit": {
        "hour": N_("per hour"),
        "visit": N_("per call"),
        "day": N_("per day"),
        "month": N_("per started month"),
        "piece": N_("per piece"),
    },
    "kind": {"invoice": N_("invoice"), "credit": N_("credit note")},
    "provider": {"own": N_("own"), "private": N_("private")},
    "period": {"day": N_("a day"), "week": N_("a week"), "month": N_("a month")},
    "grouping": {"visit": N_("one a visit"), "recipient": N_("one a recipient")},
    "answer": {"True": N_("yes"), "False": N_("no")},
    "deed": {
        "annul-batch": N_("annulled a batch"),
        "attest-batch": N_("attested a batch"),
        "clear-visit": N_("cleared a protected visit"),
        "close-user": N_("closed a user"),
        "confirm-rate": N_("confirmed a rate"),
        "create-store": N_("made the store"),
        "credit-invoice": N_("credited an invoice"),
        "enter-rate": N_("entered a rate"),
        "exclude-row": N_("excluded an hour row"),
        "export-batch": N_("exported a batch"),
        "import-bands": N_("imported bands"),
        "import-hours": N_("imported hours"),
        "import-rates": N_("imported rates"),
        "import-visits": N_("imported visits"),
        "include-row": N_("included an hour row"),
        "log-hours": N_("logged hours"),
        "register-visit": N_("registered a visit"),
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
        "upgrade-store": N_("upgraded the store"),
    },
    "thing": {
        "municipality": N_("municipality"),
        "recipient": N_("recipient"),
        "visit": N_("visit"),
        "hour row": N_("hour row"),
        "rate": N_("rate"),
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

"""Terms: the codes that the store keeps, as people say them."""

from __future__ import annotations

from models.language.deed_terms import DEED_TERMS
from models.language.delivery_terms import DELIVERY_TERMS
from models.language.order_terms import ORDER_TERMS
from models.language.payment_terms import PAYMENT_TERMS
from models.language.words import N_, Marked, language, tr_marked, tr_swedish

TERMS: dict[str, dict[str, Marked]] = {
    **ORDER_TERMS,
    **PAYMENT_TERMS,
    **DELIVERY_TERMS,
    "reason": {
        "no-order": N_("the order is missing"),
        "outside-stay": N_("outside the stay"),
        "no-decision": N_("no decision for the service"),
        "not-signed": N_("the month is not signed"),
        "awaits-credit": N_("corrects what is billed and not credited"),
        "no-reference": N_("the recipient's reference is missing"),
        "no-condition": N_("no condition says what it is worth"),
        "no-grant": N_("how much is granted is not known"),
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
        "exported": N_("exported"),
        "waiting": N_("waiting"),
        "placed": N_("placed"),
        "dropped": N_("dropped"),
        "open": N_("proposed"),
        "accepted": N_("accepted", of="difference"),
        "declined": N_("declined", of="difference"),
        "billed": N_("billed", of="difference"),
        "lapsed": N_("lapsed"),
    },
    "unit": {
        "hour": N_("per hour"),
        "visit": N_("per call"),
        "day": N_("per day"),
        "month": N_("per started month"),
        "piece": N_("per piece"),
    },
    "kind": {"invoice": N_("invoice"), "credit": N_("credit note")},
    "accounting use": {"revenue": N_("revenue"), "receivable": N_("receivable"), "accrual": N_("accrual")},
    "voucher": {"document": N_("for each document"), "batch": N_("for each batch and day")},
    "export state": {"begun": N_("not written yet"), "written": N_("written"), "withdrawn": N_("withdrawn")},
    "document state": {
        "drafted": N_("draft"),
        "posted": N_("posted"),
        "exported": N_("exported"),
        "in-doubt": N_("cut off, in doubt"),
        "failed": N_("not sent: it failed"),
        "blocked": N_("not sent: blocked"),
        "sent": N_("sent, no receipt yet"),
        "delivered": N_("delivered"),
        "rejected": N_("rejected"),
        "partly-paid": N_("partly paid"),
        "paid": N_("paid"),
        "overpaid": N_("overpaid"),
        "overdue": N_("overdue"),
        "disputed": N_("disputed"),
        "credited": N_("wholly credited"),
        "annulled": N_("annulled"),
    },
    "credit reason": {
        "": Marked(""),
        "wrong-hours": N_("wrong hours"),
        "wrong-rate": N_("wrong rate"),
        "wrong-recipient": N_("wrong recipient"),
        "wrong-reference": N_("wrong reference"),
        "billed-twice": N_("billed twice"),
        "not-ordered": N_("not ordered"),
        "disputed": N_("disputed"),
        "other": N_("other reason"),
    },
    "rate step": {
        "ask": N_("ask for it"),
        "wait": N_("asked, no answer yet"),
        "remind": N_("remind"),
        "confirm": N_("confirm it"),
    },
    "row kind": {
        "executed": N_("executed"),
        "refused": N_("refused"),
        "missed": N_("missed"),
        "cancelled": N_("late cancellation"),
        "installation": N_("alarm put up"),
        "removal": N_("alarm taken down"),
        "extra-cost": N_("extra cost"),
        "granted": N_("granted time"),
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
    "proposal state": {
        "open": N_("undecided"),
        "accepted": N_("accepted", of="proposal"),
        "declined": N_("declined", of="proposal"),
    },
    "provider": {"own": N_("own"), "private": N_("private")},
    "period": {"day": N_("a day"), "week": N_("a week"), "month": N_("a month")},
    "grouping": {"visit": N_("one a visit"), "recipient": N_("one a recipient")},
    "privacy": {
        "case": N_("case number only"),
        "initials": N_("case and initials"),
        "initials-birth-year": N_("case, initials and year of birth"),
        "initials-four-digits": N_("case, initials and four digits"),
        "name": N_("name and case"),
    },
    "paper form": {"pdf": N_("PDF"), "xlsx": N_("Excel"), "both": N_("PDF and Excel")},
    "answer": {"True": N_("yes"), "False": N_("no")},
    "deed": DEED_TERMS,
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
        "difference": N_("rate difference"),
        "payment": N_("payment"),
        "reminder": N_("reminder"),
        "hour row": N_("hour row"),
        "rate": N_("rate"),
        "condition": N_("condition"),
        "coding": N_("coding"),
        "layout": N_("layout"),
        "accounting export": N_("accounting export"),
        "paper": N_("paper"),
        "batch": N_("batch"),
        "decision": N_("decision"),
        "invoice": N_("invoice"),
        "document": N_("batch or document"),
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


def swedish_term(sort: str, code: object) -> str:
    """Say a code in Swedish, as documents do; a code without a term stays as it is."""
    known = TERMS[sort].get(str(code))
    return str(code) if known is None else tr_swedish(known)


def service_name(code: str) -> str:
    """Name a service in the user's language; a code that is no service stays as it is."""
    from models.rules.services import SERVICE_OF

    service = SERVICE_OF.get(code)
    if service is None:
        return code
    return service.swedish if language() == "sv" else service.english


def for_whom(provider: str, area: str, band: str) -> str:
    """Say what a rate is narrowed to: who performs the care, where, and when; nothing where it holds for any."""
    return " · ".join(filter(None, (term("provider", provider), area, band)))


def line_name(service: str, kind: str, share: int) -> str:
    """Name what a line bills: the service, what became of it, and the share of the rate where it is not the whole."""
    parts = [service_name(service), *([term("row kind", kind)] if kind not in ("executed", service) else [])]
    return ", ".join([*parts, *([f"{share} %"] if share != 100 else [])])

"""Terms of money that comes: how invoices stand, why payments are unmatched, how disputes end."""

from __future__ import annotations

from models.language.words import N_, Marked

PAYMENT_TERMS: dict[str, dict[str, Marked]] = {
    "payment state": {
        "posted": N_("posted, not due"),
        "exported": N_("exported, not due"),
        "partly-paid": N_("partly paid"),
        "paid": N_("paid"),
        "overpaid": N_("overpaid"),
        "overdue": N_("overdue"),
        "disputed": N_("disputed"),
        "credited": N_("wholly credited"),
        "annulled": N_("annulled"),
    },
    "unmatched payment": {
        "no-reference": N_("no reference"),
        "wrong-reference": N_("the reference is no OCR number"),
        "unknown-reference": N_("no invoice has the reference"),
        "credited": N_("the invoice is credited"),
        "annulled": N_("the invoice is annulled"),
        "recorded": N_("the same was recorded by hand"),
        "taken-back": N_("taken back by hand"),
        "left-over": N_("the rest is not placed"),
    },
    "outcome": {
        "upheld": N_("upheld"),
        "partly": N_("upheld in part"),
        "rejected": N_("rejected"),
    },
}

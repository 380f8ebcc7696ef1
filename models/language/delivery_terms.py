"""Terms of documents on their way: how they stand, and how each attempt ended."""

from __future__ import annotations

from models.language.words import N_, Marked

DELIVERY_TERMS: dict[str, dict[str, Marked]] = {
    "delivery": {
        "posted": N_("posted"),
        "exported": N_("exported, not sent"),
        "in-doubt": N_("cut off, in doubt"),
        "failed": N_("not sent: it failed"),
        "blocked": N_("not sent: blocked"),
        "sent": N_("sent, no receipt yet"),
        "delivered": N_("delivered"),
        "rejected": N_("rejected"),
        "annulled": N_("annulled"),
    },
    "attempt": {"begun": N_("cut off"), "sent": N_("sent"), "failed": N_("failed"), "blocked": N_("blocked")},
}

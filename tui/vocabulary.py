"""The user's words for the domain's codes."""

from __future__ import annotations

from models.language.terms import term
from models.language.words import N_, Marked, language, tr_marked
from models.rules.reasons import Reason
from models.rules.services import SERVICE_OF

DEEDS: dict[str, Marked] = {
    "annul-batch": N_("annulled a batch"),
    "attest-batch": N_("attested a batch"),
    "clear-visit": N_("cleared a protected visit"),
    "close-user": N_("closed a user"),
    "confirm-rate": N_("confirmed a rate"),
    "create-store": N_("made the store"),
    "credit-invoice": N_("credited an invoice"),
    "exclude-row": N_("excluded an hour row"),
    "export-batch": N_("exported a batch"),
    "import-bands": N_("imported bands"),
    "import-hours": N_("imported hours"),
    "import-rates": N_("imported rates"),
    "import-visits": N_("imported visits"),
    "include-row": N_("included an hour row"),
    "log-hours": N_("logged hours"),
    "reopen-month": N_("reopened a month"),
    "run-batch": N_("ran a batch"),
    "set-user": N_("changed a user"),
    "sign-month": N_("signed a month"),
    "step-visit": N_("moved a visit on"),
}


def reason_words(reason: Reason) -> str:
    """Say why something is not billed."""
    return term("reason", reason)


def state_words(state: str) -> str:
    """Say where a batch stands."""
    return term("state", state)


def deed_words(deed: str) -> str:
    """Say what was done; a deed that has no words yet keeps its name."""
    return tr_marked(DEEDS[deed]) if deed in DEEDS else deed


def service_name(code: str) -> str:
    """Name a service in the user's language."""
    service = SERVICE_OF[code]
    return service.swedish if language() == "sv" else service.english

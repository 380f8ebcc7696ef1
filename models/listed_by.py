"""Where to look for what was not found: the command that lists its kind."""

from __future__ import annotations

LISTED_BY = {
    "accounting export": "accounting exports",
    "batch": "batch list",
    "coding": "accounting codes",
    "condition": "condition list",
    "decision": "visit show",
    "document": "delivery list",
    "hour row": "hours show",
    "layout": "accounting layout list",
    "letter": "letter list",
    "letter text": "letter template list",
    "municipality": "municipality list",
    "paper": "visit show",
    "payment": "payment list",
    "proposal": "proposal list",
    "rate": "rate list",
    "reminder": "reminder list",
    "user": "user list",
}
"""The command that shows what there is of a kind; cases and invoices are searched for with `find`."""

"""Terms of orders and conditions: fields, papers, kinds of conditions, and what a remark asks."""

from __future__ import annotations

from models.language.words import N_, Marked

ORDER_TERMS: dict[str, dict[str, Marked]] = {
    "condition": {
        "required-field": N_("field that must be filled"),
        "required-paper": N_("paper that must come"),
        "lead-time": N_("lead time of orders"),
        "extension-time": N_("lead time of extensions"),
        "cancellation": N_("late cancellation"),
        "installation": N_("installation"),
        "removal": N_("removal"),
        "refused": N_("refused visit"),
        "missed": N_("missed visit"),
        "standard-time": N_("standard time"),
        "rounding": N_("rounding of time"),
        "minimum-time": N_("least time"),
        "basis-granted": N_("granted time is paid"),
        "deviation-limit": N_("limit of deviation"),
        "long-stay": N_("warning of a long stay"),
    },
    "rounding": {
        "up": N_("upwards"),
        "nearest": N_("to the nearest"),
        "down": N_("downwards"),
    },
    "paper": {
        "order": N_("order"),
        "decision": N_("decision on paper"),
        "investigation": N_("investigation"),
        "care-plan": N_("care plan"),
        "self-care-certificate": N_("self-care certificate"),
        "consent": N_("consent"),
        "billing-basis": N_("basis of billing"),
        "keys": N_("keys"),
        "other": N_("another paper"),
    },
    "field": {
        "name": N_("the guest's name"),
        "identity_number": N_("identity number"),
        "last_day": N_("last day of the stay"),
        "ordered_on": N_("day of the order"),
        "ordered_by": N_("who ordered"),
        "order_reference": N_("number of their decision"),
        "invoice_reference": N_("invoice reference"),
        "granted": N_("how much is granted"),
        "provider": N_("provider"),
        "stay_address": N_("address of the stay"),
        "stay_phone": N_("telephone of the stay"),
        "home_address": N_("address at home"),
        "home_phone": N_("telephone at home"),
        "relatives": N_("relatives"),
        "dwelling": N_("the dwelling"),
        "social_situation": N_("social situation"),
        "impairment": N_("impairment"),
        "resources": N_("resources and abilities"),
        "objective": N_("objective"),
        "officer_name": N_("case officer"),
        "officer_phone": N_("the case officer's telephone"),
        "officer_email": N_("the case officer's e-mail"),
    },
    "severity": {
        "blocks": N_("stops billing"),
        "ask": N_("to ask for"),
        "watch": N_("to watch"),
    },
    "lead-time": {
        "in-time": N_("in time"),
        "late": N_("late"),
        "incomplete": N_("incomplete"),
    },
}
"""By sort, as models.language.terms has them."""

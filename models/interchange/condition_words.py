"""The words that files use for kinds of conditions and for what they are about, and the code that each stands for."""

from __future__ import annotations

from models.rules.conditions import ConditionKind
from models.rules.order_fields import ORDER_FIELDS
from models.rules.paid_minutes import Way
from models.rules.papers import PaperKind

_KINDS: dict[ConditionKind, tuple[str, ...]] = {
    ConditionKind.REQUIRED_FIELD: ("obligatorisk uppgift", "uppgift som krävs"),
    ConditionKind.REQUIRED_PAPER: ("obligatorisk handling", "handling som krävs"),
    ConditionKind.LEAD_TIME: ("framförhållning", "ledtid"),
    ConditionKind.EXTENSION_TIME: ("framförhållning vid förlängning", "förlängning"),
    ConditionKind.CANCELLATION: ("avbokning", "sen avbokning"),
    ConditionKind.INSTALLATION: ("installation",),
    ConditionKind.REMOVAL: ("nedmontering", "avinstallation"),
    ConditionKind.REFUSED: ("avböjt besök", "avböjd"),
    ConditionKind.MISSED: ("uteblivet besök", "bomkörning", "utebliven"),
    ConditionKind.STANDARD_TIME: ("schablontid", "schablon"),
    ConditionKind.ROUNDING: ("avrundning", "avrundning av tid"),
    ConditionKind.MINIMUM_TIME: ("minsta tid", "minimitid"),
    ConditionKind.BASIS_GRANTED: ("beviljad tid", "beviljad tid ersätts", "ersättning för beviljad tid"),
    ConditionKind.DEVIATION_LIMIT: ("avvikelsegräns",),
    ConditionKind.LONG_STAY: ("lång vistelse",),
}

_WAYS: dict[Way, tuple[str, ...]] = {
    Way.UP: ("uppåt", "upp"),
    Way.NEAREST: ("närmaste", "till närmaste"),
    Way.DOWN: ("nedåt", "neråt", "ned"),
}

_PAPERS: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.ORDER: ("beställning",),
    PaperKind.DECISION: ("beslut", "biståndsbeslut"),
    PaperKind.INVESTIGATION: ("utredning",),
    PaperKind.CARE_PLAN: ("genomförandeplan",),
    PaperKind.SELF_CARE_CERTIFICATE: ("egenvårdsintyg",),
    PaperKind.CONSENT: ("samtycke",),
    PaperKind.BILLING_BASIS: ("underlag för debitering", "ersättningsunderlag", "debiteringsunderlag"),
    PaperKind.KEYS: ("nycklar",),
    PaperKind.OTHER: ("annan handling", "övrigt"),
}

_FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("namn",),
    "identity_number": ("personnummer",),
    "last_day": ("sista dag",),
    "ordered_on": ("beställd", "beställningsdag"),
    "ordered_by": ("beställd av", "beställare"),
    "order_reference": ("beslutsreferens", "beställningens referens"),
    "invoice_reference": ("fakturareferens",),
    "granted": ("beviljat", "omfattning"),
    "provider": ("utförare",),
    "stay_address": ("vistelseadress", "adress"),
    "stay_phone": ("telefon", "telefon under vistelsen"),
    "home_address": ("hemadress",),
    "home_phone": ("hemtelefon",),
    "relatives": ("närstående", "anhöriga"),
    "dwelling": ("bostad", "bostadens beskaffenhet"),
    "social_situation": ("social situation",),
    "impairment": ("funktionsnedsättning",),
    "resources": ("resurser", "resurser och förmågor"),
    "objective": ("mål", "målsättning"),
    "officer_name": ("handläggare",),
    "officer_phone": ("handläggarens telefon",),
    "officer_email": ("handläggarens e-post",),
}

CONDITION_WORDS: dict[str, str] = {
    **{word: str(kind) for kind, words in _KINDS.items() for word in words},
    **{str(kind): str(kind) for kind in ConditionKind},
}
"""Every word for a kind of condition, in small letters."""

PAPER_WORDS: dict[str, str] = {
    **{word: str(kind) for kind, words in _PAPERS.items() for word in words},
    **{str(kind): str(kind) for kind in PaperKind},
}
"""Every word for a kind of paper, in small letters."""

WAY_WORDS: dict[str, str] = {
    **{word: str(way) for way, words in _WAYS.items() for word in words},
    **{str(way): str(way) for way in Way},
}
"""Every word for a way of rounding, in small letters."""

FIELD_WORDS: dict[str, str] = {
    **{word: name for name, words in _FIELDS.items() for word in words},
    **{name.replace("_", " "): name for name in ORDER_FIELDS},
    **{name: name for name in ORDER_FIELDS},
}
"""Every word for a field of an order, in small letters."""

"""The words that files use for services, units, providers and periods, and the code that each stands for."""

from __future__ import annotations

from models.rules.services import SERVICES

_SERVICE_SYNONYMS = {
    "omvårdnad": "home-care",
    "personlig omvårdnad": "home-care",
    "hemtjänst omvårdnad": "home-care",
    "service": "service-care",
    "serviceinsats": "service-care",
    "hemtjänst service": "service-care",
    "ledsagarservice": "escort",
    "avlösning i hemmet": "relief",
    "avlösarservice": "relief",
    "natt": "home-visit-night",
    "nattinsats": "home-visit-night",
    "nattpatrull": "home-visit-night",
    "tillsyn natt": "home-visit-night",
    "larm": "safety-alarm",
    "larmutryckning": "alarm-visit",
    "mat": "meal-delivery",
    "matlåda": "meal-delivery",
    "matleverans": "meal-delivery",
    "särskilt boende": "care-home-day",
    "säbo": "care-home-day",
    "dagvård": "day-care",
    "hsl": "home-health-care",
    "hemsjukvårdsinsats": "home-health-care",
    "handling": "shopping",
    "trygghetssamtal": "safety-call",
}

SERVICE_WORDS: dict[str, str] = {
    **_SERVICE_SYNONYMS,
    **{
        word.casefold(): service.code
        for service in SERVICES
        for word in (service.code, service.swedish, service.english)
    },
}
"""Every word for a service: its code, its Swedish and English name, and what municipalities usually call it."""

UNIT_WORDS: dict[str, str] = {
    **dict.fromkeys(("hour", "hours", "timme", "timmar", "tim", "h"), "hour"),
    **dict.fromkeys(("visit", "visits", "besök", "insats", "tillfälle"), "visit"),
    **dict.fromkeys(("day", "days", "dygn", "dag"), "day"),
    **dict.fromkeys(("month", "months", "månad", "mån"), "month"),
    **dict.fromkeys(("piece", "pieces", "styck", "st", "portion"), "piece"),
}

PROVIDER_WORDS: dict[str, str] = {
    **dict.fromkeys(("own", "egen", "egen regi", "kommunal"), "own"),
    **dict.fromkeys(("private", "privat", "extern"), "private"),
}

PERIOD_WORDS: dict[str, str] = {
    **dict.fromkeys(("day", "dag", "dygn"), "day"),
    **dict.fromkeys(("week", "vecka"), "week"),
    **dict.fromkeys(("month", "månad", "mån"), "month"),
}

KIND_WORDS: dict[str, str] = {
    **dict.fromkeys(("executed", "utförd", "utfört", "genomförd"), "executed"),
    **dict.fromkeys(("refused", "avböjd", "avböjt", "avsagd", "avsagt", "nekad"), "refused"),
    **dict.fromkeys(("missed", "utebliven", "uteblivet", "bom", "bomkörning", "ej hemma"), "missed"),
}

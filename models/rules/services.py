"""The services that one municipality can carry out for another, and the units they are counted in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a rate is paid for: an hour, a visit, a day, a started month or a piece."""

    HOUR = "hour"
    VISIT = "visit"
    DAY = "day"
    MONTH = "month"
    PIECE = "piece"


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of care (insats): its code, its Swedish and English name, and the unit it is usually counted in."""

    code: str
    swedish: str
    english: str
    unit: Unit


SERVICES: tuple[Service, ...] = (
    Service("home-care", "Hemtjänst", "Home care", Unit.HOUR),
    Service("service-care", "Serviceinsatser", "Service care", Unit.HOUR),
    Service("escort", "Ledsagning", "Escort", Unit.HOUR),
    Service("relief", "Avlösning", "Relief", Unit.HOUR),
    Service("housing-support", "Boendestöd", "Housing support", Unit.HOUR),
    Service("home-visit-night", "Nattbesök", "Night visit", Unit.VISIT),
    Service("safety-alarm", "Trygghetslarm", "Safety alarm", Unit.MONTH),
    Service("alarm-visit", "Larmbesök", "Alarm visit", Unit.VISIT),
    Service("meal-delivery", "Matdistribution", "Meal delivery", Unit.PIECE),
    Service("care-home-day", "Dygn på särskilt boende", "Care home day", Unit.DAY),
    Service("day-care", "Dagverksamhet", "Day care", Unit.DAY),
    Service("home-health-care", "Hemsjukvård", "Home health care", Unit.HOUR),
    Service("laundry", "Tvätt", "Laundry", Unit.PIECE),
    Service("shopping", "Inköp", "Shopping", Unit.PIECE),
    Service("safety-call", "Trygghetsringning", "Safety call", Unit.PIECE),
    Service("extra-cost", "Merkostnad", "Extra cost", Unit.PIECE),
)

ON_DEMAND = frozenset({"safety-alarm", "alarm-visit", "extra-cost"})
"""The services that may be executed without a single hour row: nobody has pressed the alarm yet."""

SERVICE_OF: dict[str, Service] = {service.code: service for service in SERVICES}
"""Every service by its code."""

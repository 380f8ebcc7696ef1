"""The price of a month, worked out slowly and simply from the rows of the files alone.

Written from the description of the files, not from the program: nothing of models is used but the list of services.
Where the description leaves room, the house's decisions are named beside the code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import floor

from models.rules.services import SERVICES
from tests.operations.price.oracle_calendar import DAY, Row, band_of, elapsed

REASONS = (
    "no-order",
    "outside-stay",
    "no-decision",
    "not-signed",
    "no-reference",
    "no-rate",
    "unconfirmed-rate",
    "protected",
    "excluded",
)
USUALLY_BY_MONTH = {service.code for service in SERVICES if service.unit == "month"}


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a plan depends on: the rows of the files, and what people did afterwards."""

    visits: list[Row]
    rates: list[Row]
    unconfirmed: list[Row]
    bands: list[Row]
    hours: list[Row]
    signed: frozenset[tuple[str, str]]
    """Case and month."""
    excluded: frozenset[str] = frozenset()
    """Keys of rows."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A line: money in öre; the quantity in minutes for hour rates and in pieces else."""

    case: str
    service: str
    unit: str
    price: int
    quantity: int
    net: int
    month: str
    first: date
    last: date
    late: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a month comes to, and what is left out and why."""

    lines: list[Line]
    rows: set[tuple[str, str, str]]
    """Case, key, reason."""
    months: set[tuple[str, str, str, str]]
    """Case, service, month, reason."""
    billed: set[tuple[str, str]]
    """Case and key."""


@dataclass(frozen=True, slots=True)
class OracleRate:
    """A rate as its file has it; '' means any."""

    home: str
    service: str
    provider: str
    area: str
    band: str
    unit: str
    ore: int
    valid_from: date
    valid_to: date | None
    known: date
    confirmed: bool

    @property
    def kind(self) -> tuple[str, ...]:
        """What a later rate must share to end this one."""
        return (self.home, self.service, self.provider, self.area, self.band, self.unit)

    @property
    def weight(self) -> tuple[bool, bool, bool]:
        """How specific it is: band, then provider, then area."""
        return bool(self.band), bool(self.provider), bool(self.area)


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring minutes of a row in one band of one day, or its pieces."""

    day: date
    band: str
    minutes: int


@dataclass(slots=True)
class Sum:
    """What gathers on a line."""

    minutes: int = 0
    pieces: int = 0
    visits: int = 0
    days: set[date] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Month:
    """A started month of a service that is paid by the month."""

    case: str
    service: str
    month: str
    first: date
    last: date
    rate: OracleRate | None
    reason: str


def key_of(row: Row) -> str:
    """Give the row's key, or what tells it from others where the source gave none."""
    cells = (row.get(name, "") for name in ("case", "date", "start", "end", "minutes", "pieces", "service"))
    return row["key"] or "|".join(cells)


def month_of(day: date) -> str:
    """Name a day's month."""
    return day.isoformat()[:7]


def ore_of(amount: str) -> int:
    """Read kronor as öre."""
    return int(Decimal(amount.replace(",", ".")) * 100)


def half_up(amount: Fraction) -> int:
    """Round öre half up."""
    return floor(amount + Fraction(1, 2))


def first_reason(reasons: Iterable[str]) -> str:
    """Give the reason that comes first in the order in which they are tried; '' where there is none."""
    return min(reasons, key=REASONS.index, default="")


class Oracle:
    """Prices a month of a world as it was known on a day."""

    def __init__(self, world: World, month: str, today: date) -> None:
        self.world, self.month, self.today = world, month, today
        self.rates = [rate for rate in read_rates(world, today) if rate.known <= today]
        self.by_month = {(rate.home, rate.service) for rate in self.rates if rate.unit == "month"}
        self.with_rates = {(rate.home, rate.service) for rate in self.rates}
        self.schemes: dict[str, list[Row]] = defaultdict(list)
        for row in world.bands:
            self.schemes[row["municipality"]].append(row)
        self.visits: dict[str, Row] = {}
        for row in world.visits:
            self.visits.setdefault(row["case"], row)
        self.decisions = {(row["case"], row["service"]): row for row in world.visits}
        self.charges = {(charge.case, charge.service, charge.month): charge for charge in self.started_months()}
        self.sums: dict[tuple[str, str, OracleRate, str], Sum] = defaultdict(Sum)
        self.found: dict[tuple[object, ...], OracleRate | str] = {}

    def answer(self) -> Answer:
        """Price everything that waits until the month's end."""
        billed: set[tuple[str, str]] = set()
        rows: set[tuple[str, str, str]] = set()
        for key, row in self.candidates().items():
            case = row["case"]
            if reason := self.price_row(row, case):
                rows.add((case, key, reason))
            else:
                billed.add((case, key))
        charges = self.charges.values()
        lines = [self.line(key, gathered) for key, gathered in self.sums.items()]
        lines += [self.month_line(charge) for charge in charges if not charge.reason]
        months = {(charge.case, charge.service, charge.month, charge.reason) for charge in charges if charge.reason}
        return Answer(sorted(lines), rows, months, billed)

    def candidates(self) -> dict[str, Row]:
        """Give the rows of the month and before; house decision: an excluded row is shown in its own month only."""
        found: dict[str, Row] = {}
        for row in self.world.hours:
            month = row["date"][:7]
            if month == self.month or (month < self.month and not self.is_excluded(row)):
                named = row | {"case": self.case_of(row)}
                found.setdefault(key_of(named), named)
        return found

    def is_excluded(self, row: Row) -> bool:
        """Say whether somebody excluded the row."""
        return row["key"] in self.world.excluded

    def case_of(self, row: Row) -> str:
        """Give the row's case, by the identity number where it names one visit that day."""
        if row.get("case"):
            return row["case"]
        number = row["identity_number"].replace("-", "")[-10:]
        (case,) = {
            visit["case"]
            for visit in self.visits.values()
            if visit["identity_number"].replace("-", "")[-10:] == number and within_stay(visit, row["date"])
        }
        return case

    def price_row(self, row: Row, case: str) -> str:
        """Put a row on its lines, or say why not."""
        visit, service = self.visits[case], row["service"]
        if reason := self.reason_before_rates(row, visit):
            return reason
        parts = self.parts_of(row, visit)
        rates = [self.rate_of(row, visit, part) for part in parts]
        reasons = [rate for rate in rates if isinstance(rate, str)]
        found = [rate for rate in rates if not isinstance(rate, str)]
        if any(rate.unit == "month" for rate in found):
            # House decision: such a row belongs to its month's charge, and shares its fate.
            charge = self.charges[case, service, row["date"][:7]]
            reasons += [charge.reason] if charge.reason else []
        if visit["protected"] in ("ja", "yes", "1"):
            reasons.append("protected")
        if self.is_excluded(row):
            reasons.append("excluded")
        if reasons:
            return first_reason(reasons)
        self.gather(row, case, parts, found)
        return ""

    def reason_before_rates(self, row: Row, visit: Row) -> str:
        """Judge what the row's own day decides."""
        if not visit["ordered_on"]:
            return "no-order"
        if not within_stay(visit, row["date"]):
            return "outside-stay"
        if (visit["case"], row["service"]) not in self.decisions:
            return "no-decision"
        if (visit["case"], row["date"][:7]) not in self.world.signed:
            return "not-signed"
        return "" if visit["invoice_reference"] else "no-reference"

    def parts_of(self, row: Row, visit: Row) -> list[Part]:
        """Split a clock row minute by minute; any other row is one part."""
        day, staff = date.fromisoformat(row["date"]), int(row.get("staff") or 1)
        if not row.get("start"):
            return [Part(day, row.get("band", ""), int(row.get("minutes") or 0) * staff)]
        scheme = self.schemes[visit["home_municipality"]]
        minutes = [(on, band_of(scheme, on, minute)) for on, minute in elapsed(day, row["start"], row["end"])]
        return [Part(*where, len(list(alike)) * staff) for where, alike in groupby(minutes)]

    def gather(self, row: Row, case: str, parts: list[Part], rates: list[OracleRate]) -> None:
        """Add a row to its lines."""
        staff, service = int(row.get("staff") or 1), row["service"]
        by_visit = next((place for place, rate in enumerate(rates) if rate.unit == "visit"), None)
        for place, (part, rate) in enumerate(zip(parts, rates, strict=True)):
            if rate.unit == "month":
                continue
            of_line = place
            if rate.unit == "visit" and by_visit is not None:
                # House decision: a row is one visit, on its first part that is paid so.
                of_line = by_visit
            gathered = self.sums[case, service, rates[of_line], month_of(parts[of_line].day)]
            gathered.minutes += part.minutes
            gathered.pieces += int(row.get("pieces") or 0)
            gathered.visits += staff if rate.unit == "visit" and place == by_visit else 0
            gathered.days.add(part.day)

    def line(self, key: tuple[str, str, OracleRate, str], gathered: Sum) -> Line:
        """Price what has gathered, once."""
        case, service, rate, month = key
        of_unit = {
            "hour": gathered.minutes,
            "piece": gathered.pieces,
            "visit": gathered.visits,
            "day": len(gathered.days),
        }
        quantity = of_unit[rate.unit]
        net = half_up(Fraction(quantity * rate.ore, 60 if rate.unit == "hour" else 1))
        days, late = (min(gathered.days), max(gathered.days)), month < self.month
        return Line(case, service, rate.unit, rate.ore, quantity, net, month, *days, late)

    def month_line(self, charge: Month) -> Line:
        """Price a started month."""
        assert charge.rate is not None
        ore, late = charge.rate.ore, charge.month < self.month
        return Line(
            charge.case, charge.service, "month", ore, 1, ore, charge.month, charge.first, charge.last, late
        )  # fmt: skip

    def rate_of(self, row: Row, visit: Row, part: Part) -> OracleRate | str:
        """Find the one rate of a part, or the reason why there is none."""
        units = {"piece", "visit", "day"} if row.get("pieces") else {"hour", "visit", "day"}
        decision = self.decisions[visit["case"], row["service"]]
        sought = (frozenset(units), decision["home_municipality"], row["service"], decision.get("provider", ""))
        key = (*sought, decision.get("area", ""), part.band, part.day)
        if key not in self.found:
            fitting = self.fitting(*key) or self.fitting(frozenset({"month"}), *key[1:])
            self.found[key] = choose(fitting)
        return self.found[key]

    def fitting(
        self, units: frozenset[str], home: str, service: str, provider: str, area: str, band: str, day: date
    ) -> list[OracleRate]:
        """List the rates that fit on a day, by what is known."""
        return [
            rate
            for rate in self.rates
            if (rate.home, rate.service) == (home, service)
            and rate.unit in units
            and rate.provider in ("", provider.lower())
            and rate.area in ("", area.lower())
            and rate.band in ("", band.lower())
            and rate.valid_from <= day
            and not self.has_ended(rate, day)
        ]

    def has_ended(self, rate: OracleRate, day: date) -> bool:
        """Say whether a rate is over: by its own last day or, where it has none, by a later one of its kind."""
        if rate.valid_to is not None:
            return day > rate.valid_to
        return any(other.kind == rate.kind and rate.valid_from < other.valid_from <= day for other in self.rates)

    def started_months(self) -> Iterator[Month]:
        """Give every started month of services that are paid by the month.

        House decision: a service is, when its municipality has a monthly rate for it that is known, or no rate at all
        and the service is usually paid so.
        """
        for (case, service), decision in self.decisions.items():
            kind = (decision["home_municipality"], service)
            if kind in self.by_month or (kind not in self.with_rates and service in USUALLY_BY_MONTH):
                yield from self.months_of(case, service, self.visits[case], decision)

    def months_of(self, case: str, service: str, visit: Row, decision: Row) -> Iterator[Month]:
        """Give the months that a stay touches until the plan's, day by day."""
        day, days = date.fromisoformat(visit["from"]), defaultdict(list)
        while month_of(day) <= self.month and within_stay(visit, day.isoformat()):
            days[month_of(day)].append(day)
            day += DAY
        for month, theirs in days.items():
            where = (decision["home_municipality"], service, decision.get("provider", ""), decision.get("area", ""))
            found = choose(self.fitting(frozenset({"month"}), *where, "", theirs[0]))
            reasons = [found] if isinstance(found, str) else []
            reasons += [] if visit["ordered_on"] else ["no-order"]
            reasons += [] if (case, month) in self.world.signed else ["not-signed"]
            reasons += [] if visit["invoice_reference"] else ["no-reference"]
            reasons += ["protected"] if visit["protected"] in ("ja", "yes", "1") else []
            rate = None if isinstance(found, str) else found
            yield Month(case, service, month, theirs[0], theirs[-1], rate, first_reason(reasons))


def within_stay(visit: Row, day: str) -> bool:
    """Say whether a day lies in the stay; dates as text sort as days."""
    return visit["from"] <= day and (not visit["to"] or day <= visit["to"])


def choose(fitting: list[OracleRate]) -> OracleRate | str:
    """Take the most specific rate, of equals the one decided last; say why where there is not exactly one."""
    heaviest = max((rate.weight for rate in fitting), default=None)
    equal = [rate for rate in fitting if rate.weight == heaviest]
    latest = max((rate.known for rate in equal), default=None)
    left = [rate for rate in equal if rate.known == latest]
    if len(left) != 1:
        return "no-rate"
    return left[0] if left[0].confirmed else "unconfirmed-rate"


def read_rates(world: World, today: date) -> list[OracleRate]:
    """Read the rates; a row that stands twice is one rate, confirmed when either is."""
    found: dict[tuple[object, ...], OracleRate] = {}
    for rows, confirmed in ((world.rates, True), (world.unconfirmed, False)):
        for row in rows:
            to, decided = row.get("valid_to"), row.get("decided_on")
            words = (row["municipality"], row["service"], row.get("provider", ""), row.get("area", "").lower())
            what = (*words, row.get("band", "").lower(), row["unit"], ore_of(row["amount"]))
            days = (date.fromisoformat(row["valid_from"]), date.fromisoformat(to) if to else None)
            known = date.fromisoformat(decided) if decided else today
            found.setdefault((*what, *days, known), OracleRate(*what, *days, known, confirmed))
    return list(found.values())


def price_month(world: World, month: str, today: date) -> Answer:
    """Price a month of a world by what is known on a day."""
    return Oracle(world, month, today).answer()

"""Invented worlds for the price of a month: small and wild, so that every rule meets every other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from seed.reference import municipalities
from tests.operations.builders import Row, row_of
from tests.operations.price.oracle import World, key_of, month_of
from tests.operations.price.oracle_calendar import elapsed

HOMES = tuple(row.code for row in municipalities() if row.code != "0885")
BANDS = ("day", "evening", "night", "weekend", "Helg")
AREAS = ("", "tätort", "Landsbygd")
AREAS_OF_RATES = ("", "", "Tätort", "landsbygd")
PROVIDERS = ("", "own", "private")
DAYS = ("mon-fri", "mon-thu", "fri-mon", "sat+sun", "fri", "holiday", "sun+holiday", "all", "tue", "all", "helgdag")
CLOCKS = ("00:00", "06:30", "07:00", "12:15", "17:00", "19:00", "21:30", "22:00", "23:00", "02:00", "02:30", "03:00")
MONTHS = {
    "2026-01": "2025-12-31",
    "2026-03": "2026-03-29",
    "2026-04": "2026-04-03",
    "2026-05": "2026-05-14",
    "2026-06": "2026-06-19",
    "2026-07": "2026-07-13",
    "2026-10": "2026-10-25",
    "2026-12": "2026-12-25",
    "2025-10": "2025-10-26",
    "2025-12": "2025-12-31",
}
"""Months to plan, each with a day that is worth a visit: clocks changed, a holiday, the year's end."""

SCHEMES = (
    (),
    (),
    (("night", "all", "22:00", "07:00"),),
    (
        ("weekend", "holiday", "00:00", "24:00"),
        ("weekend", "fri", "19:00", "24:00"),
        ("weekend", "sat+sun", "00:00", "24:00"),
        ("weekend", "mon", "00:00", "07:00"),
        ("day", "mon-fri", "07:00", "19:00"),
        ("evening", "mon-thu", "19:00", "23:00"),
        ("night", "all", "23:00", "07:00"),
    ),
    (
        ("Helg", "sun+holiday", "22:00", "06:00"),
        ("evening", "mon-fri", "17:00", "22:00"),
        ("day", "all", "06:00", "22:00"),
    ),
)

UNITS = {
    "home-care": ("hour", "hour", "hour", "hour", "hour", "visit", "day", "month"),
    "escort": ("hour", "hour", "visit", "month", "day"),
    "home-visit-night": ("visit", "visit", "visit", "hour", "day"),
    "alarm-visit": ("visit", "visit", "hour"),
    "safety-alarm": ("month", "month", "month", "piece", "visit"),
    "meal-delivery": ("piece", "piece", "piece", "visit", "month"),
    "care-home-day": ("day", "day", "month"),
}
"""The units that a service may be paid by, the usual ones oftener."""

COUNTED = ("meal-delivery", "care-home-day")
SERVICES = tuple(UNITS)


@dataclass(frozen=True, slots=True)
class Scene:
    """A world, the month that is planned in it, and the day on which that is done."""

    world: World
    month: str
    today: date


def scene(source: Random, homes: int, most_rows: int = 12) -> Scene:
    """Make a scene with so many home municipalities, one or two visits from each."""
    month = source.choice(sorted(MONTHS))
    today = date.fromisoformat(f"{month}-01") + timedelta(days=source.randrange(33, 70))
    made = World([], [], [], [], [], frozenset())
    signed: set[tuple[str, str]] = set()
    excluded: set[str] = set()
    for home in source.sample(HOMES, homes):
        services = source.sample(SERVICES, source.randint(1, 3))
        made.bands.extend(scheme(source, home))
        for service in services:
            for row in rates(source, home, service, month):
                (made.unconfirmed if source.random() < 0.06 else made.rates).append(row)
        for number in range(source.randint(1, 2)):
            case = f"SN{home}-{number + 1}"
            visit, granted = stay(source, case, home, month), source.sample(services, source.randint(1, len(services)))
            made.visits.extend(visit | grant(source, service) for service in granted)
            rows = list(hours(source, case, month, visit, granted, source.randint(0, most_rows)))
            made.hours.extend(rows)
            excluded |= {row["key"] for row in rows if row["key"].startswith("K") and source.random() < 0.03}
            signed |= {(case, each) for each in months_about(month) if source.random() < 0.92}
    unsigned = World(made.visits, made.rates, apart(made), made.bands, made.hours, frozenset(signed))
    return Scene(with_excluded(unsigned, excluded), month, today)


def with_excluded(world: World, keys: set[str]) -> World:
    """Say which rows somebody excluded."""
    return World(
        world.visits, world.rates, world.unconfirmed, world.bands, world.hours, world.signed, frozenset(keys)
    )  # fmt: skip


def apart(world: World) -> list[Row]:
    """Give the unconfirmed rates that no confirmed row says too."""
    return [dict(row) for row in world.unconfirmed if row not in world.rates]


def months_about(month: str) -> tuple[str, str, str]:
    """Give the months before, in and after a month."""
    first = date.fromisoformat(f"{month}-01")
    return month_of(first - timedelta(days=1)), month, month_of(first + timedelta(days=32))


def scheme(source: Random, home: str) -> Iterator[Row]:
    """Give a municipality's bands: none, a likely scheme, or any rows at all."""
    rows = list(source.choice(SCHEMES))
    if source.random() < 0.35:
        rows = [
            (source.choice(BANDS), source.choice(DAYS), source.choice(CLOCKS), source.choice((*CLOCKS[1:], "24:00")))
            for _ in range(source.randint(1, 5))
        ]
    for band, days, start, end in rows:
        yield row_of(municipality=home, band=band, days=days, start=start, end=end)


def rates(source: Random, home: str, service: str, month: str) -> Iterator[Row]:
    """Give a service's rates: mostly one for everything, more or less special ones, changes, ties and gaps."""
    kinds = [("", "", "", source.choice(UNITS[service]))] if source.random() < 0.93 else []
    for _ in range(source.choice((0, 0, 1, 2, 3))):
        band = source.choice(("", *BANDS, "NIGHT", "helg"))
        kinds.append((source.choice(PROVIDERS), source.choice(AREAS_OF_RATES), band, source.choice(UNITS[service])))
    for provider, area, band, unit in kinds:
        for valid_from in valid_days(source, month):
            yield row_of(
                municipality=home,
                service=service,
                provider=provider,
                area=area,
                band=band,
                unit=unit,
                amount=amount(source),
                valid_from=valid_from,
                valid_to=valid_from + timedelta(days=source.randrange(40)) if source.random() < 0.12 else None,
                decided_on=decided(source, valid_from),
            )


def valid_days(source: Random, month: str) -> list[date]:
    """Give the days from which a kind of rate holds: long since, and perhaps anew in the month or about it."""
    first, busy = date.fromisoformat(f"{month}-01"), date.fromisoformat(MONTHS[month])
    changes = (busy, busy + timedelta(days=1), first, first + timedelta(days=source.randrange(-20, 40)))
    days = [date(2025, 1, 1)] if source.random() < 0.95 else []
    return [*days, *(source.choice(changes) for _ in range(source.choice((0, 0, 0, 1, 1, 2))))]


def decided(source: Random, valid_from: date) -> date | None:
    """Give the day of a decision: in good time, on one of few days so that ties occur, late, or unknown."""
    if source.random() < 0.5:
        return source.choice((date(2024, 12, 1), date(2025, 9, 1)))
    return None if source.random() < 0.1 else valid_from + timedelta(days=source.randrange(-60, 60))


def amount(source: Random) -> str:
    """Give kronor with odd öre and either mark."""
    mark = source.choice(",.")
    return f"{source.randrange(1, 900)}{mark}{source.randrange(100):02}"


def stay(source: Random, case: str, home: str, month: str) -> Row:
    """Make a visit about a month, in which now and then something is missing."""
    first = date.fromisoformat(f"{month}-01") + timedelta(days=source.randrange(-45, 12))
    last = first + timedelta(days=source.choice((5, 40, 70, 100)) + source.randrange(20))
    return row_of(
        case=case,
        home_municipality=home,
        protected="ja" if source.random() < 0.05 else "nej",
        from_=first,
        to="" if source.random() < 0.2 else last,
        ordered_on="" if source.random() < 0.05 else first - timedelta(days=3),
        order_reference="BIST 7",
        invoice_reference="" if source.random() < 0.05 else "KST 100",
    )


def grant(source: Random, service: str) -> Row:
    """Make the rest of a visit's row: one decision."""
    return row_of(service=service, provider=source.choice(PROVIDERS), area=source.choice(AREAS))


def hours(
    source: Random, case: str, month: str, visit: Row, granted: list[str], number: int
) -> Iterator[Row]:  # fmt: skip
    """Give rows about the stay: clocks, minutes and pieces, some outside it, some that nobody granted."""
    begun, busy = date.fromisoformat(visit["from"]), date.fromisoformat(MONTHS[month])
    first = date.fromisoformat(f"{month}-01")
    unkeyed: set[str] = set()
    for index in range(number):
        service = source.choice(granted) if source.random() < 0.96 else source.choice(SERVICES)
        spread = first + timedelta(days=source.randrange(-12, 33))
        about = busy + timedelta(days=source.randrange(-1, 2))
        day = source.choice((spread, spread, about, max(begun, first) + timedelta(days=source.randrange(20))))
        day = max(day, begun) if source.random() < 0.95 else day
        staff = source.choice(("", "1", "1", "2"))
        row = row_of(key=f"K{case}-{index}", case=case, date=day, service=service, staff=staff)
        row |= measure(source, row)
        content = key_of(row | {"key": ""})
        if source.random() < 0.04 and content not in unkeyed:
            unkeyed.add(content)
            row["key"] = ""
        yield row


def measure(source: Random, row: Row) -> Row:
    """Measure a row by the clock, by minutes or by pieces, as its service mostly is."""
    counted = source.random() < (0.85 if row["service"] in COUNTED else 0.1)
    if counted:
        return row_of(pieces=source.choice((1, 1, 2, 7)))
    if source.random() < 0.2:
        return row_of(minutes=source.randrange(1, 400), band=source.choice(("", "day", "Night", "helg", "unheard-of")))
    return clock(source, row)


def clock(source: Random, row: Row) -> Row:
    """Give a start and an end between which minutes elapse, often about midnight and the small hours."""
    while True:
        start = source.choice((source.randrange(24 * 60), 22 * 60 + source.randrange(120), source.randrange(180)))
        length = source.choice((source.randrange(1, 90), source.randrange(1, 23 * 60), 37))
        end = (start + length) % (24 * 60)
        begun, ended = f"{start // 60:02}:{start % 60:02}", f"{end // 60:02}:{end % 60:02}"
        if start != end and next(elapsed(date.fromisoformat(row["date"]), begun, ended), None) is not None:
            return row_of(start=begun, end=ended)

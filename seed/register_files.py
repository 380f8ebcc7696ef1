"""Files of the registers: visits, rates and time bands, each in several forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.rules.money import Ore
from models.rules.services import SERVICE_OF, Unit
from seed.chance import chance, pick
from seed.data_files import lines
from seed.reference import municipalities
from seed.sheets import BOM_COMMA, TABS, WINDOWS, Cell, TextForm, TextSheet
from seed.stays import Grant, Stay
from seed.tariffs import SCHEMES, SOURCE, Tariff, confirmed_codes, tariffs, unconfirmed_codes

SPELLED_SHORT_FROM = "1940"
"""Nobody born before this year is written with ten digits: read in a later year, they could be a child."""

SWEDISH_UNIT = {
    Unit.HOUR: "timme",
    Unit.VISIT: "besök",
    Unit.DAY: "dygn",
    Unit.MONTH: "månad",
    Unit.PIECE: "styck",
}

SWEDISH_PROVIDER = {"own": "egen", "private": "privat", "": ""}

SWEDISH_PER = {"day": "dag", "week": "vecka", "month": "månad", "": ""}

SWEDISH_DAYS = {"mon-fri": "mån-fre", "mon-thu": "mån-tor", "sat+sun": "lör+sön", "fri": "fre", "mon": "mån"} | {
    "holiday": "helgdag",
    "all": "alla",
}

VisitColumn = tuple[str, str, Callable[[Stay, Grant], Cell], Callable[[Stay, Grant], Cell]]
"""Swedish heading, English heading, the cell in a Swedish file and in an English one."""


def swedish_name(code: str) -> str:
    """Give a municipality's Swedish name."""
    return {row.code: row.name for row in municipalities()}[code]


def spelled(number: str) -> str:
    """Write an identity number in one of the ways people write it."""
    way = int(number[-3:]) % 3 if number else 0
    if way == 1:
        return f"{number[:8]}-{number[8:]}"
    if way == 2 and number >= SPELLED_SHORT_FROM:
        return f"{number[2:8]}-{number[8:]}"
    return number


def decimal_kronor(amount: Ore, mark: str) -> str:
    """Write öre as kronor with two decimals."""
    return f"{amount // 100}{mark}{amount % 100:02}"


def address(stay: Stay) -> str:
    """Make up where a guest stays."""
    source = chance("address", stay.case)
    return f"{pick(source, lines('streets.txt'))} {source.randrange(1, 40)}, {pick(source, lines('villages.txt'))}"


def _last(stay: Stay) -> Cell:
    return None if stay.is_open else stay.last


VISIT_COLUMNS: tuple[VisitColumn, ...] = (
    ("Ärende", "case", lambda stay, _: stay.case, lambda stay, _: stay.case),
    (
        "Bosättningskommun",
        "home_municipality",
        lambda stay, _: swedish_name(stay.guest.home),
        lambda stay, _: stay.guest.home,
    ),
    (
        "Personnummer",
        "identity_number",
        lambda stay, _: spelled(stay.guest.number),
        lambda stay, _: stay.guest.number,
    ),
    ("Namn", "name", lambda stay, _: stay.guest.name, lambda stay, _: stay.guest.name),
    (
        "Skyddad",
        "protected",
        lambda stay, _: "ja" if stay.guest.protected else "nej",
        lambda stay, _: "yes" if stay.guest.protected else "",
    ),
    ("Från", "from", lambda stay, _: stay.first, lambda stay, _: stay.first),
    ("Till", "to", lambda stay, _: _last(stay), lambda stay, _: _last(stay)),
    ("Beställd", "ordered_on", lambda stay, _: stay.ordered_on, lambda stay, _: stay.ordered_on),
    ("Beslutsreferens", "order_reference", lambda stay, _: stay.order_reference, lambda stay, _: stay.order_reference),
    (
        "Er referens",
        "invoice_reference",
        lambda stay, _: stay.invoice_reference,
        lambda stay, _: stay.invoice_reference,
    ),
    ("Insats", "service", lambda _, grant: SERVICE_OF[grant.service].swedish, lambda _, grant: grant.service),
    ("Utförare", "provider", lambda stay, _: SWEDISH_PROVIDER[stay.provider], lambda stay, _: stay.provider),
    ("Område", "area", lambda stay, _: stay.area, lambda stay, _: stay.area),
    ("Beviljat", "granted", lambda _, grant: grant.amount, lambda _, grant: grant.amount),
    ("Beviljat per", "granted_per", lambda _, grant: SWEDISH_PER[grant.per], lambda _, grant: grant.per),
)


class VisitFiles:
    """Two files of visits: the register's own in Swedish, and what came by an English form."""

    def __init__(self, folder: Path, year: int) -> None:
        self._paths = (folder / f"vistelser-{year}.csv", folder / f"visits-{year}.csv")
        swedish, english = [row[0] for row in VISIT_COLUMNS], [row[1] for row in VISIT_COLUMNS]
        self._swedish = TextSheet(self._paths[0], WINDOWS, [*swedish, "Vistelseadress"])
        self._english = TextSheet(self._paths[1], BOM_COMMA, english)

    def write(self, stay: Stay) -> None:
        """Write a visit, one row for each of its services; every third goes into the English file."""
        for grant in stay.grants:
            if stay.index % 3 == 2:
                self._english.write([cell(stay, grant) for *_, cell in VISIT_COLUMNS])
            else:
                self._swedish.write([*(cell(stay, grant) for *_, cell, _ in VISIT_COLUMNS), address(stay)])

    def close(self) -> tuple[Path, ...]:
        """Finish both files."""
        self._swedish.close()
        self._english.close()
        return self._paths


def write_rates(folder: Path, seed: int, year: int) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write the rates that somebody confirms, in a Swedish and an English file, and those that nobody confirms."""
    codes = confirmed_codes()
    swedish = _swedish_rates(folder / f"ersattningsnivaer-{year}.csv", WINDOWS, seed, year, codes[::2])
    english = _english_rates(folder / f"rates-{year}.csv", seed, year, codes[1::2])
    open_file = folder / f"ersattningsnivaer-obekraftade-{year}.txt"
    return (swedish, english), (_swedish_rates(open_file, TABS, seed, year, unconfirmed_codes()),)


def _swedish_rates(path: Path, form: TextForm, seed: int, year: int, codes: tuple[str, ...]) -> Path:
    """Write municipalities' rates with Swedish columns and decimal commas."""
    heading = ["Kommun", "Insats", "Utförare", "Område", "Tidsband", "Enhet", "Belopp"]
    sheet = TextSheet(path, form, [*heading, "Gäller från", "Gäller till", "Beslutad", "Källa"])
    for row in (tariff for code in codes for tariff in tariffs(seed, year, code)):
        service, provider = SERVICE_OF[row.service].swedish, SWEDISH_PROVIDER[row.provider]
        what = [swedish_name(row.municipality), service, provider, row.area, row.band, SWEDISH_UNIT[row.unit]]
        sheet.write([*what, decimal_kronor(row.price, ","), *_when(row)])
    sheet.close()
    return path


def _english_rates(path: Path, seed: int, year: int, codes: tuple[str, ...]) -> Path:
    """Write municipalities' rates with English columns and decimal points."""
    heading = ["municipality", "service", "provider", "area", "band", "unit", "amount"]
    sheet = TextSheet(path, BOM_COMMA, [*heading, "valid_from", "valid_to", "decided_on", "source"])
    for row in (tariff for code in codes for tariff in tariffs(seed, year, code)):
        what = [row.municipality, row.service, row.provider, row.area, row.band, row.unit.value]
        sheet.write([*what, decimal_kronor(row.price, "."), *_when(row)])
    sheet.close()
    return path


def _when(row: Tariff) -> list[Cell]:
    """Give the last columns of a rate."""
    return [row.valid_from, row.valid_to, row.decided_on, SOURCE]


def write_bands(folder: Path) -> tuple[Path, ...]:
    """Write the time bands, Swedish words for the days in one file and English in the other."""
    swedish, english = folder / "tidsband.csv", folder / "bands.csv"
    codes = tuple(sorted(SCHEMES))
    _bands(swedish, WINDOWS, ("kommun", "tidsband", "dagar", "start", "slut"), codes[::2], SWEDISH_DAYS)
    _bands(english, BOM_COMMA, ("municipality", "band", "days", "start", "end"), codes[1::2], {})
    return swedish, english


def _bands(path: Path, form: TextForm, heading: tuple[str, ...], codes: tuple[str, ...], words: dict[str, str]) -> None:
    """Write the bands of some municipalities."""
    sheet = TextSheet(path, form, heading)
    for code in codes:
        for band, days, start, end in SCHEMES[code]:
            sheet.write([code, band, words.get(days, days), start, end])
    sheet.close()

"""Read a file of rates into the register: all of it or nothing, and again without effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.errors import ImportRefused
from models.interchange.faults import Fault, Reading
from models.interchange.rates_file import RateRow, read_rates
from models.interchange.table_file import read_table
from models.language.words import ntr
from models.operations.billing.propose_differences import NO_DIFFERENCES, DifferencesFound, propose_differences
from models.operations.registers.names import municipality_ids, no_such_municipality, service_ids
from models.operations.registers.rate_refusals import decision_ahead
from models.operations.registers.strange_bands import BandOfRate, told_of_bands
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import utc_now, write_event
from models.rate import Rate
from models.rules.roles import Role

RateIdentity = tuple[int, int, str, str, str, str, date, date | None, int]


@dataclass(frozen=True, slots=True)
class RatesReceipt:
    """What an import of rates did: new rates, rates that were there, rates confirmed by it, and what that proposes.

    `superseded` are known to hold no more: corrected, ended or withdrawn.
    """

    file: str
    added: int
    unchanged: int
    confirmed: int
    notices: tuple[str, ...]
    differences: DifferencesFound = NO_DIFFERENCES
    superseded: int = 0


@dataclass(frozen=True, slots=True)
class _How:
    """How rows are taken: by whom and when, and as what."""

    today: date
    actor: Actor
    confirm: bool
    example: bool
    anew: bool


NEW, KNOWN, PAST = "new", "known", "past"


def import_rates(file: str, content: bytes, today: date, actor: Actor, *, confirm: bool = False) -> RatesReceipt:
    """Import a file of rates; `confirm` says that they have been checked and may bill.

    Raises:
        ImportRefused: a row is bad; every bad row is listed and nothing was changed.
    """
    reading = read_rates(read_table(file, content))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        receipt = enter_rates(file, reading, today, actor, confirm=confirm)
        write_event(
            actor, "import-rates", file, added=receipt.added, unchanged=receipt.unchanged, confirmed=receipt.confirmed
        )
    return receipt


def enter_rates(
    file: str,
    reading: Reading[RateRow],
    today: date,
    actor: Actor,
    *,
    confirm: bool = False,
    example: bool = False,
    anew: bool = False,
) -> RatesReceipt:
    """Enter rates that were read, inside the deed's transaction; an `example` is silent where others are entered.

    What repeats a rate that was corrected, ended or withdrawn since is known already, and stays so; only where it is
    meant to hold `anew` is it entered again.

    Raises:
        ImportRefused: a row is bad or its municipality unknown.
    """
    homes, services = municipality_ids(), service_ids()
    faults = (*reading.faults, *_unknown_homes(file, reading.rows, homes), *_not_decided_yet(file, reading.rows, today))
    if faults:
        raise ImportRefused(file, faults)
    named = [(row, homes[row.municipality.casefold()], services[row.service]) for row in reading.rows]
    known, how = _known_rates({home for _, home, _ in named}), _How(today, actor, confirm, example, anew)
    taken = Counter(_take(row, home, service, known, how) for row, home, service in named)
    strange = told_of_bands(BandOfRate(home, row.band, row.valid_from, row.valid_to) for row, home, _ in named)
    receipt = _receipt_of(file, taken, (*reading.notices, *strange))
    touched = {home for _, home, _ in named} if receipt.added or receipt.confirmed else set()
    first = min((row.valid_from for row in reading.rows), default=today)
    return replace(receipt, differences=propose_differences(touched, first, today, actor))


def _take(row: RateRow, home: int, service: int, known: dict[RateIdentity, list[Rate]], how: _How) -> tuple[str, bool]:
    """Enter a row's rate, or find it; say whether it was new, known or past, and whether it was confirmed by it."""
    identity = _identity(row, home, service)
    same = _same(known, identity, row.decided_on)
    is_past = same is not None and same.known_until is not None
    if same is None or (is_past and how.anew):
        known.setdefault(identity, []).append(_enter(row, home, service, how))
        return NEW, how.confirm
    if is_past:
        return PAST, False
    if same.is_example and not how.example:
        Rate.update(is_example=False).where(Rate.id == same.id).execute()
    return KNOWN, how.confirm and _confirm(same, how.actor)


def _receipt_of(file: str, taken: Counter[tuple[str, bool]], notices: tuple[str, ...]) -> RatesReceipt:
    counts = Counter[str]()
    for (what, _), n in taken.items():
        counts[what] += n
    confirmed = sum(n for (_, is_confirmed), n in taken.items() if is_confirmed)
    notices = (*notices, *_told_of_past(counts[PAST]))
    return RatesReceipt(file, counts[NEW], counts[KNOWN] + counts[PAST], confirmed, notices)


def _told_of_past(past: int) -> Iterator[str]:
    if past:
        yield ntr(
            "{n} rate of the file was corrected, ended or withdrawn since, and stays so.",
            "{n} rates of the file were corrected, ended or withdrawn since, and stay so.",
            past,
        )


def _unknown_homes(file: str, rows: Iterable[RateRow], homes: dict[str, int]) -> Iterator[Fault]:
    for row in rows:
        if row.municipality.casefold() not in homes:
            yield Fault(file, row.line, "municipality", no_such_municipality())


def _not_decided_yet(file: str, rows: Iterable[RateRow], today: date) -> Iterator[Fault]:
    for row in rows:
        if row.decided_on is not None and row.decided_on > today:
            yield Fault(file, row.line, "decided_on", decision_ahead(row.decided_on))


def _identity(row: RateRow, home: int, service: int) -> RateIdentity:
    kind = (home, service, row.provider, row.area.casefold(), row.band.casefold(), str(row.unit))
    return (*kind, row.valid_from, row.valid_to, row.price)


def _known_rates(homes: set[int]) -> dict[RateIdentity, list[Rate]]:
    found: dict[RateIdentity, list[Rate]] = {}
    for rate in Rate.select().where(Rate.municipality.in_(homes) & Rate.visit.is_null()):
        kind = (rate.municipality_id, rate.service_id, rate.provider, rate.area.casefold(), rate.band.casefold())
        key = (*kind, rate.unit, rate.valid_from, rate.valid_to, rate.price)
        found.setdefault(key, []).append(rate)
    return found


def _same(known: dict[RateIdentity, list[Rate]], identity: RateIdentity, decided_on: date | None) -> Rate | None:
    """Find the rate that says the same, and tell it the day of its decision if only this row knows it.

    One that is known to hold comes before one that was corrected. When it came to be known stays as it was: what was
    answered of an earlier day is answered so for ever (G24).
    """
    alike = sorted(known.get(identity, []), key=lambda rate: rate.known_until is not None)
    for rate in alike:
        if decided_on in (None, rate.decided_on):
            return rate
    undated = next((rate for rate in alike if rate.decided_on is None), None)
    if undated is not None and undated.known_until is None and decided_on is not None:
        undated.decided_on = decided_on
        Rate.update(decided_on=decided_on).where(Rate.id == undated.id).execute()
    return undated


def _enter(row: RateRow, home: int, service: int, how: _How) -> Rate:
    return Rate.create(
        municipality=home,
        service=service,
        provider=row.provider,
        area=row.area,
        band=row.band,
        unit=row.unit,
        price=row.price,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        decided_on=row.decided_on,
        known_since=row.decided_on or how.today,
        source=row.source,
        entered_by=how.actor.login,
        is_example=how.example,
        confirmed_by=how.actor.login if how.confirm else None,
        confirmed_at=utc_now() if how.confirm else None,
    )


def _confirm(rate: Rate, actor: Actor) -> bool:
    if rate.confirmed_by is not None:
        return False
    Rate.update(confirmed_by=actor.login, confirmed_at=utc_now()).where(Rate.id == rate.id).execute()
    return True

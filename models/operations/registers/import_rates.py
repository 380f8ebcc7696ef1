"""Read a file of rates into the register: all of it or nothing, and again without effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.errors import ImportRefused
from models.interchange.faults import Fault, Reading
from models.interchange.rates_file import RateRow, read_rates
from models.interchange.table_file import read_table
from models.operations.registers.names import municipality_ids, no_such_municipality, service_ids
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import utc_now, write_event
from models.rate import Rate
from models.rules.roles import Role

RateIdentity = tuple[int, int, str, str, str, str, date, date | None, int]


@dataclass(frozen=True, slots=True)
class RatesReceipt:
    """What an import of rates did: new rates, rates that were there, and rates confirmed by it."""

    file: str
    added: int
    unchanged: int
    confirmed: int
    notices: tuple[str, ...]


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
) -> RatesReceipt:
    """Enter rates that were read, inside the deed's transaction; an `example` is silent where others are entered.

    Raises:
        ImportRefused: a row is bad or its municipality unknown.
    """
    homes, services = municipality_ids(), service_ids()
    faults = (*reading.faults, *_unknown_homes(file, reading.rows, homes))
    if faults:
        raise ImportRefused(file, faults)
    known = _known_rates({homes[row.municipality.casefold()] for row in reading.rows})
    added = unchanged = confirmed = 0
    for row in reading.rows:
        home = homes[row.municipality.casefold()]
        same = _same(known, _identity(row, home, services[row.service]), row.decided_on)
        if same is None:
            rate = _enter(row, home, services[row.service], today, actor, confirm, example)
            known.setdefault(_identity(row, home, services[row.service]), []).append(rate)
            added, confirmed = added + 1, confirmed + confirm
        else:
            unchanged, confirmed = unchanged + 1, confirmed + (confirm and _confirm(same, actor))
            if same.is_example and not example:
                Rate.update(is_example=False).where(Rate.id == same.id).execute()
    return RatesReceipt(file, added, unchanged, confirmed, reading.notices)


def _unknown_homes(file: str, rows: Iterable[RateRow], homes: dict[str, int]) -> Iterator[Fault]:
    for row in rows:
        if row.municipality.casefold() not in homes:
            yield Fault(file, row.line, "municipality", no_such_municipality())


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
    """Find the rate that says the same, and tell it the day of its decision if only this row knows it."""
    alike = known.get(identity, [])
    for rate in alike:
        if decided_on in (None, rate.decided_on):
            return rate
    undated = next((rate for rate in alike if rate.decided_on is None), None)
    if undated is not None and decided_on is not None:
        undated.decided_on = decided_on
        Rate.update(decided_on=decided_on, known_since=decided_on).where(Rate.id == undated.id).execute()
    return undated


def _enter(row: RateRow, home: int, service: int, today: date, actor: Actor, confirm: bool, example: bool) -> Rate:
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
        known_since=row.decided_on or today,
        source=row.source,
        entered_by=actor.login,
        is_example=example,
        confirmed_by=actor.login if confirm else None,
        confirmed_at=utc_now() if confirm else None,
    )


def _confirm(rate: Rate, actor: Actor) -> bool:
    if rate.confirmed_by is not None:
        return False
    Rate.update(confirmed_by=actor.login, confirmed_at=utc_now()).where(Rate.id == rate.id).execute()
    return True

"""Five wild workbooks: merged cells and sums, a sheet a guest, days across, two rows of heading, numbers for days."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from models.rules.services import SERVICE_OF
from seed.stays import Stay
from seed.wild_care import JULY, Truth, born, care_of, daily, guests
from seed.wild_forms import Page, Row, as_workbook, clock
from seed.wild_texts import Made, of_clock, short

_EXCEL_NOUGHT = date(1899, 12, 30)


def merged() -> Made:
    """The guest's cell merged over all of the rows, the day's over its visits; a sum for each and one at the end."""
    page = Page(
        "Besök", [["Utförda besök juli 2026"], [], ["Kund", "Personnummer", "Datum", "Start", "Slut", "Insats"]]
    )
    page.merged.append((0, 0, 0, 5))
    truth: list[Truth] = []
    for guest in guests(25, 4):
        begin = len(page.rows)
        day_begin = begin
        for care in care_of(guest, 12):
            is_new = len(page.rows) == begin or page.rows[day_begin][2] != care.entry.day
            if is_new:
                _merge(page, day_begin, len(page.rows) - 1, 2)
                day_begin = len(page.rows)
            person: Row = (guest.guest.name, guest.guest.number) if len(page.rows) == begin else ("", "")
            day = care.entry.day if is_new else None
            page.rows.append([*person, day, clock(care.start), clock(care.end), care.swedish])
            truth.append(of_clock(care, number=guest.guest.number, name=guest.guest.name))
        for column, first in ((0, begin), (1, begin), (2, day_begin)):
            _merge(page, first, len(page.rows) - 1, column)
        page.rows.append([f"Summa {guest.guest.name}", "", "", "", Decimal("7.25")])
    page.rows.append(["Totalt", "", "", "", Decimal("29")])
    return as_workbook([page]), tuple(truth)


def _merge(page: Page, first: int, last: int, column: int) -> None:
    if last > first:
        page.merged.append((first, column, last, column))


def sheet_each() -> Made:
    """A sheet for every guest, who is named above the heading; the first sheet sums them up."""
    summary = Page("Sammanställning", [["Kund", "Summa timmar"]])
    pages = [summary]
    truth: list[Truth] = []
    for guest in guests(29, 5):
        page = Page(guest.guest.name[:31], [["Namn:", guest.guest.name], ["Personnummer:", short(guest.guest.number)]])
        page.rows += [["Månad:", "juli 2026"], [], ["Datum", "Från", "Till", "Insats"]]
        for care in care_of(guest, 10):
            page.rows.append([f"{care.entry.day}", clock(care.start), clock(care.end), care.swedish])
            truth.append(of_clock(care, number=guest.guest.number, name=guest.guest.name))
        page.rows.append(["Summa", "", "", Decimal("5.5")])
        summary.rows.append([guest.guest.name, Decimal("5.5")])
        pages.append(page)
    return as_workbook(pages), tuple(truth)


def across() -> Made:
    """A cross table: a row for each guest and service, a column for each day; time with a colon, meals by number."""
    days = range(1, JULY.last.day + 1)
    page = Page("Juli 2026", [["Månadsrapport Juli 2026"], ["Ärende", "Namn", "Insats", *days, "Summa"]])
    truth: list[Truth] = []
    for guest in guests(34, 4):
        by_service: dict[str, dict[int, int]] = {}
        for day, service, minutes in daily(guest, 30):
            by_service.setdefault(service, {})[day.day] = minutes
        for service, minutes_of in by_service.items():
            row = [clock(minutes_of[day]) if day in minutes_of else "" for day in days]
            page.rows.append([guest.case, guest.guest.name, SERVICE_OF[service].swedish, *row, ""])
            truth += [_across(guest, day, service, minutes=minutes) for day, minutes in minutes_of.items()]
        meals = [1 + day % 2 if day % 3 else 0 for day in days]
        page.rows.append([guest.case, guest.guest.name, "Matlåda", *meals, sum(meals)])
        truth += [_across(guest, day, "meal-delivery", pieces=meals[day - 1]) for day in days if meals[day - 1]]
    page.rows.append(["Totalt", "", "", *(Decimal(1) for _ in days), ""])
    return as_workbook([page]), tuple(truth)


def _across(guest: Stay, day: int, service: str, minutes: int | None = None, pieces: int | None = None) -> Truth:
    when = date(JULY.year, JULY.number, day)
    return Truth(when, service, case=guest.case, name=guest.guest.name, minutes=minutes, pieces=pieces)


def two_rows() -> Made:
    """Two rows of heading: what was planned and what was carried out stand beside each other, as moments."""
    groups = ["Ärendenummer", "Insats", "Planerat", "", "Utfört", "", "Bemanning"]
    page = Page("Data", [groups, ["", "", "Start", "Slut", "Start", "Slut", ""]])
    page.merged += [(0, 2, 0, 3), (0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1), (0, 6, 1, 6)]
    truth: list[Truth] = []
    for guest in guests(38, 3):
        for care in care_of(guest, 12):
            day = care.entry.day
            planned = [datetime.combine(day, clock(max(0, minute - 7))) for minute in (care.start, care.end)]
            executed = [datetime.combine(day, clock(minute)) for minute in (care.start, care.end)]
            page.rows.append([guest.case, care.swedish, *planned, *executed, care.entry.staff])
            truth.append(of_clock(care, case=guest.case, staff=care.entry.staff))
    return as_workbook([page]), tuple(truth)


def bare_numbers() -> Made:
    """Days as the numbers that Excel counts, hours as decimals, no service at all, names with the birth date beside."""
    page = Page("Blad1", [["Klient", "Datum", "Tid"]])
    truth: list[Truth] = []
    for guest in guests(41, 3):
        for day, minutes in _quarters(guest):
            number = (day - _EXCEL_NOUGHT).days
            page.rows.append([f"{guest.guest.name} ({born(guest)})", number, Decimal(minutes) / 60])
            truth.append(Truth(day, "home-care", name=guest.guest.name, birth_date=born(guest), minutes=minutes))
    page.rows.append(["", "", Decimal(sum(row.minutes or 0 for row in truth)) / 60])
    return as_workbook([page]), tuple(truth)


def _quarters(guest: Stay) -> list[tuple[date, int]]:
    """Give a guest's days of home care in whole quarters, half hours on most."""
    days = [day for day, service, _ in daily(guest, 20) if service == "home-care"]
    return [(day, (1 + place % 5) * 30) for place, day in enumerate(days)]

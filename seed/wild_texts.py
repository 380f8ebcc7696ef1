"""Seven wild text files: what each system writes, and what its rows truly say."""

from __future__ import annotations

from models.rules.services import SERVICE_OF
from seed.wild_care import Care, Truth, born, care_of, daily, guests
from seed.wild_forms import as_text, colon, dot

Made = tuple[bytes, tuple[Truth, ...]]

_MONTHS = ("", "januari", "februari", "mars", "april", "maj", "juni", "juli")
_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def short(number: str) -> str:
    """Write an identity number with ten digits and a hyphen."""
    return f"{number[2:8]}-{number[8:]}"


def of_clock(care: Care, **told: object) -> Truth:
    """Say the truth of a visit by the clock; whose it is, is told."""
    start, end, entry = care.start, care.end, care.entry
    return Truth(entry.day, entry.service, start=start, end=end, minutes=care.minutes, **told)  # type: ignore[arg-type]


def titled() -> Made:
    """Windows-1252 under four title rows, numbers of ten digits, the staff's names, and a sum at the bottom."""
    rows: list[list[str]] = [
        ["Utförd tid per brukare"],
        ["Enhet:", "Hemtjänst Norr, utskriven 2026-08-01"],
        ["Period: 2026-07-01 - 2026-07-31"],
        [],
        ["Brukare", "Personnr", "Datum", "Starttid", "Sluttid", "Insats", "Personal", "Dubbelbemanning"],
    ]
    truth: list[Truth] = []
    for guest in guests(0, 4):
        first, _, last = guest.guest.name.partition(" ")
        for care in care_of(guest, 12):
            is_double = care.entry.staff == 2
            person = [f"{last}, {first}", short(guest.guest.number)]
            rows.append([*person, f"{care.entry.day}", colon(care.start), colon(care.end)])
            rows[-1] += [care.swedish, "Berg E", "Ja" if is_double else "Nej"]
            staff = care.entry.staff
            truth.append(of_clock(care, number=guest.guest.number, name=guest.guest.name, staff=staff))
    rows.append(["Summa", "", "", "", f"{sum(row.minutes or 0 for row in truth)}", "", "", ""])
    rows.append(["Sida 1 av 1"])
    return as_text(rows, "cp1252", ";"), tuple(truth)


def month_names() -> Made:
    """Days by their names and time with its unit: 'onsdag 1 juli', '1,5 h', '1 h 30 min', '45 min'."""
    rows = [["Tidrapport juli 2026"], ["Ärendenr", "Dag", "Insatstyp", "Tidsåtgång", "Kommentar"]]
    truth: list[Truth] = []
    for guest in guests(4, 4):
        for number, (day, service, minutes) in enumerate(daily(guest, 9)):
            said = f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month]}"
            rows.append([guest.case, said, SERVICE_OF[service].swedish, _with_unit(minutes, number), ""])
            truth.append(Truth(day, service, case=guest.case, minutes=minutes))
    return as_text(rows, "utf-8-sig", ";"), tuple(truth)


def _with_unit(minutes: int, number: int) -> str:
    """Write minutes as people do, each row another way."""
    if minutes % 15 == 0 or (minutes % 3 == 0 and number % 2):
        hundredths = minutes * 100 // 60
        return f"{hundredths // 100},{hundredths % 100:02} h"
    if minutes > 60 and number % 3:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes} min"


def minute_decimals() -> Made:
    """Minutes with a decimal, commas between, and the planning system's own words for the services."""
    rows = [["Kundnr", "Ärende-ID", "Utfört datum", "Utförd tid", "Insatskod"]]
    truth: list[Truth] = []
    words = {"home-care": "Omv dag SoL", "service-care": "Serv SoL", "escort": "Leds SoL"}
    for place, guest in enumerate(guests(8, 4)):
        for day, service, minutes in daily(guest, 10):
            word = words.get(service, SERVICE_OF[service].swedish)
            rows.append([f"{4711 + place}", guest.case, f"{day:%Y-%m-%d}", f"{minutes}.0", word])
            truth.append(Truth(day, service, case=guest.case, minutes=minutes))
    return as_text(rows, "utf-8", ",", "\n"), tuple(truth)


def iso_moments() -> Made:
    """English names, tabs, moments in one cell with a T between, and the system's own key for every row."""
    rows = [["Visit ID", "Client", "Start", "End", "Service", "Staff name"]]
    truth: list[Truth] = []
    for guest in guests(12, 3):
        for care in care_of(guest, 15):
            day, key = care.entry.day, f"V-{guest.index}-{care.entry.number}"
            rows.append([key, guest.guest.number, f"{day}T{colon(care.start)}:00", f"{day}T{colon(care.end)}:00"])
            rows[-1] += [SERVICE_OF[care.entry.service].english, "E. Berg"]
            truth.append(of_clock(care, number=guest.guest.number))
    rows.append(list(rows[-1]))
    return as_text(rows, "utf-8", "\t", "\n"), tuple(truth)


def statuses() -> Made:
    """Every planned visit with what became of it, days and times of digits alone."""
    rows = [["Ärende", "Datum", "Fr", "Till", "Insats", "Status", "Orsak"]]
    truth: list[Truth] = []
    became = ("Utförd", "Utförd", "Utförd", "Avböjd", "Utförd", "Uteblev", "Planerad", "Utförd", "Inställd av kund")
    kinds = {"Utförd": "executed", "Avböjd": "refused", "Uteblev": "missed", "Inställd av kund": "refused"}
    for guest in guests(15, 3):
        for number, care in enumerate(care_of(guest, 18)):
            status = became[number % len(became)]
            reason = "Sov" if status == "Avböjd" else ""
            clock = [colon(care.start).replace(":", ""), colon(care.end).replace(":", "")]
            rows.append([guest.case, f"{care.entry.day:%Y%m%d}", *clock, care.swedish, status, reason])
            if status in kinds:
                truth.append(of_clock(care, case=guest.case, kind=kinds[status]))
    return as_text(rows, "cp1252", ";"), tuple(truth)


def names_and_birth_dates() -> Made:
    """A private provider's own list: names and birth dates, 1/7 under the month's name, 8.10 for ten past eight."""
    rows = [["Hemomsorg i Backen AB"], ["Utförda timmar", "", "Juli 2026"], []]
    rows.append(["Förnamn", "Efternamn", "Född", "Datum", "Kl från", "Kl till", "Insats"])
    truth: list[Truth] = []
    for guest in guests(18, 3):
        first, _, last = guest.guest.name.partition(" ")
        for care in care_of(guest, 14):
            day = care.entry.day
            rows.append([first, last, f"{born(guest)}", f"{day.day}/{day.month}", dot(care.start), dot(care.end)])
            rows[-1].append(care.swedish)
            truth.append(of_clock(care, name=guest.guest.name, birth_date=born(guest)))
    return as_text(rows, "cp1252", "\t"), tuple(truth)


def grouped() -> Made:
    """A report on paper made a file: a title for each guest, the day of the month alone, both times in one cell."""
    heading = ["Dag", "Tid", "Insats", "Minuter"]
    rows = [["Utförda besök"], ["Månad:", "juli 2026"], [], heading]
    truth: list[Truth] = []
    total = 0
    for guest in guests(21, 4):
        rows.append([f"Kund: {guest.guest.name}, {short(guest.guest.number)}", "", "", ""])
        own = 0
        for care in care_of(guest, 8):
            span = f"{colon(care.start)}-{colon(care.end)}"
            rows.append([f"{care.entry.day.day}", span, care.swedish, f"{care.minutes}"])
            truth.append(of_clock(care, number=guest.guest.number, name=guest.guest.name))
            own += care.minutes
        rows += [["", "", "Delsumma", f"{own}"], ["", "", "", ""], heading]
        total += own
    rows = [*rows[:-1], ["", "", "", f"{total}"]]
    return as_text(rows, "utf-8", ";"), tuple(truth)

"""What a column may mean, and the names that planning systems give to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.interchange.columns import plain_name
from models.interchange.wild_durations import Hint


class Meaning(StrEnum):
    """What a column holds."""

    KEY = "key"
    CASE = "case"
    IDENTITY = "identity"
    NAME = "name"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    BIRTH_DATE = "birth-date"
    PERSON = "person"
    """A name, a number, or both in one cell."""
    DATE = "date"
    START = "start"
    END = "end"
    SPAN = "span"
    """A start and an end in one cell: '08:10-09:00'."""
    DURATION = "duration"
    PIECES = "pieces"
    SERVICE = "service"
    STAFF = "staff"
    DOUBLE = "double"
    """Whether two of the staff took part: yes or no."""
    BAND = "band"
    STATUS = "status"
    IGNORED = "ignored"


PERSON_MEANINGS: Final = frozenset({Meaning.CASE, Meaning.IDENTITY, Meaning.NAME, Meaning.LAST_NAME, Meaning.PERSON})
"""The columns of which one must say whose the hours are."""

AMOUNT_MEANINGS: Final = (Meaning.DURATION, Meaning.PIECES, Meaning.START, Meaning.END, Meaning.SPAN)
"""The columns that say how much was done."""

_NAMES: Final[dict[Meaning, str]] = {
    Meaning.KEY: "radnyckel, nyckel, key, id, rad-id, radid, besöksid, besöks-id, händelseid, registreringsid, löpnr,"
    " besöksnr, visit id, insats-id, utförd id",
    Meaning.CASE: "case, ärende, ärendenr, ärendenummer, ärende-id, ärendeid, case number, diarienr, dnr, diarienummer",
    Meaning.IDENTITY: "identity number, identity_number, personnummer, personnr, pnr, pers nr, persnr, person-nr,"
    " personid, samordningsnummer, personnummer/samordningsnummer, brukarens personnummer, kundens personnummer",
    Meaning.NAME: "namn, name, kundnamn, brukarnamn, klientnamn, brukarens namn, kundens namn, för- och efternamn,"
    " efternamn och förnamn, efternamn, förnamn och efternamn",
    Meaning.FIRST_NAME: "förnamn, tilltalsnamn, first name",
    Meaning.LAST_NAME: "efternamn, last name, surname",
    Meaning.BIRTH_DATE: "födelsedatum, född, födelsetid, födelsedag, birth date, date of birth, birth_date, född datum",
    Meaning.PERSON: "brukare, kund, klient, omsorgstagare, vårdtagare, boende, person, gäst, enskild, den enskilde,"
    " client, patient, kund/brukare, mottagare av insats",
    Meaning.DATE: "datum, date, dag, day, insatsdatum, utförandedatum, besöksdatum, startdatum, dat, utförd datum,"
    " datum utfört, datum för insats, leveransdatum, besöksdag",
    Meaning.START: "start, starttid, start tid, från, fr, fr kl, kl från, från kl, börjar, började, början, ankomst,"
    " in, in-tid, starttidpunkt, påbörjad, tid från, start kl, klockan från, check in, incheckning, fr o m kl, begin,"
    " start time, from",
    Meaning.END: "slut, end, sluttid, slut tid, till, t, till kl, kl till, slutar, slutade, avgång, ut, ut-tid, stopp,"
    " stopptid, sluttidpunkt, avslutad, tid till, slut kl, klockan till, check out, utcheckning, t o m kl, stop,"
    " end time",
    Meaning.SPAN: "klockslag, tidpunkt, klocka, kl, tidsintervall, tid från-till, tid fr-till, start-slut",
    Meaning.DURATION: "tid, tidsåtgång, minuter, minutes, min, timmar, tim, timme, h, hours, varaktighet, längd,"
    " besökstid, insatstid, brukartid, kundtid, duration, antal minuter, antal timmar, antal tim, antal min, summa tid,"
    " total tid, tid hos brukare, tid hos kund, tid i minuter, tid i timmar, åtgången tid",
    Meaning.PIECES: "antal, pieces, styck, st, portioner, antal portioner, antal st, antal besök, antal tillfällen,"
    " count, antal insatser, antal leveranser, quantity",
    Meaning.SERVICE: "insats, service, insatstyp, insatser, tjänst, insatskod, aktivitet, åtgärd, insatsnamn,"
    " besökstyp, typ av insats, insatsgrupp, typ, typ av besök, tjänstetyp, beviljad insats",
    Meaning.STAFF: "personal, staff, antal personal, antal medarbetare, bemanning, antal utförare",
    Meaning.DOUBLE: "dubbelbemanning, dubbelbem, dubbel bemanning, dubbel, dubbelbesök, två personal, double staff",
    Meaning.BAND: "tidsband, band, dygnsdel",
    Meaning.STATUS: "status, besöksstatus, insatsstatus, utfall, resultat, avvikelse, avvikelsekod, orsak",
}

_PLANNED: Final = frozenset(
    {
        "planerad",
        "planerat",
        "plan",
        "planerade",
        "beviljad",
        "beviljat",
        "beställd",
        "beställt",
        "schemalagd",
        "planned",
    }
)
_EXECUTED: Final = frozenset(
    {
        "utförd", "utfört", "utförda", "utf", "verklig", "verkligt", "faktisk", "faktiskt", "registrerad",
        "registrerat", "rapporterad", "rapporterat", "loggad", "genomförd", "genomfört", "actual",
    }
)  # fmt: skip
_UNITS: Final[dict[str, Hint]] = {
    **dict.fromkeys(("min", "minuter", "minut", "minutes"), "minutes"),
    **dict.fromkeys(("h", "tim", "timmar", "timme", "hours"), "hours"),
}
_WORDS = re.compile(r"[^\s(),:;\[\]]+")


def _by_name() -> dict[str, Meaning]:
    """List every name with its meaning; the first that claims a name keeps it."""
    found: dict[str, Meaning] = {}
    for meaning in (Meaning.LAST_NAME, *_NAMES):
        for name in _NAMES[meaning].split(","):
            found.setdefault(plain_name(name), meaning)
    return found


_MEANING_OF: Final = _by_name()


@dataclass(frozen=True, slots=True)
class Named:
    """What a column's name tells: its meaning if any, the unit of its numbers, and whether it is only of a plan."""

    meaning: Meaning | None
    hint: Hint = ""
    is_planned: bool = False


def meaning_of_name(name: str) -> Named:
    """Tell what a column's name means; words for planned time make it none, words for executed time are left off."""
    plain = plain_name(name)
    words = [word.casefold() for word in _WORDS.findall(plain)]
    units: list[Hint] = [_UNITS[word] for word in words if word in _UNITS]
    hint: Hint = units[0] if units else ""
    if plain in _MEANING_OF:
        return Named(_MEANING_OF[plain], hint)
    if _PLANNED & set(words):
        return Named(None, hint, is_planned=True)
    kept = [word for word in words if word not in _EXECUTED]
    for tried in (kept, [word for word in kept if word not in _UNITS]):
        if meaning := _MEANING_OF.get(" ".join(tried)):
            return Named(meaning, hint)
    if hint and words and len(kept) < len(words):
        return Named(Meaning.DURATION, hint)
    return Named(None, hint)

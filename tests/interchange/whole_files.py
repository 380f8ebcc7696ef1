"""A small file of every kind before it is damaged, and cells that do not belong in it."""

from __future__ import annotations

import random

from tests.interchange.making import Sheet

VISITS: Sheet = (
    ("ärende", "bosättningskommun", "personnummer", "namn", "skyddad", "från", "till", "beställd", "beslutsreferens",
     "er referens", "insats", "utförare", "område", "beviljat", "beviljat per"),
    ("V-1", "0180", "189002119817", "Åsa Öberg", "nej", "2026-07-01", "2026-07-31", "2026-06-20", "B 12", "ZZ 7",
     "Hemtjänst", "egen", "tätort", "300", "vecka"),
    ("V-1", "0180", "189002119817", "Åsa Öberg", "nej", "2026-07-01", "2026-07-31", "2026-06-20", "B 12", "ZZ 7",
     "Trygghetslarm", "", "", "", ""),
    ("V-2", "Solna", "18900408-9810", "Måns Ek", "ja", "2026-06-15", "", "", "", "", "Matdistribution", "privat",
     "landsbygd", "1", "dag"),
)  # fmt: skip

RATES: Sheet = (
    ("kommun", "insats", "utförare", "område", "tidsband", "enhet", "belopp", "gäller från", "gäller till", "beslutad",
     "källa"),
    ("0180", "Hemtjänst", "egen", "", "dag", "timme", "414,80", "2026-01-01", "2026-12-31", "2025-11-20", "webben"),
    ("0180", "Nattbesök", "", "", "", "besök", "245", "2026-01-01", "", "", "brev"),
    ("Solna", "Matdistribution", "privat", "tätort", "", "styck", "1 089,5", "2026-01-01", "", "2025-12-01", ""),
)  # fmt: skip

BANDS: Sheet = (
    ("kommun", "tidsband", "dagar", "start", "slut"),
    ("0180", "dag", "mån-fre", "07:00", "18:00"),
    ("0180", "natt", "alla", "22:00", "07:00"),
    ("0180", "helg", "lör+sön+helgdag", "00:00", "24:00"),
)

HOURS: Sheet = (
    ("radnyckel", "ärende", "personnummer", "datum", "start", "slut", "minuter", "antal", "insats", "personal",
     "tidsband"),
    ("K1", "V-1", "", "2026-07-01", "07:30", "08:15", "", "", "Hemtjänst", "1", ""),
    ("K2", "V-1", "189002119817", "2026-07-01", "22:45", "00:15", "90", "", "Hemtjänst", "2", ""),
    ("", "V-1", "", "2026-07-02", "", "", "45", "", "Ledsagning", "", "kväll"),
    ("", "V-2", "", "2026-07-02", "", "", "", "2", "Matdistribution", "", ""),
)  # fmt: skip

KINDS: dict[str, Sheet] = {"visits": VISITS, "rates": RATES, "bands": BANDS, "hours": HOURS}

WRONG = (
    "", " ", "x", "0", "-1", "1", "9" * 9, "9" * 40, "9" * 5000, "1e308", "-1e400", "NaN", "inf", "1,5",
    "1.234.567", "0x1F", "2026-02-30", "9999-99-99", "0000-00-00", "2026-07-01 07:30", "2126-07-01",
    "01/07/2026", "24:00", "24:01", "07:60", "7:5", "07:30:15", "ja", "true", "#N/A", "#SAKNAS!", "=1+1",
    "å" * 300, "Z̈̈̈", "\u202eabc", "a\x07b", "a\nb", 'a"b', "a;b,c\td", "\ufffd", "🦉", "Σ", "²", "٣", "１２",
    "mån-", "-", "+", "mon+mon-fri-sun", "timme", "egen", "0180", "189002119817",
)  # fmt: skip


def with_wrong_cells(chance: random.Random, sheet: Sheet) -> Sheet:
    """Put a few wrong cells into a file; now and then into its heading."""
    rows = [list(row) for row in sheet]
    for _ in range(chance.randint(1, 4)):
        row = chance.choice(rows if chance.random() < 0.1 else rows[1:])
        row[chance.randrange(len(row))] = chance.choice(WRONG)
    return tuple(map(tuple, rows))

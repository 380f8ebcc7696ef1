"""An invented stay that letters are written about."""

from __future__ import annotations

from datetime import date

from models.documents.letter_texts import TEMPLATES, LetterKind
from models.documents.letters import DaysWithoutRate, GrantedFact, LetterFacts, LetterText, letter_text

JULY, LAST = date(2026, 7, 1), date(2026, 7, 31)

STAY = LetterFacts(
    case="SN2026-00051",
    today=date(2026, 6, 22),
    host="Borgholms kommun",
    home="Solna kommun",
    legal_basis="29 kap. 5–6 §§ SoL (2025:400)",
    first=JULY,
    last=LAST,
    ordered_on=date(2026, 6, 20),
    decision="B 12",
    officer="Kim Berg",
    contact="vistelse@borgholm.example",
    until=date(2026, 8, 14),
    note="",
    services=(
        GrantedFact("home-care", 630, "week"),
        GrantedFact("meal-delivery", 1, "day"),
        GrantedFact("safety-alarm"),
        GrantedFact("escort", 90, "month", staff=2),
    ),
    missing=("Genomförandeplan", "Den enskildes samtycke till att uppgifter lämnas mellan kommunerna"),
    gaps=(DaysWithoutRate("home-care", "natt", JULY, LAST), DaysWithoutRate("escort", "", JULY, date(2026, 7, 14))),
    invoices=("2026000012", "2026000031"),
)


def usual(kind: LetterKind, facts: LetterFacts = STAY) -> LetterText:
    """Write a letter from the text that comes with the program."""
    return letter_text(kind, TEMPLATES[kind], facts)

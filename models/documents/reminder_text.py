"""A reminder of an invoice that was not paid in time: Swedish, and without a name of anyone (OSL 26:1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.documents.letters import LetterText
from models.language.formats import kronor
from models.rules.money import Ore
from models.rules.secrecy import HIDDEN, harmless_reference


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What a reminder says; amounts are öre, `earlier` the day of the first reminder where this is the second."""

    number: str
    reference: str
    issued_on: date
    due_on: date
    today: date
    total: Ore
    credited: Ore
    settled: Ore
    balance: Ore
    interest: Ore
    fee: Ore
    bankgiro: str
    ocr: str
    host: str
    contact: str
    earlier: date | None = None


def reminder_text(facts: ReminderFacts) -> LetterText:
    """Write a reminder; the reference stands in it only where it could name nobody."""
    again = "Andra påminnelsen" if facts.earlier else "Påminnelse"
    begun = "Enligt våra uppgifter är fakturan nedan inte betald"
    if facts.earlier:
        begun += f", trots vår påminnelse den {facts.earlier}"
    parts = (
        "Hej,",
        f"{begun}. Uppgifterna gäller den {facts.today}.",
        "\n".join(_table(facts)),
        f"Betala till bankgiro {_giro(facts.bankgiro)} med OCR-nummer {facts.ocr}. Har ni redan betalt kan ni"
        " bortse från påminnelsen.",
        "Om ni bestrider fakturan: uppge vilken rad och varför. Skriv varken namn eller personnummer i e-post.",
        "\n".join(filter(None, ("Med vänlig hälsning", facts.host, facts.contact))),
    )
    return LetterText(f"{again} om faktura {facts.number}", "\n\n".join(parts) + "\n")


def _table(facts: ReminderFacts) -> list[str]:
    reference = harmless_reference(facts.reference) if facts.reference else HIDDEN
    rows = [f"Faktura: {facts.number}"]
    if reference != HIDDEN:
        rows.append(f"Er referens: {reference}")
    rows += [f"Fakturadatum: {facts.issued_on}", f"Förfallodag: {facts.due_on}", f"Belopp: {kronor(facts.total)}"]
    for name, amount in (("Krediterat", facts.credited), ("Betalt", facts.settled)):
        if amount:
            rows.append(f"{name}: {kronor(amount)}")
    rows.append(f"Kvar att betala: {kronor(facts.balance)}")
    if facts.interest:
        rows.append(f"Dröjsmålsränta till och med {facts.today}: {kronor(facts.interest)} (3 och 6 §§ räntelagen)")
    if facts.fee:
        rows.append(f"Påminnelseavgift: {kronor(facts.fee)}")
    if facts.interest or facts.fee:
        rows.append(f"Att betala: {kronor(facts.balance + facts.interest + facts.fee)}")
    return rows


def _giro(number: str) -> str:
    return f"{number[:-4]}-{number[-4:]}" if number else ""

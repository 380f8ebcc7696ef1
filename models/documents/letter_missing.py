"""What an order lacks, as a letter asks for it. Letters to others are Swedish, whatever the user's language."""

from __future__ import annotations

from collections.abc import Iterable

from models.rules.order_checks import Check, Remark
from models.rules.papers import PaperKind

_OTHERWISE = " (lämnas på annat sätt än med e-post)"

_CHECKS = {
    Check.NO_ORDER: "Beställning",
    Check.NO_DECISION: "Uppgift om vilka insatser som är beviljade",
    Check.NO_REFERENCE: "Referens som ska stå på fakturan",
    Check.WRONG_REFERENCE: "Referens som ska stå på fakturan; den vi har fått har inte den form som ni kräver",
}

_FIELDS = {
    "name": f"Den enskildes namn{_OTHERWISE}",
    "identity_number": f"Den enskildes personnummer{_OTHERWISE}",
    "last_day": "Vistelsens sista dag",
    "ordered_on": "Beställningens datum",
    "ordered_by": "Vem som har beställt",
    "order_reference": "Beslutets nummer eller beteckning",
    "invoice_reference": "Referens som ska stå på fakturan",
    "granted": "Beslutens omfattning",
    "provider": "Utförare",
    "stay_address": f"Adress under vistelsen{_OTHERWISE}",
    "stay_phone": f"Telefonnummer under vistelsen{_OTHERWISE}",
    "home_address": f"Adress i bosättningskommunen{_OTHERWISE}",
    "home_phone": f"Telefonnummer i bosättningskommunen{_OTHERWISE}",
    "relatives": f"Uppgift om närstående{_OTHERWISE}",
    "dwelling": "Bostadens beskaffenhet",
    "social_situation": f"Social situation{_OTHERWISE}",
    "impairment": f"Funktionsnedsättning{_OTHERWISE}",
    "resources": f"Resurser och förmågor{_OTHERWISE}",
    "objective": "Målet med insatserna",
    "officer_name": "Ansvarig handläggare",
    "officer_phone": "Handläggarens telefonnummer",
    "officer_email": "Handläggarens e-postadress",
}

_PAPERS = {
    PaperKind.ORDER: "Beställning på blankett",
    PaperKind.DECISION: "Beslut",
    PaperKind.INVESTIGATION: "Utredning",
    PaperKind.CARE_PLAN: "Genomförandeplan",
    PaperKind.SELF_CARE_CERTIFICATE: "Egenvårdsintyg",
    PaperKind.CONSENT: "Den enskildes samtycke till att uppgifter lämnas mellan kommunerna",
    PaperKind.BILLING_BASIS: "Skriftlig uppgift om ersättningsnivån",
    PaperKind.KEYS: "Nycklar",
    PaperKind.OTHER: "Övrigt underlag som vi har bett om",
}


def missing_texts(remarks: Iterable[Remark]) -> tuple[str, ...]:
    """Say what the home municipality has to send, each thing once."""
    texts = (_text(remark) for remark in remarks)
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(remark: Remark) -> str:
    if remark.check is Check.MISSING_FIELD:
        return _FIELDS.get(remark.subject, "")
    if remark.check is Check.MISSING_PAPER:
        return _PAPERS.get(PaperKind(remark.subject), "") if remark.subject in set(PaperKind) else ""
    return _CHECKS.get(remark.check, "")

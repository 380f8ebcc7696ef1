"""The letters on a case: their kinds, the words in braces that they know, and the texts that come with the program.

Letters to others are Swedish. None of them knows who the guest is: the case and the order's number say which stay it
is (OSL 26:1). The law stands in {lagrum}: 29 kap. 5–6 §§ SoL (2025:400), before 2025-07-01 2 a kap. 6–7 §§ SoL
(2001:453).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.rules.visit_states import VisitState


class LetterKind(StrEnum):
    """What a letter is for; extension confirms a longer stay, extension-request asks about one."""

    RECEIPT = "receipt"
    COMPLETION = "completion"
    RATE_REQUEST = "rate-request"
    CONFIRMATION = "confirmation"
    EXTENSION = "extension"
    EXTENSION_REQUEST = "extension-request"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter's subject and body, with {words} where the facts go."""

    subject: str
    body: str


FREE_WORDS = ("ärende", "beslut", "handläggare", "saknas", "upplysning", "kontakt", "lagrum")
"""What is kept as a text that somebody may have typed: it is looked through for the guest."""

OWN_WORDS = (
    "idag",
    "kommun",
    "hemkommun",
    "beställd",
    "vistelse",
    "första_dag",
    "sista_dag",
    "önskad_sista_dag",
    "insatser",
    "nivåer",
    "fakturor",
)
"""What the store itself says."""

KNOWN_WORDS = (*FREE_WORDS, *OWN_WORDS)
"""Every word that may stand in braces."""

CASE_WORD = "ärende"
"""What says which stay a letter is about: no letter is without it."""

MUST_SAY: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.COMPLETION: ("saknas",),
    LetterKind.RATE_REQUEST: ("nivåer",),
    LetterKind.EXTENSION: ("sista_dag",),
    LetterKind.EXTENSION_REQUEST: ("sista_dag",),
}
"""The words without which a letter says nothing: they stand in its text."""

NEEDS: dict[LetterKind, tuple[str, ...]] = {LetterKind.RECEIPT: ("beställd",), **MUST_SAY}
"""The words that there must be something to fill with: nobody confirms an order that has not come."""

FITS: dict[LetterKind, frozenset[VisitState]] = {
    LetterKind.CONFIRMATION: frozenset({VisitState.CONFIRMED, VisitState.ONGOING}),
    LetterKind.EXTENSION: frozenset({VisitState.CONFIRMED, VisitState.ONGOING}),
    LetterKind.EXTENSION_REQUEST: frozenset({VisitState.CONFIRMED, VisitState.ONGOING}),
    LetterKind.CLOSING: frozenset({VisitState.FINALLY_BILLED, VisitState.CLOSED}),
}
"""The states in which what a letter says is true; the others are written in any."""

INTERNAL = frozenset({LetterKind.CLOSING})
"""To our own case officer, not to the home municipality's."""

_END = """

{upplysning}

Ange ärendenumret när ni svarar. Skriv varken namn eller personnummer i e-post.

Med vänlig hälsning
{kommun}
{kontakt}
"""

_CASE = """Vårt ärende: {ärende}
Er beteckning: {beslut}
Vistelse: {vistelse}
"""

TEMPLATES: dict[LetterKind, LetterTemplate] = {
    LetterKind.RECEIPT: LetterTemplate(
        "Mottagen beställning, ärende {ärende}",
        "Hej,\n\nVi har tagit emot er beställning av insatser under en tillfällig vistelse i {kommun}.\n\n"
        + _CASE
        + "Beställning mottagen: {beställd}\nInsatser:\n{insatser}\n\n"
        "Beställningen handläggs enligt {lagrum}. Vi återkommer när vi har gått igenom underlaget." + _END,
    ),
    LetterKind.COMPLETION: LetterTemplate(
        "Begäran om komplettering, ärende {ärende}",
        "Hej,\n\nFör att kunna verkställa era beslut under en tillfällig vistelse i {kommun} behöver vi kompletterande"
        " underlag.\n\n" + _CASE + "\nFöljande saknas:\n{saknas}\n\n"
        "Sänd kompletteringen så snart som möjligt, så att besluten kan verkställas i tid enligt {lagrum}." + _END,
    ),
    LetterKind.RATE_REQUEST: LetterTemplate(
        "Begäran om uppgift om ersättningsnivå, ärende {ärende}",
        "Hej,\n\nEnligt {lagrum} ska bosättningskommunen ersätta vistelsekommunen för verkställda beslut. Ersättningen"
        " betalas enligt den ersättningsnivå som bosättningskommunen tillämpar för motsvarande insatser.\n\n"
        + _CASE
        + "\nVi saknar bekräftad ersättningsnivå från {hemkommun} för:\n{nivåer}\n\n"
        "Uppge belopp, enhet, eventuella skillnader mellan dag, kväll, natt och helg samt från vilken dag nivån gäller."
        + _END,
    ),
    LetterKind.CONFIRMATION: LetterTemplate(
        "Bekräftelse av verkställighet, ärende {ärende}",
        "Hej,\n\nVi bekräftar att {kommun} på er begäran verkställer era beslut enligt {lagrum}.\n\n"
        + _CASE
        + "Insatser:\n{insatser}\n\n"
        "Utförda insatser faktureras enligt den ersättningsnivå som ni tillämpar för motsvarande insatser. Meddela oss"
        " snarast om vistelsen ändras, ställs in eller avslutas i förtid." + _END,
    ),
    LetterKind.EXTENSION: LetterTemplate(
        "Bekräftelse av förlängd vistelse, ärende {ärende}",
        "Hej,\n\nVi bekräftar att vistelsen är förlängd och att {kommun} verkställer era beslut enligt {lagrum} till"
        " och med den {sista_dag}.\n\n" + _CASE + "Insatser:\n{insatser}\n\n"
        "Sänd det beslut som omfattar den förlängda tiden, om ni inte redan har gjort det." + _END,
    ),
    LetterKind.EXTENSION_REQUEST: LetterTemplate(
        "Fråga om förlängning, ärende {ärende}",
        "Hej,\n\nEr beställning gäller till och med den {sista_dag}. Vi har fått uppgift om att vistelsen kan bli"
        " längre.\n\n" + _CASE + "Önskad sista dag: {önskad_sista_dag}\nInsatser:\n{insatser}\n\n"
        "Meddela om insatserna ska fortsätta, och sänd i så fall beslut och beställning för den tillkommande tiden."
        " Utan ny beställning verkställer vi inte besluten efter den {sista_dag} ({lagrum})." + _END,
    ),
    LetterKind.CLOSING: LetterTemplate(
        "Ärende {ärende} kan avslutas",
        "Hej,\n\nVistelsen är avslutad och slutfakturerad. Ärendet kan avslutas i verksamhetssystemet.\n\n"
        "Ärende: {ärende}\nBosättningskommun: {hemkommun}\nVistelse: {vistelse}\nFakturor: {fakturor}\n\n"
        "Hör av dig innan ärendet avslutas om något återstår att fakturera eller rätta.\n\n"
        "{upplysning}\n\nMed vänlig hälsning\n{kommun}\n{kontakt}\n",
    ),
}
"""The texts that come with the program; a municipality's own stand in the store."""

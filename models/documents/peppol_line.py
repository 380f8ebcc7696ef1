"""One line of a Peppol document: a service of one case at one rate during one month."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from models.documents.facts import LineFacts
from models.documents.ubl import amount, basic, exempt, group, invoiced_object
from models.rules.services import Unit

MINUTES_OF_PRICE = 60
"""A price per hour is written as a price per 60 minutes, so that quantity x price is the line to the öre."""

UNIT_CODES = {Unit.HOUR: "MIN", Unit.VISIT: "EA", Unit.DAY: "DAY", Unit.MONTH: "MON", Unit.PIECE: "EA"}
"""UN/ECE Recommendation 20: hours are billed by the minute."""


def line(root: Element, facts: LineFacts, *, is_credit: bool) -> None:
    """Add one line to a document.

    Raises:
        ValueError: the unit does not exist.
    """
    name, quantity = ("CreditNoteLine", "CreditedQuantity") if is_credit else ("InvoiceLine", "InvoicedQuantity")
    code = UNIT_CODES[Unit(facts.unit)]
    row = group(root, name)
    basic(row, "ID", str(facts.position))
    basic(row, quantity, str(facts.signed_quantity), unitCode=code)
    amount(row, "LineExtensionAmount", facts.signed_net)
    period = group(row, "InvoicePeriod")
    basic(period, "StartDate", facts.first.isoformat())
    basic(period, "EndDate", facts.last.isoformat())
    invoiced_object(row, "DocumentReference", facts.case_number)
    _item(row, facts)
    price = group(row, "Price")
    amount(price, "PriceAmount", facts.price)
    basic(price, "BaseQuantity", str(MINUTES_OF_PRICE if facts.unit == Unit.HOUR else 1), unitCode=code)


def _item(row: Element, facts: LineFacts) -> None:
    item = group(row, "Item")
    basic(item, "Description", describe(facts))
    basic(item, "Name", facts.text)
    exempt(item, "ClassifiedTaxCategory")
    if facts.order_reference:
        decision = group(item, "AdditionalItemProperty")
        basic(decision, "Name", "Beslutsreferens")
        basic(decision, "Value", facts.order_reference)


def describe(facts: LineFacts) -> str:
    """Say in Swedish what a line is for: hours, period, lateness and decision, and nobody's name.

    The two days are kept apart by words: with a dash between them they could be read as an identity number.
    """
    said = [f"Period {facts.first.isoformat()} till och med {facts.last.isoformat()}."]
    if facts.unit == Unit.HOUR:
        hours, minutes = divmod(facts.quantity, MINUTES_OF_PRICE)
        said.append(f"Utförd tid {hours} tim {minutes} min.")
    if facts.late:
        said.append("Sent rapporterad.")
    if facts.original:
        said.append(f"{corrects_text(facts)} {facts.why}".rstrip())
    if facts.order_reference:
        said.append(f"Beslutsreferens {facts.order_reference}.")
    return " ".join(said)


def corrects_text(facts: LineFacts) -> str:
    """Say in Swedish which posted document a line of a difference takes back or comes instead of."""
    return f"Ändrar {facts.original}."

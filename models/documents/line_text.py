"""What a line says that it bills. Documents to others are Swedish."""

from __future__ import annotations

from models.language.formats import plain_kronor
from models.rules.money import Ore
from models.rules.row_kinds import RowKind
from models.rules.services import Unit

SAID = {
    RowKind.REFUSED: "avböjt besök",
    RowKind.MISSED: "uteblivet besök",
    RowKind.CANCELLED: "sent avbokad",
    RowKind.INSTALLATION: "installation av trygghetslarm",
    RowKind.REMOVAL: "nedmontering av trygghetslarm",
    RowKind.GRANTED: "beviljad tid",
}

AGREED = "ersättningsnivå enligt beställningen, {reference}"


def line_text(service: str, kind: RowKind, share: int, label: str) -> str:
    """Name the service, what became of it, the share of the rate where it is not the whole, and a receipt's label."""
    parts = [service, SAID.get(kind, ""), f"{share} % av ersättningsnivån" if share != 100 else "", label]
    return ", ".join(part for part in parts if part)


PER = {Unit.HOUR: "timme", Unit.VISIT: "besök", Unit.DAY: "dygn", Unit.MONTH: "månad", Unit.PIECE: "styck"}


def price_text(unit: str, price: Ore) -> str:
    """Write a rate: 412,00 kr per timme."""
    return f"{plain_kronor(price)} kr per {PER[Unit(unit)]}"

"""What a line says that it bills. Documents to others are Swedish."""

from __future__ import annotations

from models.rules.row_kinds import RowKind

SAID = {
    RowKind.REFUSED: "avböjt besök",
    RowKind.MISSED: "uteblivet besök",
    RowKind.CANCELLED: "sent avbokad",
    RowKind.INSTALLATION: "installation av trygghetslarm",
    RowKind.REMOVAL: "nedmontering av trygghetslarm",
}


def line_text(service: str, kind: RowKind, share: int, label: str) -> str:
    """Name the service, what became of it, the share of the rate where it is not the whole, and a receipt's label."""
    parts = [service, SAID.get(kind, ""), f"{share} % av ersättningsnivån" if share != 100 else "", label]
    return ", ".join(part for part in parts if part)

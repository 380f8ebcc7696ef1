"""An invented chart, and documents as the books want them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.documents.accounting_layout import Layout, read_layout
from models.documents.journal import Booked, Chart, Journal, make_journal
from models.rules.accounting import Coding, Series, Use
from seed.data_files import DATA
from tests.documents.examples import a_credit_note, a_difference, a_line, an_invoice

CHART = Chart(
    accounts=(
        ("1510", "Kundfordringar"),
        ("1790", "Upplupna intäkter"),
        ("3621", "Försäljning av verksamhet – äldre"),
        ("3622", 'Larm & "övrigt"'),
        ("9999", "Används inte"),
    ),
    dimensions=((20, "ansvar"), (21, "motpart"), (22, "verksamhet")),
    codings=(
        Coding(Use.RECEIVABLE, "", "", "1510", ((21, "KOMMUN"),)),
        Coding(Use.REVENUE, "", "", "3621", ((20, "1234"), (21, "83KOMMUN"), (22, "5100"))),
        Coding(Use.REVENUE, "safety-alarm", "", "3622", ((20, "1234"),)),
        Coding(Use.ACCRUAL, "", "", "1790", ()),
    ),
    series=Series(),
)

DOCUMENTS = (
    Booked(an_invoice(), "0180"),
    Booked(an_invoice(a_line(), number="202600002"), "0380"),
    Booked(a_credit_note(), "0180"),
    Booked(a_difference(), "0180"),
    Booked(a_difference(41_200, 40_000), "0180"),
)
"""An invoice, another, the first one's credit note, an additional invoice, and a credit of a difference."""

JUNE_ENDS = date(2026, 6, 30)


def a_journal(*documents: Booked, chart: Chart = CHART, accrual: date | None = None) -> Journal:
    """Book some documents, or one of each kind."""
    return make_journal(documents or DOCUMENTS, chart, "B2026-07", 1, accrual)


def shipped_layout(name: str) -> Layout:
    """Read a layout that comes with the program."""
    path: Path = DATA / "layouts" / f"{name}.toml"
    return read_layout(path.read_bytes())

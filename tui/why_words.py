"""Why a line comes to its amount, fact by fact."""

from __future__ import annotations

from dataclasses import dataclass

from models.language.formats import day_text, kronor
from models.language.terms import line_name, term
from models.language.words import tr
from models.operations.billing.invoices import InvoiceLineRow, InvoiceRow
from models.operations.billing.plan import PlannedLine
from models.operations.reports.rate_facts import RateFacts
from models.rules.money import Ore
from models.rules.period import Month
from tui.change_words import Change, change_facts, change_of
from tui.dates import month_text
from tui.figures import amount, price, quantity


@dataclass(frozen=True, slots=True)
class PricedLine:
    """What a line is priced by, planned or posted; `quantity` is minutes for hour rates, the rest is öre.

    A line of a credit note or a difference has a `change` of what was posted before.
    """

    case: str
    service: str
    unit: str
    quantity: int
    price: Ore
    net: Ore
    rate: int
    month: str
    kind: str
    share: int
    change: Change | None = None

    @property
    def signed_net(self) -> Ore:
        """What the line adds to what is billed in öre; below nought where it takes an earlier line back."""
        return -self.net if self.change is not None and self.change.takes_back else self.net


def planned(line: PlannedLine) -> PricedLine:
    """Take what prices a planned line."""
    return PricedLine(
        line.case,
        line.service,
        line.unit,
        line.quantity,
        line.price,
        line.net,
        line.rate,
        line.month,
        line.kind,
        line.share,
    )


def posted(line: InvoiceLineRow, invoice: InvoiceRow) -> PricedLine:
    """Take what prices a line of a draft, an invoice or a credit note, and what it changes."""
    return PricedLine(
        line.case,
        line.service,
        line.unit,
        line.quantity,
        line.price,
        line.net,
        line.rate,
        str(Month.of(line.first)),
        line.kind,
        line.share,
        change_of(line, invoice),
    )


def why_title(line: PricedLine) -> str:
    """Say which amount is asked about."""
    return tr(
        "Why {net}? {service} · {case} · {month}",
        net=kronor(line.signed_net),
        service=line_name(line.service, line.kind, line.share),
        case=line.case,
        month=month_text(line.month),
    )


def why_facts(line: PricedLine, rate: RateFacts, home: str) -> list[tuple[str, str]]:
    """List what an amount rests on: a head and its fact, from the quantity to who confirmed the price."""
    return [
        (tr("Sum"), _sum(line)),
        *(change_facts(line.change) if line.change is not None else ()),
        *([(tr("Share"), _share(line, rate))] if line.share != 100 else []),
        (tr("Rounding"), _rounding(line)),
        (tr("Rate"), " · ".join((tr("number {number}", number=rate.rate), home))),
        (tr("Holds for"), _holds_for(rate)),
        (tr("Valid"), _valid(rate)),
        (tr("Decided"), day_text(rate.decided_on) if rate.decided_on else tr("not known")),
        (tr("Known since"), day_text(rate.known_since)),
        (tr("Source"), rate.source or tr("not known")),
        (tr("Confirmed by"), rate.confirmed_by or tr("nobody")),
    ]


def _sum(line: PricedLine) -> str:
    counted, per_unit = quantity(line.unit, line.quantity), price(line.unit, line.price)
    if line.unit != "hour":
        return f"{counted} × {per_unit} = {amount(line.net)}"
    return tr(
        "{quantity} = {minutes} min; {minutes} × {price} ÷ 60 = {net}",
        quantity=counted,
        minutes=line.quantity,
        price=per_unit,
        net=amount(line.net),
    )


def _share(line: PricedLine, rate: RateFacts) -> str:
    return tr(
        "{kind}: {share} % of {whole} = {price}",
        kind=term("row kind", line.kind),
        share=line.share,
        whole=price(line.unit, rate.price),
        price=price(line.unit, line.price),
    )


def _rounding(line: PricedLine) -> str:
    exact = line.unit != "hour" or line.quantity * line.price % 60 == 0
    return tr("none, it comes out even") if exact else tr("to whole öre, half up, once for the whole line")


def _holds_for(rate: RateFacts) -> str:
    provider = term("provider", rate.provider) if rate.provider else tr("any provider")
    return " · ".join((provider, rate.area or tr("any area"), rate.band or tr("any band")))


def _valid(rate: RateFacts) -> str:
    if rate.valid_to is None:
        return tr("from {first} until another follows it", first=day_text(rate.valid_from))
    return f"{day_text(rate.valid_from)}–{day_text(rate.valid_to)}"

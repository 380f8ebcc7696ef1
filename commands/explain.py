"""vistelse explain: why a line of an invoice comes to its amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commands.output import FORMATS, Column, FormatOption, Listing, minutes, number, print_json, print_listing
from commands.parsing import choice_of, number_of
from commands.say import say
from commands.session import actor_of
from commands.verb import alone, verb
from models.language.formats import hours, kronor
from models.language.terms import for_whom, line_name, term
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.reports.explain_line import Explanation
    from models.operations.reports.hour_rows import BilledPiece

app = alone()

ROWS = (
    Column("key", N_("Key")),
    Column("day", N_("Day")),
    Column("start", N_("Start")),
    Column("end", N_("End")),
    Column("band", N_("Band")),
    minutes("minutes", N_("Time")),
    number("pieces", N_("Pieces")),
    number("staff", N_("Staff")),
)


@verb(
    app,
    "explain",
    N_("Explain a line of an invoice: its rows, its rate and where that comes from, its rounding. That is logged."),
    "explain 202600001 1",
)
def explain(
    context: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help=N_("The invoice's or credit note's number."))],
    line: Annotated[str, typer.Argument(metavar="LINE", help=N_("The line's number on it."))],
    form: FormatOption = "table",
) -> None:
    """Explain one line; its amount can be computed again from what is said."""
    from models.operations.reports.explain_line import explain_line

    wanted = choice_of(form, FORMATS)
    found = explain_line(invoice, number_of(line), actor_of(context))
    listing = Listing("rows", ROWS, [_cells(row) for row in found.rows])
    if wanted == "json":
        print_json(_object(found, listing))
        return
    if wanted in ("csv", "tsv"):
        print_listing(listing, wanted)
        return
    for head, fact in _facts(found):
        say(f"{head}: {fact}")
    if found.rows:
        print_listing(listing, wanted)
    else:
        say(tr("No hour row is needed: a started month is paid once."))


def _cells(row: BilledPiece) -> tuple[object, ...]:
    times = ("" if minute is None else f"{minute // 60:02}:{minute % 60:02}" for minute in (row.start, row.end))
    return (row.key, row.day, *times, row.band, row.minutes, row.pieces or None, row.staff)


def _object(found: Explanation, listing: Listing) -> dict[str, object]:
    line, rate = found.line, found.rate
    return {
        "invoice": found.invoice.number,
        "line": line.position,
        "case": line.case,
        "service": line.service,
        "kind": line.kind,
        "unit": line.unit,
        "quantity": line.quantity,
        "share": line.share,
        "price": line.price,
        "net": line.net,
        "rounded_sixtieths": found.sixtieths,
        "takes_back": found.takes_back,
        "earlier": _earlier(found),
        "days": list(found.days),
        "rate": {
            "number": rate.rate,
            "municipality": rate.municipality,
            "service": rate.service,
            "provider": rate.provider,
            "area": rate.area,
            "band": rate.band,
            "unit": rate.unit,
            "price": rate.price,
            "valid_from": rate.valid_from,
            "valid_to": rate.valid_to,
            "decided_on": rate.decided_on,
            "known_since": rate.known_since,
            "source": rate.source,
            "confirmed_by": rate.confirmed_by or None,
        },
        "rows": [dict(zip((column.key for column in ROWS), row, strict=True)) for row in listing.rows],
    }


def _earlier(found: Explanation) -> dict[str, object] | None:
    earlier = found.earlier
    if earlier is None:
        return None
    return {
        "invoice": earlier.number,
        "line": earlier.position,
        "unit": earlier.unit,
        "quantity": earlier.quantity,
        "price": earlier.price,
        "net": earlier.net,
        "rate": earlier.rate.rate,
    }


def _change(found: Explanation) -> list[tuple[str, str]]:
    """Say which posted line is taken back, or what it was and what comes instead."""
    earlier = found.earlier
    if earlier is None:
        return []
    named = f"{earlier.number}:{earlier.position}"
    if found.takes_back:
        return [(tr("Takes back"), named)]
    price, net = f"{kronor(earlier.price)} {term('unit', earlier.unit)}", kronor(earlier.net)
    before = tr("{line}: {price}, {net}", line=named, price=price, net=net)
    return [
        (tr("Instead of"), before),
        (tr("Difference"), kronor(found.line.net - earlier.net)),
    ]


def _facts(found: Explanation) -> list[tuple[str, str]]:
    line, rate = found.line, found.rate
    kind = for_whom(rate.provider, rate.area, rate.band) or tr("any time and place")
    until = str(rate.valid_to) if rate.valid_to else tr("until another follows it")
    share = tr("{share} % of {whole} is {price}", share=line.share, whole=kronor(rate.price), price=kronor(line.price))
    return [
        (tr("Line"), f"{line_name(line.service, line.kind, line.share)} · {line.case} · {line.first}–{line.last}"),
        (tr("Sum"), _sum(found)),
        *_change(found),
        *([(tr("Share"), share)] if line.share != 100 else []),
        (tr("Rounding"), _rounding(found)),
        (tr("Rate"), f"{tr('number {number}', number=rate.rate)} · {rate.municipality} · {kind}"),
        (tr("Valid"), f"{rate.valid_from} – {until}"),
        (tr("Decided"), str(rate.decided_on or tr("not known"))),
        (tr("Known since"), str(rate.known_since)),
        (tr("Source"), rate.source or tr("not known")),
        (tr("Confirmed by"), rate.confirmed_by or tr("nobody")),
    ]


def _sum(found: Explanation) -> str:
    line = found.line
    if line.unit != "hour":
        return f"{line.quantity} × {kronor(line.price)} ({term('unit', line.unit)}) = {kronor(line.net)}"
    return tr(
        "{quantity} = {minutes} min; {minutes} × {price} ÷ 60 = {net}",
        quantity=hours(line.quantity),
        minutes=line.quantity,
        price=kronor(line.price),
        net=kronor(line.net),
    )


def _rounding(found: Explanation) -> str:
    if not found.sixtieths:
        return tr("none, it comes out even")
    return tr("{sixtieths}/60 öre, half up, once for the whole line", sixtieths=found.sixtieths)

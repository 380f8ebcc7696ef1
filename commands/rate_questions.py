"""vistelse rate on, rate gaps: which rate applied, and where one is lacking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commands.narrow import narrowed
from commands.output import (
    FORMATS,
    Column,
    FormatOption,
    Listing,
    codes,
    moments,
    money,
    number,
    print_json,
    print_listing,
    services,
)
from commands.parsing import choice_of, day_of, good, number_of, service_of
from commands.say import say
from commands.session import actor_of
from commands.verb import verb
from models.language.terms import service_name
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.registers.list_rate_gaps import RateGapLine
    from models.operations.registers.rate_on import RateOnDay, RatesOnDay

ANSWER = (
    codes("provider", N_("Provider"), "provider"),
    Column("area", N_("Area")),
    Column("band", N_("Band")),
    money("price", N_("Price")),
    codes("unit", N_("Unit"), "unit"),
    Column("valid_from", N_("From")),
    Column("valid_to", N_("To")),
    Column("until", N_("Applies until")),
    Column("decided_on", N_("Decided")),
    Column("known_since", N_("Known since")),
    Column("confirmed_by", N_("Confirmed by")),
    Column("confirmed_later", N_("Confirmed later, on")),
    Column("known_until", N_("Known until")),
    codes("reason", N_("Why none"), "reason"),
    Column("known_later", N_("Known from")),
    number("rate", N_("Number")),
    Column("source", N_("Source")),
    Column("case", N_("Agreed for")),
)

GAPS = (
    Column("municipality", N_("Code")),
    Column("name", N_("Municipality")),
    services("service", N_("Service")),
    codes("provider", N_("Provider"), "provider"),
    Column("area", N_("Area")),
    Column("bands", N_("Band")),
    codes("reason", N_("Reason"), "reason"),
    Column("first", N_("First day")),
    number("visits", N_("Visits")),
    Column("case", N_("Case")),
    Column("ask", N_("Ask")),
    Column("officer", N_("Case officer")),
    Column("recipient", N_("Recipient")),
    moments("asked_at", N_("Asked")),
    codes("step", N_("To do"), "rate step"),
    Column("command", N_("Command")),
)


Known = Annotated[str | None, typer.Option("--known", metavar="DAY", help=N_("The day whose knowledge counts; today."))]
Provider = Annotated[
    str | None, typer.Option("--provider", metavar="own|private", help=N_("Who performs it; each without it."))
]
Area = Annotated[str | None, typer.Option("--area", metavar="TEXT", help=N_("In which area; each without it."))]
Band = Annotated[
    str | None, typer.Option("--band", metavar="BAND", help=N_("In which band, as night; each without it."))
]
Counted = Annotated[bool, typer.Option("--counted", help=N_("Care counted in pieces, without times."))]


def add_questions(app: typer.Typer) -> None:
    """Put the verbs among those of rates."""
    _add_on(app)
    _add_gaps(app)


def _add_on(app: typer.Typer) -> None:
    @verb(
        app,
        "on",
        N_("Say which one rate applied on a day, as known on a day, or why none did."),
        "rate on 0180 home-care 2026-07-01 --known 2026-07-01",
    )
    def rate_on_day(
        context: typer.Context,
        municipality: Annotated[str, typer.Argument(metavar="MUNICIPALITY", help=N_("Its code or its name."))],
        service: Annotated[str, typer.Argument(metavar="SERVICE", help=N_("The service's code or name."))],
        day: Annotated[str, typer.Argument(metavar="DAY", help=N_("The day of the care, as 2026-07-01."))],
        known: Known = None,
        provider: Provider = None,
        area: Area = None,
        band: Band = None,
        counted: Counted = False,
        case: Annotated[
            str, typer.Option("--case", metavar="CASE", help=N_("The visit whose order may have agreed on a rate."))
        ] = "",
        form: FormatOption = "table",
    ) -> None:
        """Answer as a batch planned with the same knowledge would bill."""
        from models.operations.registers.rate_on import RateAsked, rate_on

        wanted = choice_of(form, FORMATS)
        asked = RateAsked(
            municipality=municipality,
            service=service_of(service),
            day=day_of(day),
            known_on=date.today() if known is None else day_of(known),
            provider=None if provider is None else _provider(provider),
            area=area,
            band=band,
            counted=counted,
            case=case,
        )
        _print_answer(rate_on(asked, actor_of(context)), wanted)


def _add_gaps(app: typer.Typer) -> None:
    @verb(
        app,
        "gaps",
        N_("List what has visits and no confirmed rate, from which day, and whom to ask."),
        "rate gaps",
    )
    def gaps(
        context: typer.Context,
        remind_after: Annotated[
            str, typer.Option("--remind-after", metavar="DAYS", help=N_("Days after which to remind who was asked."))
        ] = "14",
        form: FormatOption = "table",
    ) -> None:
        """List municipalities and services without a rate that visits need."""
        from models.operations.registers.list_rate_gaps import list_rate_gaps

        wanted = choice_of(form, FORMATS)
        after = number_of(remind_after)
        found = list_rate_gaps(date.today(), actor_of(context), remind_after=after)
        rows = [_gap(line, wanted) for line in found]
        print_listing(narrowed(Listing("gaps", GAPS, rows), wanted, never=("officer",)), wanted)


def _provider(text: str) -> str:
    from models.interchange.cells import read_provider

    return str(good(read_provider(text)))


def _print_answer(found: RatesOnDay, wanted: str) -> None:
    listing = Listing("answers", ANSWER, [_cells(answer) for answer in found.answers])
    if wanted == "json":
        head = {name: getattr(found, name) for name in ("municipality", "name", "service", "day", "known_on")}
        print_json(head | {"answers": [_object(answer) for answer in found.answers]})
        return
    if wanted == "table":
        say(
            tr(
                "{municipality} {name}, {service} on {day}, as known on {known}:",
                municipality=found.municipality,
                name=found.name,
                service=service_name(found.service),
                day=found.day,
                known=found.known_on,
            )
        )
    print_listing(narrowed(listing, wanted, ("confirmed_later", "known_until", "case")), wanted)
    if wanted == "table" and any(answer.by_month for answer in found.answers):
        say(tr("A started month is paid once, by the rate of the first day of the stay in it."))


def _cells(answer: RateOnDay) -> tuple[object, ...]:
    rate = answer.rate
    price = (rate.price, rate.unit, rate.valid_from, rate.valid_to) if rate else (None, "", None, None)
    known = (rate.decided_on, rate.known_since, rate.confirmed_by or None) if rate else (None, None, None)
    since = (answer.confirmed_later, rate.known_until if rate else None)
    named = (rate.rate, rate.source, rate.case) if rate else (None, "", "")
    kind = (answer.provider, answer.area, answer.band)
    reason = str(answer.reason) if answer.reason else ""
    return (*kind, *price, answer.until, *known, *since, reason, answer.known_later, *named)


def _object(answer: RateOnDay) -> dict[str, object]:
    cells = dict(zip((column.key for column in ANSWER), _cells(answer), strict=True))
    return cells | {"reason": cells["reason"] or None, "unit": cells["unit"] or None, "by_month": answer.by_month}


def _gap(line: RateGapLine, wanted: str) -> tuple[object, ...]:
    kind = (line.municipality, line.name, line.service, line.provider, line.area)
    bands: object = list(line.bands) if wanted == "json" else ", ".join(line.bands)
    ask = (line.case, line.ask, line.officer, line.recipient, line.asked_at, str(line.step), line.command)
    return (*kind, bands, str(line.reason), line.first, line.visits, *ask)

"""Which rate applied on a day, in words."""

from __future__ import annotations

from datetime import date
from shlex import join

from models.language.formats import day_text
from models.language.terms import service_name, term
from models.language.words import tr
from models.operations.registers.rate_on import RateAsked, RateOnDay, RatesOnDay
from models.operations.reports.rate_facts import RateFacts
from tui.dates import long_day
from tui.figures import price

Fact = tuple[str, str]


def rate_on_title(found: RatesOnDay) -> str:
    """Say what was asked."""
    return tr(
        "{name}: {service} on {day}, as known on {known}",
        name=found.name,
        service=service_name(found.service),
        day=long_day(found.day),
        known=long_day(found.known_on),
    )


def rate_on_facts(asked: RateAsked, answer: RateOnDay) -> list[Fact]:
    """List what is known of the answer: the rate with its two dates, or why there is none."""
    provider = term("provider", answer.provider) if answer.provider else ""
    agreed = tr("agreed for {case}", case=answer.rate.case) if answer.rate and answer.rate.case else ""
    kind = " · ".join(filter(None, (agreed, answer.band, provider, answer.area)))
    facts: list[Fact] = [(tr("Care"), kind or tr("any time and place"))]
    if answer.reason is not None:
        facts.append((tr("No rate bills"), term("reason", answer.reason)))
    if answer.rate is not None:
        facts += _of_rate(answer.rate)
    facts += _when(answer)
    return [*facts, (tr("Command"), rate_on_command(asked))]


def _of_rate(rate: RateFacts) -> list[Fact]:
    until = day_text(rate.valid_to) if rate.valid_to else tr("until another follows it")
    return [
        (tr("Rate"), " · ".join((price(rate.unit, rate.price), tr("number {number}", number=rate.rate)))),
        (tr("Valid"), f"{day_text(rate.valid_from)} – {until}"),
        (tr("Decided"), day_text(rate.decided_on) if rate.decided_on else tr("not known")),
        (tr("Known since"), day_text(rate.known_since)),
        (tr("Source"), rate.source or tr("not known")),
        (tr("Confirmed by"), rate.confirmed_by or tr("nobody")),
    ]


def _when(answer: RateOnDay) -> list[Fact]:
    facts: list[Fact] = []
    if answer.until is not None:
        facts.append((tr("Applies until"), day_text(answer.until)))
    if answer.confirmed_later is not None:
        facts.append((tr("Confirmed"), tr("later than that, on {day}", day=day_text(answer.confirmed_later))))
    if answer.known_later is not None:
        facts.append((tr("Known from"), tr("{day}: a rate for the day came then", day=day_text(answer.known_later))))
    if answer.by_month:
        facts.append((tr("Month"), tr("paid once, by the rate of the first day of the stay in it")))
    return facts


def rate_on_command(asked: RateAsked) -> str:
    """Write the command that asks the same."""
    words = ["vistelse", "rate", "on", asked.municipality, asked.service, _iso(asked.day), "--known"]
    words.append(_iso(asked.known_on))
    for name, text in (("provider", asked.provider), ("area", asked.area), ("band", asked.band)):
        words += [] if text is None else [f"--{name}", text]
    words += ["--case", asked.case] if asked.case else []
    return join([*words, "--counted"] if asked.counted else words)


def _iso(day: date) -> str:
    return day.isoformat()

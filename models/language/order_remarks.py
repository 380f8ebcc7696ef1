"""Remarks on an order, in the user's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from models.language.formats import day_text
from models.language.terms import service_name, term
from models.language.words import N_, Marked, tr, tr_marked
from models.rules.order_checks import Check, Remark
from models.rules.order_work import OrderMatter


def remark_text(remark: Remark) -> str:
    """Say what a rule found, on one line."""
    return _WORDS[remark.check](remark)


def _rate(remark: Remark, words: str) -> str:
    return f"{words} ({remark.band})" if remark.band else words


def _no_rate(remark: Remark) -> str:
    words = tr("no rate for {service} from {day}", service=service_name(remark.subject), day=_day(remark.day))
    return _rate(remark, words)


def _unconfirmed_rate(remark: Remark) -> str:
    service, day = service_name(remark.subject), _day(remark.day)
    return _rate(remark, tr("rate for {service} not confirmed from {day}", service=service, day=day))


def _not_executed(remark: Remark) -> str:
    return tr(
        "{service} not executed in three months, {day}; IVO, quarter {quarter} of {year}",
        service=service_name(remark.subject),
        day=_day(remark.day),
        quarter=remark.quarter.number if remark.quarter else "",
        year=remark.quarter.year if remark.quarter else "",
    )


def _day(day: date | None) -> str:
    return day_text(day) if day else ""


_WORDS: dict[Check, Callable[[Remark], str]] = {
    Check.NO_ORDER: lambda it: tr("the order is missing"),
    Check.NO_DECISION: lambda it: tr("no service is granted"),
    Check.NO_REFERENCE: lambda it: tr("the recipient's reference is missing"),
    Check.WRONG_REFERENCE: lambda it: tr("the reference is not of the recipient's form"),
    Check.NO_RATE: _no_rate,
    Check.UNCONFIRMED_RATE: _unconfirmed_rate,
    Check.MISSING_FIELD: lambda it: tr("missing: {what}", what=term("field", it.subject)),
    Check.MISSING_PAPER: lambda it: tr("has not come: {what}", what=term("paper", it.subject)),
    Check.UNCONFIRMED_ADDRESS: lambda it: tr("the recipient's Peppol address is not checked"),
    Check.LATE_ORDER: lambda it: tr("the order came late; in time was {day}", day=_day(it.day)),
    Check.INCOMPLETE_ORDER: lambda it: tr("the order is incomplete; in time is {day}", day=_day(it.day)),
    Check.LATE_EXTENSION: lambda it: tr("the extension came late; in time was {day}", day=_day(it.day)),
    Check.OVERLAP: lambda it: tr("same guest in {case} from {day}", case=it.subject, day=_day(it.day)),
    Check.NEAR_SIX_MONTHS: lambda it: tr("six months on {day}", day=_day(it.day)),
    Check.OVER_SIX_MONTHS: lambda it: tr("longer than six months, from {day}", day=_day(it.day)),
    Check.NOT_EXECUTED: _not_executed,
}
"""By rule."""

_MATTERS: dict[OrderMatter, Marked] = {
    OrderMatter.INCOMPLETE: N_("incomplete order"),
    OrderMatter.LATE: N_("the order came late"),
    OrderMatter.LONG: N_("near or over six months"),
    OrderMatter.NOT_EXECUTED: N_("not executed in three months"),
}


def matter_text(matter: OrderMatter) -> str:
    """Say what orders wait for."""
    return tr_marked(_MATTERS[matter])


def order_work_text(matter: OrderMatter, quarter: str) -> str:
    """Say what orders wait for, with the quarter of the report to IVO where there is one."""
    if not quarter:
        return matter_text(matter)
    year, _, number = quarter.partition("-Q")
    return tr("{what}; IVO, quarter {quarter} of {year}", what=matter_text(matter), quarter=number, year=year)

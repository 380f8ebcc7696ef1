"""What a posted line becomes in the books: which account and objects, chosen by the most specific coding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.rules.money import Ore

Objects = tuple[tuple[int, str], ...]
"""Dimensions by number with the object chosen in each, in the order of the numbers."""

HIGHEST_DIMENSION = 9999
HOME_WORD = "KOMMUN"
"""Stands in an object for the home municipality's four digits: one coding serves all counterparts (motpart)."""
ORGANISATION_WORD = "ORGNR"
"""Stands in an object for the recipient's organisation number."""

_ACCOUNT = re.compile(r"[0-9]{1,10}")
_OBJECT = re.compile(r"[0-9A-Za-zÅÄÖåäö._/-]{1,20}")


class Use(StrEnum):
    """What an account is used for."""

    REVENUE = "revenue"
    RECEIVABLE = "receivable"
    ACCRUAL = "accrual"


class Per(StrEnum):
    """What one voucher is made for."""

    DOCUMENT = "document"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Coding:
    """A coding (kontering): the account and objects of a use; `service` and `home` are '' where it holds for any."""

    use: Use
    service: str
    home: str
    account: str
    objects: Objects


@dataclass(frozen=True, slots=True)
class Series:
    """The letters by which vouchers are told apart, and what a voucher is made for."""

    per: Per = Per.DOCUMENT
    invoices: str = "F"
    credits: str = "K"
    accruals: str = "P"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A coding that is looked for; `service` is '' for what knows no service."""

    use: Use
    service: str
    home: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a voucher: öre on an account, debit above nought and credit below."""

    account: str
    objects: Objects
    amount: Ore
    text: str


def choose_coding(codings: Iterable[Coding], wanted: Wanted) -> Coding | None:
    """Choose the most specific coding: service and municipality, then municipality, then service, then any."""
    fitting = [
        coding
        for coding in codings
        if coding.use == wanted.use and coding.service in ("", wanted.service) and coding.home in ("", wanted.home)
    ]
    return max(fitting, key=lambda coding: (coding.home != "", coding.service != ""), default=None)


def filled_objects(objects: Objects, home: str, organisation_number: str) -> Objects:
    """Put the counterpart in the place of its words."""
    return tuple(
        (number, text.replace(HOME_WORD, home).replace(ORGANISATION_WORD, organisation_number))
        for number, text in objects
    )


def is_account(text: str) -> bool:
    """Tell whether a text can be an account's number: digits alone, ten at most (SIE 4B, #KONTO)."""
    return _ACCOUNT.fullmatch(text) is not None


def is_object(text: str) -> bool:
    """Tell whether a text can be an object: letters, digits and . _ / -, twenty at most, the two words counted out."""
    bare = text.replace(HOME_WORD, "0").replace(ORGANISATION_WORD, "0")
    return _OBJECT.fullmatch(bare) is not None


def is_series(text: str) -> bool:
    """Tell whether a text can name a series of vouchers: one to four letters or digits."""
    return re.fullmatch("[0-9A-ZÅÄÖ]{1,4}", text) is not None

"""Refusals about payments, and about what somebody else has decided or taken back meanwhile."""

from __future__ import annotations

from models.errors import FeeError


class PaymentKnown(FeeError):
    """{amount} on {day} for {number} is in the store already, as {key}; if more came, give it a --key of its own."""

    exit_code = 5


class PaymentKeyTaken(FeeError):
    """{key} is the key of another payment, {paid} on {day}; nothing was recorded. Give this one a --key of its own."""

    exit_code = 5


class NothingLeftToPay(FeeError):
    """{number} has nothing left to pay; say with --amount how much more of the payment is to be put on it."""

    exit_code = 5


class NothingLeftOfPayment(FeeError):
    """Nothing is left of {key}; take back what it settles with: vistelse payment unmatch {key}."""

    exit_code = 5


class SettlesTooMuch(FeeError):
    """{amount} cannot be put on {number}: {left} is left of {key}."""


class NothingMatched(FeeError):
    """{key} settles nothing there that could be taken back."""

    exit_code = 5


class RefundTooLarge(FeeError):
    """{amount} cannot be paid back: {overpaid} too much was paid on {number}."""


class ClaimTakenBack(FeeError):
    """{number} is {state}, and nothing is claimed on it; put the payment on another invoice, or set it aside."""


class PaysNoInvoice(FeeError):
    """{number} is a credit note: there is nothing to pay on it, and nothing to remind of."""


class DifferenceDecided(FeeError):
    """Difference {number} was {state} by {login} at {at} already; see it with: vistelse difference show {number}."""

    exit_code = 5


class DifferenceDrafted(FeeError):
    """Difference {number} stands in {batch}, {state} by {login} at {at}; see: vistelse difference show {number}."""

    exit_code = 5


class DecidedOtherwise(FeeError):
    """Difference {number} was {state} by {login} at {at}; nothing was changed. To overturn that, say --overturn."""

    exit_code = 5


class AlreadyAnnulled(FeeError):
    """{number} is annulled already, by {note}; nothing of it is left to take back."""

    exit_code = 5

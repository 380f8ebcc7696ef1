"""Refusals about visits, hours, letters and sources: each class's docstring is what the user reads."""

from __future__ import annotations

from collections.abc import Mapping

from models.errors import FeeError, ImportRefused


class StepNotAllowed(FeeError):
    """{case} is {old} and cannot become {new}."""


class MonthNotSigned(FeeError):
    """{month} of {case} is not signed."""


class DeviationUnexplained(FeeError):
    """{case} is too far from the granted hours in {weeks} of the weeks of {month}; sign it alone, with the reason."""

    exit_code = 2


class OwnReopening(FeeError):
    """{login} asked to open {month} of {case}, which is billed; another user has to agree, with the same command."""

    exit_code = 3


class NotAsked(FeeError):
    """Nobody has asked to open {month} of {case}."""


class RowNotSigned(FeeError):
    """{key} was never signed, so it needs no correction: type it anew in the grid, or exclude it."""


class RowReversed(FeeError):
    """{key} is reversed already; correct the row that came instead, or log a new one."""

    exit_code = 5


class NothingToSign(FeeError):
    """No visit has anything in {month} that waits to be signed."""


class RowIsBilled(FeeError):
    """{key} is billed on {invoice}; credit that line first with: vistelse invoice credit {invoice}."""

    exit_code = 5


class RowIsSigned(FeeError):
    """{key} has been signed and is never overwritten; correct it with: vistelse hours correct {key}."""

    exit_code = 5


class ProposalDecided(FeeError):
    """{login} has decided this proposal of {case} already; see it with: vistelse proposal list {case} --decided."""

    exit_code = 5


class CostKnown(FeeError):
    """{case} has a cost with the same receipt, day and amount already; write what sets the two receipts apart."""

    exit_code = 5


class DecisionIsBilled(FeeError):
    """{service} of {case} is billed on {invoice}; credit it first with: vistelse invoice credit {invoice}."""

    exit_code = 5


class DecisionIsDrafted(FeeError):
    """{service} of {case} stands in the draft {batch}; annul it first with: vistelse batch annul {batch}."""

    exit_code = 5


class NumberIsAnothers(FeeError):
    """Another person in this store has that identity number; find them with it, and see which of the two is wrong."""


class VisitChanged(FeeError):
    """{case} was changed by {login} while you wrote; nothing was saved. Look at both versions, then save again."""

    exit_code = 5

    def __init__(self, stored: Mapping[str, str], case: str, login: str) -> None:
        super().__init__(case=case, login=login)
        self.stored = stored


class CellsChanged(FeeError):
    """Somebody else changed {cells} meanwhile; nothing was saved, what you typed is kept. Look at both, then save."""

    exit_code = 5


class DayIsLocked(FeeError):
    """{day} takes no typed hours in {case}: the visit or month is closed or signed, or the day is not of the stay."""


class UnknownWord(FeeError):
    """{word} is no word that letters know; those that they know are {known}."""

    exit_code = 2


class BadTemplate(FeeError):
    """The text cannot be that of a letter: {why}."""

    exit_code = 2


class LetterLacks(FeeError):
    """There is no letter to write in {case}: {what}."""


class LetterDoesNotFit(FeeError):
    """{case} is {state}, and what the letter says would not be true; take the visit on first, or choose another."""


class LetterTellsWho(FeeError):
    """The letter would tell who the guest of {case} is, in {where}; the case number says it without."""

    exit_code = 2


class BadMailAddress(FeeError):
    """The recipient of the letter is no e-mail address; write one, as name@example.se, or leave it empty."""

    exit_code = 2


class QuestionsOpen(ImportRefused):
    """{file} was not imported, nothing was changed: {count} to answer first, with --map "WHAT=ANSWER" and --source."""


class NotInQueue(FeeError):
    """There is no row {number} in the queue; see them with: vistelse queue list."""

    exit_code = 4


class SourceUnknown(FeeError):
    """No source is called {name}; see them with: vistelse source list."""

    exit_code = 4


class QueueRowDecided(FeeError):
    """Row {number} of the queue has been {state} by {login} already; nothing was changed."""

    exit_code = 5


class PlacementDoubtful(FeeError):
    """Row {number} was not placed on {case}: {why}. Choose another case, or place it with --anyway."""


class RowNotTaken(FeeError):
    """{why} Row {number} was not placed on {case}."""

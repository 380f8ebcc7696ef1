"""Refusals about visits, hours, letters, sources and payments: each docstring is what the user reads."""

from __future__ import annotations

from collections.abc import Mapping

from models.errors import FeeError, ImportRefused


class RateSuperseded(FeeError):
    """Rate {rate} has not been known to hold since {day}: {instead}."""

    exit_code = 5


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


class DisputeIsOpen(FeeError):
    """Line {line} of {number} is disputed already, with a deadline on {deadline}."""

    exit_code = 5


class DisputeNotOpen(FeeError):
    """Line {line} of {number} is not disputed; see what is with: vistelse dispute list."""

    exit_code = 5


class LineTakesBack(FeeError):
    """Line {line} of {number} takes an earlier line back and bills nothing; name the line that bills instead."""


class InterestOff(FeeError):
    """No interest is charged here; an administrator switches it on with: vistelse store set --interest."""


class NoReferenceRate(FeeError):
    """No reference rate is known from {first}; enter it with: vistelse reminder rate {first} RATE --source TEXT."""


class NotToRemind(FeeError):
    """{number} is not to be reminded of: {why}."""


class RemindedTwice(FeeError):
    """{number} has been reminded of twice; what comes next is not decided here."""

    exit_code = 5


class IsAnnulled(FeeError):
    """{number} is annulled, and sent to nobody."""


class SpecificationWithheld(FeeError):
    """{number} is about protected persons alone; an administrator clears a visit with: vistelse visit clear CASE."""


class SpecificationDiffers(FeeError):
    """{number} was not specified: the hour rows of line {line} do not come to what it bills; see: vistelse doctor."""


class NothingToCharge(FeeError):
    """{number} bills no care that an earlier document has not billed; there is no fee basis to write."""


class DifferenceChanged(FeeError):
    """Difference {number} is another now, and was not accepted; see what there is with: vistelse difference list."""

    exit_code = 5


class HoldsProtectedCase(FeeError):
    """Nothing was written: {found}. An administrator clears a visit with: vistelse visit clear {case}."""


class HoldsProtectedName(FeeError):
    """Nothing was written: {found}. Change the text, or have the visit cleared: vistelse visit clear {case}."""


class HoldsIdentityNumber(FeeError):
    """Nothing was written: {found}. Take it out of the text; a posted document is credited and billed again."""


class HoldsOwnName(FeeError):
    """Nothing was written: {found}. Take it out of the text; a posted document is credited, and billed again."""


class HoldsName(FeeError):
    """Nothing was written: {found}. If it is a namesake, say which text and why: --namesake "TEXT=WHY"."""


class NoSuchDifference(FeeError):
    """There is no difference {number}; see those that wait with: vistelse difference list."""

    exit_code = 4

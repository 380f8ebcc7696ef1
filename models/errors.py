"""What can go wrong, in words a fee administrator can act on."""

from __future__ import annotations

from typing import ClassVar, Protocol

from models.listed_by import LISTED_BY
from models.told_key import told_key


class Fault(Protocol):
    """One bad cell or row of a file: where it stands, what is wrong and what is right."""

    @property
    def file(self) -> str:
        """The file's name."""
        ...

    @property
    def line(self) -> int | None:
        """The line in the file, from 1."""
        ...

    @property
    def column(self) -> str | None:
        """The column's name as the file has it."""
        ...

    @property
    def text(self) -> str:
        """What is wrong and what is right, in the user's language."""
        ...


class FeeError(Exception):
    """The rule says no."""

    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        """Keep what the message says; of a key only what is shaped like one, for it may have been typed."""
        super().__init__()
        self.values = {name: told_key(value) if name == "key" else value for name, value in values.items()}

    @property
    def template(self) -> str:
        """The class's own docstring on one line: the English message with its placeholders."""
        return " ".join((type(self).__doc__ or "").split())

    def __str__(self) -> str:
        """Say the refusal in English; models.language.refusals says it in the user's language."""
        return self.template.format_map(self.values)


class WrongUse(FeeError):
    """{what}"""  # noqa: D415

    exit_code = 2


class NotAllowed(FeeError):
    """{login} does not have the role {role}; ask an administrator for it with: vistelse user grant {login} {role}."""

    exit_code = 3


class UnknownUser(FeeError):
    """{login} is not a user of this store; an administrator adds one with: vistelse user add {login}."""

    exit_code = 3


class ActingNotAllowed(FeeError):
    """Acting as somebody else is possible only in a training store; leave out --as."""

    exit_code = 3


class OwnAttest(FeeError):
    """{batch} was made by {login}, and nobody attests what they made; another user has to do it."""

    exit_code = 3


class AttestLimit(FeeError):
    """{batch} comes to {total}, above {login}'s attest limit of {limit}; someone with a higher limit has to do it."""

    exit_code = 3


class ReasonMissing(FeeError):
    """Say why: the reason is kept in the log."""

    exit_code = 2


class ReasonNamesPerson(FeeError):
    """The text names the guest or holds an identity number; the log keeps it for ever, so write it without."""

    exit_code = 2


class TextTooLong(FeeError):
    """A text is longer than the store keeps; shorten it."""

    exit_code = 2


class NotFound(FeeError):
    """There is no {what} {key} in this store; look with: vistelse {look}."""

    exit_code = 4

    def __init__(self, what: str, key: object) -> None:
        said = told_key(key, what)
        super().__init__(what=what, look=LISTED_BY.get(what, f"find {said}"))
        self.values["key"] = said


class StoreMissing(FeeError):
    """There is no store at {url}; make one with: vistelse store create --municipality CODE."""

    exit_code = 6


class StoreIsNewer(FeeError):
    """The store was made by a newer version ({found}); install that version to open it."""

    exit_code = 6


class StoreIsOlder(FeeError):
    """The store was made by an older version; bring it up to date with: vistelse store upgrade."""

    exit_code = 6


class StoreUnreachable(FeeError):
    """The store cannot be used: {why}; check --store and that its disk or server is there, then try again."""

    exit_code = 6


class StoreBusy(FeeError):
    """Somebody else is writing in the store right now; nothing was changed. Try again in a moment."""

    exit_code = 5


class BadStoreAddress(FeeError):
    """{url} is not a store's address; write sqlite:///path or postgresql://user@host/name."""

    exit_code = 2


class StoreExists(FeeError):
    """There is a store at {url} already; choose another place with --store."""

    exit_code = 5


class ImportRefused(FeeError):
    """{file} was not imported, nothing was changed: {count} to put right."""

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(file=file, count=len(faults))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))


class FileUnreadable(FeeError):
    """{file} cannot be read: {why}."""

    exit_code = 4


class NothingToBill(FeeError):
    """Nothing in {month} waits to be billed; see what is held back with: vistelse batch plan {month}."""


class AlreadyRun(FeeError):
    """{batch} was run by {login} at {at}; nothing was made twice."""

    exit_code = 5


class PlanIsStale(FeeError):
    """Something changed since the plan was made, and nothing was posted: {what}. Plan again and look at it."""

    exit_code = 5


class WrongBatchState(FeeError):
    """{batch} is {state}, by {login} at {at}; that can only be done with a batch that is {needed}."""

    exit_code = 5


class CreditOfCredit(FeeError):
    """{number} is a credit note; a credit note is not credited, bill the visit again instead."""


class AlreadyCredited(FeeError):
    """Line {lines} of {number} is taken back already, by {by}; see it with: vistelse invoice show {first}."""

    exit_code = 5


class LineInDraft(FeeError):
    """Line {lines} of {number} is taken back by a draft in {batch}; attest that, or: vistelse batch annul {batch}."""

    exit_code = 5


class RowNotBilledHere(FeeError):
    """{key} is billed by no line of {number} that is left; see its lines with: vistelse invoice show {number}."""

    exit_code = 4


class AlreadyExported(FeeError):
    """{number} was exported by {login} at {at}; it may have been sent, so: vistelse invoice credit {number}."""

    exit_code = 5


class NotAnnulled(FeeError):
    """{number} is credited in part, or changes other documents, so: vistelse invoice credit {number}."""

    exit_code = 5


class NoSuchLine(FeeError):
    """{number} has no line {lines}; see its lines with: vistelse invoice show {number}."""

    exit_code = 4


class DocumentFaulty(FeeError):
    """The invoice for {case} cannot be sent as it stands: {why}. Put it right, then run the batch again."""


class Conflict(FeeError):
    """{what} has {stored} in the store, and {given} was given; change one of them."""

    exit_code = 5


class ExportBlocked(FeeError):
    """{path} cannot be written: {why}; the files before it are whole. Do the same again when it can be."""

    exit_code = 6


class CodingMissing(FeeError):
    """{batch} cannot be booked, for nobody has entered {missing}. Enter it with: vistelse accounting code."""


class LayoutFaulty(FeeError):
    """The layout {layout} cannot be used: {why}."""

    exit_code = 2


class SumsDiffer(FeeError):
    """{batch} was not exported, for its sums do not agree: {what}. See what is wrong with: vistelse doctor."""


class SendingStopped(FeeError):
    """{file} could not be written to {folder}: {why}; {sent} were sent before it. Send the rest when it can be."""

    exit_code = 6


class ExportInDoubt(FeeError):
    """{file} was begun in {folder} at {at} and cut off, and whether it was taken from there is not known: {why}.

    Make that folder reachable and export again, or see in the accounting system. Has it the file, export with --taken;
    has it not, withdraw it first: vistelse accounting withdraw {number}.
    """

    exit_code = 5


class NowhereToSend(FeeError):
    """Say with --to where documents are sent, or for good with: vistelse store set --outbox DIR."""

    exit_code = 2


class SentAlready(FeeError):
    """{number} was sent by {login} at {at}; if the same is to be sent once more, say --again."""

    exit_code = 5


class SendingInDoubt(FeeError):
    """Sending {number} was cut off at {at}, and it is not in the folder; if nobody took it, send it with --again."""

    exit_code = 5

"""What was answered in writing and then refused: offered again, so that nobody types a reason twice."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Written(Protocol):
    """A question that is answered in writing; its screen is loaded when it is asked."""

    question: str

    def offer_again(self, text: str) -> None:
        """Let the user go on with what was said before and refused."""


class KeptAnswers:
    """Answers to a screen's questions, by their words; they are forgotten when a deed is done."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._refused: dict[str, str] = {}

    def offer(self, question: object) -> None:
        """Write on a question what was answered to it and refused."""
        if isinstance(question, Written):
            question.offer_again(self._refused.get(question.question, ""))

    def keep(self, question: object, reply: object) -> None:
        """Know what was answered, until the deed that it is for is done."""
        if isinstance(question, Written) and isinstance(reply, str):
            self._said[question.question] = reply

    def deed_refused(self) -> None:
        """Offer again what was answered since the last deed."""
        self._refused, self._said = self._said, {}

    def deed_done(self) -> None:
        """Forget it, unless nothing was asked before the deed: then the store was only read, to ask."""
        if self._said:
            self._refused, self._said = {}, {}
